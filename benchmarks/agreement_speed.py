"""How long the agreement of a cohort takes: 100 double-coded sessions of 21 min, 2000 resamples.

Beside it, in the same run, what a plain numpy program does that lays both codings on a grid of one cell per
millisecond and sums the sessions drawn for every resample.

Run: python benchmarks/agreement_speed.py [--sessions 100] [--resamples 2000]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coder.agreement import AgreementReport, Options, agreement_report
from coder.agreement.bootstrap import Resampling, cluster_bootstrap
from coder.agreement.kappa import kappa, margins
from coder.agreement.sweep import Record, Windows
from coder.agreement.time_table import Categories, join, tally
from coder.model.coding import Coding, Event, PassRecord, Rating
from coder.model.scheme import Channel, Code, EpisodeTemplate, Pass, Scale, Scheme
from coder.model.session import Episode, Participant, Session

SESSION_MS = 21 * 60_000
EPISODES = 8
CODES = 10
STATES = 240
POINTS = 40
CHANNELS = 3
SCALES = 10
CODERS = ("anna", "maria")


def scheme() -> Scheme:
    """Return a scheme with three state channels of 10 codes, one point channel and 10 scales."""
    states = [
        Channel(
            id=f"state{k}",
            title=f"State {k}",
            kind="state",
            exclusive=True,
            exhaustive=True,
            codes=tuple(Code(id=f"s{k}_{i}", key="", title="") for i in range(CODES)),
        )
        for k in range(CHANNELS)
    ]
    points = Channel(
        id="point",
        title="Point",
        kind="point",
        codes=tuple(Code(id=f"p{i}", key="", title="") for i in range(4)),
    )
    return Scheme(
        id="bench",
        revision=1,
        title="Benchmark",
        episodes=tuple(EpisodeTemplate(id=f"ep{i}", kind="play") for i in range(1, EPISODES + 1)),
        passes=(Pass(id="all", title="All", channels=(*states, points)),),
        scales=tuple(Scale(id=f"scale{i}", title="", min=1, max=7, episodes=("ep5", "ep8")) for i in range(SCALES)),
    )


def cohort(n_sessions: int) -> tuple[Scheme, list[Session], list[Coding]]:
    """Return sessions coded by two coders who differ in timing, misses and confusions."""
    rng = np.random.default_rng(1)
    plan = scheme()
    sessions, codings = [], []
    for s in range(n_sessions):
        length = SESSION_MS // EPISODES
        episodes = tuple(
            Episode(id=f"ep{i + 1}", kind="play", on=i * length, off=(i + 1) * length - 500) for i in range(EPISODES)
        )
        session = Session(id=f"s{s:03}", scheme=plan.ref, participant=Participant(child=f"c{s:03}"), episodes=episodes)
        sessions.append(session)
        truth = [true_states(rng) for _ in range(CHANNELS)]
        instants = np.sort(rng.integers(0, SESSION_MS, POINTS))
        kinds = rng.integers(0, 4, POINTS)
        codings += [coding(rng, session, coder, truth, instants, kinds) for coder in CODERS]
    return plan, sessions, codings


def true_states(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return onsets and codes of one channel as they truly were."""
    return np.sort(rng.choice(SESSION_MS, STATES, replace=False)), rng.integers(0, CODES, STATES)


def coding(
    rng: np.random.Generator,
    session: Session,
    coder: str,
    truth: list[tuple[np.ndarray, np.ndarray]],
    instants: np.ndarray,
    kinds: np.ndarray,
) -> Coding:
    """Return one coder's view: onsets off by some 300 ms, a tenth of the codes confused, some points missed."""
    events: list[Event] = []
    for k, (onsets, codes) in enumerate(truth):
        seen = np.sort(np.maximum(onsets + rng.normal(0, 300, STATES).astype(int), 0))
        said = np.where(rng.random(STATES) < 0.1, rng.integers(0, CODES, STATES), codes)
        events += [
            Event(id=f"{k}-{i}", code=f"s{k}_{code}", on=on)
            for i, (on, code) in enumerate(zip(seen.tolist(), said.tolist(), strict=True))
        ]
    kept = rng.random(POINTS) < 0.85
    times = np.maximum(instants[kept] + rng.normal(0, 500, kept.sum()).astype(int), 0)
    events += [
        Event(id=f"p-{i}", code=f"p{kind}", on=on)
        for i, (on, kind) in enumerate(zip(times.tolist(), kinds[kept].tolist(), strict=True))
    ]
    ratings = tuple(
        Rating(scale=f"scale{i}", episode=episode, value=int(rng.integers(1, 8)))
        for i in range(SCALES)
        for episode in ("ep5", "ep8")
    )
    record = PassRecord(id="all", coded=((0, SESSION_MS),), complete=True)
    return Coding(session=session.id, coder=coder, scheme="bench@1", passes=(record,), events=events, ratings=ratings)


def timed(name: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Run ``work`` three times and print the best time."""
    best, result = float("inf"), None
    for _ in range(3):
        begin = perf_counter()
        result = work()
        best = min(best, perf_counter() - begin)
    print(f"{name:<64}{best * 1000:10.1f} ms")
    return result, best


def exact_tables(codings: list[Coding]) -> np.ndarray:
    """Return the exact table of the first channel of every session."""
    codes = [f"s0_{i}" for i in range(CODES)]
    categories, window = Categories.of(codes), Windows.of([(0, SESSION_MS)])
    records = [record_of(coding, codes) for coding in codings]
    pairs = zip(records[::2], records[1::2], strict=True)
    return np.array([tally(join(a, b, window, categories), categories, 1)[0] for a, b in pairs])


def record_of(coding: Coding, codes: list[str]) -> Record:
    """Return the first channel of a coding as arrays."""
    onsets = [event.on for event in coding.events[:STATES]]
    place = {code: i for i, code in enumerate(codes)}
    label = np.array([place[event.code] for event in coding.events[:STATES]])
    on = np.array(onsets)
    off = np.append(on[1:], SESSION_MS)
    kept = on < off
    return Record(on[kept], off[kept], label[kept])


def grid_tables(codings: list[Coding]) -> np.ndarray:
    """Return the same tables by filling one cell per millisecond."""
    tables = []
    for a, b in zip(codings[::2], codings[1::2], strict=True):
        lines = []
        for one in (a, b):
            line = np.full(SESSION_MS, -1)
            events = one.events[:STATES]
            for event, after in zip(events, [*events[1:], None], strict=True):
                line[event.on : after.on if after else SESSION_MS] = int(event.code.split("_")[1])
            lines.append(line)
        both = (lines[0] >= 0) & (lines[1] >= 0)
        cells = np.bincount(lines[0][both] * CODES + lines[1][both], minlength=CODES * CODES)
        tables.append(cells.reshape(CODES, CODES))
    return np.array(tables)


def loop_bootstrap(tables: np.ndarray, n_resamples: int) -> np.ndarray:
    """Return kappa of every resample, one after the other."""
    rng = np.random.default_rng(1)
    values = []
    for _ in range(n_resamples):
        table = tables[rng.integers(0, len(tables), len(tables))].sum(0)
        n = table.sum()
        pe = table.sum(1) @ table.sum(0) / n**2
        values.append((np.trace(table) / n - pe) / (1 - pe))
    return np.array(values)


def make_long_tables(report: AgreementReport) -> int:
    """Make all rows of the long tables and return how many there are."""
    return sum(len(rows) for rows in (report.sessions, report.confusion, report.events, report.disagreements))


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--resamples", type=int, default=2000)
    chosen = parser.parse_args()
    plan, sessions, codings = cohort(chosen.sessions)
    print(f"{chosen.sessions} sessions, {len(codings)} codings, {sum(len(c.events) for c in codings)} events")
    tables, exact = timed("exact duration tables, one channel", lambda: exact_tables(codings))
    grid, per_ms = timed("  peer: one cell per millisecond, numpy", lambda: grid_tables(codings))
    assert np.array_equal(tables, grid), "the exact tables are not those of the grid"
    resampling = Resampling(1, chosen.resamples)
    _, fast = timed(
        f"kappa, percentile and BCa interval, B = {chosen.resamples}",
        lambda: cluster_bootstrap(margins(tables), kappa, resampling=resampling),
    )
    _, slow = timed("  peer: a loop over resamples, numpy", lambda: loop_bootstrap(tables, chosen.resamples))
    options = Options(n_resamples=chosen.resamples)
    report, whole = timed(
        "whole report (3 state channels, events, scales)",
        lambda: agreement_report(codings, sessions, [plan], options),
    )
    begin = perf_counter()
    rows = make_long_tables(report)
    print(f"{f'all {rows} rows of the long tables':<64}{(perf_counter() - begin) * 1000:10.1f} ms")
    print(f"tables {per_ms / exact:.0f} times, intervals {slow / fast:.1f} times as fast as the peer")
    print(f"whole report within 1 s: {'yes' if whole <= 1 else 'no'} ({len(report.agreement)} pooled rows)")


if __name__ == "__main__":
    main()
