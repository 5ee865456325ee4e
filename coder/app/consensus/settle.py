"""Decisions as typed changes of the consensus: what to add, what to take back, how far the passes are.

Every change is found the same way: make a draft of the consensus with the decision in it, work out what the consensus
then holds, and change what differs. So what both coders agree on follows their codings by itself.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from coder.app.consensus.places import Claim, Part, Place
from coder.app.consensus.state import Piece, SessionConsensus
from coder.model.changes import AddEvent, AnyChange, Batch, RemoveEvent, SetDecision, SetPass, SetRating
from coder.model.coding import Coding, Decision, Event, PassRecord
from coder.model.errors import ModelError
from coder.model.spans import Spans
from coder.model.timecode import clock

Took = Literal["a", "b", "edited"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when and why."""

    by: str
    at: str
    why: str = ""


def follow(state: SessionConsensus, at: str) -> AnyChange | None:
    """Return the change that lets the consensus follow the two codings, None when it does."""
    changes = _towards(state.coding, state, at)
    return Batch(changes=tuple(changes), label="Took what both agree on") if changes else None


def take_stretch(
    state: SessionConsensus, part: Part, on_ms: int, off_ms: int, took: Took, pieces: Iterable[Piece], sign: Signature
) -> AnyChange:
    """Return the change that settles a stretch of states; earlier decisions that meet it are replaced."""
    decision = make_decision(state, part, _outline(state, part, on_ms, off_ms), took, sign, next_id(state.coding))
    return take_stretches(state, [(part, decision, tuple(pieces))], sign.at, _label(state, decision))


def take_stretches(
    state: SessionConsensus, settled: Sequence[tuple[Part, Decision, Sequence[Piece]]], at: str, label: str
) -> AnyChange:
    """Return the one change that settles several stretches of states."""
    draft = _draft(state.coding)
    for part, decision, pieces in settled:
        gone = state.touching(part, decision.on, decision.off)
        kept = tuple(d for d in draft.decisions if d not in gone) if gone else draft.decisions
        draft.decisions = (*kept, decision)
        draft.events = [rest for event in draft.events for rest in _outside(event, part, decision.on, decision.off)]
        draft.events += [_event(f"draft{n}", p) for n, p in enumerate(pieces) if p.claim is not None]
    return _change(state, draft, at, label)


def take_points(
    state: SessionConsensus, part: Part, places: Sequence[Place], took: Took, edited: Piece | None, sign: Signature
) -> AnyChange:
    """Return the change that settles points; ``edited`` is what stands in their place if neither coder is taken."""
    draft = _draft(state.coding)
    number, free = int(next_id(state.coding)[1:]), _Ids(state.coding)
    last = ""
    for place in places:
        before = state.decision_on(part, place)
        if before is not None:
            draft.decisions = tuple(d for d in draft.decisions if d != before)
            draft.events = [event for event in draft.events if event.id not in before.events]
        claim = {"a": place.a, "b": place.b, "edited": edited.claim if edited else None}[took]
        at_ms = edited.on_ms if took == "edited" and edited else claim.at_ms if claim else None
        events = (
            [Event(id=free.take(), code=claim.code, on=at_ms, mods=dict(claim.mods))]
            if claim and at_ms is not None
            else []
        )
        decision = make_decision(state, part, place, took, sign, f"d{number}")
        decision = msgspec.structs.replace(decision, events=tuple(event.id for event in events))
        draft.decisions, number = (*draft.decisions, decision), number + 1
        draft.events += events
        last = _label(state, decision)
    return _change(state, draft, sign.at, last)


def clear(state: SessionConsensus, decisions: Sequence[Decision], at: str) -> AnyChange:
    """Return the change that takes decisions back; their places are open again."""
    if not decisions:
        raise ModelError("There is no decision here to clear.")
    draft = _draft(state.coding)
    draft.decisions = tuple(d for d in draft.decisions if d not in decisions)
    first = min(decisions, key=lambda d: d.on)
    return _change(state, draft, at, f"Decision on {_when(first)} cleared")


def _draft(coding: Coding) -> Coding:
    draft = copy.copy(coding)
    draft.events = list(coding.events)
    return draft


def _change(state: SessionConsensus, draft: Coding, at: str, label: str) -> AnyChange:
    changes = _decision_changes(state.coding, draft.decisions)
    changes += _towards(state.coding, state.over(draft), at)
    return Batch(changes=tuple(changes), label=label)


def _decision_changes(coding: Coding, after: Sequence[Decision]) -> list[AnyChange]:
    changes: list[AnyChange] = []
    left, wanted = list(coding.decisions), {decision.id: decision for decision in after}
    for decision in [d for d in left if wanted.get(d.id) != d]:
        changes.append(SetDecision(before=decision, after=None, index=left.index(decision)))
        left.remove(decision)
    held = {decision.id for decision in left}
    for decision in after:
        if decision.id not in held:
            changes.append(SetDecision(before=None, after=decision, index=len(left)))
            left.append(decision)
    return changes


def _towards(coding: Coding, wanted: SessionConsensus, at: str) -> list[AnyChange]:
    """Return the changes that make ``coding`` hold what ``wanted`` says."""
    return [
        *_event_changes(coding, _wanted_events(wanted)),
        *_pass_changes(coding, wanted, at),
        *_rating_changes(wanted),
    ]


def _wanted_events(state: SessionConsensus) -> list[Event]:
    """Return the events of the consensus; those without an id get a new one."""
    found = [_event(piece.event, piece) for part in state.parts() for piece in state.pieces(part)]
    for coding, pass_id in state.alone():
        codes = {code.id for channel in state.scheme.pass_by_id[pass_id].channels for code in channel.codes}
        found += [msgspec.structs.replace(event, id="") for event in coding.events if event.code in codes]
    return found


def _event(event_id: str, piece: Piece) -> Event:
    assert piece.claim is not None
    # An id of the model has at least one character; "" never leaves this module.
    return Event(id=event_id, code=piece.claim.code, on=piece.on_ms, off=piece.off_ms, mods=dict(piece.claim.mods))


def _event_changes(coding: Coding, wanted: Sequence[Event]) -> list[AnyChange]:
    named = {event.id: event for event in wanted if event.id}
    unnamed = Counter(_content(event) for event in wanted if not event.id)
    kept: set[str] = set()
    for event in coding.events:
        if event.id in named:
            if _content(named[event.id]) == _content(event):
                kept.add(event.id)
        elif unnamed[_content(event)] > 0:
            unnamed[_content(event)] -= 1
            kept.add(event.id)
    changes: list[AnyChange] = [
        RemoveEvent(event=event, index=place)
        for place, event in reversed(list(enumerate(coding.events)))
        if event.id not in kept
    ]
    free, count = _Ids(coding, named), len(kept)
    for event in wanted:
        if event.id:
            if event.id in kept:
                continue
            added = event
        elif unnamed[_content(event)] > 0:
            unnamed[_content(event)] -= 1
            added = msgspec.structs.replace(event, id=free.take())
        else:
            continue
        changes.append(AddEvent(event=added, index=count))
        count += 1
    return changes


def _pass_changes(coding: Coding, state: SessionConsensus, at: str) -> list[AnyChange]:
    changes: list[AnyChange] = []
    count = len(coding.passes)
    places = {record.id: place for place, record in enumerate(coding.passes)}
    for record in (*(_record(coding, state, pass_.id, at) for pass_ in state.passes), *_records_alone(state)):
        before = coding.passes[places[record.id]] if record.id in places else None
        if record == before:
            continue
        changes.append(SetPass(before=before, after=record, index=places.get(record.id, count)))
        count += before is None
    return changes


def _record(coding: Coding, state: SessionConsensus, pass_id: str, at: str) -> PassRecord:
    """Return how far the consensus of a pass is: coded is what is agreed or decided."""
    missing = Spans.of(
        (place.on_ms, max(place.off_ms, place.on_ms + 1))
        for part in state.parts()
        if part.pass_.id == pass_id
        for place in state.open(part)
    )
    coded = tuple(state.joint(pass_id) - missing)
    before = coding.pass_record(pass_id)
    finished = "" if missing else before.finished or at
    return msgspec.structs.replace(before, coded=coded, complete=not missing, finished=finished)


def _records_alone(state: SessionConsensus) -> list[PassRecord]:
    return [coding.pass_record(pass_id) for coding, pass_id in state.alone()]


def _rating_changes(state: SessionConsensus) -> list[AnyChange]:
    """Take over the ratings that both gave alike."""
    one, two = ({(r.scale, r.episode): r for r in coding.ratings} for coding in state.codings)
    held = {(r.scale, r.episode) for r in state.coding.ratings}
    alike = [r for key, r in one.items() if key in two and two[key].value == r.value and key not in held]
    start = len(state.coding.ratings)
    return [
        SetRating(before=None, after=msgspec.structs.replace(rating, note=""), index=start + n)
        for n, rating in enumerate(alike)
    ]


def _content(event: Event) -> tuple[object, ...]:
    mods = tuple(sorted(event.mods.items()))
    return event.code, event.on, event.off, mods, event.frame, event.note, event.certainty


def _outside(event: Event, part: Part, on_ms: int, off_ms: int) -> list[Event]:
    """Return what is left of a state of the part outside a stretch; other events as they are."""
    if event.off is None or event.off <= on_ms or event.on >= off_ms or event.code not in part.codes:
        return [event]
    rest = Spans.of([(event.on, event.off)]) - Spans.of([(on_ms, off_ms)])
    return [msgspec.structs.replace(event, on=on, off=off) for on, off in rest]


def _outline(state: SessionConsensus, part: Part, on_ms: int, off_ms: int) -> Place:
    """Return a stretch with what each coder calls the first difference in it."""
    inside = [p for p in state.places(part) if p.on_ms < off_ms and p.off_ms > on_ms]
    first = next((p for p in inside if not p.agreed), inside[0] if inside else None)
    return Place(on_ms, off_ms, first.a if first else None, first.b if first else None)


def make_decision(
    state: SessionConsensus, part: Part, place: Place, took: Took, sign: Signature, decision_id: str
) -> Decision:
    return Decision(
        id=decision_id,
        channel=part.channel.id,
        code=part.code,
        on=place.on_ms,
        off=place.off_ms,
        coder_a=state.coders[0],
        coder_b=state.coders[1],
        code_a=place.code_a,
        code_b=place.code_b,
        took=took,
        by=sign.by,
        at=sign.at,
        why=sign.why,
    )


def _label(state: SessionConsensus, decision: Decision) -> str:
    coder = {"a": state.coders[0], "b": state.coders[1], "edited": ""}[decision.took]
    return f"Took {coder} for {_when(decision)}" if coder else f"Consensus edited for {_when(decision)}"


def _when(decision: Decision) -> str:
    if decision.on == decision.off:
        return clock(decision.on, 0)
    return f"{clock(decision.on, 0)} – {clock(decision.off, 0)}"


def next_id(coding: Coding) -> str:
    """Return the next free id of a decision, of the form ``d7``."""
    numbers = (int(d.id[1:]) for d in coding.decisions if d.id[0] == "d" and d.id[1:].isdecimal())
    return f"d{max(numbers, default=0) + 1}"


class _Ids:
    """Gives out event ids of the form ``e17`` that nothing has yet."""

    def __init__(self, coding: Coding, others: Iterable[str] = ()) -> None:
        names = (*(event.id for event in coding.events), *others)
        self._last = max((int(n[1:]) for n in names if n[:1] == "e" and n[1:].isdecimal()), default=0)

    def take(self) -> str:
        self._last += 1
        return f"e{self._last}"


def taken(state: SessionConsensus, part: Part, on_ms: int, off_ms: int, side: Literal["a", "b"]) -> list[Piece]:
    """Return what one coder recorded in a stretch of states."""
    found: list[tuple[Place, Claim]] = []
    for place in state.places(part):
        claim = place.a if side == "a" else place.b
        if claim is not None and place.on_ms < off_ms and place.off_ms > on_ms:
            found.append((place, claim))
    return [Piece(max(p.on_ms, on_ms), min(p.off_ms, off_ms), claim) for p, claim in found]
