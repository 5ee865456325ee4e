"""The table of scales, classifications and measures as one sees it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from coder.app.ratings_view import PairRatings, RatedLine
from coder.ui.agreement import words
from coder.ui.agreement.ratings_model import ROW_ROLE, SPARE, WIDTHS, Heading, RatingsModel
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
_ROW_PX, _PAD_PX, _NAME_LEAST_PX, _STALE = 29, 8, 170, 0.4
_BOLD_COLUMN = 2


class RatingsDelegate(QStyledItemDelegate):
    """Paints headings, names, figures and chips in rows parted by hair lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.stale = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(40, self._theme.px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place, row = self._theme, QRectF(option.rect), index.data(ROW_ROLE)
        heading = isinstance(row, Heading)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading:
            painter.fillRect(place, theme.color("bg2"))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.color("accentSoft"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        painter.setOpacity(_STALE if self.stale and not heading else 1.0)
        inner = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if index.column() == len(WIDTHS) - 1 and isinstance(row, RatedLine):
            self._paint_chip(painter, inner, row, index)
        else:
            font = theme.font("caption" if heading else "table")
            font.setBold(not heading and index.column() in (0, _BOLD_COLUMN))
            painter.setFont(font)
            quiet = heading or index.data() == words.UNDEFINED
            painter.setPen(theme.color("text2" if quiet else "text"))
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(inner, side, text)
        painter.restore()

    def _paint_chip(self, painter: QPainter, inner: QRectF, line: RatedLine, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RatingsModel)
        verdict = model.verdict(line)
        if verdict is None:
            return
        text, tone, icon = words.verdict_words(verdict, model.criteria[line.family == "class"])
        if tone is None:
            painter.setFont(self._theme.font("table"))
            painter.setPen(self._theme.color("text3"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
            return
        size = chip_size(self._theme, text, bool(icon))
        chip = QRectF(inner.left(), inner.center().y() - size.height() / 2, size.width(), size.height())
        paint_chip(painter, self._theme, chip, text, tone, icon)


class RatingsView(QTableView):
    """Tells which line is chosen.

    Signals
    -------
    chosen(RatedLine)
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.ratings = RatingsModel()
        self.setModel(self.ratings)
        self._delegate = RatingsDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Agreement on scales, classifications and measures"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.selectionModel().currentRowChanged.connect(lambda: self._tell())
        theme.changed.connect(self._size_columns)
        self._size_columns()

    def show_ratings(self, found: PairRatings | None, criterion_icc: float, criterion_kappa: float) -> None:
        """Show the lines of a pair; the chosen one stays chosen."""
        before = self.line()
        self.selectionModel().blockSignals(True)
        self.ratings.show_ratings(found, criterion_icc, criterion_kappa)
        self.selectionModel().blockSignals(False)
        rows = self.ratings.line_rows()
        row = self.ratings.row_of(before.key) if before else -1
        if rows:
            self.setCurrentIndex(self.ratings.index(row if row >= 0 else rows[0], 0))
            self._tell()

    def line(self) -> RatedLine | None:
        """Return the chosen line."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, RatedLine) else None

    def set_stale(self, stale: bool) -> None:
        """Dim the figures while new ones are computed."""
        self._delegate.stale = stale
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the tooltip says too where there is no room for all columns."""
        narrow = self.width() < self._theme.px(sum(WIDTHS) + _NAME_LEAST_PX)
        for place in SPARE:
            self.setColumnHidden(place, narrow)
        super().resizeEvent(event)

    def _tell(self) -> None:
        line = self.line()
        if line is not None:
            self.chosen.emit(line)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW_PX))
        for place, width in enumerate(WIDTHS):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if width:
                self.setColumnWidth(place, self._theme.px(width))
