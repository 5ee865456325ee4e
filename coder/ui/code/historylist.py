"""The history of the coding in words, newest first."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

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
        """Show another history; the same one again leaves what is chosen as it is."""
        newest_first = tuple(reversed(steps))
        if _signs(newest_first) == _signs(self._steps) and scheme is self._scheme:
            return
        self.beginResetModel()
        self._steps, self._scheme = newest_first, scheme
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many steps there are."""
        return 0 if parent.isValid() else len(self._steps)

    def step(self, row: int) -> TimelineStep:
        """Return the step of a row."""
        return self._steps[row]

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


def _signs(steps: tuple[TimelineStep, ...]) -> list[tuple[str, bool, int]]:
    """What tells one history from another, without comparing all that was changed."""
    return [(item.step.at, item.done, len(item.step.changes)) for item in steps]


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


class _Steps(QListView):
    """The list; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().strip() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            event.accept()  # letters are codes, and codes are not for those who read the history
        else:
            super().keyPressEvent(event)


class HistoryList(Card):
    """Every edit in words. A click or the arrows show the state after it; Enter goes back to that state.

    Signals
    -------
    step_chosen(TimelineStep)
        Show the state just after it.
    return_asked(TimelineStep)
        Make it the present state.
    left()
    """

    step_chosen = Signal(object)
    return_asked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(tr("History"))
        assert self.header is not None
        self.header.add(KeyCap("Ctrl"), KeyCap("Z"))
        self.model = HistoryModel()
        self.view = _Steps()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setAccessibleName(tr("History"))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.left.connect(self.left)
        self.view.clicked.connect(self._show)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.activated.connect(lambda index: self.return_asked.emit(index.data(STEP_ROLE)))
        self.add(self.view, 1)

    def show_steps(self, steps: tuple[TimelineStep, ...], scheme: Scheme) -> None:
        """Show another history."""
        self.model.show_steps(steps, scheme)

    def _show(self, index: Index) -> None:
        if index.isValid():
            self.step_chosen.emit(index.data(STEP_ROLE))

    def _moved(self, index: Index) -> None:
        """Follow the arrows; a click is told by itself."""
        if self.view.hasFocus() and not QApplication.mouseButtons():
            self._show(index)
