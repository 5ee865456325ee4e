"""Which tracks the timeline shows, in which order, and how tall they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from coder.model.scheme import Channel, Pass, Scheme
from coder.ui.text import tr

RowKind = Literal["episodes", "audio", "channel"]


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
    """Heights in px at the person's text size."""

    track: int = 24
    active: int = 34
    audio: int = 56
    gap: int = 4


def laid_out(
    scheme: Scheme, active_pass: str, shown: Collection[str], heights: Heights, sound: str | None
) -> tuple[Row, ...]:
    """Return the rows in scheme order.

    Parameters
    ----------
    scheme : Scheme
    active_pass : str
        Id of the pass being coded.
    shown : collection of str
        Ids of the channels to show besides those of the active pass.
    heights : Heights
    sound : str or None
        What the audio row says of itself, None when there is no sound.
    """
    rows = [Row("episodes", "episodes", tr("Episodes"), 0, heights.track + heights.gap, heights.track - heights.gap)]
    if sound is not None:
        rows.append(Row("audio", "audio", tr("Audio"), rows[-1].bottom, heights.audio, heights.audio, subtitle=sound))
    for pass_, channel in scheme.channels():
        active = pass_.id == active_pass
        if active or channel.id in shown:
            bar = heights.active - heights.gap if active else heights.track - heights.gap
            height = bar + 2 * heights.gap if active else bar + heights.gap
            rows.append(_channel_row(pass_, channel, rows[-1].bottom, height, bar, active))
    return tuple(rows)


def _channel_row(pass_: Pass, channel: Channel, top: int, height: int, bar: int, active: bool) -> Row:
    keys = " ".join(code.key.upper() for code in channel.codes if code.key)
    subtitle = tr("keys {0}", keys) if active else ""
    return Row("channel", channel.id, channel.title, top, height, bar, active, subtitle, pass_, channel)


def row_at(rows: Iterable[Row], y: float) -> Row | None:
    """Return the row under a height, or None below the last."""
    return next((row for row in rows if row.top <= y < row.bottom), None)
