"""Expected rows of secure base behaviour (M2) and of the way back to play after a reunion."""

from __future__ import annotations

import itertools
from statistics import median

from maker.bookkeeping import Book, Row, measured, per_minute, seen_status
from maker.grid import Mask, between, clean, first_false, ms, runs, starts
from maker.tape import TICK_MS, Episode

HANDS_MERGE_MS, FEET_MERGE_MS = 3_000, 1_000
LOOK_MERGE_MS, LOOK_MIN_MS = 1_000, 300
CHECK_LAG_MS, CHECK_REACH_MS = 5_000, 30_000
PLAY_MIN_MS = 3_000


def exploring(book: Book) -> Mask:
    """Return where the infant explores: hands or feet, not distressed, not held."""
    hands = clean(book.states("manipulation", "manipulates"), HANDS_MERGE_MS, 0)
    feet = clean(book.states("locomotion", "moves"), FEET_MERGE_MS, 0)
    return (hands | feet) & ~(book.distress_mask & book.raw_distress) & ~book.held


def secure_base(book: Book) -> list[Row]:
    """Return all rows of M2."""
    rows = []
    for name, episode in book.episodes_of_kind("play"):
        rows += _base_rows(book, name, episode)
    return rows


def _base_rows(book: Book, name: str, episode: Episode | None) -> list[Row]:
    names = ("sb_time", "sb_prop", "checks", "check_rate", "x_time", "x_prop", "x_longest", "check_gap")
    if episode is None:
        return [book.row(name, measure) for measure in names]
    window = between(book.n, episode.on, episode.off) & book.presence
    seen = window & book.seen("manipulation", "locomotion", "gaze", "voice")
    play = exploring(book) & seen
    checks = _checks(book, seen, play)
    seen_ms, play_ms = ms(seen), ms(play)
    near = between(book.n, 0, 0)
    reach = CHECK_REACH_MS // TICK_MS
    for tick in checks:
        near |= between(book.n, tick - reach, tick + reach)
    base_ms = ms(play & near)
    gaps = [(b - a) * TICK_MS for a, b in itertools.pairwise(checks)]
    spans = runs(play)
    n_checks, n_spans = len(checks), len(spans)
    numbers = {
        "sb_time": (base_ms, n_checks, seen_ms),
        "sb_prop": (base_ms / seen_ms if seen_ms else 0, n_checks, seen_ms),
        "checks": (n_checks, n_checks, seen_ms),
        "check_rate": (per_minute(n_checks, play_ms) if play_ms else None, n_checks, play_ms),
        "x_time": (play_ms, n_spans, seen_ms),
        "x_prop": (play_ms / seen_ms if seen_ms else 0, n_spans, seen_ms),
        "x_longest": (max((end - start for start, end in spans), default=0) * TICK_MS, n_spans, seen_ms),
        "check_gap": (median(gaps) if gaps else None, len(gaps), seen_ms),
    }
    missing = seen_status(ms(window), seen_ms)
    return [
        book.row(name, measure, n=n, exposure_ms=exposure, **_result(measure, value, missing))
        for measure, (value, n, exposure) in numbers.items()
    ]


def _result(measure: str, value: float | None, missing: str | None) -> dict[str, object]:
    if missing:
        return {"value": None, "status": missing}
    if value is None:
        return {"value": None, "status": "na_no_exposure"}
    return {"value": value, "status": "ok"} if measure == "check_gap" else measured(value)


def _checks(book: Book, seen: Mask, play: Mask) -> list[int]:
    looks = book.states("gaze", "look_face", "look_caregiver") | book.states("voice", "vocalise_caregiver")
    times = set(starts(clean(looks, LOOK_MERGE_MS, LOOK_MIN_MS))) | set(book.points("shows"))
    ends = [end for _, end in runs(play)]
    kept = []
    for tick in sorted(times):
        just_after = any(0 <= (tick - end) * TICK_MS <= CHECK_LAG_MS for end in ends)
        if seen[tick] and (play[tick] or just_after):
            kept.append(tick)
    return kept


def back_to_play(book: Book) -> list[Row]:
    """Return the rows of to_play: from the entrance to the first three seconds of exploring."""
    rows = []
    for name, episode in book.episodes_of_kind("reunion"):
        if episode is None:
            rows.append(book.row(name, "to_play"))
            continue
        on, off = episode.on, episode.off
        seen = book.seen("manipulation", "locomotion") & between(book.n, on, off)
        long_runs = [s for s, e in runs(exploring(book) & seen) if (e - s) * TICK_MS >= PLAY_MIN_MS]
        end = long_runs[0] if long_runs else off
        hidden = first_false(seen, on, end)
        lower = (end if hidden is None else hidden) - on
        row = {"n": 1, "exposure_ms": (off - on) * TICK_MS, "lower_ms": lower * TICK_MS}
        if long_runs:
            took = (end - on) * TICK_MS
            rows.append(book.row(name, "to_play", value=took, status="event", upper_ms=took, **row))
        elif ms(seen) * 2 < (off - on) * TICK_MS:
            rows.append(book.row(name, "to_play", status="insufficient_obs", **{**row, "lower_ms": None}))
        else:
            rows.append(book.row(name, "to_play", status="right_censored", **row))
    return rows
