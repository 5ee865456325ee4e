"""A document as it was at an earlier step, without changing it."""

from __future__ import annotations

import copy
from collections.abc import Callable

from coder.model.changes import DocumentT, apply
from coder.model.coding import Coding
from coder.model.history import History, Step


def copy_of(coding: Coding) -> Coding:
    """Return a coding that can be changed without changing the one given; the records in it are frozen."""
    made = copy.copy(coding)
    made.events = list(coding.events)
    return made


def state_at(document: DocumentT, history: History, at: str, last_done: str, ours: Callable[[Step], bool]) -> DocumentT:
    """Return a document as it was just after its last step made no later than ``at`` (ISO 8601, UTC).

    Parameters
    ----------
    document : Coding or Session
        Its present state; a coding is changed in place.
    history : History
        Its steps; they are only read.
    last_done : str
        When the last step was made that is not undone, in whichever document: undone steps before it never come back.
    ours : callable
        Whether a step may be taken back; the first that may not stops the way back.
    """
    place = history.done
    while place and history.steps[place - 1].at > at and ours(history.steps[place - 1]):
        place -= 1
        document, _ = apply(document, history.steps[place].backward)
    if place == history.done:
        for step in history.steps[place:]:
            if not last_done < step.at <= at:
                break
            document, _ = apply(document, step.forward)
    return document
