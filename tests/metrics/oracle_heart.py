"""Heart rate recovery a second time, on the grid of `tests.metrics.oracle`; signals have their entries on cells.

Nothing of the engine is used: a beat is looked at when its cell comes, the filter is a loop, the baseline is the
standard library's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median, stdev
from typing import Any

import numpy as np
from hypothesis import strategies as st

from coder.metrics import Heart, read_heart_rate
from coder.model.heart import HeartSignal
from tests.metrics.oracle import CELL, Cells, span
from tests.metrics.oracle_book import Book
from tests.metrics.oracle_measures import _latencies, _latency, calmings

BEAT, HALF_FILTER, FILTER, MINUTE = 4, 10, 20, 120
"""2 s, 5 s, 10 s and 60 s."""

Entries = list[tuple[int, float]]


@dataclass
class Recorded:
    """What was recorded: entries (cell, bpm) of the session and at rest; ``session`` None could not be read."""

    session: Entries | None
    resting: Entries | None = None

    def heart(self) -> Heart:
        return Heart(
            None if self.session is None else read_heart_rate(signal(self.session)),
            None if self.resting is None else read_heart_rate(signal(self.resting)),
        )


def signal(entries: Entries) -> HeartSignal:
    times = np.array([cell * CELL for cell, _ in entries], dtype=np.int64)
    return HeartSignal(times, np.array([bpm for _, bpm in entries], dtype=np.float64), beat_based=False)


class HeartGrid:
    """A signal on the grid: ``clean`` cells, and the filtered rate of every cell in which it is known."""

    def __init__(self, entries: Entries) -> None:
        steps = [after - before for (before, _), (after, _) in pairwise(entries)]
        stand = min(max(BEAT, int(2 * median(steps))), FILTER)
        good = [entry for place, entry in enumerate(entries) if not artefact(entries, place)]
        cells = [cell for cell, _ in good]
        self.filtered = {cell: median([bpm for at, bpm in good if abs(at - cell) <= HALF_FILTER]) for cell in cells}
        self.clean: Cells = set()
        self.known: dict[int, float] = {}
        following = dict(pairwise(cell for cell, _ in entries))
        for place, cell in enumerate(cells):
            self.clean |= span(cell, min(following.get(cell, cell + stand), cell + stand))
            until = cell + max(HALF_FILTER, stand)
            until = min(until, cells[place + 1]) if place + 1 < len(cells) else until
            self.known |= dict.fromkeys(range(cell, until), self.filtered[cell])

    def limit(self, within: Cells | None) -> float | None:
        if len(self.clean if within is None else self.clean & within) < MINUTE:
            return None
        rates = [rate for cell, rate in self.filtered.items() if within is None or cell in within]
        return mean(rates) + stdev(rates) + 1e-9


def artefact(entries: Entries, place: int) -> bool:
    cell, bpm = entries[place]
    if not 40 <= bpm <= 240:
        return True
    if place == 0:
        return False
    before, last = entries[place - 1]
    return cell - before <= BEAT and 40 <= last <= 240 and abs(bpm - last) > 0.3 * last


def recovery(book: Book, recorded: Recorded | None) -> None:
    g = book.g
    start = g.p["soothe_from"]
    roles = ["distress"] if start == "reunion" else ["distress", start]
    if recorded is None or recorded.session is None or not book.coded(roles):
        flags = {"no_hr"} if recorded is None else {"hr_unread"} if recorded.session is None else set()
        if not book.not_bound("hr_recovery", roles):
            for target in ["session", *(e for e in g.session.episodes if "caregiver" in e.present)]:
                book.put(target, "hr_recovery", "not_coded", flags=flags)
        return
    grid = HeartGrid(recorded.session)
    if recorded.resting is None:
        limit = grid.limit(set().union(*(g.of(e) for e in book.chosen(g.p["base_episodes"]))) - g.d)
    else:
        limit = HeartGrid(recorded.resting).limit(None)
    found = [_recovered(book, one, grid, limit) for one in calmings(g)]
    _latencies(book, "hr_recovery", roles, found, planned=False)


def _recovered(book: Book, one: dict[str, Any], grid: HeartGrid, limit: float | None) -> dict[str, Any]:
    t0, t1 = one["t0"], one["spell"][1]
    flags = one["flags"] - {"interval_censored"}
    if one["status"] == "na_no_exposure":
        return one | {"t1": t1}
    window = span(t0, t1)
    why = {"no_baseline"} if limit is None else set()
    if len(window - grid.clean) * 5 > len(window):
        why |= {"hr_lost"}
    if why:
        return _latency(one["de"], one["spell"], t0, t1, "insufficient_obs", None, set(), flags | why)
    calm = max(book.g.p["calm"], 1)
    rests = (
        t
        for t in range(t0, t1 - calm + 1)
        if all(u in grid.known and grid.known[u] <= limit for u in range(t, t + calm))
    )
    end = next(rests, None)
    status = "right_censored" if end is None else "event"
    end = max(grid.clean & window) + 1 if end is None else end
    return _latency(one["de"], one["spell"], t0, t1, status, end, window - set(grid.known), flags)


@st.composite
def recordings(draw: st.DrawFn) -> Recorded | None:
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return None
    session = None if kind == 1 else draw(entries(500, (115, 119.5, 120, 121, 130, 145)))
    return Recorded(session, draw(st.none() | entries(160, (119, 119.5, 120))))


@st.composite
def entries(draw: st.DrawFn, length: int, levels: tuple[float, ...]) -> Entries:
    """A rate that moves between a few levels, with artefacts, and with entries that are missing."""
    cell, found = draw(st.integers(-5, 20)), []
    step = draw(st.sampled_from((1, 2, 2, 2, 3, 8, 12)))
    while cell < length:
        level = draw(st.sampled_from(levels))
        many = draw(st.integers(3, 40))
        found += [(cell + place * step, level + draw(st.sampled_from((0, 0, 1)))) for place in range(many)]
        cell = found[-1][0] + step + draw(st.sampled_from((0, 0, 0, 0, 0, 0, 3, 4, 5, 9, 10, 11, 30)))
        odd = draw(st.sampled_from((None, None, None, None, 0, 39.9, 40, 240, 240.1, 156, 157)))
        if odd is not None:
            found.append((cell, odd))
            cell += step
    return found
