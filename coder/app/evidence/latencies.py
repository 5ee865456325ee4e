"""The pieces of a latency: what started the clock, what had to hold, what stopped it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coder.app.evidence.names import end_name, episode_short, titles_in_turn
from coder.app.evidence.pieces import Piece, Thing, onset, piece_of, things_by_id
from coder.metrics import MeasureRow, OpportunityRow
from coder.metrics.context import Context
from coder.model.timecode import seconds_text
from coder.model.tracks import Point, State


def latency_pieces(row: MeasureRow, chance: OpportunityRow, context: Context) -> list[Piece]:
    """Return start, condition and stop of one opportunity: to seek comfort, to calm, or of the heart to slow."""
    things = things_by_id(context.tracks)
    used = [things[event] for event in chance.evidence.events if event in things]
    distress_codes = context.tracks.scheme.roles.get("distress", ())
    distress = sorted((t for t in used if isinstance(t, State) and t.code in distress_codes), key=onset)
    others = [t for t in used if t.code not in distress_codes]
    soothed = row.measure != "comfort_latency"
    pieces = [_start(chance, context, distress, others if soothed else [])]
    pieces.append(_distress(chance, context, things))
    ends = _ENDS[row.measure]
    return [*pieces, *ends(chance, context, others)]


def to_play_pieces(row: MeasureRow, context: Context) -> list[Piece]:
    """Return start and stop of the time from reunion to play."""
    if not row.evidence.spans:
        return []
    (on, off), things = row.evidence.spans[0], things_by_id(context.tracks)
    pieces = [_door(on, context)]
    played = [things[event] for event in row.evidence.events if event in things]
    pieces += [piece_of("stop", thing, context) for thing in played]
    if not played:
        pieces.append(Piece("stop", end_name(context.episodes, off), off))
    return pieces


def _start(chance: OpportunityRow, context: Context, distress: list[State], clock: list[Thing]) -> Piece:
    if clock:
        return piece_of("start", min(clock, key=onset), context)
    if chance.t0 == chance.spell_on:
        return _door(chance.t0, context)
    first = next((state for state in distress if state.on == chance.t0), None)
    if first is not None:
        return piece_of(
            "start", first, context, f"Distress begins · {titles_in_turn(context.tracks.scheme, [first.code])}"
        )
    return Piece("start", "Distress begins", chance.t0)


def _door(at_ms: int, context: Context) -> Piece:
    episode = next((e for e in context.episodes if e.on == at_ms), None)
    name = f" · {episode_short(episode.id)}" if episode else ""
    return Piece("start", f"Caregiver there{name}", at_ms)


def _distress(chance: OpportunityRow, context: Context, things: dict[str, Thing]) -> Piece:
    """Return the whole distress episode, what lies before the clock included."""
    ids = context.distress.role.events_meeting(chance.de_on, chance.de_off)
    codes = [things[event].code for event in ids if event in things]
    words = titles_in_turn(context.tracks.scheme, codes)
    return Piece("condition", f"Distress · {words}", chance.de_on, chance.de_off, ids, codes[0] if codes else "")


def _comfort_stops(chance: OpportunityRow, context: Context, others: list[Thing]) -> Iterator[Piece]:
    end = None if chance.time is None else chance.t0 + chance.time
    if chance.status == "na_already_contact":
        yield from (piece_of("condition", state, context) for state in _contact_at(chance.t0, context))
    elif others:
        yield from (piece_of("stop", thing, context) for thing in others)
    elif end is not None and chance.status == "competing:self_recovered":
        yield Piece("stop", "Distress ends without seeking", end)
    elif end is not None:
        yield _observation_ends(chance, context, end)


def _calm_stops(chance: OpportunityRow, context: Context, _others: list[Thing]) -> Iterator[Piece]:
    if chance.time is None:
        return
    end, calm_ms = chance.t0 + chance.time, context.parameters.calm
    if chance.status == "event":
        yield Piece("stop", "Distress ends", end)
        yield Piece("condition", f"No distress for {seconds_text(calm_ms)}", end, end + calm_ms)
    elif end < chance.spell_off:
        yield Piece("stop", f"Distress ends; {seconds_text(calm_ms)} of calm were not seen", end)
    else:
        yield _observation_ends(chance, context, end)


def _heart_stops(chance: OpportunityRow, context: Context, _others: list[Thing]) -> Iterator[Piece]:
    if chance.time is None:
        return
    end, calm_ms = chance.t0 + chance.time, context.parameters.calm
    if chance.status == "event":
        yield Piece("stop", "Heart rate is down", end)
        yield Piece("condition", f"Heart rate stays down for {seconds_text(calm_ms)}", end, end + calm_ms)
    elif end < chance.spell_off:
        yield Piece("stop", "Heart rate is lost", end)
    else:
        yield _observation_ends(chance, context, end)


def _observation_ends(chance: OpportunityRow, context: Context, end: int) -> Piece:
    if end == chance.spell_off:
        return Piece("stop", end_name(context.episodes, end), end)
    return Piece("stop", "Distress can no longer be seen", end)


def _contact_at(at_ms: int, context: Context) -> list[State]:
    things = things_by_id(context.tracks)
    ids = context.role("contact").events_meeting(at_ms, at_ms + 1)
    return [thing for thing in map(things.get, ids) if thing is not None and not isinstance(thing, Point)]


_ENDS: Final = {"comfort_latency": _comfort_stops, "calm_latency": _calm_stops, "hr_recovery": _heart_stops}
