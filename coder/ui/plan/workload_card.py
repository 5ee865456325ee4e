"""The card of the workload: what each coder has done and has left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coder.app.plan.pace import Pace
from coder.app.plan.sample import Workload
from coder.ui.plan.sample_card import Swatch
from coder.ui.plan.words import hours_words
from coder.ui.text import tr
from coder.ui.theme import Theme, theme_of
from coder.ui.theme.codecolors import hatch_brush
from coder.ui.widgets import Card, ScrollColumn, label


def _brushes(theme: Theme) -> tuple[QBrush, QBrush, QBrush]:
    left = hatch_brush(theme.color("accent"))
    return QBrush(theme.color("ok")), QBrush(theme.color("accent")), left


class WorkBar(QWidget):
    """Done, in progress and left passes of one coder on a scale shared by all."""

    def __init__(self, work: Workload, most: int) -> None:
        super().__init__()
        self._parts, self._most = (work.done, work.begun, work.left), most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(work.coder)
        self.setAccessibleDescription(work_words(work))
        self.setToolTip(work_words(work))

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(120, theme_of(self).px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three parts after each other."""
        theme, painter = theme_of(self), QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg3"))
        left = 0.0
        for count, brush in zip(self._parts, _brushes(theme), strict=True):
            width = self.width() * count / max(1, self._most)
            painter.fillRect(QRectF(left, 0, width, self.height()), brush)
            left += width
        painter.end()


def work_words(work: Workload) -> str:
    """Return the counts in words."""
    return tr("{0} passes done, {1} in progress, {2} not begun", work.done, work.begun, work.left)


class WorkloadCard(Card):
    """One bar per coder, and what nobody codes yet."""

    def __init__(self) -> None:
        super().__init__(tr("Workload"), tr("passes"))
        assert self.header is not None
        for place, name in enumerate((tr("done"), tr("in progress"), tr("left"))):
            self.header.add(Swatch(lambda theme, n=place: _brushes(theme)[n]), label(name, "caption", "text2"))  # type: ignore[misc]
        self._scroll = ScrollColumn(tr("Workload"))
        self.add(self._scroll, 1)

    def show_work(self, work: Sequence[Workload], pace: dict[str, Pace], unassigned: int) -> None:
        """Show what everybody has done and has left."""
        self._scroll.fill(lambda column: self._list(column, work, pace, unassigned), (12, 10, 12, 10))

    def _list(self, column: QVBoxLayout, work: Sequence[Workload], pace: dict[str, Pace], unassigned: int) -> None:
        most = max((w.done + w.begun + w.left for w in work), default=0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, one in enumerate(work):
            grid.addWidget(label(one.coder, "section"), line, 0)
            grid.addWidget(WorkBar(one, most), line, 1)
            grid.addWidget(label(self._left(one, pace.get(one.coder)), "table", "text2"), line, 2)
        column.addLayout(grid)
        column.addSpacing(6)
        column.addLayout(self._note(unassigned))
        column.addStretch(1)

    def _left(self, work: Workload, pace: Pace | None) -> str:
        if not work.left_ms:
            return tr("nothing left") if work.done else "–"
        if pace is None:
            return tr("{0} of tape left", hours_words(work.left_ms).removeprefix("≈ "))
        return tr("{0} left", hours_words(work.left_ms * pace.factor))

    def _note(self, unassigned: int) -> QHBoxLayout:
        text = tr("Hours from each coder’s own pace, as far as it is known.")
        if unassigned:
            text += " " + tr("{0} passes have no coder.", unassigned)
        row = QHBoxLayout()
        row.addWidget(label(text, "caption", "text3", wrap=True), 1)
        return row
