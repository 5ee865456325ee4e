"""Where a number comes from: what is counted, in which stretch, on which tracks, from which events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coder.app.evidence.latencies import latency_pieces, to_play_pieces
from coder.app.evidence.pieces import Piece, counted_pieces
from coder.app.evidence.reads import asked_time, channels_read, seen_time
from coder.app.evidence.stated import stated
from coder.app.values import Shown, heart_words
from coder.metrics import LATENCIES, MeasureRow, OpportunityRow
from coder.metrics.context import Context
from coder.metrics.rows import SESSION
from coder.metrics.wording import FLAGS, STATUSES
from coder.model.spans import EMPTY, Spans
from coder.model.timecode import seconds_text

_MARGIN_MS = 2_000
_LATENCY_MARGIN_MS = (5_000, 20_000)
"""Shown before and after a latency: half its length, but not less and not more than this."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """Everything the evidence of one number shows.

    Attributes
    ----------
    row : MeasureRow
        The number, or the opportunity chosen among several, as a row.
    shown : Shown
        Its value and status in words.
    counted : tuple of (int, int)
        The stretches that were counted, in session ms.
    counted_words : str
        How much that is, in words; "" where nothing was counted.
    stretch : (int, int)
        What to magnify, in session ms.
    channels : tuple of str
        Ids of the channels the measure reads.
    pieces : tuple of Piece
        What the number is made from.
    notes : tuple of str
        Sentences on the status and the flags.
    """

    row: MeasureRow
    shown: Shown
    counted: tuple[tuple[int, int], ...]
    counted_words: str
    stretch: tuple[int, int]
    channels: tuple[str, ...]
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]

    @property
    def clip(self) -> tuple[int, int]:
        """The stretch to play: all that was counted, else what decided, else what is magnified."""
        if self.counted:
            return self.counted[0][0], self.counted[-1][1]
        deciding = next((piece for piece in self.pieces if piece.part == "stop"), None)
        if deciding is None:
            return self.stretch
        return deciding.on_ms, deciding.on_ms + 1 if deciding.off_ms is None else deciding.off_ms

    @property
    def events(self) -> tuple[str, ...]:
        """Ids of the events, the deciding ones first."""
        in_pieces = (event for piece in self.pieces for event in piece.events)
        return tuple(dict.fromkeys((*self.row.evidence.events, *in_pieces)))


def opportunities_of(row: MeasureRow, opportunities: Iterable[OpportunityRow]) -> list[OpportunityRow]:
    """Return the opportunities a latency's row stands for, in time order; its first one gave the number."""
    return [
        o
        for o in opportunities
        if (o.session, o.coder, o.measure) == (row.session, row.coder, row.measure)
        and row.episode in (SESSION, o.episode)
    ]


def derive(row: MeasureRow, context: Context, chance: OpportunityRow | None = None) -> Derivation:
    """Return where a number comes from.

    Parameters
    ----------
    row : MeasureRow
        A row of the table `measures`.
    context : Context
        The coding it was computed from, with the same parameters.
    chance : OpportunityRow, optional
        Of a time to seek comfort or to calm: which opportunity to show.
    """
    if chance is not None:
        row = _as_row(row, chance)
    counted = _counted(row, context)
    pieces: list[Piece] = []
    if chance is not None:
        pieces = latency_pieces(row, chance, context)
    elif row.measure == "to_play":
        pieces = to_play_pieces(row, context)
    elif row.n is not None:
        pieces = counted_pieces(row, context, counted)
    return Derivation(
        row=row,
        shown=stated(row, context),
        counted=tuple(counted),
        counted_words=_counted_words(row, counted),
        stretch=_stretch(row, context, counted, pieces),
        channels=channels_read(row.measure, context.tracks.scheme, context.parameters),
        pieces=tuple(pieces),
        notes=tuple(_notes(row)),
    )


def _as_row(row: MeasureRow, chance: OpportunityRow) -> MeasureRow:
    return replace(
        row,
        value=chance.time if chance.status == "event" else None,
        status=chance.status,
        lower_ms=chance.lower,
        upper_ms=chance.upper,
        flags=(chance.part, *chance.flags),
        evidence=chance.evidence,
    )


def _is_latency(row: MeasureRow) -> bool:
    return row.measure in LATENCIES


def _counted(row: MeasureRow, context: Context) -> Spans:
    """Return the time a number rests on; a latency without a time has none."""
    if row.n is None:
        return EMPTY
    if _is_latency(row):
        return Spans.of(row.evidence.spans) if row.value is not None or row.lower_ms is not None else EMPTY
    if row.measure.endswith("_rate") and row.measure != "check_rate":
        return seen_time(row, context)
    return Spans.of(row.evidence.spans)


def _counted_words(row: MeasureRow, counted: Spans) -> str:
    if not counted:
        return ""
    text = seconds_text(counted.length)
    if _is_latency(row):
        return text if row.value is not None else f"≥ {seconds_text(row.lower_ms or 0)}"
    if row.measure.endswith("_rate") and row.measure != "check_rate":
        text = f"{text} observed"
    return text if len(counted) == 1 else f"{text} in {len(counted)} stretches"


def _stretch(row: MeasureRow, context: Context, counted: Spans, pieces: list[Piece]) -> tuple[int, int]:
    """Return what to magnify: what was counted with what it came from, else the time the row asks about."""
    session_end = int(context.scored.edges[-1]) if context.scored else 1
    asked = asked_time(row, context)
    if counted:
        on, off = int(counted.edges[0]), int(counted.edges[-1])
    elif pieces:
        on, off = min(p.on_ms for p in pieces), max(p.on_ms if p.off_ms is None else p.off_ms for p in pieces)
    elif asked:
        on, off = int(asked.edges[0]), int(asked.edges[-1])
    else:
        return 0, session_end
    margin = _MARGIN_MS
    if _is_latency(row) and (counted or pieces):
        least, most = _LATENCY_MARGIN_MS
        margin = min(max(least, (off - on) // 2), most)
    return max(on - margin, 0), max(min(off + margin, session_end), on + 1)


def _notes(row: MeasureRow) -> list[str]:
    if row.status == "not_bound":
        return [f"The scheme binds no code to: {', '.join(row.flags)}."]
    told = row.status in ("ok", "event") or heart_words(row)
    notes = [] if told else [_sentence(STATUSES[row.status])]
    if row.value is not None and not _is_latency(row):
        notes.append(_rests_on(row))
    return [*notes, *(_sentence(FLAGS[flag]) for flag in row.flags if flag in FLAGS)]


def _rests_on(row: MeasureRow) -> str:
    observed = f"{seconds_text(row.exposure_ms or 0)} observed"
    return f"{row.n} in {observed}." if row.unit in ("per_min", "per_3min") else f"Of {observed}."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
