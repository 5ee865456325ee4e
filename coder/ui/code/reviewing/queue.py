"""The clips of a review as a list, in place of the code pad."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder.model.remarks import Verdict
from coder.ui.clips import ClipRequest
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import Button, Card, KeyCap
from coder.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
ROW_PX = 34
PLAIN_WORDS = ("observed", "")


@dataclass(frozen=True, slots=True)
class ClipRow:
    """A clip of the list, whose child it shows, and what the person said of it."""

    clip: ClipRequest
    child: str
    verdict: Verdict | None = None


class ClipModel(QAbstractListModel):
    """The clips in the order they are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ClipRow, ...] = ()

    def show_rows(self, rows: tuple[ClipRow, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a clip in words, or the row."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = {"ok": tr("looks right"), "flag": tr("flagged")}.get(row.verdict or "", "")
            clip = row.clip
            parts = (row.child, _episode(clip.episode), clip.title, clip.value, clip.words, said)
            return " · ".join(part for part in parts if part)
        return row if role == ROW_ROLE else None


class _Delegate(QStyledItemDelegate):
    """What was said, child, episode, value, and words on a chip."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, theme_of(self._view).px(ROW_PX))

    @property
    def _view(self) -> QAbstractItemView:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        return view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row, rect = theme_of(self._view), index.data(ROW_ROLE), QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        side = theme.px(14)
        if row.verdict is not None:
            sign = QRectF(rect.left() + 10, rect.center().y() - side / 2, side, side).toRect()
            theme.icon(*(("ok", "ok") if row.verdict == "ok" else ("flag", "warn"))).paint(painter, sign)
        left, right = rect.left() + 10 + side + 8, rect.right() - 12
        clip = row.clip
        if clip.words:
            size = chip_size(theme, clip.words)
            chip = QRectF(right - size.width(), rect.center().y() - size.height() / 2, size.width(), size.height())
            paint_chip(painter, theme, chip, clip.words, "plain" if clip.words in PLAIN_WORDS else "warn")
            right = chip.left() - 8
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("section"))
        painter.drawText(QRectF(left, rect.top(), theme.px(56), rect.height()), middle, row.child)
        painter.setFont(theme.font("table"))
        painter.setPen(theme.color("text2"))
        what = _episode(clip.episode) or clip.title
        room = right - left - theme.px(60)
        painter.drawText(QRectF(left + theme.px(60), rect.top(), room, rect.height()), middle, what)
        painter.setPen(theme.color("text"))
        value = QRectF(left + theme.px(60), rect.top(), room, rect.height())
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignRight, clip.value)
        painter.restore()


def _episode(episode: str) -> str:
    return episode.replace("ep", "Ep ", 1) if episode else ""


class QueueCard(Card):
    """The list, and the buttons through it.

    Signals
    -------
    chosen(int), stepped(int)
        Go to a clip by its place, or on and back.
    play_asked()
    """

    chosen = Signal(int)
    stepped = Signal(int)
    play_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Clips to check"))
        self.model = ClipModel()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setAccessibleName(tr("Clips to check"))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.add(self.view, 1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(6)
        self.previous = Button(tr("Previous"), lambda: self.stepped.emit(-1), small=True, icon="left")
        self.next = Button(tr("Next"), lambda: self.stepped.emit(1), small=True)
        play = Button(tr("Play"), self.play_asked.emit, small=True, icon="play")
        for widget in (self.previous, KeyCap("P"), self.next, KeyCap("N")):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (play, KeyCap("Space")):
            row.addWidget(widget)
        self.add(foot)

    def show_rows(self, rows: tuple[ClipRow, ...], place: int) -> None:
        """Show the clips with the one at ``place`` chosen."""
        self.model.show_rows(rows)
        self.view.setCurrentIndex(self.model.index(place))
        assert self.header is not None
        self.header.quiet.setText(tr("{0} of {1}", place + 1, len(rows)))
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < len(rows))
