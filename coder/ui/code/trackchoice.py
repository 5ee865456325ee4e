"""Which tracks are shown, in which order and how tall: what the person chose, remembered per coder and scheme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from coder.ui.code.timeline.arrangement import Arrangement
from coder.ui.memory import Memory
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

HEIGHT_STEP = 1.25


class TrackChoice(QObject):
    """The arrangement of the open session's tracks.

    Signals
    -------
    changed()
        Other tracks are to be shown.
    """

    changed = Signal()

    def __init__(self, bench: Bench, memory: Memory) -> None:
        super().__init__(bench)
        self._bench, self._memory = bench, memory
        coding = bench.sitting.coding
        self._key = f"tracks/{bench.sitting.scheme.id}/{coding.coder}"
        self.arrangement = memory.recall(self._key, Arrangement) or Arrangement()
        bench.timeline.arrange(self.arrangement)
        self._by_events: tuple[str, ...] | None = None

    @property
    def shown(self) -> frozenset[str]:
        """Ids of the channels of other passes to show: the chosen ones, else those that hold events.

        Which ones hold events is found out once per pass, so that no track comes or goes while somebody codes.
        """
        if self.arrangement.shown is not None:
            return frozenset(self.arrangement.shown)
        if self._by_events is None:
            lanes = self._bench.scene.lanes
            self._by_events = tuple(c.id for _, c in self._bench.sitting.scheme.channels() if len(lanes[c.id]))
        return frozenset(self._by_events)

    def look_again(self) -> None:
        """Find out anew which channels hold events."""
        self._by_events = None

    def keep(self, arrangement: Arrangement) -> None:
        """Take over and remember an arrangement."""
        self.arrangement = arrangement
        self._memory.remember(self._key, arrangement)
        self._bench.timeline.arrange(arrangement)
        self.changed.emit()

    def choose(self, shown: frozenset[str] | None) -> None:
        """Show these channels of other passes; None: those that hold events."""
        self.look_again()
        self.keep(replace(self.arrangement, shown=None if shown is None else tuple(sorted(shown))))

    def show_extra(self, kind: str, on: bool) -> None:
        """Show or hide one of the session's own tracks."""
        others = tuple(k for k in self.arrangement.extras if k != kind)
        self.keep(replace(self.arrangement, extras=(*others, kind) if on else others))

    def as_at_first(self) -> None:
        """Give all tracks the place and the height they have by nature."""
        self.keep(replace(self.arrangement, order=(), heights={}))

    def taller(self, way: Literal[1, -1]) -> None:
        """Make the track in focus taller or flatter."""
        view = self._bench.timeline
        row = next((row for row in view.rows if row.key == self._focus()), None)
        if row is None:
            self._bench.talk.refuse(tr("Click a track first."))
        else:
            self.keep(self.arrangement.with_height(row.key, row.height / view.zoom_of_text * HEIGHT_STEP**way))

    def move(self, way: Literal[1, -1]) -> None:
        """Move the track in focus one place down or up."""
        keys = [row.key for row in self._bench.timeline.rows]
        key = self._focus()
        if key not in keys:
            self._bench.talk.refuse(tr("Click a track first."))
            return
        place = keys.index(key) + (2 if way > 0 else -1)
        if 0 <= place <= len(keys):
            self.keep(self.arrangement.placed(key, place, keys))

    def _focus(self) -> str:
        return self._bench.timeline.marks.focus_key or self._bench.choosing.channel
