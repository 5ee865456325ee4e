"""Counts and times of the codes of a pass, and what runs at the playhead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coder.model.scheme import Channel
from coder.model.timecode import clock
from coder.ui.code.timeline.lanes import FOREVER, Lane
from coder.ui.code.timeline.scene import Scene


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a code was recorded, and for how long if it is a state."""

    count: int = 0
    length_ms: int | None = None

    @property
    def text(self) -> str:
        """The tally as a row shows it: ``3× · 0:33``."""
        if not self.length_ms:
            return f"{self.count}×"
        return f"{self.count}× · {clock(self.length_ms, 0)}"


def tallies(channel: Channel, lane: Lane) -> dict[str, Tally]:
    """Return code id → tally; a state that is still running adds to the count alone."""
    counts = np.bincount(lane.code, minlength=len(channel.codes))
    if channel.kind == "point":
        return {code.id: Tally(int(n)) for code, n in zip(channel.codes, counts, strict=True)}
    lengths = np.where(lane.off == FOREVER, 0, lane.off - lane.on)
    times = np.bincount(lane.code, weights=lengths, minlength=len(channel.codes))
    return {code.id: Tally(int(n), int(ms)) for code, n, ms in zip(channel.codes, counts, times, strict=True)}


@dataclass(frozen=True, slots=True)
class Running:
    """A state that holds the playhead."""

    event_id: str
    code: str
    on_ms: int


def running_at(scene: Scene, channel: Channel, ms: int) -> list[Running]:
    """Return the states of a channel at a time."""
    lane = scene.lanes.get(channel.id)
    if lane is None or channel.kind == "point":
        return []
    places = [lane.at(ms, row) for row in range(lane.rows)]
    return [Running(lane.ids[p], channel.codes[int(lane.code[p])].id, int(lane.on[p])) for p in places if p is not None]
