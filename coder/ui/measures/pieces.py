"""The table of events a number came from, each to be played or opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from coder.app.evidence import Part, Piece
from coder.model.scheme import CodePlace, Scheme
from coder.model.timecode import clock
from coder.ui.scheme.marks import paint_mark
from coder.ui.text import tr
from coder.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PART, WHAT, WHEN, PLAY, OPEN = range(5)
_ROW_PX, _PAD_PX = 30, 6
_WIDTHS: Final = {PART: 70, PLAY: 26, OPEN: 26}
PART_WORDS: Final[dict[Part, str]] = {
    "start": "start",
    "condition": "condition",
    "stop": "stop",
    "counts": "counted",
    "time": "time",
}
_PIECE_ROLE = Qt.ItemDataRole.UserRole + 1


def when_words(piece: Piece) -> str:
    """Return ``9:06.000``, or ``8:56.800 – 9:31.200`` for what lasts."""
    return clock(piece.on_ms) if piece.off_ms is None else f"{clock(piece.on_ms)} – {clock(piece.off_ms)}"


class PieceTable(QAbstractTableModel):
    """One line per piece."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pieces: Sequence[Piece] = ()

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these pieces."""
        self.beginResetModel()
        self.pieces = pieces
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many pieces there are."""
        return 0 if parent.isValid() else len(self.pieces)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return part, what, when, play and open."""
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        if not index.isValid():
            return None
        piece = self.pieces[index.row()]
        texts = (tr(PART_WORDS[piece.part]), piece.text, when_words(piece), tr("Play"), tr("Open in Code"))
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{texts[index.column()]}: {piece.text}" if index.column() in (PLAY, OPEN) else texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return texts[index.column()]
        return piece if role == _PIECE_ROLE else None


class PiecesView(QTableView):
    """Walked with the arrow keys; Space plays a piece, Enter opens it, as its two buttons do.

    Signals
    -------
    play_asked(Piece), open_asked(Piece)
    """

    play_asked = Signal(object)
    open_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.table = PieceTable(self)
        self.setModel(self.table)
        self.paint = _PieceDelegate(theme, self)
        self.setItemDelegate(self.paint)
        self.setAccessibleName(tr("Events this number comes from"))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self.open_asked.emit(self.table.pieces[index.row()]))
        theme.changed.connect(self._lay_out)
        self._lay_out()

    def show_pieces(self, pieces: Sequence[Piece], scheme: Scheme | None) -> None:
        """Show the pieces of another number."""
        self.paint.scheme = scheme
        self.table.show_pieces(pieces)
        self._lay_out()

    def choose_event(self, event_id: str) -> None:
        """Choose the piece an event belongs to."""
        for row, piece in enumerate(self.table.pieces):
            if event_id in piece.events:
                self.selectRow(row)
                return

    def _lay_out(self) -> None:
        """Size the columns: the times as wide as the longest, what it is takes the rest."""
        header = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW_PX))
        metrics = QFontMetrics(self._theme.font("table"))
        longest = max((metrics.horizontalAdvance(when_words(piece)) for piece in self.table.pieces), default=0)
        widths = {column: self._theme.px(width) for column, width in _WIDTHS.items()}
        for column, width in {**widths, WHEN: longest + self._theme.px(2 * _PAD_PX + 2)}.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == PLAY:
            self.play_asked.emit(self.table.pieces[index.row()])
        elif index.column() == OPEN:
            self.open_asked.emit(self.table.pieces[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, Enter opens."""
        row = self.currentIndex().row()
        known = 0 <= row < len(self.table.pieces) and not event.modifiers()
        if known and event.key() == Qt.Key.Key_Space:
            self.play_asked.emit(self.table.pieces[row])
        elif known and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_asked.emit(self.table.pieces[row])
        else:
            super().keyPressEvent(event)


class _PieceDelegate(QStyledItemDelegate):
    """Paints the part, the code's mark with its words, the time, and two icons."""

    def __init__(self, theme: Theme, view: PiecesView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.scheme: Scheme | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(60, self._theme.px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place = self._theme, QRectF(option.rect)
        piece: Piece = index.data(_PIECE_ROLE)
        chosen = self._view.selectionModel().isRowSelected(index.row())
        painter.save()
        if chosen or piece.part == "stop":
            painter.fillRect(place, theme.color("accentSoft" if chosen else "bg2"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        if index.column() in (PLAY, OPEN):
            self._paint_icon(painter, place, "play" if index.column() == PLAY else "arrow-square-out")
        else:
            self._paint_text(painter, place.adjusted(theme.px(_PAD_PX), 0, -theme.px(_PAD_PX), 0), index, piece)
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            top, bottom = place.top() + 1, place.bottom() - 1
            painter.drawLine(int(place.left()), int(top), int(place.right()), int(top))
            painter.drawLine(int(place.left()), int(bottom), int(place.right()), int(bottom))
        painter.restore()

    def _paint_icon(self, painter: QPainter, place: QRectF, icon: str) -> None:
        side = self._theme.px(14)
        box = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
        self._theme.icon(icon, "text2").paint(painter, box.toRect())

    def _paint_text(self, painter: QPainter, place: QRectF, index: Index, piece: Piece) -> None:
        theme = self._theme
        painter.setFont(theme.font("table"))
        painter.setPen(theme.color("text3" if index.column() == PART else "text"))
        side = Qt.AlignmentFlag.AlignRight if index.column() == WHEN else Qt.AlignmentFlag.AlignLeft
        if index.column() == WHAT:
            mark = QRectF(place.left() - 2, place.top(), theme.px(16), place.height())
            self._paint_mark(painter, mark, piece)
            place = place.adjusted(theme.px(20), 0, 0, 0)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_mark(self, painter: QPainter, place: QRectF, piece: Piece) -> None:
        code: CodePlace | None = self.scheme.places.get(piece.code) if self.scheme else None
        if code is not None:
            paint_mark(painter, self._theme, place, code)
            return
        width, height = self._theme.px(9), self._theme.px(15)
        box = QRectF(place.center().x() - width / 2, place.center().y() - height / 2, width, height)
        painter.fillRect(box, self._theme.color("line2"))
