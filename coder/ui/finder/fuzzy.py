"""Matching what was typed against titles: all letters in order, better the closer they stand to words' beginnings."""

from __future__ import annotations

from dataclasses import dataclass

_BEGINS_WORD, _FOLLOWS, _SCATTERED = 10, 7, 1
_GAP_COST = 0.15


@dataclass(frozen=True, slots=True)
class Match:
    """How well a title fits (higher is better) and at which of its letters."""

    score: float
    letters: tuple[int, ...]


def match(typed: str, title: str, keywords: tuple[str, ...] = ()) -> Match | None:
    """Return how ``typed`` fits ``title``, or None; a fit of a keyword counts half and marks no letters.

    Each word typed must fit for itself, so "pass complete" finds "Mark pass complete".
    """
    words = typed.split()
    if not words:
        return Match(0.0, ())
    fits = [_word(word, title) for word in words]
    if all(fits):
        letters = sorted({place for fit in fits if fit for place in fit.letters})
        return Match(sum(fit.score for fit in fits if fit) - 0.01 * len(title), tuple(letters))
    for keyword in keywords:
        by_keyword = [_word(word, keyword) for word in words]
        if all(by_keyword):
            return Match(sum(fit.score for fit in by_keyword if fit) / 2, ())
    return None


def _word(typed: str, title: str) -> Match | None:
    typed, lower = typed.casefold(), title.casefold()
    if len(lower) != len(title):
        lower = title.lower()
    whole = _whole(typed, lower)
    if whole >= 0:
        first = _BEGINS_WORD if _begins_word(lower, whole) else _SCATTERED
        return Match(
            first + _FOLLOWS * (len(typed) - 1) - _GAP_COST * whole / 4, tuple(range(whole, whole + len(typed)))
        )
    return _scattered(typed, lower)


def _whole(typed: str, lower: str) -> int:
    """Return where ``typed`` stands in one piece, at a word's beginning if it can, or -1."""
    place = lower.find(typed)
    found = place
    while place >= 0:
        if _begins_word(lower, place):
            return place
        place = lower.find(typed, place + 1)
    return found


def _scattered(typed: str, lower: str) -> Match | None:
    """Return a fit of letters in order, the first at a word's beginning, the others there too if they can."""
    letters, score, last = list[int](), 0.0, -1
    for letter in typed:
        places = [n for n in range(last + 1, len(lower)) if lower[n] == letter and (letters or _begins_word(lower, n))]
        if not places:
            return None
        place = places[0] if places[0] == last + 1 else next((n for n in places if _begins_word(lower, n)), places[0])
        score += _FOLLOWS if place == last + 1 else _BEGINS_WORD / 2 if _begins_word(lower, place) else _SCATTERED
        score -= _GAP_COST * (place - last - 1)
        letters.append(place)
        last = place
    return Match(score / 2, tuple(letters)) if score > len(typed) else None


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
