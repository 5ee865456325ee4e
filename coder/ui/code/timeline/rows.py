"""Which tracks the timeline shows, in which order, and how tall they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coder.model.scheme import Channel, Pass, Scheme
from coder.ui.code.timeline.arrangement import Arrangement
from coder.ui.text import tr

RowKind = Literal["episodes", "audio", "heart", "motion", "channel"]
TraceKind = Literal["audio", "heart", "motion"]


@dataclass(frozen=True, slots=True)
class Row:
    """One track. ``top`` counts from the first track, ``bar`` is the height of what is drawn in it.

    ``active``: its pass is being coded, so it is taller, tinted and can be edited.
    """

    kind: RowKind
    key: str
    title: str
    top: int
    height: int
    bar: int
    active: bool = False
    subtitle: str = ""
    pass_: Pass | None = None
    channel: Channel | None = None

    @property
    def bottom(self) -> int:
        """First px below the row."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Heights:
    """Heights in px at the person's text size; ``zoom`` is that size, 1.0 for 100 %."""

    track: int = 24
    active: int = 34
    audio: int = 56
    heart: int = 40
    motion: int = 30
    gap: int = 4
    zoom: float = 1.0


def laid_out(
    scheme: Scheme,
    active_pass: str,
    shown: Collection[str],
    heights: Heights,
    traces: Sequence[tuple[TraceKind, str]],
    arrangement: Arrangement,
) -> tuple[Row, ...]:
    """Return the rows as the person arranged them, in scheme order otherwise.

    Parameters
    ----------
    scheme : Scheme
    active_pass : str
        Id of the pass being coded.
    shown : collection of str
        Ids of the channels to show besides those of the active pass.
    heights : Heights
    traces : sequence of (kind, text)
        The session's own tracks there are, and what each says of itself.
    arrangement : Arrangement
    """
    rows = [Row("episodes", "episodes", tr("Episodes"), 0, heights.track + heights.gap, heights.track - heights.gap)]
    for kind, text in traces:
        px = {"audio": heights.audio, "heart": heights.heart, "motion": heights.motion}[kind]
        rows.append(Row(kind, kind, trace_title(kind), 0, px, px, subtitle=text))
    for pass_, channel in scheme.channels():
        active = pass_.id == active_pass
        if active or channel.id in shown:
            rows.append(_channel_row(pass_, channel, heights, active))
    by_key = {row.key: row for row in rows}
    wanted = [by_key[key] for key in arrangement.ordered([row.key for row in rows])]
    return _stacked([_tall(row, arrangement.heights.get(row.key), heights) for row in wanted])


def trace_title(kind: TraceKind) -> str:
    """Return the name of one of the session's own tracks."""
    return {"audio": tr("Audio"), "heart": tr("Heart rate"), "motion": tr("Motion")}[kind]


def _channel_row(pass_: Pass, channel: Channel, heights: Heights, active: bool) -> Row:
    bar = heights.active - heights.gap if active else heights.track - heights.gap
    height = bar + 2 * heights.gap if active else bar + heights.gap
    keys = " ".join(code.key.upper() for code in channel.codes if code.key)
    subtitle = tr("keys {0}", keys) if active else ""
    return Row("channel", channel.id, channel.title, 0, height, bar, active, subtitle, pass_, channel)


def _tall(row: Row, wanted: int | None, heights: Heights) -> Row:
    """Return the row at the height the person gave it."""
    if wanted is None:
        return row
    height = round(wanted * heights.zoom)
    bar = height if row.bar == row.height else max(height - (row.height - row.bar), heights.gap)
    return replace(row, height=height, bar=bar)


def _stacked(rows: Sequence[Row]) -> tuple[Row, ...]:
    found: list[Row] = []
    for row in rows:
        found.append(replace(row, top=found[-1].bottom if found else 0))
    return tuple(found)


def row_at(rows: Iterable[Row], y: float) -> Row | None:
    """Return the row under a height, or None below the last."""
    return next((row for row in rows if row.top <= y < row.bottom), None)
