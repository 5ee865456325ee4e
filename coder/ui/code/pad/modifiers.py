"""The choices that digits set on the event just made or selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from coder.model.coding import Event
from coder.model.scheme import Code, Modifier

CHOICE_GAP = 10
DIGITS = 9


class Choice(NamedTuple):
    """A modifier value and the digit that sets it."""

    digit: str
    modifier: Modifier
    value: str


def pages_of(code: Code) -> list[list[Choice]]:
    """Return what digits mean for a code.

    Where nine digits suffice, all values are numbered on from 1 through all modifiers. Otherwise one modifier is asked
    for after the other.
    """
    values = [(modifier, value) for modifier in code.modifiers for value in modifier.values]
    if len(values) <= DIGITS:
        return [_numbered(values)] if values else []
    return [
        _numbered([(modifier, value) for value in modifier.values]) for modifier in code.modifiers if modifier.values
    ]


def _numbered(values: list[tuple[Modifier, str]]) -> list[Choice]:
    return [Choice(str(n), modifier, value) for n, (modifier, value) in enumerate(values[:DIGITS], 1)]


def unset_modifiers(code: Code, event: Event) -> list[str]:
    """Return the titles of the required modifiers an event lacks."""
    return [m.title or m.id for m in code.modifiers if m.required and not event.mods.get(m.id)]


def choice_widths(texts: list[str], width_of: Callable[[str], float], cap: float, room: float) -> list[float]:
    """Return how wide each choice is painted: its key cap and its word, or less where the row has no room.

    Parameters
    ----------
    texts : list of str
        The words.
    width_of : callable
        Width of a word in px.
    cap, room : float
        Width of a key cap with its gap, and of all choices together, in px.
    """
    wanted = [cap + width_of(text) + CHOICE_GAP for text in texts]
    return wanted if sum(wanted) <= room else [max(room / len(texts), cap)] * len(texts)
