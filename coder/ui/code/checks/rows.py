"""The findings as rows: what is found, where, and how bad it is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.model.checks.passes import Finding
from coder.model.timecode import clock, seconds_text
from coder.ui.text import tr
from coder.ui.theme import theme_of

Index = QModelIndex | QPersistentModelIndex
FINDING_ROLE = Qt.ItemDataRole.UserRole
ROW_PX = 28
GLYPH_PX = 14
SHORT_MS = 2_000
"""A stretch shorter than this is shown by where it begins and how long it is."""


class FindingModel(QAbstractListModel):
    """Findings in time order."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a finding, or the finding."""
        finding = self.findings[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return finding.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            weight = tr("Must be settled") if finding.blocking else tr("Worth a look")
            return f"{weight}: {finding.text}, {place_text(finding)}"
        return finding if role == FINDING_ROLE else None


def place_text(finding: Finding) -> str:
    """Return where a finding is: ``9:48.0``, or ``9:48 – 9:52`` for a stretch."""
    if finding.event_id or finding.off_ms <= finding.on_ms:
        return clock(finding.on_ms, 1)
    if finding.off_ms - finding.on_ms < SHORT_MS:
        return f"{clock(finding.on_ms, 1)} · {seconds_text(finding.off_ms - finding.on_ms, 2)}"
    return f"{clock(finding.on_ms, 0)} – {clock(finding.off_ms, 0)}"


class FindingDelegate(QStyledItemDelegate):
    """A sign, the words, and the place at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(100, theme_of(self._view).px(ROW_PX))

    @property
    def _view(self) -> QAbstractItemView:
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        return view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        theme, finding = theme_of(self._view), index.data(FINDING_ROLE)
        rect, side = QRectF(option.rect), theme.px(GLYPH_PX)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
        sign = QRectF(rect.left() + 10, rect.center().y() - side / 2, side, side).toRect()
        theme.icon(*(("error", "danger") if finding.blocking else ("warn", "warn"))).paint(painter, sign)
        font = theme.font("table")
        painter.setFont(font)
        metrics, where = QFontMetricsF(font), place_text(finding) if finding.kind != "uncoded" else ""
        room = metrics.horizontalAdvance(where)
        painter.setPen(theme.color("text3"))
        right = QRectF(rect.right() - 12 - room, rect.top(), room + 1, rect.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, where)
        painter.setPen(theme.color("text"))
        left = rect.left() + 10 + side + 8
        words = metrics.elidedText(finding.text, Qt.TextElideMode.ElideRight, right.left() - 8 - left)
        place = QRectF(left, rect.top(), right.left() - left, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
