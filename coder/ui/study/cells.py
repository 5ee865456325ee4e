"""How the cells of the session table are painted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coder.app.overview import PassProgress, SessionOverview
from coder.ui.study.columns import Column
from coder.ui.study.table import COLUMN_ROLE, OVERVIEW_ROLE
from coder.ui.theme import Theme
from coder.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
CELL_PX, STEP_PX, PAD_PX = 14, 18, 8
_MOST_LANES = 3


class CellDelegate(QStyledItemDelegate):
    """Paints text, chips and pass bars in rows parted by hair lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(60, self._theme.px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place = self._theme, QRectF(option.rect)
        overview: SessionOverview = index.data(OVERVIEW_ROLE)
        column: Column = index.data(COLUMN_ROLE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.color("accentSoft"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if overview.session.participant.release == "withdrawn":
            painter.setOpacity(0.5)
        inner = place.adjusted(PAD_PX, 0, -PAD_PX, 0)
        if column.kind == "passes":
            paint_passes(painter, theme, inner, overview)
        else:
            self._paint_text(painter, inner, column, overview)
        painter.restore()

    def _paint_text(self, painter: QPainter, place: QRectF, column: Column, overview: SessionOverview) -> None:
        theme, text = self._theme, column.text(overview)
        tone = column.tone(overview)
        if tone is not None:
            icon = column.icon if tone != "plain" else ""
            size = chip_size(theme, text, bool(icon))
            chip = QRectF(place.left(), place.center().y() - size.height() / 2, size.width(), size.height())
            paint_chip(painter, theme, chip, text, tone, icon)
            return
        font = theme.font("table")
        font.setBold(column.id == "child")
        painter.setFont(font)
        quiet = column.kind == "hidden" or text == "–" or (column.id == "double" and overview.hidden)
        painter.setPen(theme.color("text3" if quiet else "text"))
        if column.kind == "hidden":
            side = theme.px(13)
            box = QRectF(place.left(), place.center().y() - side / 2, side, side)
            theme.icon(column.icon, "text3").paint(painter, box.toRect())
            place = place.adjusted(theme.px(18), 0, 0, 0)
        side_flag = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, side_flag | Qt.AlignmentFlag.AlignVCenter, elided)


def paint_passes(painter: QPainter, theme: Theme, place: QRectF, overview: SessionOverview) -> None:
    """Paint one square per pass: grey empty, blue filling up, green full; one lane per coder."""
    lanes = overview.coders[:_MOST_LANES] or [""]
    height = theme.px(CELL_PX if len(lanes) == 1 else 20)
    lane_height = (height - 2 * (len(lanes) - 1)) / len(lanes)
    top = place.center().y() - height / 2
    painter.setPen(Qt.PenStyle.NoPen)
    for lane, coder in enumerate(lanes):
        passes = overview.progress.get(coder, {})
        for number, pass_ in enumerate(overview.scheme.passes):
            left = place.left() + number * theme.px(STEP_PX)
            box = QRectF(left, top + lane * (lane_height + 2), theme.px(CELL_PX), lane_height)
            _paint_progress(painter, theme, box, passes.get(pass_.id, PassProgress()))


def _paint_progress(painter: QPainter, theme: Theme, box: QRectF, progress: PassProgress) -> None:
    painter.setBrush(theme.color("ok" if progress.complete else "bg3"))
    painter.drawRoundedRect(box, 2.5, 2.5)
    if progress.share > 0 and not progress.complete:
        filled = max(2.0, box.height() * min(1.0, progress.share))
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(box.adjusted(0, box.height() - filled, 0, 0), 2, 2)


class SessionHeader(QHeaderView):
    """Headings; above the pass bars stand the numbers of the passes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        model: QAbstractItemModel | None = self.model()
        if model is None or model.rowCount() == 0:
            return
        column: Column = model.index(0, section).data(COLUMN_ROLE)
        if column.kind != "passes":
            return
        count = max(len(model.index(r, section).data(OVERVIEW_ROLE).scheme.passes) for r in range(model.rowCount()))
        theme = self._theme
        painter.save()
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        for number in range(count):
            left = rect.left() + PAD_PX + number * theme.px(STEP_PX)
            box = QRectF(left, rect.top(), theme.px(CELL_PX), rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{number}")
        painter.restore()
