"""Finding events in the open session: hits as the person types, the way through them, all of them selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from coder.model.coding import Event
from coder.model.errors import ModelError
from coder.model.timecode import clock
from coder.model.wording import code_title
from coder.ui.clips import ClipQueue, ClipRequest
from coder.ui.code.find.bar import FindBar
from coder.ui.code.find.query import Query, hits, read_query
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


class Finding(QObject):
    """What is looked for, and where it is."""

    def __init__(self, bench: Bench, bar: FindBar) -> None:
        super().__init__(bench)
        self._bench, self._bar = bench, bar
        self._query: Query | None = None
        self.hits: tuple[Event, ...] = ()
        bar.changed.connect(self._typed)
        bar.stepped.connect(self.step)
        bar.all_asked.connect(self.select_all)
        bar.left.connect(self.close)
        bench.facts_changed.connect(self._look, Qt.ConnectionType.DirectConnection)
        bench.sitting.selection_changed.connect(self._count)

    def begin(self) -> None:
        """Ask what to find."""
        self._bar.offer(self._bench.sitting.scheme, self._bench.sitting.session)
        self._bar.begin()
        self._typed(self._bar.field.text())

    def close(self) -> None:
        """Look for nothing any more, and go on coding."""
        self._bar.hide()
        self._query, self.hits = None, ()
        self._bench.refresh.events()
        self._bench.setFocus()

    @property
    def active(self) -> bool:
        """Whether something is looked for."""
        return self._query is not None and bool(self._query.conditions)

    def why_not(self) -> str | None:
        """Why there is no next hit, or None."""
        return None if self.hits else tr("nothing is found; press Ctrl+F and type what to find")

    def listed(self, events: list[Event]) -> list[Event]:
        """Return the events the table shows: the hits, or all when nothing is looked for."""
        self._look()
        return list(self.hits) if self.active else events

    def step(self, way: int) -> None:
        """Go to the next hit (1) or the one before (-1) from the selected one, else the playhead, round and round."""
        if not self.hits:
            return
        bench, place = self._bench, self._place()
        if place is None:
            here = bench.playback.position_ms
            later = [n for n, event in enumerate(self.hits) if (event.on >= here if way > 0 else event.on < here)]
            place = (later[0] if way > 0 else later[-1]) if later else 0 if way > 0 else len(self.hits) - 1
        else:
            place = (place + way) % len(self.hits)
        event = self.hits[place]
        bench.playback.seek(event.on)
        bench.timeline.reveal(event.on)
        bench.sitting.select((event.id,))

    def select_all(self) -> None:
        """Select all hits."""
        if self.hits:
            self._bench.sitting.select(tuple(event.id for event in self.hits))
            self._bench.setFocus()

    def review(self) -> None:
        """Look at the hits one after the other as clips."""
        bench, sitting = self._bench, self._bench.sitting
        clips = []
        for event in self.hits:
            off = event.on if event.off is None else event.off
            title = code_title(event.code, sitting.scheme)
            clips.append(
                ClipRequest(
                    sitting.session.id, sitting.coding.coder, event.on, off, (event.id,), title, value=clock(event.on)
                )
            )
        self.close()
        bench.queue_asked.emit(ClipQueue(tuple(clips)))

    def _typed(self, text: str) -> None:
        sitting = self._bench.sitting
        try:
            self._query = read_query(text, sitting.scheme, sitting.session)
        except ModelError as error:
            self._query, self.hits = None, ()
            self._bar.show_trouble(str(error))
            return
        self._look()
        self._bench.refresh.events()

    def _look(self) -> None:
        """Look again, as after an edit."""
        if self._query is None or self._bar.isHidden():
            return
        sitting = self._bench.sitting
        found = hits(self._query, sitting.scheme, sitting.coding, self._bench.scene.total_ms) if self.active else []
        self.hits = tuple(found)
        self._count()

    def _count(self) -> None:
        if self._query is not None and not self._bar.isHidden():
            words = " · ".join(self._query.words)
            if self.active:
                self._bar.show_hits(words, self._place(), len(self.hits))
            else:
                self._bar.show_hits("", None, 0)
                self._bar.count.setText("")

    def _place(self) -> int | None:
        only = self._bench.sitting.selection.only
        return next((n for n, event in enumerate(self.hits) if event.id == only), None)
