"""What the infant does when not upset: playing, moving about, watching, visiting the caregiver."""

from __future__ import annotations

from maker.paths import TOYS, beside, distance
from maker.stage import Context, Stage
from maker.tape import ticks

CRAWL_M_PER_S = 0.5


def free_play(stage: Stage, on: int, off: int, zest: float = 1.0) -> None:
    """Fill ``[on, off)`` with play; ``zest`` under 1 means subdued play with more watching."""
    stage.ways["child"].halt(on)
    tick = on
    while tick < off:
        draw = stage.rng.random()
        if stage.present("caregiver", tick) and draw < stage.profile.sociable and off - tick > ticks(8):
            tick = visit_caregiver(stage, tick, off)
        elif draw < 0.40:
            tick = go_to_toy(stage, tick, off)
        elif draw < 0.40 + 0.12 / zest:
            tick = watch(stage, tick, off)
        else:
            tick = handle_toy(stage, tick, off)


def handle_toy(stage: Stage, on: int, off: int) -> int:
    """Handle the nearest toy with short pauses; return the end."""
    if nearest_toy(stage, on)[1] > 0.6:
        return go_to_toy(stage, on, off)
    tick, end = on, min(off, on + stage.seconds(7, 24))
    stage.be(on, end, Context.PLAY)
    while tick < end:
        stop = min(end, tick + stage.seconds(2, 11))
        stage.tape.fill("manipulation", tick, stop, "manipulates")
        tick = stop + stage.seconds(0.6, 4.2)
    if stage.present("caregiver", on) and end - on > ticks(6) and stage.chance(stage.profile.sociable):
        stage.tape.mark(on + stage.seconds(2, 5), "shows")
    return end


def go_to_toy(stage: Stage, on: int, off: int) -> int:
    """Move to another toy and take it up; return the end."""
    here = stage.ways["child"].at(on)
    others = [place for place in TOYS.values() if distance(place, here) > 0.6]
    target = others[int(stage.rng.integers(len(others)))]
    arrival = min(off, stage.ways["child"].walk(on, beside(target, here, 0.3), CRAWL_M_PER_S))
    stage.be(on, arrival, Context.MOVE)
    stage.tape.fill("locomotion", on, arrival, "moves")
    if arrival == off:
        stage.ways["child"].halt(off)
    taken = min(off, arrival + stage.seconds(0.3, 1.5))
    stage.be(arrival, taken, Context.PLAY)
    return taken if taken == off else handle_toy(stage, taken, off)


def watch(stage: Stage, on: int, off: int) -> int:
    """Sit and look about; return the end."""
    end = min(off, on + stage.seconds(2, 7))
    stage.be(on, end, Context.WATCH)
    return end


def visit_caregiver(stage: Stage, on: int, off: int) -> int:
    """Go to the caregiver, stay a little in reach or contact, show something, go back to play; return the end."""
    arrival = min(off, stage.child_to_caregiver(on, metres_per_s=CRAWL_M_PER_S))
    if arrival == off:
        stage.ways["child"].halt(off)
        return off
    end = min(off, arrival + stage.seconds(4, 14))
    stage.be(arrival, end, Context.CONTACT)
    if stage.chance(0.6):
        by = "child" if stage.chance(0.75) else "caregiver"
        stage.touch(arrival + ticks(0.4), min(end, arrival + stage.seconds(2, 8)), "touching", by)
    if stage.chance(0.8) and end - arrival > ticks(3):
        stage.tape.mark(arrival + ticks(1.2), "shows")
    if stage.chance(0.3) and end - arrival > ticks(4):
        stage.signal(arrival + ticks(2.4), "bid")
    return end if end == off else go_to_toy(stage, end, off)


def nearest_toy(stage: Stage, tick: int) -> tuple[str, float]:
    """Return the name of and the distance to the toy nearest to the infant."""
    here = stage.ways["child"].at(tick)
    return min(((name, distance(place, here)) for name, place in TOYS.items()), key=lambda pair: pair[1])
