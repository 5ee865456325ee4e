"""Which stretches a coder has really looked at: how "coded through" grows.

The rule
--------
A stretch counts as coded in a pass

1. when it was *watched*: its frames were shown one after the other, exact, no faster than 2×, with the keys of the pass
   active. Stepping by frames or by a second counts like playing; a jump does not, and neither does an approximate
   frame or a faster speed;
2. when an event of an exhaustive channel was *placed by hand* over it: its edges dragged, typed, split or merged while
   paused. A key press claims nothing beyond what was watched, so a state that runs across a jump is not coded there;
3. when the coder says so by a command (*Mark as coded*), and takes it back by another (*Mark as not coded*).

What is watched is written together with the next edit, or on its own when playback rests; undoing an edit does not
make unwatched what was watched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.model.coding import Coding
from coder.model.edits.progress import coded_spans
from coder.model.spans import EMPTY, Spans

FASTEST = 2.0
"""Speed up to which a stretch counts as watched."""
REACH_MS = 1_100
"""Two frames shown after each other this far apart belong to one look: a step of one second, and a frame."""


@dataclass(slots=True)
class Coverage:
    """What was watched in each pass since the coding was opened."""

    _watched: dict[str, Spans] = field(default_factory=dict)
    _pass_id: str = ""
    _run: tuple[int, int] | None = None
    _last: tuple[int, int] | None = None

    def shown(self, pass_id: str, on_ms: int, off_ms: int, speed: float) -> None:
        """Note that the exact frame ``[on_ms, off_ms)`` was shown with the keys of a pass active."""
        if abs(speed) > FASTEST or off_ms <= on_ms:
            self.broke()
            return
        if pass_id != self._pass_id or self._last is None or not self._follows(on_ms, off_ms):
            self.broke()
            self._pass_id, self._run = pass_id, (on_ms, off_ms)
        elif self._run is not None:
            self._run = min(self._run[0], on_ms), max(self._run[1], off_ms)
        self._last = (on_ms, off_ms)

    def broke(self) -> None:
        """Note that the look was interrupted: a jump, another speed, another pass."""
        if self._run is not None:
            self._add(self._pass_id, Spans.of([self._run]))
        self._run = self._last = None

    def placed(self, pass_id: str, on_ms: int, off_ms: int) -> None:
        """Note that a state was placed by hand over a stretch."""
        if on_ms < off_ms:
            self._add(pass_id, Spans.of([(on_ms, off_ms)]))

    def forget(self, pass_id: str, spans: Spans) -> None:
        """Take back what was watched; it has to be looked at again."""
        self.broke()
        self._watched[pass_id] = self._watched.get(pass_id, EMPTY) - spans

    def watched(self, pass_id: str) -> Spans:
        """Return everything watched in a pass, the look that is going on included."""
        known = self._watched.get(pass_id, EMPTY)
        return known | Spans.of([self._run]) if self._run is not None and pass_id == self._pass_id else known

    def due(self, coding: Coding, pass_id: str) -> Spans:
        """Return what was watched in a pass and is not yet declared coded."""
        return self.watched(pass_id) - coded_spans(coding, pass_id)

    def _add(self, pass_id: str, spans: Spans) -> None:
        self._watched[pass_id] = self._watched.get(pass_id, EMPTY) | spans

    def _follows(self, on_ms: int, off_ms: int) -> bool:
        assert self._last is not None
        return self._last[0] - off_ms <= REACH_MS and on_ms - self._last[1] <= REACH_MS
