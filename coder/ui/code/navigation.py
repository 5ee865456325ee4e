"""Where the keys of travel lead: doors, reunions, events, gaps, episodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from coder.model.session import Episode, Session
from coder.model.spans import Spans
from coder.ui.code.timeline.lanes import Lane
from coder.ui.code.timeline.scene import Scene

Way = Literal[-1, 1]


def neighbour(times: Iterable[int], ms: int, way: Way) -> int | None:
    """Return the nearest time before (-1) or after (1) ``ms``, or None."""
    if way > 0:
        return min((t for t in times if t > ms), default=None)
    return max((t for t in times if t < ms), default=None)


def door(scene: Scene, ms: int, way: Way) -> int | None:
    """Return the next moment at which somebody came or went."""
    return neighbour(scene.doors, ms, way)


def reunion(session: Session, ms: int, way: Way) -> int | None:
    """Return the begin of the next reunion."""
    return neighbour([e.on for e in session.episodes if e.kind == "reunion"], ms, way)


def gap(gaps: Spans, ms: int, way: Way) -> int | None:
    """Return the begin of the next stretch that is not coded."""
    return neighbour(gaps.on.tolist(), ms, way)


def event_in(lanes: Iterable[Lane], ms: int, way: Way, current: str | None) -> tuple[str, int] | None:
    """Return id and onset of the event before or after the current one, else before or after ``ms``."""
    events = sorted((int(on), event_id) for lane in lanes for on, event_id in zip(lane.on, lane.ids, strict=True))
    place = next((n for n, (_, event_id) in enumerate(events) if event_id == current), None)
    if place is None:
        later = [n for n, (on, _) in enumerate(events) if (on > ms if way > 0 else on < ms)]
        place = (later[0] if way > 0 else later[-1]) if later else None
    else:
        place += way
    if place is None or not 0 <= place < len(events):
        return None
    on, event_id = events[place]
    return event_id, on


def episode_near(session: Session, ms: int) -> Episode | None:
    """Return the episode at a time, else the last one before it, else the first."""
    here = session.episode_at(ms)
    before = [e for e in session.episodes if e.on <= ms]
    return here or (before[-1] if before else session.episodes[0] if session.episodes else None)
