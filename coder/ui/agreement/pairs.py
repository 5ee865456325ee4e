"""The pairs of coders, each with its number of sessions and lowest kappa."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.app.agreement_view import CoderPair, Line, PairKey
from coder.ui.agreement import words
from coder.ui.text import tr
from coder.ui.theme import Theme

PAIR_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Lowest = Mapping[PairKey, Line | None]
_ROW_PX, _FEW = 32, 5


class PairsModel(QAbstractListModel):
    """One row per pair."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: tuple[CoderPair, ...] = ()
        self.lowest: Lowest = {}

    def show_pairs(self, pairs: tuple[CoderPair, ...]) -> None:
        """Show these pairs."""
        self.beginResetModel()
        self.pairs = pairs
        self.endResetModel()

    def show_lowest(self, lowest: Lowest) -> None:
        """Show the lowest kappa of those pairs that are computed."""
        self.lowest = lowest
        self.dataChanged.emit(self.index(0), self.index(len(self.pairs) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many pairs there are."""
        return 0 if parent.isValid() else len(self.pairs)

    def name(self, pair: CoderPair) -> str:
        """Return who they are, and with which scheme they coded where there are several."""
        text = f"{pair.pair.coder_a} – {pair.pair.coder_b}"
        several = len({other.scheme.ref for other in self.pairs}) > 1
        return f"{text} · {pair.scheme.title} v{pair.scheme.revision}" if several else text

    def sessions(self, pair: CoderPair) -> str:
        """Return how many sessions they share."""
        return words.counted(len(pair.pair.sessions), tr("1 session"), tr("{0} sessions"))

    def figure(self, pair: CoderPair) -> str:
        """Return their lowest kappa, "" while it is not computed."""
        if pair.key not in self.lowest:
            return ""
        line = self.lowest[pair.key]
        return words.figure(line.headline.value if line else None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row holds in a role."""
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        if role == PAIR_ROLE:
            return pair
        if role == Qt.ItemDataRole.DisplayRole:
            return "  ".join((self.name(pair), self.sessions(pair), self.figure(pair)))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(pair)
        return None

    def _sentence(self, pair: CoderPair) -> str:
        text = f"{self.name(pair)}, {self.sessions(pair)}"
        line = self.lowest.get(pair.key)
        if pair.key not in self.lowest:
            return text
        if line is None:
            return tr("{0}. No channel has a κ: {1}", text, words.reason_words("NO_DATA"))
        return tr("{0}. Lowest κ {1}: {2}", text, words.figure(line.headline.value), words.title(line))


class PairDelegate(QStyledItemDelegate):
    """Paints name, sessions and lowest kappa in columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(option.rect.width(), self._theme.px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, PairsModel)
        theme, place, pair = self._theme, QRectF(option.rect), model.pairs[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accentSoft"))
            painter.drawRoundedRect(place.adjusted(6, 1, -6, -1), 6, 6)
        inner = place.adjusted(14, 0, -14, 0)
        font = theme.font("table")
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(theme.color("accent" if chosen else "text"))
        name = painter.fontMetrics().elidedText(
            model.name(pair), Qt.TextElideMode.ElideRight, int(inner.width() - theme.px(112))
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text3" if len(pair.pair.sessions) < _FEW else "text"))
        painter.drawText(inner, right, model.figure(pair))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3"))
        painter.drawText(inner.adjusted(0, 0, -theme.px(44), 0), right, model.sessions(pair))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(6, 1, -6, -1), 6, 6)
        painter.restore()


class PairsView(QListView):
    """The list of pairs; tells which one is chosen.

    Signals
    -------
    chosen(CoderPair)
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.pairs = PairsModel()
        self.setModel(self.pairs)
        self.setItemDelegate(PairDelegate(theme))
        self.setAccessibleName(tr("Pairs of coders"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_pairs(self, pairs: tuple[CoderPair, ...], chosen: PairKey | None) -> None:
        """Show these pairs and choose one of them, without telling."""
        self.selectionModel().blockSignals(True)
        self.pairs.show_pairs(pairs)
        row = next((n for n, pair in enumerate(pairs) if pair.key == chosen), 0)
        self.setCurrentIndex(self.pairs.index(row))
        self.selectionModel().blockSignals(False)
        shown = min(6, max(1, len(pairs)))
        self.setFixedHeight(shown * self._theme.px(_ROW_PX) + 2 * self.frameWidth() + 4)

    def _tell(self) -> None:
        pair = self.currentIndex().data(PAIR_ROLE)
        if isinstance(pair, CoderPair):
            self.chosen.emit(pair)
