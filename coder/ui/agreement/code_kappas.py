"""Agreement on each code against the rest, beside the matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.agreement import AgreementRow
from coder.app.agreement_view import Line
from coder.model.scheme import Code, CodePlace
from coder.ui.agreement import words
from coder.ui.scheme.marks import paint_mark
from coder.ui.text import tr
from coder.ui.theme import Theme

ITEM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
CodeFigures = tuple[Code, Mapping[str, AgreementRow]]
ROW_PX = 24
_WITH_BAR_PX = 168


class CodeKappaModel(QAbstractListModel):
    """One row per code."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.items: list[CodeFigures] = []

    def show_codes(self, line: Line | None, items: Sequence[CodeFigures]) -> None:
        """Show the codes of a line."""
        self.beginResetModel()
        self.line, self.items = line, list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many codes there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row holds in a role."""
        if not index.isValid() or self.line is None:
            return None
        code, rows = self.items[index.row()]
        if role == ITEM_ROLE:
            return code, self.headline(rows)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{code.title} {words.figure(self.headline(rows).value)}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(code, rows)
        return None

    def headline(self, rows: Mapping[str, AgreementRow]) -> AgreementRow:
        """Return kappa of time, F1 of events."""
        return rows["kappa" if self.line is not None and self.line.timed else "f1"]

    def _sentence(self, code: Code, rows: Mapping[str, AgreementRow]) -> str:
        row = self.headline(rows)
        text = f"{code.title}: {words.name_of(row.stat)} {words.figure(row.value)}"
        if row.value is not None and row.stat == "kappa":
            text = tr(
                "{0}, AC1 {1}, agreement on yes {2}, on no {3}",
                text,
                *(words.figure(rows[stat].value) for stat in ("ac1", "p_pos", "p_neg")),
            )
        return ". ".join([text, *(remark.rstrip(".") for remark in words.remarks(row))]) + "."


class CodeKappaDelegate(QStyledItemDelegate):
    """Paints mark, name, a bar with the criterion as a tick, and the figure; instead of a bar the reason for none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.criterion = 0.7
        self.opacity = 1.0

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(option.rect.width(), self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        theme, place, model = self._theme, QRectF(option.rect), index.model()
        assert isinstance(model, CodeKappaModel)
        if model.line is None:
            return
        code, row = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        if place.width() < option.widget.width() - theme.px(40):
            place.adjust(0, 0, -theme.px(10), 0)
        side, figures_px = theme.px(16), theme.px(36)
        bar_px = theme.px(48) if place.width() >= theme.px(_WITH_BAR_PX) else 0
        mark = CodePlace(model.line.pass_, model.line.channel, code)
        paint_mark(painter, theme, QRectF(place.left() + 2, place.top(), side, place.height()), mark)
        painter.setFont(theme.font("table"))
        self._text(painter, place.adjusted(side + 8, 0, -(figures_px + bar_px + 10), 0), code.title, "text")
        self._paint_figure(painter, place.adjusted(place.width() - figures_px - bar_px, 0, -2, 0), bar_px, row)
        painter.restore()

    def _paint_figure(self, painter: QPainter, place: QRectF, bar_px: int, row: AgreementRow) -> None:
        theme, small = self._theme, "SMALL_CELL" in row.warnings
        if row.value is None:
            unused = row.reason == "CODE_UNUSED" and bar_px > 0
            self._text(painter, place, tr("not used") if unused else words.UNDEFINED, "text3", right=True)
            return
        if bar_px:
            bar = QRectF(place.left(), place.center().y() - theme.px(4), bar_px, theme.px(8))
            self._paint_bar(painter, bar, row.value, small)
        font = theme.font("table")
        font.setBold(not small)
        painter.setFont(font)
        self._text(painter, place, words.figure(row.value), "text3" if small else "text", right=True)

    def _text(self, painter: QPainter, place: QRectF, text: str, token: str, right: bool = False) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setPen(self._theme.color(token))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_bar(self, painter: QPainter, bar: QRectF, value: float, quiet: bool) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg3"))
        painter.drawRoundedRect(bar, 3, 3)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * max(0.0, min(1.0, value)))
        painter.setBrush(theme.color("line2" if quiet else "accentFill"))
        painter.drawRoundedRect(filled, 3, 3)
        x = bar.left() + bar.width() * self.criterion
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(round(x), round(bar.top() - 2), round(x), round(bar.bottom() + 2))


class CodeKappas(QListView):
    """The list of codes; in ``columns`` when it lies below the matrix."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns = 1
        self.codes = CodeKappaModel()
        self._delegate = CodeKappaDelegate(theme)
        self.setModel(self.codes)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Agreement by code"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def show_codes(self, line: Line | None, items: Sequence[CodeFigures], criterion: float) -> None:
        """Show the codes of a line."""
        self._delegate.criterion = criterion
        self.codes.show_codes(line, items)

    def set_stale(self, stale: bool) -> None:
        """Dim the figures while new ones are computed."""
        self._delegate.opacity = 0.4 if stale else 1.0
        self.viewport().update()

    def lay_out(self, columns: int) -> None:
        """Put the codes into this many columns."""
        self._columns = columns
        rows = -(-max(1, self.codes.rowCount()) // columns)
        self.setWrapping(columns > 1)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setFixedHeight(rows * self._theme.px(ROW_PX) + 2 * self.frameWidth() + 2)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the width."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        width = (self.width() - 2 * self.frameWidth() - 2) // self._columns
        self.setGridSize(QSize(width, self._theme.px(ROW_PX)) if self._columns > 1 else QSize())
