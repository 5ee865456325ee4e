"""The history of the coding in words, newest first."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.app.desk import TimelineStep
from coder.model.scheme import Scheme
from coder.model.wording import describe
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import Card, KeyCap

Index = QModelIndex | QPersistentModelIndex
STEP_ROLE = Qt.ItemDataRole.UserRole
AGO_ROLE = STEP_ROLE + 1
DOT_PX = 6


class HistoryModel(QAbstractListModel):
    """Steps newest first; words are made when a row is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[TimelineStep, ...] = ()
        self._scheme: Scheme | None = None

    def show_steps(self, steps: tuple[TimelineStep, ...], scheme: Scheme) -> None:
        """Show another history."""
        self.beginResetModel()
        self._steps, self._scheme = tuple(reversed(steps)), scheme
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many steps there are."""
        return 0 if parent.isValid() else len(self._steps)

    def step(self, row: int) -> TimelineStep:
        """Return the step of a row."""
        return self._steps[row]

    def steps_between(self, row: int) -> int:
        """Return how many undos (positive) or redos (negative) lead to the state just after the step of a row."""
        done_after = sum(1 for item in self._steps[:row] if item.done)
        return done_after or -sum(1 for item in self._steps[row:] if not item.done)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a step, how long ago it was, or the step itself."""
        item = self._steps[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            assert self._scheme is not None
            return describe(item.step.forward, self._scheme)
        if role == AGO_ROLE:
            return ago(item.step.at, datetime.now(UTC))
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.step.at if item.done else f"{item.step.at} · {tr('undone')}"
        return item if role == STEP_ROLE else None


def ago(at: str, now: datetime) -> str:
    """Return how long ago a step was: ``now``, ``0:41 ago``, ``2:05 h ago`` or the day."""
    try:
        seconds = int((now - datetime.fromisoformat(at)).total_seconds())
    except ValueError:
        return ""
    if seconds < 10:
        return tr("now")
    if seconds < 3_600:
        return tr("{0} ago", f"{seconds // 60}:{seconds % 60:02d}")
    return tr("{0} h ago", f"{seconds // 3_600}:{seconds // 60 % 60:02d}") if seconds < 86_400 else at[:10]


class _Delegate(QStyledItemDelegate):
    """A dot, the words, and how long ago; undone steps are faint."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, theme_of(self._view).px(24))

    @property
    def _view(self) -> QAbstractItemView:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        return view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, item = theme_of(self._view), index.data(STEP_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if index.row() == 0 and item.done else "line2"))
        middle = rect.center().y()
        painter.drawEllipse(QRectF(rect.left() + 12, middle - DOT_PX / 2, DOT_PX, DOT_PX))
        font = theme.font("table")
        when = str(index.data(AGO_ROLE))
        room = QFontMetricsF(font).horizontalAdvance(when)
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        right = QRectF(rect.right() - 12 - room, rect.top(), room + 1, rect.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, when)
        left = rect.left() + 26
        words = QFontMetricsF(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, right.left() - 8 - left)
        painter.setPen(theme.color("text" if item.done else "text3"))
        painter.drawText(
            QRectF(left, rect.top(), right.left() - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.restore()


class HistoryList(Card):
    """Every edit in words. A click shows where it was; Enter goes back to the state just after it.

    Signals
    -------
    step_chosen(TimelineStep)
    return_asked(int)
        How many undos (positive) or redos (negative) lead there.
    """

    step_chosen = Signal(object)
    return_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("History"))
        assert self.header is not None
        self.header.add(KeyCap("Ctrl"), KeyCap("Z"))
        self.model = HistoryModel()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setAccessibleName(tr("History"))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.clicked.connect(lambda index: self.step_chosen.emit(index.data(STEP_ROLE)))
        self.view.activated.connect(lambda index: self._go_back(index.row()))
        self.add(self.view, 1)

    def show_steps(self, steps: tuple[TimelineStep, ...], scheme: Scheme) -> None:
        """Show another history."""
        self.model.show_steps(steps, scheme)

    def _go_back(self, row: int) -> None:
        count = self.model.steps_between(row)
        if count:
            self.return_asked.emit(count)
