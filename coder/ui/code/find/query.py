"""What a person types to find events, read into conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coder.model.coding import Coding, Event
from coder.model.edits.states import end_of
from coder.model.errors import ModelError
from coder.model.scheme import CodePlace, Scheme
from coder.model.session import Session
from coder.model.timecode import clock, parse_clock
from coder.ui.code.pad.modifiers import unset_modifiers
from coder.ui.text import tr

_TIME = r"\d+(?::\d+){0,2}(?:\.\d+)?"
_LENGTH = re.compile(
    rf"(?P<way>>=?|<=?|longer than|over|shorter than|under)\s*(?P<time>{_TIME})\s*(?P<unit>ms|s|min)?\b"
)
_EPISODE = re.compile(r"\b(?:in\s+)?(?:ep|episode)s?[\s.:]*(?P<number>\d+)\b")
_SINCE = re.compile(rf"\b(?P<way>after|from|since|before|until|to)\s+(?P<time>{_TIME})")
_MISSING = re.compile(r"\b(?:(?:missing|without|lacks)\b|no(?=\s+(?:modifier|comment|note|certainty)))\s*(?P<what>\w*)")
_CERTAINTY = re.compile(
    r"\b(?:certainty[\s:]*(?P<after>low|medium|high|none)|(?P<before>low|medium|high)\s+certainty)\b"
)
_PASS = re.compile(r"\bpass[\s:]*(?P<number>\d+)\b")
_QUOTED = re.compile(r"[\"“](?P<text>[^\"”]+)[\"”]")
_FILLERS = frozenset({"all", "in", "of", "the", "and", "with", "any", "events", "event"})
LONGEST_NAME = 4
"""Words of the longest name of a code or track that is looked for."""
_UNITS = {"ms": 1, "s": 1_000, "min": 60_000, None: 1_000}


@dataclass(frozen=True, slots=True)
class Found:
    """An event as conditions look at it: where its code stands, and when it ends as the channel has it."""

    event: Event
    place: CodePlace
    off_ms: int
    pass_number: int

    @property
    def length_ms(self) -> int:
        """Length in ms; 0 for points."""
        return 0 if self.place.channel.kind == "point" else self.off_ms - self.event.on


Condition = Callable[[Found], bool]


@dataclass(slots=True)
class Query:
    """Conditions that all have to hold, and the words of each."""

    conditions: list[Condition] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, words: str, condition: Condition) -> str:
        """Take a condition in; the text it was read from is used up."""
        self.words.append(words)
        self.conditions.append(condition)
        return " "

    def holds(self, found: Found) -> bool:
        """Return whether an event meets all conditions."""
        return all(condition(found) for condition in self.conditions)


def read_query(text: str, scheme: Scheme, session: Session) -> Query:
    """Return the conditions in a text; words that are nothing else are looked for in codes, tracks and comments.

    Raises
    ------
    ModelError
        When an episode is named that was not held, or a time is none.
    """
    query = Query()
    rest = _QUOTED.sub(lambda m: _text(query, m["text"]), text.casefold())
    rest = _LENGTH.sub(lambda m: _length(query, m), rest)
    rest = _EPISODE.sub(lambda m: _episode(query, m["number"], session), rest)
    rest = _SINCE.sub(lambda m: _since(query, m), rest)
    rest = _CERTAINTY.sub(lambda m: _certainty(query, m["after"] or m["before"]), rest)
    rest = _PASS.sub(lambda m: _pass(query, int(m["number"])), rest)
    rest = _MISSING.sub(lambda m: _missing(query, m["what"], scheme), rest)
    _names(query, [word for word in re.split(r"[\s,;]+", rest) if word and word not in _FILLERS], scheme)
    return query


def hits(query: Query, scheme: Scheme, coding: Coding, total_ms: int) -> list[Event]:
    """Return the events that meet a query, in time order."""
    return [found.event for found in _events(scheme, coding, total_ms) if query.holds(found)]


def _events(scheme: Scheme, coding: Coding, total_ms: int) -> Iterator[Found]:
    numbers = {pass_.id: number for number, pass_ in enumerate(scheme.passes)}
    ordered = sorted((e for e in coding.events if e.code in scheme.places), key=lambda e: e.on)
    after: dict[str, Event] = {}
    ends: dict[str, int] = {}
    for event in reversed(ordered):
        channel = scheme.places[event.code].channel
        end = end_of(event, after.get(channel.id) if channel.exclusive else None)
        ends[event.id] = event.on if channel.kind == "point" else min(end, max(total_ms, event.on))
        after[channel.id] = event
    for event in ordered:
        place = scheme.places[event.code]
        yield Found(event, place, ends[event.id], numbers[place.pass_.id])


def _text(query: Query, text: str) -> str:
    return query.add(f"“{text}”", lambda found: text in found.event.note.casefold())


def _length(query: Query, match: re.Match[str]) -> str:
    time, unit = match["time"], match["unit"]
    ms = parse_clock(time) if ":" in time else round(float(time) * _UNITS[unit])
    longer = match["way"][0] in ">lo"
    words = tr("longer than {0}") if longer else tr("shorter than {0}")

    def holds(found: Found) -> bool:
        state = found.place.channel.kind == "state"
        return state and (found.length_ms > ms if longer else found.length_ms < ms)

    return query.add(words.format(_seconds(ms)), holds)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:g} s"


def _episode(query: Query, number: str, session: Session) -> str:
    episode = next((e for e in session.episodes if e.id in (number, f"ep{number}")), None)
    if episode is None:
        raise ModelError(tr("Episode {0} was not held.", number))
    on, off = episode.on, episode.off
    return query.add(tr("Ep {0}", number), lambda f: f.event.on < off and max(f.off_ms, f.event.on + 1) > on)


def _since(query: Query, match: re.Match[str]) -> str:
    ms = parse_clock(match["time"])
    if match["way"] in ("after", "from", "since"):
        return query.add(tr("from {0}", clock(ms, 0)), lambda f: f.event.on >= ms)
    return query.add(tr("before {0}", clock(ms, 0)), lambda f: f.event.on < ms)


def _certainty(query: Query, level: str) -> str:
    wanted = None if level == "none" else level
    return query.add(tr("certainty {0}", level), lambda f: f.event.certainty == wanted)


def _pass(query: Query, number: int) -> str:
    return query.add(tr("pass {0}", number), lambda f: f.pass_number == number)


def _missing(query: Query, what: str, scheme: Scheme) -> str:
    """Take in what an event lacks: a modifier by name, a comment, the certainty, else any required modifier."""
    titles = {m.id: m.title for place in scheme.places.values() for m in place.code.modifiers}
    if what.startswith(("comment", "note")):
        return query.add(tr("no comment"), lambda f: not f.event.note)
    if what.startswith("certain"):
        return query.add(tr("no certainty"), lambda f: f.event.certainty is None)
    if what in titles:
        return query.add(
            tr("missing {0}", titles[what] or what),
            lambda f: any(m.id == what for m in f.place.code.modifiers) and not f.event.mods.get(what),
        )
    query.add(tr("missing modifier"), lambda f: bool(unset_modifiers(f.place.code, f.event)))
    return " " if what.startswith("modifier") else f" {what} "


def _names(query: Query, words: Sequence[str], scheme: Scheme) -> None:
    """Take in codes, tracks, modifier values and words of comments; the longest name that fits wins."""
    names: list[str] = []
    codes: frozenset[str] = frozenset()
    place = 0
    while place < len(words):
        sizes = range(min(LONGEST_NAME, len(words) - place), 0, -1)
        tried = [(size, " ".join(words[place : place + size])) for size in sizes]
        size, text = next(((n, t) for n, t in tried if _codes_named(t, scheme)), tried[-1])
        if named := _codes_named(text, scheme):
            codes |= named
            names.append(text.capitalize())
        else:
            _free_word(query, text, scheme)
        place += size
    if names:
        query.add(tr(" or ").join(names), lambda f: f.place.code.id in codes)


def _codes_named(text: str, scheme: Scheme) -> frozenset[str]:
    """Return the codes a text names, in the singular or the plural: by code, track or pass, else by its beginning."""
    forms = {text, text.removesuffix("s"), text.removesuffix("es")}
    places = scheme.places.values()
    for names in (_code_names, _track_names, _pass_names):
        found = frozenset(p.code.id for p in places if forms & names(p))
        if found:
            return found
    return frozenset(p.code.id for p in places if len(text) > 2 and p.code.title.casefold().startswith(text))


def _code_names(place: CodePlace) -> set[str]:
    return {place.code.title.casefold(), place.code.id.casefold()}


def _track_names(place: CodePlace) -> set[str]:
    return {place.channel.title.casefold(), place.channel.id.casefold()}


def _pass_names(place: CodePlace) -> set[str]:
    return {place.pass_.title.casefold(), place.pass_.id.casefold()}


def _free_word(query: Query, text: str, scheme: Scheme) -> None:
    """Look for a word among modifier values if it is one, else in comments."""
    values = {v.casefold() for p in scheme.places.values() for m in p.code.modifiers for v in m.values}
    if text in values:
        query.add(text, lambda f: text in (v.casefold() for v in f.event.mods.values()))
    else:
        _text(query, text)
