"""The palette's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from coder.ui.commands import Command
from coder.ui.finder.delegate import ROW_ROLE, RowDelegate
from coder.ui.finder.rows import Row, listing
from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme
from coder.ui.widgets import Glyph, KeyCap, Rule, label

WIDTH_PX, TOP_PX, LIST_PX, RADIUS_PX = 720, 112, 440, 12
_FOOT = (
    ("↑ ↓", "choose"),
    ("Enter", "run"),
    (">", "commands"),
    ("#", "sessions"),
    ("@", "codes"),
    (":", "time or frame"),
)


class Shade(QWidget):
    """Darkens the window behind the palette."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(host.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shade."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 120))
        painter.end()


class Finder(QDialog):
    """The palette over ``host``. Being a dialog of its own it keeps every letter typed from the page behind it."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        commands: Sequence[Command],
        recent: Sequence[str],
        answers: Callable[[str], Sequence[Command]],
        run: Callable[[Command], object],
    ) -> None:
        super().__init__(host, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._commands, self._recent, self._answers, self._run = commands, recent, answers, run
        self._theme = theme
        give_theme(self, theme)
        self.setProperty("overlay", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("Command palette"))
        self._shade = Shade(host)
        self.finished.connect(self._lighten)
        self._build()
        self._place(host)
        self._show_rows("")

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = QFrame()
        frame.setProperty("card", "true")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 16, 10)
        head.setSpacing(10)
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setAccessibleName(tr("Search"))
        self.field.textChanged.connect(self._show_rows)
        self.field.installEventFilter(self)
        self.count = label("", "table", "text2")
        for widget in (Glyph("search", "text2", 18), self.field, self.count, KeyCap("Esc")):
            head.addWidget(widget, 1 if widget is self.field else 0)
        column.addLayout(head)
        column.addWidget(Rule())
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(RowDelegate(self._theme))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Results"))
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._accept_index)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        column.addWidget(self.list, 1)
        self.nothing = label(tr("Nothing fits. Try fewer letters."), "body", "text2")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.nothing, 1)
        column.addWidget(Rule())
        column.addLayout(_foot())

    def _place(self, host: QWidget) -> None:
        width = min(self._theme.px(WIDTH_PX), host.width() - 40)
        height = min(self._theme.px(LIST_PX + 104), host.height() - TOP_PX - 20)
        corner = host.mapToGlobal(host.rect().topLeft())
        self.setGeometry(corner.x() + (host.width() - width) // 2, corner.y() + TOP_PX, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners on X11, where without a compositor nothing shines through them."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() != "xcb":
            return
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def _lighten(self) -> None:
        self._shade.hide()
        self._shade.deleteLater()

    def rows(self) -> list[Row]:
        """Return the lines now listed, headings among them."""
        return [self._model.item(n).data(ROW_ROLE) for n in range(self._model.rowCount())]

    def chosen(self) -> Row | None:
        """Return the line Enter would run."""
        row: Row | None = self.list.currentIndex().data(ROW_ROLE)
        return row

    def _show_rows(self, typed: str) -> None:
        found = listing(typed, self._commands, self._recent, self._answers)
        self._model.clear()
        for row in found.rows:
            item = QStandardItem(row.title)
            item.setData(row, ROW_ROLE)
            item.setEditable(False)
            if row.command is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            elif row.why_not:
                item.setAccessibleDescription(row.why_not)
            self._model.appendRow(item)
        self.count.setText(tr("{0} of {1}", found.shown, found.of))
        self.list.setVisible(bool(found.rows))
        self.nothing.setVisible(not found.rows)
        self._move(1, start=-1)

    def _move(self, step: int, start: int | None = None) -> None:
        """Choose the next line in a direction that is no heading, going round at the ends."""
        count = self._model.rowCount()
        place = self.list.currentIndex().row() if start is None else start
        for _ in range(count):
            place = (place + step) % count
            if self._model.item(place).data(ROW_ROLE).command is not None:
                index = self._model.index(place, 0)
                self.list.setCurrentIndex(index)
                self.list.scrollTo(self._model.index(0, 0) if place <= 1 else index)
                return

    def _accept_index(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None or row.command is None:
            return
        reason = row.command.why_not()
        if reason is not None:
            self.count.setText(reason)
            return
        self.accept()
        self._run(row.command)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, page keys and Enter act on the list while the field has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 8,
                Qt.Key.Key_PageUp: -8,
                Qt.Key.Key_Tab: 1,
                Qt.Key.Key_Backtab: -1,
            }
            key = Qt.Key(event.key())
            if key in steps:
                for _ in range(abs(steps[key])):
                    self._move(1 if steps[key] > 0 else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._accept_index(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)


def _foot() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(20, 8, 20, 10)
    row.setSpacing(6)
    for place, (keys, what) in enumerate(_FOOT):
        if place == 2:
            row.addStretch(1)
        for key in keys.split():
            row.addWidget(KeyCap(key))
        row.addWidget(label(tr(what), "table", "text2"))
        row.addSpacing(10)
    return row
