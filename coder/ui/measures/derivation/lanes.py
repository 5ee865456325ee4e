"""What the picture draws, lane by lane. No painting here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coder.app.evidence import Derivation, Part
from coder.model.scheme import CodePlace
from coder.model.spans import EMPTY, Spans
from coder.model.tracks import Track, Tracks
from coder.model.wording import code_title
from coder.ui.code.presence import CAREGIVER, absent_spans
from coder.ui.text import tr

DECIDING: Final[tuple[Part, ...]] = ("start", "stop", "counts")
"""The parts whose events stand out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A state, or the time somebody is in the room; ``used`` when it was counted or decided."""

    on: int
    off: int
    text: str
    place: CodePlace | None = None
    event: str = ""
    used: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point event."""

    at: int
    text: str
    place: CodePlace
    event: str
    used: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One channel, or who is in the room: ``unseen`` is hatched, ``absent`` dotted."""

    title: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    unseen: Spans = EMPTY
    absent: Spans = EMPTY


def lanes_of(derivation: Derivation, tracks: Tracks) -> list[Lane]:
    """Return the channels a number was read from, and when the caregiver was in the room."""
    used = frozenset(event for piece in derivation.pieces if piece.part in DECIDING for event in piece.events)
    lanes = [_lane(tracks.by_channel[channel], tracks, used) for channel in derivation.channels]
    return [*lanes, _presence(tracks)]


def session_lanes(lanes: list[Lane]) -> list[Lane]:
    """Return the lanes drawn small over the whole session: the first two with states."""
    return [lane for lane in lanes if lane.bars and lane.bars[0].place is not None][:2]


def _lane(track: Track, tracks: Tracks, used: frozenset[str]) -> Lane:
    scheme, channel = tracks.scheme, track.channel
    absent = absent_spans(scheme, tracks.session, channel)
    bars = tuple(
        Bar(s.on, s.off, code_title(s.code, scheme), scheme.places[s.code], s.id, s.id in used)
        for s in track.states
        if s.code != channel.unobservable
    )
    marks = tuple(
        Mark(p.time, code_title(p.code, scheme), scheme.places[p.code], p.id, p.id in used) for p in track.points
    )
    return Lane(channel.title, bars, marks, tracks.scored - track.observed - absent, absent)


def _presence(tracks: Tracks) -> Lane:
    there = Spans.of((e.on, e.off) for e in tracks.episodes if CAREGIVER in e.present)
    return Lane(tr("Caregiver"), tuple(Bar(on, off, tr("in the room")) for on, off in there))
