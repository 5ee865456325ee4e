"""What the timeline shows of a coding, as values that painting and the mouse read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coder.model.coding import Coding, Event
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.spans import EMPTY, Spans
from coder.ui.code.presence import absent_spans
from coder.ui.code.timeline.lanes import Lane, lane_of


@dataclass(frozen=True, slots=True)
class Scene:
    """The contents of all tracks.

    Attributes
    ----------
    lanes : dict
        Channel id → its events.
    channel_of : dict
        Event id → channel id.
    coded : dict
        Pass id → stretches declared coded.
    absent : dict
        Channel id → stretches in which the person it is about is not in the room.
    total_ms : int
        Length of the session: the recording, or what is coded when that is longer.
    doors : tuple of int
        When somebody came or went, in order: the point events of the first pass, else the edges of the episodes.
    """

    scheme: Scheme
    session: Session
    lanes: dict[str, Lane]
    channel_of: dict[str, str]
    coded: dict[str, Spans]
    absent: dict[str, Spans] = field(default_factory=dict)
    total_ms: int = 1
    doors: tuple[int, ...] = ()

    def lane_with(self, event_id: str) -> tuple[Lane, int] | None:
        """Return the lane that holds an event and its place there, or None."""
        channel = self.channel_of.get(event_id)
        if channel is None:
            return None
        place = self.lanes[channel].place(event_id)
        return None if place is None else (self.lanes[channel], place)

    def with_times(self, times: Mapping[str, tuple[int, int | None]]) -> Scene:
        """Return the scene with other onsets and offsets (None: not ended) for some events."""
        by_channel: dict[str, dict[str, tuple[int, int | None]]] = {}
        for event_id, edges in times.items():
            if event_id in self.channel_of:
                by_channel.setdefault(self.channel_of[event_id], {})[event_id] = edges
        lanes = {channel: self.lanes[channel].with_times(some) for channel, some in by_channel.items()}
        return replace(self, lanes={**self.lanes, **lanes})


def scene_of(scheme: Scheme, session: Session, coding: Coding, media_ms: int) -> Scene:
    """Return the scene of a coding over a recording of ``media_ms``."""
    by_channel: dict[str, list[Event]] = {channel.id: [] for _, channel in scheme.channels()}
    channel_of: dict[str, str] = {}
    for event in coding.events:
        place = scheme.places.get(event.code)
        if place is not None:
            by_channel[place.channel.id].append(event)
            channel_of[event.id] = place.channel.id
    lanes = {channel.id: lane_of(channel, by_channel[channel.id]) for _, channel in scheme.channels()}
    ends = [media_ms, *(e.off for e in session.episodes), *(e.off or e.on for e in coding.events)]
    return Scene(
        scheme,
        session,
        lanes,
        channel_of,
        {pass_.id: Spans.of(coding.pass_record(pass_.id).coded) for pass_ in scheme.passes},
        {channel.id: absent_spans(scheme, session, channel) for _, channel in scheme.channels()},
        max(1, *ends),
        _doors(scheme, session, lanes),
    )


def _doors(scheme: Scheme, session: Session, lanes: dict[str, Lane]) -> tuple[int, ...]:
    channels = scheme.passes[0].channels if scheme.passes else ()
    first = next((lanes[c.id] for c in channels if c.kind == "point"), None)
    times = first.on.tolist() if first is not None else []
    return tuple(times or sorted({edge for e in session.episodes for edge in (e.on, e.off)}))


def coded_of(scene: Scene, pass_id: str) -> Spans:
    """Return the coded stretches of a pass."""
    return scene.coded.get(pass_id, EMPTY)


def uncoded_of(scene: Scene, pass_id: str, channel_id: str) -> Spans:
    """Return what of a pass is still to be coded in a channel: the episodes, or everything while there are none."""
    scored = Spans.of((e.on, e.off) for e in scene.session.episodes) or Spans.of([(0, scene.total_ms)])
    return scored - coded_of(scene, pass_id) - scene.absent.get(channel_id, EMPTY)
