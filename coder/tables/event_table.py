"""The table `events`: what each coder stamped, with the times as every measure reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from coder.model.coding import Coding, Event
from coder.model.scheme import CodePlace
from coder.model.session import Episode
from coder.model.tracks import Point, State, Tracks
from coder.tables.columns import CHILD, CODER, EPISODE, SESSION, time_column
from coder.tables.schema import Column, Table

EVENT_FLAGS: Final = {
    "open": "the coder set no end; it is closed where the rules close it",
    "closed_by_next": "the next state of the channel ended it",
    "left_cut": "it began before the first episode and is cut there",
    "right_cut": "it ran past what was coded and is cut there",
    "outside_episodes": "it begins outside all episodes",
    "not_coded": "its pass was not coded, so no measure reads it",
    "not_read": "it lies outside what was coded, or another state took its place",
    "unknown_code": "the scheme has no such code",
}

_NO_SUCH_CODE: Final = "the scheme has no such code"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One coded event. ``off`` and ``duration`` are None for points and for open states nobody reads."""

    session: str
    child: str
    coder: str
    event: str
    episode: str | None
    pass_: str | None
    channel: str | None
    code: str
    kind: str | None
    on: int
    off: int | None
    duration: int | None
    mods: tuple[str, ...]
    certainty: str | None
    note: str
    frame: int | None
    flags: tuple[str, ...]


EVENTS_TABLE: Final = Table(
    name="events",
    row="coded event × coder",
    columns=(
        SESSION,
        CHILD,
        CODER,
        Column("event", "text", "Event", "Id of the event, as the column evidence of other tables names it."),
        replace(EPISODE, definition="Id of the episode it begins in.", missing="it begins outside all episodes"),
        Column("pass", "text", "Pass", "Id of the pass.", missing=_NO_SUCH_CODE, field="pass_", repeated=True),
        Column("channel", "text", "Channel", "Id of the channel.", missing=_NO_SUCH_CODE, repeated=True),
        Column("code", "text", "Code", "Id of the code.", repeated=True),
        Column(
            "kind",
            "text",
            "Kind",
            "Whether it lasts.",
            allowed=(("state", "it lasts"), ("point", "a moment")),
            missing=_NO_SUCH_CODE,
        ),
        time_column("on", "Begins", "Start in session time, as the measures read it."),
        time_column("off", "Ends", "End in session time, as the measures read it.", "a point, or an end nobody knows"),
        time_column("duration", "Duration", "From start to end.", "a point, or an end nobody knows"),
        Column("mods", "text", "Modifiers", "Modifiers as name=value, joined by semicolons.", missing="none"),
        Column(
            "certainty",
            "text",
            "Certainty",
            "How sure the coder was.",
            allowed=(("low", ""), ("medium", ""), ("high", "")),
            missing="not said",
            ordered=True,
        ),
        Column("note", "text", "Comment", "The coder's comment.", missing="none"),
        Column(
            "frame",
            "integer",
            "Frame",
            "Frame of the reference camera on screen when it was stamped, for information.",
            missing="not stamped on a frame",
        ),
        Column(
            "flags",
            "text",
            "Flags",
            "What else to know about the event, joined by semicolons.",
            allowed=tuple(EVENT_FLAGS.items()),
            missing="none",
            joined=True,
        ),
    ),
)


def event_rows(coding: Coding, tracks: Tracks) -> list[EventRow]:
    """Return one row per event of ``coding``, in time order, ties in the order of the file.

    Parameters
    ----------
    coding : Coding
        The coding as stored.
    tracks : Tracks
        The same coding resolved (`coder.model.tracks.resolve`).
    """
    read: dict[str, State | Point] = {}
    for track in tracks.by_channel.values():
        read |= {state.id: state for state in track.states} | {point.id: point for point in track.points}
    rows = [_row(tracks, event, read.get(event.id)) for event in coding.events]
    rows.sort(key=lambda row: row.on)
    return rows


def _row(tracks: Tracks, event: Event, read: State | Point | None) -> EventRow:
    place = tracks.scheme.places.get(event.code)
    on, off = _times(event, read)
    episode = tracks.session.episode_at(on)
    return EventRow(
        session=tracks.session.id,
        child=tracks.session.participant.child,
        coder=tracks.coder,
        event=event.id,
        episode=episode.id if episode else None,
        pass_=place.pass_.id if place else None,
        channel=place.channel.id if place else None,
        code=event.code,
        kind=place.channel.kind if place else None,
        on=on,
        off=off,
        duration=None if off is None else off - on,
        mods=tuple(f"{name}={value}" for name, value in sorted(event.mods.items())),
        certainty=event.certainty,
        note=event.note,
        frame=event.frame,
        flags=tuple(_flags(tracks, event, place, read, episode)),
    )


def _times(event: Event, read: State | Point | None) -> tuple[int, int | None]:
    if isinstance(read, State):
        return read.on, read.off
    return event.on, event.off


def _flags(
    tracks: Tracks, event: Event, place: CodePlace | None, read: State | Point | None, episode: Episode | None
) -> Iterator[str]:
    if place is None:
        yield "unknown_code"
    elif place.channel.kind == "state" and event.off is None:
        yield "open"
    if isinstance(read, State):
        if not read.right_cut and read.off != event.off:
            yield "closed_by_next"
        if read.left_cut:
            yield "left_cut"
        if read.right_cut:
            yield "right_cut"
    if episode is None:
        yield "outside_episodes"
    if place is not None and read is None:
        yield "not_read" if tracks.by_channel[place.channel.id].coded else "not_coded"
