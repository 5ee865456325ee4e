"""How fast the measures are: one session, a cohort, growth with the number of events, and a grid as peer.

Run: ``python benchmarks/measures_speed.py``; ``--plot growth.svg`` writes the curve.

The peer computes M1 alone, on one numpy boolean per millisecond, which
is what a script in a laboratory does; it must find the same number.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import numpy as np

from coder.app.jobs import Progress
from coder.app.results.reading import MeasureReader
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS, FIVE, Parameters, measure
from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.study import Study
from coder.model.tracks import resolve
from coder.store import StudyFolder

SCHEME = Path(__file__).parents[1] / "schemas" / "strange-situation.json"
LENGTHS_S = {"ep1": 60, "ep2": 180, "ep3": 180, "ep4": 180, "ep5": 180, "ep6": 180, "ep7": 180, "ep8": 180}
"""22 minutes in all."""


def make_session(scheme: Scheme, stretch: int = 1) -> Session:
    """A session whose episodes last ``stretch`` times their usual length."""
    episodes, on = [], 0
    for template in scheme.episodes:
        off = on + LENGTHS_S[template.id] * 1000 * stretch
        episodes.append(Episode(id=template.id, kind=template.kind, on=on, off=off, present=template.present))
        on = off
    return Session(id="s1", scheme=scheme.ref, participant=Participant(child="c1"), episodes=tuple(episodes))


def make_coding(scheme: Scheme, session: Session, n_events: int, seed: int) -> Coding:
    """A coding of about ``n_events`` events, spread over all channels, every pass complete."""
    rng, end = random.Random(seed), session.episodes[-1].off
    channels = [channel for pass_, channel in scheme.channels() if pass_.id != "structure"]
    events = [event for channel in channels for event in _events(rng, channel, n_events // len(channels), end)]
    passes = tuple(PassRecord(id=p.id, coded=((0, end),), complete=True) for p in scheme.passes)
    return Coding(
        session=session.id,
        coder="anna",
        scheme=scheme.ref,
        passes=passes,
        events=[msgspec.structs.replace(event, id=f"e{i}") for i, event in enumerate(events)],
    )


def _events(rng: random.Random, channel: Channel, n: int, end: int) -> list[Event]:
    """Points anywhere; states follow one another without a gap."""
    times = sorted(rng.sample(range(1, end), n))
    codes = [code.id for code in channel.codes if code.id != channel.unobservable]
    if channel.kind == "point":
        return [Event(id="e", code=rng.choice(codes), on=on) for on in times]
    starts = [0, *times[:-1]]
    return [
        Event(id="e", code=rng.choice(codes), on=on, off=off, mods={"by": rng.choice(["child", "caregiver"])})
        for on, off in zip(starts, [*starts[1:], end], strict=True)
    ]


def grid_proximity_rate(session: Session, coding: Coding, scheme: Scheme, parameters: Parameters) -> tuple[int, int]:
    """M1 on a millisecond grid: kept approaches and ms of window."""
    end = session.episodes[-1].off
    reunion, present, raw, contact = (np.zeros(end, dtype=bool) for _ in range(4))
    for episode in session.episodes:
        reunion[episode.on : episode.off] |= episode.kind == "reunion"
        present[episode.on : episode.off] |= "caregiver" in episode.present
    for event in coding.events:
        raw[event.on : event.off] |= event.code in scheme.roles["distress"]
        contact[event.on : event.off] |= event.code in scheme.roles["contact"]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], raw.view(np.int8), [0]))))
    on, off = edges[0::2], edges[1::2]
    new = np.concatenate(([True], on[1:] - off[:-1] >= parameters.calm)) if len(on) else np.zeros(0, bool)
    distress = np.zeros(end, dtype=bool)
    for group in np.split(np.arange(len(on)), np.flatnonzero(new)[1:]):
        if len(group) and (off[group] - on[group]).sum() >= parameters.de_min:
            distress[on[group[0]] : off[group[-1]]] = True
    window = (reunion | distress) & present
    kept: list[int] = []
    for event in sorted((e for e in coding.events if e.code == "approach"), key=lambda e: e.on):
        far = not kept or event.on - kept[-1] >= parameters.approach_gap
        if window[event.on] and not contact[event.on] and far:
            kept.append(event.on)
    return len(kept), int(window.sum())


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Median time of one call, after one that does not count."""
    work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def one_session(scheme: Scheme) -> None:
    """One 22-minute session of about 600 events, and the peer on the same."""
    session = make_session(scheme)
    coding = make_coding(scheme, session, 600, seed=1)
    tracks = resolve(scheme, session, coding)
    print(f"one session: {session.episodes[-1].off / 60_000:.0f} min, {len(coding.events)} events")
    print(f"  close and cut the coding   {1e3 * seconds(lambda: resolve(scheme, session, coding), 200):8.2f} ms")
    print(f"  five measures              {1e3 * seconds(lambda: measure(tracks, DEFAULTS, FIVE), 200):8.2f} ms")
    print(f"  five measures, companions  {1e3 * seconds(lambda: measure(tracks), 200):8.2f} ms")
    seeking = seconds(lambda: measure(tracks, DEFAULTS, ("seeking",)), 200)
    grid = seconds(lambda: grid_proximity_rate(session, coding, scheme, DEFAULTS), 50)
    print(f"  M1 alone                   {1e3 * seeking:8.2f} ms")
    print(f"  peer: M1 on a ms grid      {1e3 * grid:8.2f} ms  ({grid / seeking:.0f} times as long)")
    row = measure(tracks, DEFAULTS, ("seeking",)).rows[0]
    if (row.n, row.exposure_ms) != grid_proximity_rate(session, coding, scheme, DEFAULTS):
        raise SystemExit("The peer finds another number.")


def cohort(scheme: Scheme, n_sessions: int = 1000) -> None:
    """A cohort of different codings, one process."""
    session = make_session(scheme)
    codings = [make_coding(scheme, session, 600, seed) for seed in range(n_sessions)]
    began = time.perf_counter()
    rows = sum(len(measure(resolve(scheme, session, coding), DEFAULTS, FIVE).rows) for coding in codings)
    took = time.perf_counter() - began
    print(f"cohort of {n_sessions} sessions, closing included: {took:.2f} s, {rows} rows")


def study_on_disk(scheme: Scheme, n_sessions: int) -> None:
    """A study as the Measures page reads it: the first look in two processes, and the look after a restart."""
    usual = make_session(scheme)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "study"
        store = StudyFolder.create(root, Study(id="speed", title="Speed"), [scheme])
        for number in range(n_sessions):
            session = msgspec.structs.replace(usual, id=f"s{number:04}", participant=Participant(child=f"c{number:04}"))
            store.add_session(session)
            store.add_coding(make_coding(scheme, session, 600, seed=number))
        for name in ("first look, two processes", "after a restart"):
            reader, began = MeasureReader(OpenStudy.open(root), DEFAULTS), time.perf_counter()
            found = reader.read(Progress())
            took = time.perf_counter() - began
            print(f"study of {len(found)} sessions, all measures, {name}: {took:.2f} s")


def growth(scheme: Scheme, plot: Path | None) -> None:
    """All measures on longer and longer sessions with as many events per minute."""
    counts: list[int] = []
    taken: list[float] = []
    for n_events in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        session = make_session(scheme, stretch=max(1, n_events // 600))
        coding = make_coding(scheme, session, n_events, seed=1)
        closing = seconds(partial(resolve, scheme, session, coding), 1)
        measuring = seconds(partial(measure, resolve(scheme, session, coding)), 1)
        n, each = len(coding.events), 1e6 * (closing + measuring) / len(coding.events)
        counts.append(n)
        taken.append(closing + measuring)
        print(f"{n:>9} events: closing {closing:7.3f} s, measures {measuring:7.3f} s, {each:5.2f} µs an event")
    slope = np.polyfit(np.log(counts[2:]), np.log(taken[2:]), 1)[0]
    print(f"from {counts[2]:,} events on, time grows with the number of events to the power of {slope:.2f}")
    if plot is not None:
        draw_growth(counts, taken, plot)


def draw_growth(counts: list[int], taken: list[float], path: Path) -> None:
    """Write the curve of time over events, with a line for cost in proportion."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.loglog(counts, taken, "o-", label="closing a coding and all measures")
    axes.loglog(counts, [taken[-1] * n / counts[-1] for n in counts], ":", color="grey", label="in proportion")
    axes.set(xlabel="events in the coding", ylabel="seconds")
    axes.legend()
    figure.savefig(path)


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", type=Path, help="file for the curve of growth, such as growth.svg")
    parser.add_argument("--sessions", type=int, default=1000, help="sessions in the cohort and in the study")
    asked = parser.parse_args()
    shipped = msgspec.convert(json.loads(SCHEME.read_text(encoding="utf-8")), Scheme)
    one_session(shipped)
    cohort(shipped, asked.sessions)
    study_on_disk(shipped, asked.sessions)
    growth(shipped, asked.plot)


if __name__ == "__main__":
    main()
