"""The pieces a number is made from, each with its part in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from coder.app.evidence.names import begun_words, episode_short
from coder.metrics import MEASURES, MeasureRow
from coder.metrics.context import Context
from coder.model.spans import Spans
from coder.model.timecode import seconds_text
from coder.model.tracks import Point, State, Tracks
from coder.model.wording import code_title

Part = Literal["start", "condition", "stop", "counts", "time"]
Thing = State | Point

_SPAN_WORDS: Final = {
    "sb_time": "Exploration near a check-back",
    "sb_prop": "Exploration near a check-back",
    "checks": "Exploration",
    "check_rate": "Exploration",
    "x_time": "Exploration",
    "x_prop": "Exploration",
    "x_longest": "Longest exploration",
    "distress_prop": "Distress",
    "smile_prop": "Smiling",
    "eye_prop": "Eye contact",
    "exploration_inhibition": "Exploration",
    "availability_prop": "Available",
}
_SPAN_ROLES: Final = {"secure_base": "explore", "inhibition": "explore", "soothing": "distress"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a number came from.

    Attributes
    ----------
    part : str
        What it did: start the clock, hold as a condition, stop the clock, be counted, or be time that counts.
    text : str
        What it is, in words.
    on_ms, off_ms : int
        When, in session ms; ``off_ms`` is None for a moment.
    events : tuple of str
        Ids of the coding's events; none for a door or the end of an episode.
    code : str
        Id of the code whose mark stands for it, or "".
    """

    part: Part
    text: str
    on_ms: int
    off_ms: int | None = None
    events: tuple[str, ...] = ()
    code: str = ""


def things_by_id(tracks: Tracks) -> dict[str, Thing]:
    """Return event id → state or point, as the measures read them."""
    found: dict[str, Thing] = {}
    for track in tracks.by_channel.values():
        found |= {state.id: state for state in track.states}
        found |= {point.id: point for point in track.points}
    return found


def onset(thing: Thing) -> int:
    """Return when a state begins or a point is."""
    return thing.time if isinstance(thing, Point) else thing.on


def piece_of(part: Part, thing: Thing, context: Context, text: str = "") -> Piece:
    """Return the piece of one event; contact says who began it."""
    scheme = context.tracks.scheme
    words = text or code_title(thing.code, scheme)
    if not text and thing.code in scheme.roles.get("contact", ()):
        words = f"{words} · {begun_words(thing.mods)}"
    off = None if isinstance(thing, Point) else thing.off
    return Piece(part, words, onset(thing), off, (thing.id,), thing.code)


def counted_pieces(row: MeasureRow, context: Context, counted: Spans) -> list[Piece]:
    """Return the events that were counted and the time they were counted in, in time order."""
    things = things_by_id(context.tracks)
    family = MEASURES[row.measure].family
    pieces = []
    if not (row.measure in _SPAN_WORDS and family in ("soothing", "inhibition")):
        ids = dict.fromkeys(row.evidence.events)
        pieces = [_counted(things[event], context) for event in ids if event in things]
    pieces += _stretches(row, context) if row.measure in _SPAN_WORDS else _windows(row, context, counted)
    return sorted(pieces, key=lambda piece: (piece.on_ms, piece.part != "time"))


def _counted(thing: Thing, context: Context) -> Piece:
    """Return a counted event; a state is told with its channel, for "Caregiver's face" alone says little."""
    scheme = context.tracks.scheme
    place = scheme.places[thing.code]
    text = f"{place.channel.title} · {place.code.title}" if isinstance(thing, State) else place.code.title
    return piece_of("counts", thing, context, text)


def _stretches(row: MeasureRow, context: Context) -> Iterator[Piece]:
    """Yield the stretches a time or share is the sum of, with the states they come from where they are of one role."""
    role = _SPAN_ROLES.get(MEASURES[row.measure].family)
    for on, off in row.evidence.spans:
        events = context.role(role).events_meeting(on, off) if role else ()
        things = things_by_id(context.tracks) if events else {}
        code = things[events[0]].code if events and events[0] in things else ""
        yield Piece("time", _SPAN_WORDS[row.measure], on, off, events, code)


def _windows(row: MeasureRow, context: Context, counted: Spans) -> Iterator[Piece]:
    """Yield one piece per episode with observed time: what a rate is divided by."""
    if MEASURES[row.measure].unit not in ("per_min", "per_3min"):
        return
    for episode in context.episodes:
        seen = counted.clip(episode.on, episode.off)
        if seen:
            text = f"{episode_short(episode.id)}, {seconds_text(seen.length)} observed"
            yield Piece("time", text, int(seen.edges[0]), int(seen.edges[-1]))
