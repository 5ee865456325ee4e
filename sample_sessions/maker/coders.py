"""Two coders with human errors: late and early keys, short looks missed, neighbouring codes confused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coder.model.coding import Event
from maker.tape import CHANNELS, STATE_CODES, TICK_MS, Tape
from maker.truth import numbered, true_events

CONFUSIONS: dict[str, tuple[tuple[str, float], ...]] = {  # what a code is taken for, and how often
    "none": (("fuss", 0.03),),
    "fuss": (("cry", 0.09), ("none", 0.10)),
    "cry": (("fuss", 0.08), ("scream", 0.03)),
    "scream": (("cry", 0.18),),
    "held": (("touching", 0.01),),
    "touching": (("reach", 0.08),),
    "reach": (("near", 0.06), ("touching", 0.02)),
    "near": (("reach", 0.03), ("far", 0.04)),
    "far": (("near", 0.05),),
    "manipulates": (("no_manipulation", 0.03),),
    "no_manipulation": (("manipulates", 0.06),),
    "moves": (("no_locomotion", 0.05),),
    "look_face": (("look_caregiver", 0.10), ("look_toys", 0.02)),
    "look_caregiver": (("look_face", 0.12), ("look_around", 0.04)),
    "look_toys": (("look_around", 0.02), ("look_other", 0.01)),
    "look_around": (("look_other", 0.08), ("look_toys", 0.05)),
    "look_stranger": (("look_around", 0.05),),
    "look_other": (("look_around", 0.08), ("gaze_u", 0.04)),
    "gaze_u": (("look_other", 0.12),),
    "smile": (("affect_neutral", 0.06),),
    "affect_negative": (("affect_neutral", 0.06),),
    "affect_neutral": (("smile", 0.01),),
    "vocalise_caregiver": (("vocalise_other", 0.12), ("silent", 0.04)),
    "vocalise_other": (("silent", 0.07), ("vocalise_caregiver", 0.05)),
    "cg_looks_face": (("cg_looks_child", 0.13),),
    "cg_looks_child": (("cg_looks_face", 0.08), ("cg_looks_away", 0.03)),
    "cg_looks_away": (("cg_looks_child", 0.03),),
    "cg_positive": (("cg_neutral", 0.10),),
    "cg_negative": (("cg_neutral", 0.22),),
    "cg_neutral": (("cg_positive", 0.03),),
    "comforts": (("no_comfort", 0.08),),
    "no_comfort": (("comforts", 0.02),),
    "str_available": (("str_engages", 0.06), ("str_passive", 0.05)),
    "str_engages": (("str_available", 0.08),),
    "str_comforts": (("str_engages", 0.06),),
    "str_passive": (("str_available", 0.03),),
    "approach": (("bid", 0.03),),
    "bid": (("approach", 0.05),),
    "attends": (("understands", 0.05),),
    "understands": (("attends", 0.08), ("acts", 0.03)),
    "acts": (("understands", 0.04),),
}
RESTS = {"none", "affect_neutral", "cg_neutral", "no_comfort"}
MODIFIERS: dict[str, dict[str, list[str]]] = {
    code["id"]: {modifier["id"]: modifier["values"] for modifier in code.get("modifiers", [])}
    for channel in CHANNELS.values()
    for code in channel["codes"]
}
NEVER_MISSED = {"doors", "procedure"}


@dataclass(frozen=True)
class Hand:
    """How one coder works: the bias and spread of the keys' timing in ms, and how error-prone the coder is."""

    id: str
    late_ms: float
    spread_ms: float
    slips: float
    misses: float
    seed: int


ANNA = Hand("anna", late_ms=-20.0, spread_ms=150.0, slips=0.7, misses=0.05, seed=7001)
MARIA = Hand("maria", late_ms=90.0, spread_ms=190.0, slips=1.1, misses=0.08, seed=7002)


def code_by_hand(hand: Hand, session_number: int, tape: Tape, frame_ms: int) -> list[Event]:
    """Return one coder's events of a session, each stamped on a frame of the reference camera."""
    rng = np.random.Generator(np.random.PCG64([hand.seed, session_number]))
    events: list[Event] = []
    for channel in CHANNELS:
        true = true_events(channel, tape)
        if channel in STATE_CODES:
            events += _states(hand, rng, true, frame_ms)
        else:
            events += _points(hand, rng, channel, true, tape, frame_ms)
    return numbered(events)


def _states(hand: Hand, rng: np.random.Generator, true: list[Event], frame_ms: int) -> list[Event]:
    """Copy the states of one channel with slips; adjacent states share their edge, as on the code pad."""
    noticed = [event for event in true if not _overlooked(hand, rng, event, true)]
    pieces = [piece for event in noticed for piece in _wavered(hand, rng, event)]
    seen = _joined([_misread(hand, rng, piece) for piece in pieces])
    runs: list[list[Event]] = []
    for event in seen:
        if runs and _joins(true, runs[-1][-1], event):
            runs[-1].append(event)
        else:
            runs.append([event])
    return [event for run in runs for event in _retimed(hand, rng, run, frame_ms)]


def _overlooked(hand: Hand, rng: np.random.Generator, event: Event, true: list[Event]) -> bool:
    length = (event.off or 0) - event.on
    short = 0.5 if length < 400 else 0.22 if length < 700 else 0.04 if length < 1500 else 0.0
    return rng.random() < short * hand.slips and event is not true[0]


def _wavered(hand: Hand, rng: np.random.Generator, event: Event) -> list[Event]:
    """Let a coder change their mind for some seconds inside a long state, now and then."""
    length = (event.off or 0) - event.on
    others = CONFUSIONS.get(event.code, ())
    if (
        length < 8_000
        or not others
        or event.code in RESTS
        or rng.random() >= min(0.9, 0.012 * hand.slips * length / 1000)
    ):
        return [event]
    on = event.on + round(rng.uniform(0.2, 0.5) * length / TICK_MS) * TICK_MS
    off = on + round(min(0.3 * length, rng.uniform(2_000, 9_000)) / TICK_MS) * TICK_MS
    other = others[int(rng.integers(len(others)))][0]
    if other == "held":
        return [event]
    doubted = Event(id="e0", code=other, on=on, off=off, mods=_fitting(other, event))
    before = Event(id="e0", code=event.code, on=event.on, off=on, mods=event.mods)
    return [before, doubted, Event(id="e0", code=event.code, on=off, off=event.off, mods=event.mods)]


def _misread(hand: Hand, rng: np.random.Generator, event: Event) -> Event:
    """Take a state for another one now and then, a long one much more seldom than a short one."""
    length_s = ((event.off or 0) - event.on) / 1000
    ease = hand.slips * min(1.0, 4.0 / max(1.0, length_s)) ** 0.7
    return _swapped(rng, event, ease)


def _swapped(rng: np.random.Generator, event: Event, ease: float) -> Event:
    draw = rng.random()
    for other, share in CONFUSIONS.get(event.code, ()):
        draw -= share * ease
        if draw < 0:
            return Event(id="e0", code=other, on=event.on, off=event.off, mods=_fitting(other, event))
    return event


def _fitting(code: str, event: Event) -> dict[str, str]:
    """Return the modifiers of an event taken for ``code``: what fits stays, what only ``code`` asks for is guessed."""
    own = MODIFIERS[event.code]
    kept = {name: value for name, value in event.mods.items() if value in MODIFIERS[code].get(name, [])}
    guessed = {name: values[0] for name, values in MODIFIERS[code].items() if name == "by" and name not in own}
    return guessed | kept


def _joined(events: list[Event]) -> list[Event]:
    """Let a state run on into the next one when that has the same code and modifiers."""
    joined: list[Event] = []
    for event in events:
        before = joined[-1] if joined else None
        if before is not None and (before.code, before.mods) == (event.code, event.mods) and _close(before, event):
            joined[-1] = Event(id="e0", code=before.code, on=before.on, off=event.off, mods=before.mods)
        else:
            joined.append(event)
    return joined


def _close(before: Event, event: Event) -> bool:
    return event.on - (before.off or 0) < 10_000


def _joins(true: list[Event], before: Event, event: Event) -> bool:
    """Whether the true states run without a gap from the end of ``before`` to the start of ``event``."""
    tick, ends = before.off, {e.on: e.off for e in true}
    while tick is not None and tick < event.on and tick in ends:
        tick = ends[tick]
    return tick == event.on


def _retimed(hand: Hand, rng: np.random.Generator, run: list[Event], frame_ms: int) -> list[Event]:
    """Move the edges of a gapless run of states; where a key came out of order the state is lost."""
    edges = [event.on for event in run] + [run[-1].off or run[-1].on]
    slack = rng.normal(hand.late_ms, hand.spread_ms, len(edges))
    stamped = [_on_frame(edge + shift, frame_ms) for edge, shift in zip(edges, slack, strict=True)]
    stamped[0], stamped[-1] = _on_frame(edges[0], frame_ms), _on_frame(edges[-1], frame_ms)
    for index in range(1, len(stamped)):
        stamped[index] = min(max(stamped[index], stamped[index - 1]), stamped[-1])
    return [
        Event(id="e0", code=event.code, on=on, off=off, mods=event.mods, frame=on // frame_ms, note=_remark(event))
        for event, on, off in zip(run, stamped, stamped[1:], strict=False)
        if on < off
    ]


def _remark(event: Event) -> str:
    unclear = "by" in MODIFIERS[event.code] and "by" not in event.mods
    return "Both reach out at once; who began cannot be told." if unclear else ""


def _points(
    hand: Hand, rng: np.random.Generator, channel: str, true: list[Event], tape: Tape, frame_ms: int
) -> list[Event]:
    sure = channel in NEVER_MISSED
    seen = [event for event in true if sure or rng.random() >= hand.misses]
    seen = [_swapped(rng, event, 0.0 if sure else hand.slips) for event in seen]
    found = []
    for event in seen:
        shift = 0.0 if sure else rng.normal(hand.late_ms, hand.spread_ms * 1.4)
        on = min(max(0, _on_frame(event.on + shift, frame_ms)), (tape.n - 1) * TICK_MS)
        unsure = not sure and rng.random() < 0.06
        found.append(Event(id="e0", code=event.code, on=on, frame=on // frame_ms, certainty="low" if unsure else None))
    return found + _imagined(hand, rng, channel, tape, frame_ms)


def _imagined(hand: Hand, rng: np.random.Generator, channel: str, tape: Tape, frame_ms: int) -> list[Event]:
    """Add a point that was not there, now and then, while the caregiver is in the room."""
    codes = {"proximity_points": ("approach", "bid"), "showing": ("shows",), "responding": ("attends",)}.get(channel)
    if codes is None:
        return []
    there = np.flatnonzero(tape.inside["caregiver"])
    count = int(rng.poisson(0.5 * hand.slips))
    times = [int(rng.choice(there)) * TICK_MS // frame_ms * frame_ms for _ in range(count)]
    return [
        Event(id="e0", code=codes[int(rng.integers(len(codes)))], on=on, frame=on // frame_ms, certainty="low")
        for on in times
    ]


def _on_frame(time_ms: float, frame_ms: int) -> int:
    """Return the start of the frame that is on screen at a time."""
    return max(0, int(time_ms // frame_ms)) * frame_ms
