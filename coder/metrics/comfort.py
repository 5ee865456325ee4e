"""M3, comfort seeking: how long a distressed child waits before it turns to the caregiver who is there.

The child's own approach, bid or contact is the event. Being picked up first, and getting over it alone, are competing
ends and no long latencies; a child already in contact has no latency at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from coder.metrics.context import CAREGIVER, Context
from coder.metrics.latency import Opportunity, latency_rows, meetings, opportunity_rows
from coder.metrics.lookup import lengths_in
from coder.metrics.rows import Measured, Status
from coder.metrics.sheet import Sheet

ROLES: Final = ("distress", "approach", "bid", "contact")

CHILD: Final = "child"
_RANKS: Final[tuple[Status, ...]] = ("event", "competing:caregiver", "needs_initiator")
"""What a contact can decide; at the same ms the earlier of these stands."""


def comfort_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of `comfort_latency` in both tables."""
    readable = not context.unbound(ROLES) and context.all_coded(ROLES)
    opportunities = comfort_opportunities(context) if readable else ()
    return Measured(
        tuple(latency_rows(context, sheet, "comfort_latency", ROLES, opportunities)),
        tuple(opportunity_rows(context, sheet, "comfort_latency", opportunities)),
    )


def comfort_opportunities(context: Context) -> tuple[Opportunity, ...]:
    """Return every distress episode × spell, with what ended the wait."""
    met = list(meetings(context))
    turns, contact = _turns(context), _Contact.of(context)
    unseen = context.unobserved("approach", "bid", "contact")
    edges = unseen.edges.tolist()
    t0 = np.array([one.t0 for one in met], dtype=np.int64)
    t1 = np.array([one.t1 for one in met], dtype=np.int64)
    unseen_ms = lengths_in(unseen, t0, t1).tolist()
    return tuple(
        _with_distress(context, _decided(one, turns, contact, edges, gone))
        for one, gone in zip(met, unseen_ms, strict=True)
    )


class _Turns(NamedTuple):
    """Moments that end a wait, in time order: what each decides, and the events that did."""

    times: list[int]
    decides: list[Status]
    events: list[tuple[str, ...]]


class _Contact(NamedTuple):
    """The edges of contact, and whether its first start was cut."""

    edges: list[int]
    left_cut: bool

    @classmethod
    def of(cls, context: Context) -> _Contact:
        contact = context.role("contact")
        return cls(contact.spans.edges.tolist(), contact.left_cut)

    def since_before(self, time_ms: int) -> bool:
        """Return whether there is contact at ``time_ms`` that began before it."""
        place = bisect_right(self.edges, time_ms)
        return bool(place & 1) and (self.edges[place - 1] < time_ms or (place == 1 and self.left_cut))


def _turns(context: Context) -> _Turns:
    """Return the child's approaches, bids and contact onsets, and the contacts that others began."""
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for name in ("approach", "bid"):
        marks = context.role(name).marks
        for time, event in zip(marks.times.tolist(), marks.ids.tolist(), strict=True):
            _add(found, time, 0, event)
    onsets = set(context.contact_onsets.times.tolist())
    for state in context.role("contact").states:
        if state.on in onsets:
            by = state.mods.get("by")
            _add(found, state.on, 0 if by == CHILD else 1 if by == CAREGIVER else 2, state.id)
    times = sorted(found)
    return _Turns(times, [_RANKS[found[time][0]] for time in times], [found[time][1] for time in times])


def _add(found: dict[int, tuple[int, tuple[str, ...]]], time: int, rank: int, event: str) -> None:
    before = found.get(time)
    if before is None or rank < before[0]:
        found[time] = (rank, (event,))
    elif rank == before[0]:
        found[time] = (rank, (*before[1], event))


def _decided(one: Opportunity, turns: _Turns, contact: _Contact, unseen: list[int], unseen_ms: int) -> Opportunity:
    if contact.since_before(one.t0):
        return replace(one, status="na_already_contact")
    place = bisect_left(turns.times, one.t0)
    if place < len(turns.times) and turns.times[place] < one.t1:
        status, events = turns.decides[place], turns.events[place]
        if status == "needs_initiator":
            return replace(one, status=status, events=events)
        return _ended(one, status, turns.times[place], unseen, events)
    if 2 * unseen_ms > one.t1 - one.t0:
        return replace(one, status="insufficient_obs")
    if one.distress.off <= one.spell[1] and not one.distress.right_cut:
        return _ended(one, "competing:self_recovered", one.t1, unseen)
    return _ended(one, "right_censored", one.t1, unseen)


def _ended(one: Opportunity, status: Status, end: int, unseen: list[int], events: tuple[str, ...] = ()) -> Opportunity:
    return replace(one, status=status, end=end, seen_until=first_unseen(unseen, one.t0, end), events=events)


def first_unseen(edges: list[int], on: int, off: int) -> int | None:
    """Return the first ms of ``[on, off)`` inside the span set with these edges, or None."""
    place = bisect_right(edges, on)
    first = on if place & 1 else edges[place] if place < len(edges) else off
    return first if first < off else None


def _with_distress(context: Context, one: Opportunity) -> Opportunity:
    distress = context.distress.role.events_meeting(one.t0, one.t1)
    return replace(one, events=(*one.events, *distress))
