"""Distress with the caregiver in the room: how the infant seeks comfort, or gets it, or does without."""

from __future__ import annotations

from maker.paths import INSIDE, Place, beside
from maker.profiles import Upset
from maker.stage import CALM_S, Context, Stage
from maker.tape import ticks

ALREADY_LEAD_S = 9.0
"""An infant who is "already" in contact when distress starts sets out for the caregiver this long before."""


def act_upset(stage: Stage, start: int, end: int, upset: Upset) -> int:
    """Act one stretch of distress whose clock starts at ``start``, inside a stay that ends at ``end``.

    Returns the tick at which the infant goes back to play.
    """
    calm = end if upset.calm_s is None else start + ticks(upset.calm_s)
    if upset.how == "already":
        arrival = stage.child_to_caregiver(start - ticks(ALREADY_LEAD_S))
        stage.touch(arrival + ticks(0.4), start + ticks(2.4), "touching", "child")
    stage.cry(start, stage.tape.n if calm == stage.tape.episodes[-1].off else calm, upset.strength)
    stage.ledger.signals.append(start)
    stage.be(start, calm, Context.UPSET)
    stage.ways["child"].halt(start)
    contact = _come_together(stage, start, upset)
    _note_outcomes(stage, start, calm, end, upset)
    if contact is None:
        stage.sit_down(start + ticks(5), stage.spell_end(start) - ticks(3))
        if upset.how == "none":
            stage.tape.fill("comforting", start + ticks(6), min(end, start + ticks(40)), "comforts")
        return min(end, calm + ticks(2))
    return _hold(stage, contact, calm, end, upset)


def _come_together(stage: Stage, start: int, upset: Upset) -> int | None:
    """Let the two come into contact; return its first tick, or None without contact."""
    act = start + ticks(upset.after_s)
    caregiver, child = stage.ways["caregiver"], stage.ways["child"]
    if upset.how == "already":
        return start + ticks(2.4)
    if upset.how == "approach":
        spot = _meeting_place(stage, start)
        arrival = stage.child_to_caregiver(act, spot)
        return max(arrival, _caregiver_to(stage, start + ticks(1.5), spot)) + ticks(0.2)
    if upset.how == "bid":
        stage.signal(act, "bid")
        here = child.at(act)
        return _caregiver_to(stage, act + ticks(0.8), beside(here, caregiver.at(act), 0.35)) + ticks(0.3)
    if upset.how in ("picked_up", "unclear"):
        here = child.at(start)
        _caregiver_to(stage, start + ticks(0.4), beside(here, caregiver.at(start), 0.35), act)
        return act
    return None


def _meeting_place(stage: Stage, start: int) -> Place:
    """Return where the two meet: inside the door after an entrance, else where the caregiver is."""
    entering = any(p.code == "caregiver_enters" and p.tick == start for p in stage.tape.points)
    return INSIDE if entering else stage.ways["caregiver"].at(start)


def _caregiver_to(stage: Stage, start: int, spot: Place, by: int | None = None) -> int:
    stage.stand_up(start)
    arrival = stage.ways["caregiver"].walk(start, spot, 1.1)
    if by is not None and arrival != by:
        stage.ways["caregiver"].walk(start, spot, 1.1 * (arrival - start) / max(1, by - start))
        stage.ways["caregiver"].put(by, spot)
    return arrival


def _hold(stage: Stage, contact: int, calm: int, end: int, upset: Upset) -> int:
    """Hold and comfort the infant from ``contact`` on; return when the infant is back on the floor and free."""
    by = {"picked_up": "caregiver", "unclear": ""}.get(upset.how, "child")
    released = min(end, contact + ticks(upset.hold_s))
    stage.touch(contact, released, "held", by)
    stage.be(contact, released, Context.CONTACT)
    stage.be(contact, min(calm, released), Context.UPSET)
    stage.sit_down(contact + ticks(3), stage.spell_end(contact) - ticks(3))
    stage.ways["child"].put(released, _put_down_place(stage, released))
    stage.tape.fill("comforting", contact + ticks(0.5), min(end, max(calm, contact) + ticks(5)), "comforts")
    for index in range(upset.resist):
        tick = contact + ticks(9) + round((released - contact - ticks(12)) * (index + 0.5) / upset.resist)
        if tick < released:
            stage.tape.mark(tick, "resist")
    free = min(end, released + stage.seconds(2, 6))
    if free - released > ticks(1.2) and calm < released:
        stage.touch(released, free - ticks(0.6), "touching", by or "child")
        stage.be(released, free, Context.CONTACT)
    return max(free, min(end, calm + ticks(1)))


def _put_down_place(stage: Stage, tick: int) -> Place:
    x, y = stage.ways["caregiver"].at(tick)
    return (x - 0.35, y + 0.3)


def _note_outcomes(stage: Stage, start: int, calm: int, end: int, upset: Upset) -> None:
    episode = stage.episode_of(start).id
    act = ticks(upset.after_s)
    seeking = {
        "approach": ("event", act),
        "bid": ("event", act),
        "picked_up": ("competing:caregiver", act),
        "unclear": ("needs_initiator", 0),
        "already": ("na_already_contact", 0),
        "self": ("competing:self_recovered", calm - start),
        "none": ("right_censored", end - start),
    }[upset.how]
    stage.ledger.outcomes.append(("comfort_latency", episode, *seeking))
    hidden = any(u.code == "distress_u" and u.episode == episode for u in stage.profile.unseen)
    seen_calm = calm + ticks(CALM_S) <= stage.spell_end(start) and not hidden
    stage.ledger.outcomes.append(("calm_latency", episode, "event" if seen_calm else "right_censored", calm - start))
