"""The choices that digits set on the event just made or selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from coder.model.coding import Event
from coder.model.scheme import Code, Modifier

CHOICE_GAP = 10


class Choice(NamedTuple):
    """A modifier value and the digit that sets it."""

    digit: str
    modifier: Modifier
    value: str


def choices_of(code: Code) -> list[Choice]:
    """Return the modifier values of a code, numbered on from 1 through all its modifiers; beyond 9 without a digit."""
    values = [(modifier, value) for modifier in code.modifiers for value in modifier.values]
    return [Choice(str(n) if n <= 9 else "", modifier, value) for n, (modifier, value) in enumerate(values, 1)]


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
