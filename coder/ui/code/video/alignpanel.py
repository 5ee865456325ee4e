"""What is seen while a camera is aligned: what to do next, the result so far, and both cameras frame by frame."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from coder.app.alignment import LEAST_APART_MS
from coder.ui.code.screen import alignment_words
from coder.ui.code.transport import add_all
from coder.ui.code.video.filmstrip import FilmStrip
from coder.ui.text import tr
from coder.ui.widgets import Button, Chip, KeyCap, Rule, label

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

CACHE_BYTES: Final = 48 * 1024 * 1024


class AlignPanel(QFrame):
    """Stands above the timeline while a camera is aligned."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Align camera"))
        self.heading = label("", "section")
        self.hint = label("", "table", "text2")
        self.result = Chip("")
        self.mark = Button("", small=True, role="primary")
        self.done = Button(tr("Done"), small=True)
        self.reference, self.other = FilmStrip(), FilmStrip()
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(8)
        add_all(row, self.heading, self.result)
        row.addWidget(self.hint, 1)
        add_all(row, self.mark, KeyCap("Enter"), self.done, KeyCap("Esc"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.reference)
        column.addWidget(self.other)
        column.addWidget(Rule())
        self._place: int | None = None
        self.hide()

    def follow(self, bench: Bench) -> None:
        """Show how far the alignment is; open and close with it."""
        place = bench.align.place
        if place != self._place:
            self._place = place
            self._open(bench, place)
        if place is None:
            return
        align = bench.align
        placed, found = alignment_words(bench.pictures.media[place])
        self.heading.setText(tr("Align Cam {0} with Cam 1", place + 1))
        self.result.show_text(" · ".join(part for part in (placed, found) if part) or tr("no offset yet"))
        self.hint.setText(self._hint(bench))
        self.hint.setToolTip(self.hint.text())
        self.mark.setText(tr("Same moment here") if align.steps_other else tr("Mark this moment"))
        for strip, own, active in ((self.reference, 0, not align.steps_other), (self.other, place, align.steps_other)):
            grid = align.grid(own)
            if grid is not None:
                strip.show_number(align.number(own), grid, active)

    def _open(self, bench: Bench, place: int | None) -> None:
        """Open the strips for a camera, or close them."""
        self.setVisible(place is not None)
        bench.bar.setVisible(place is None)
        for strip, own in ((self.reference, 0), (self.other, place)):
            grid = bench.align.grid(own)
            strip.close_reader()
            if own is not None and grid is not None and place is not None:
                reader = bench.loading.readers[own]
                strip.open(bench.pictures.name_of(own), grid, partial(reader.again, CACHE_BYTES))

    def _hint(self, bench: Bench) -> str:
        align = bench.align
        assert align.place is not None
        if align.steps_other:
            return tr("Find it in Cam {0}: ← → step it alone, or drag its frames.", align.place + 1)
        if align.moments == 0:
            return tr("Go to a moment both cameras show, such as a clap or a door.")
        if align.moments == 1:
            return tr("Another moment, {0} s away or more, gives the rate too.", LEAST_APART_MS // 1000)
        return tr("Offset and rate are found. Moments far apart make the rate better.")
