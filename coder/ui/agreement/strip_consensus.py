"""Painting of the consensus on the strip: what is settled, "?" where a decision is missing, and an edit under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder.app.agreement_view import Line
from coder.app.consensus import Piece, Place, SessionConsensus
from coder.model.tracks import Point, State
from coder.ui.agreement.draft import Draft
from coder.ui.agreement.settling import part_of
from coder.ui.agreement.strip_paint import Ruler, paint_points, paint_states
from coder.ui.theme import Theme

HANDLE_PX = 4
_LEAST_PX = 9


@dataclass(frozen=True, slots=True)
class Settled:
    """The consensus of a line in one session: its pieces, and the places that are open; ``taking`` part at all."""

    pieces: Sequence[Piece] = ()
    open: Sequence[Place] = ()
    taking: bool = False

    @classmethod
    def of(cls, state: SessionConsensus | None, line: Line) -> Settled:
        """Return what is settled of a line."""
        part = part_of(line)
        if state is None or not state.takes_part(part):
            return cls()
        return cls(state.pieces(part), state.open(part), True)


def paint_settled(
    painter: QPainter, theme: Theme, ruler: Ruler, row: QRectF, line: Line, settled: Settled, draft: Draft | None
) -> None:
    """Paint the row of the consensus."""
    pieces = settled.pieces if draft is None else _with_draft(settled.pieces, draft)
    if line.timed:
        states = [
            State(id="", code=p.claim.code, on=p.on_ms, off=p.off_ms)
            for p in pieces
            if p.claim is not None and p.off_ms is not None
        ]
        paint_states(painter, theme, ruler, row, line, states)
    else:
        points = [Point(id="", code=p.claim.code, time=p.on_ms) for p in pieces if p.claim is not None]
        paint_points(painter, theme, ruler, row, line, sorted(points, key=lambda point: point.time))
    for place in settled.open:
        if place.off_ms >= ruler.on_ms and place.on_ms < ruler.off_ms and (draft is None or not _meets(draft, place)):
            _paint_question(painter, theme, box_of(ruler, row, place.on_ms, place.off_ms))
    if draft is not None:
        _paint_draft(painter, theme, ruler, row, draft)


def box_of(ruler: Ruler, row: QRectF, on_ms: int, off_ms: int) -> QRectF:
    """Return where a stretch lies in a row, wide enough to be seen."""
    left, right = (min(max(ruler.x(ms), ruler.left), ruler.left + ruler.width) for ms in (on_ms, off_ms))
    if right - left < _LEAST_PX:
        left, right = (left + right - _LEAST_PX) / 2, (left + right + _LEAST_PX) / 2
    return QRectF(left, row.top(), right - left, row.height())


def handles(ruler: Ruler, row: QRectF, draft: Draft) -> dict[str, QRectF]:
    """Return where the edges of a draft can be grasped."""
    names = {"on": draft.on_ms, "off": draft.off_ms} if draft.part.timed else {"on": draft.on_ms}
    return {
        name: QRectF(ruler.x(ms) - HANDLE_PX / 2, row.top() - 3, HANDLE_PX, row.height() + 6)
        for name, ms in names.items()
    }


def _meets(draft: Draft, place: Place) -> bool:
    on_ms, off_ms = draft.stretch
    return place.on_ms <= off_ms and place.off_ms >= on_ms


def _with_draft(pieces: Sequence[Piece], draft: Draft) -> list[Piece]:
    on_ms, off_ms = draft.stretch
    if not draft.part.timed:
        return [*(p for p in pieces if not draft.first_ms <= p.on_ms <= draft.last_ms), *draft.pieces()]
    kept = []
    for piece in pieces:
        assert piece.off_ms is not None
        kept += [
            Piece(on, off, piece.claim)
            for on, off in ((piece.on_ms, min(piece.off_ms, on_ms)), (max(piece.on_ms, off_ms), piece.off_ms))
            if on < off
        ]
    return sorted([*kept, *draft.pieces()], key=lambda piece: piece.on_ms)


def _paint_question(painter: QPainter, theme: Theme, box: QRectF) -> None:
    painter.fillRect(box, theme.color("bg1"))
    painter.setPen(QPen(theme.color("compare.differ"), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.7, 0.7, -0.7, -0.7))
    font = theme.font("table")
    font.setBold(True)
    painter.setFont(font)
    if painter.fontMetrics().horizontalAdvance("?") + 2 <= box.width():
        painter.setPen(theme.color("compare.differ"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


def _paint_draft(painter: QPainter, theme: Theme, ruler: Ruler, row: QRectF, draft: Draft) -> None:
    color = theme.color("compare.consensus")
    box = box_of(ruler, row, draft.on_ms, draft.off_ms).adjusted(-1, -2, 1, 2)
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    for name, place in handles(ruler, row, draft).items():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("focus") if name == draft.edge else color)
        painter.drawRoundedRect(place, 2, 2)
        if name == draft.edge:
            x = place.center().x()
            painter.setPen(QPen(theme.color("focus"), 1))
            painter.drawLine(QPointF(x, row.top() - 8), QPointF(x, row.bottom() + 8))
