"""The table of channels as one sees it: figures, and estimates with intervals on one axis."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder.app.agreement_view import Line, PairFigures
from coder.ui.agreement import words
from coder.ui.agreement.columns import Column, Judged
from coder.ui.agreement.forest import Axis, axis_of, paint_estimate, paint_grid, paint_tick_labels
from coder.ui.agreement.header import SortHeader
from coder.ui.agreement.lines import COLUMN_ROLE, ROW_ROLE, Group, LinesModel
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
STALE_OPACITY = 0.4
ROW_PX = 29
FOREST_LEAST_PX = 84
_PAD_PX, _FOREST_PAD_PX = 8, 14
_ABOUT_COLUMN = 4
"""The heading of events stands over the columns up to this one; the others have headings of their own."""


class LineDelegate(QStyledItemDelegate):
    """Paints names, figures, estimates and verdicts in rows parted by hair lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.axis = Axis()
        self.criterion = 0.7
        self.stale = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(40, self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place = self._theme, QRectF(option.rect)
        row, column = index.data(ROW_ROLE), index.data(COLUMN_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Group):
            self._paint_group(painter, place, row, index)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(place, theme.color("accentSoft"))
            painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
            painter.setOpacity(STALE_OPACITY if self.stale else 1.0)
            self._paint_cell(painter, place, row, column)
        painter.restore()

    def _paint_group(self, painter: QPainter, place: QRectF, group: Group, index: Index) -> None:
        theme = self._theme
        painter.fillRect(place, theme.color("bg2"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        inner = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if index.column() > 0:
            painter.drawText(inner, right, index.data())
            return
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, group.title)
        painter.setPen(theme.color("text3"))
        painter.drawText(inner, right, group.about)

    def _paint_cell(self, painter: QPainter, place: QRectF, row: Judged, column: Column) -> None:
        inner = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if column.kind == "forest":
            self._paint_forest(painter, place, row)
        elif column.kind == "verdict":
            self._paint_verdict(painter, inner, row)
        else:
            self._paint_text(painter, inner, row, column)

    def _paint_forest(self, painter: QPainter, place: QRectF, row: Judged) -> None:
        theme, inner = self._theme, place.adjusted(_FOREST_PAD_PX, 0, -_FOREST_PAD_PX, 0)
        if row.verdict == "one_code":
            return
        paint_grid(painter, theme, inner, self.axis, self.criterion)
        paint_estimate(painter, theme, inner, self.axis, row)

    def _paint_verdict(self, painter: QPainter, inner: QRectF, row: Judged) -> None:
        theme = self._theme
        text, tone, icon = words.verdict_words(row.verdict, row.criterion)
        if tone is None:
            painter.setFont(theme.font("table"))
            painter.setPen(theme.color("text3"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
            return
        size = chip_size(theme, text, bool(icon))
        chip = QRectF(inner.left(), inner.center().y() - size.height() / 2, size.width(), size.height())
        paint_chip(painter, theme, chip, text, tone, icon)

    def _paint_text(self, painter: QPainter, inner: QRectF, row: Judged, column: Column) -> None:
        theme, text = self._theme, column.text(row)
        font = theme.font("table")
        font.setBold(column.kind == "name" or column.title == "κ")
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignRight
        if column.kind == "name":
            side = Qt.AlignmentFlag.AlignLeft
            painter.fillRect(
                QRectF(inner.left(), inner.center().y() - theme.px(8), 4, theme.px(16)),
                theme.channel_hue(row.line.pass_),
            )
            inner = inner.adjusted(theme.px(11), 0, 0, 0)
        greyed = row.too_few and column.kind in ("number", "quiet")
        painter.setPen(theme.color("text3" if greyed or text == words.UNDEFINED else "text"))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, text)


class ForestHeader(SortHeader):
    """Headings; over the estimates stand the values of the axis."""

    def __init__(self, theme: Theme, delegate: LineDelegate, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._delegate = delegate

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading."""
        super().paintSection(painter, rect, section)
        model = self.model()
        if isinstance(model, LinesModel) and model.columns[section].kind == "forest":
            place = QRectF(rect).adjusted(_FOREST_PAD_PX, 0, -_FOREST_PAD_PX, 0)
            painter.save()
            paint_tick_labels(painter, self._theme, place, self._delegate.axis, self._delegate.criterion)
            painter.restore()


class LinesView(QTableView):
    """Tells which line is chosen, and when its disagreements are asked for.

    Signals
    -------
    chosen(Line)
    opened()
        Enter or a double click: on to the disagreements.
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines = LinesModel()
        self.setModel(self.lines)
        self._delegate = LineDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(ForestHeader(theme, self._delegate, self))
        self.setAccessibleName(tr("Agreement by channel"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSortingEnabled(True)
        self.sortByColumn(len(self.lines.columns) - 1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(lambda: self._tell())
        self.doubleClicked.connect(lambda: self.opened.emit())
        theme.changed.connect(self._size_columns)
        self._size_columns()

    def show_figures(self, figures: PairFigures | None, criterion: float) -> None:
        """Show the lines of a pair; the chosen one stays chosen, at first it is the one that needs a look most."""
        before = self.line()
        self.selectionModel().blockSignals(True)
        self._delegate.axis = axis_of(figures.lines) if figures else Axis()
        self._delegate.criterion = criterion
        self.lines.show_figures(figures, criterion)
        self.clearSpans()
        for row in self.lines.groups():
            group = self.lines.rows[row]
            events = isinstance(group, Group) and group.events
            self.setSpan(row, 0, 1, _ABOUT_COLUMN + 1 if events else len(self.lines.columns))
        self.selectionModel().blockSignals(False)
        row = self.lines.row_of(before.key) if before else -1
        self.choose(row if row >= 0 else self.lines.neediest())

    def set_stale(self, stale: bool) -> None:
        """Dim the figures while new ones are computed."""
        self._delegate.stale = stale
        self.viewport().update()

    def line(self) -> Line | None:
        """Return the chosen line."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.line if isinstance(row, Judged) else None

    def choose(self, row: int) -> None:
        """Choose a row."""
        if row < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(row, 0))
        self._tell()

    def choose_line(self, key: tuple[str, str]) -> None:
        """Choose a line by its key."""
        row = self.lines.row_of(key)
        if row >= 0:
            self.choose(row)

    def _tell(self) -> None:
        line = self.line()
        if line is not None:
            self.chosen.emit(line)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumHeight(self._theme.px(32))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW_PX))
        for place, column in enumerate(self.lines.columns):
            stretches = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self.setColumnWidth(place, self._theme.px(column.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the tooltip says too where there is no room for all columns."""
        fixed = sum(column.width for column in self.lines.columns)
        narrow = self.width() < self._theme.px(fixed + FOREST_LEAST_PX)
        for place, column in enumerate(self.lines.columns):
            self.setColumnHidden(place, narrow and column.spare)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the disagreements."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
