"""Sheets of paper that text flows onto: places, page breaks, running foot. All lengths are device pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextLayout,
    QTextOption,
)

DOTS_PER_INCH: Final = 600
MARGIN_MM: Final = 17
INK, QUIET, LINE, BAND = "#1d2733", "#56616d", "#cdd5dd", "#eef2f6"
FAMILY: Final = "DejaVu Sans"


def px(mm: float) -> float:
    """Return a length on paper in device pixels."""
    return mm * DOTS_PER_INCH / 25.4


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set: size, weight, colour."""

    points: float
    bold: bool = False
    color: str = INK

    @property
    def font(self) -> QFont:
        """The font on paper."""
        font = QFont(FAMILY)
        font.setPixelSize(round(self.points * DOTS_PER_INCH / 72))
        font.setBold(self.bold)
        return font


BODY, SMALL, HEAD = Type(9), Type(7.6, color=QUIET), Type(8, bold=True)


class Sheets:
    """A PDF being written; ``y`` is where the next thing goes. Call `finish` at the end."""

    def __init__(self, device: QIODevice, title: str, foot: str) -> None:
        self._writer = QPdfWriter(device)
        self._writer.setResolution(DOTS_PER_INCH)
        self._writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
                QPageLayout.Unit.Millimeter,
            )
        )
        self._writer.setTitle(title)
        self._writer.setCreator("Secure Base Coder")
        self.painter = QPainter(self._writer)
        self._foot = foot
        self.width = float(self._writer.width())
        self.height = self._writer.height() - px(7)
        self.number, self.y = 1, 0.0

    def finish(self) -> None:
        """Write the last foot and end the file."""
        self._write_foot()
        self.painter.end()

    def room(self) -> float:
        """Return how much of the page is left."""
        return self.height - self.y

    def keep(self, height: float) -> None:
        """Go to the next page unless ``height`` fits on this one; what is taller than a page stays where it is."""
        if self.y > 0 and height > self.room() and height <= self.height:
            self.turn()

    def turn(self) -> None:
        """Go to the next page."""
        self._write_foot()
        self._writer.newPage()
        self.number, self.y = self.number + 1, 0.0

    def gap(self, mm: float) -> None:
        """Leave room, but none at the head of a page."""
        if self.y > 0:
            self.y += px(mm)

    def text(self, text: str, kind: Type, left: float = 0.0) -> None:
        """Set a paragraph; it may go on on the next page."""
        lines, height = wrapped(text, kind, self.width - left), line_height(kind)
        for line in lines:
            if height > self.room():
                self.turn()
            self.line(line, kind, QRectF(left, self.y, self.width - left, height))
            self.y += height

    def line(self, text: str, kind: Type, place: QRectF, right: bool = False) -> None:
        """Set one line into a place."""
        self.painter.setFont(kind.font)
        self.painter.setPen(QColor(kind.color))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def rule(self, y: float, color: str = LINE, points: float = 0.5) -> None:
        """Draw a line across the page."""
        thick = points * DOTS_PER_INCH / 72
        self.fill(QRectF(0, y - thick / 2, self.width, thick), color)

    def fill(self, place: QRectF, color: str) -> None:
        """Fill a place with a colour."""
        self.painter.fillRect(place, QColor(color))

    def _write_foot(self) -> None:
        place = QRectF(0, self.height + px(2), self.width, px(5))
        self.line(self._foot, SMALL, place)
        self.line(str(self.number), SMALL, place, right=True)


def line_height(kind: Type) -> float:
    """Return the distance from line to line."""
    return QFontMetricsF(kind.font).height() * 1.22


def wrapped(text: str, kind: Type, width: float) -> list[str]:
    """Return text in lines no wider than ``width``; a word that is wider is broken."""
    lines = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, kind.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            start, length = line.textStart(), line.textLength()
            lines.append(paragraph[start : start + length].rstrip())
        layout.endLayout()
    return lines or [""]
