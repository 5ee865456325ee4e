"""Undo and redo without limit: the steps done so far, and how the journal's entries move through them."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.model.changes import AnyChange, Batch, invert


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step: the changes made by one act of a person, when (ISO 8601, UTC) and by whom."""

    changes: tuple[AnyChange, ...]
    at: str = ""
    by: str = ""

    @property
    def forward(self) -> AnyChange:
        """The one change that carries the step out."""
        return self.changes[0] if len(self.changes) == 1 else Batch(changes=self.changes)

    @property
    def backward(self) -> AnyChange:
        """The one change that takes the step back."""
        return invert(self.forward)


@dataclass(slots=True)
class History:
    """The steps of one document; ``done`` counts those not undone.

    A change recorded after undoing forgets the undone steps. A change that ``joins`` (typing, repeated nudges) becomes
    part of the step before it.
    """

    steps: list[Step] = field(default_factory=list)
    done: int = 0

    def record(self, change: AnyChange, at: str = "", joins: bool = False, by: str = "") -> None:
        """Add a change that has just been applied."""
        del self.steps[self.done :]
        if joins and self.steps:
            last = self.steps.pop()
            self.steps.append(Step((*last.changes, change), at, by))
        else:
            self.steps.append(Step((change,), at, by))
        self.done = len(self.steps)

    @property
    def next_undo(self) -> Step | None:
        """The step `undid` would take back, or None."""
        return self.steps[self.done - 1] if self.done else None

    @property
    def next_redo(self) -> Step | None:
        """The step `redid` would carry out again, or None."""
        return self.steps[self.done] if self.done < len(self.steps) else None

    def undid(self) -> None:
        """Note that `next_undo` has been taken back."""
        self.done -= 1

    def redid(self) -> None:
        """Note that `next_redo` has been carried out again."""
        self.done += 1
