"""The companions of the second computation, and all of it together; see `tests.metrics.oracle`."""

from __future__ import annotations

from typing import Any

from tests.metrics.oracle import BIN, CELL, LEAST, SIGNAL, Grid, in_cells, middle, runs, span
from tests.metrics.oracle_book import PER_MINUTE, Book
from tests.metrics.oracle_heart import Recorded, recovery
from tests.metrics.oracle_measures import comfort, positive, secure_base, seeking, soothing


def intervals(book: Book) -> None:
    g = book.g
    first, others = g.explore_codes()
    for measure, name, role in (
        ("interval_distress", "distress", g.role("distress")),
        ("interval_manipulatory", "explore", g.codes(first)),
        ("interval_locomotor", "explore", g.codes(others)),
        ("interval_visual", "explore_visual", g.role("explore_visual")),
        ("interval_smile", "smile", g.role("smile")),
        ("interval_vocalise", "vocalise", g.role("vocalise")),
    ):
        if not role.bound:
            book.put("session", measure, "not_bound", flags={name})
            continue
        for episode in g.session.episodes:
            if not role.coded:
                book.put(episode, measure, "not_coded")
                continue
            bins = [
                b
                for on in range(in_cells(episode.on), in_cells(episode.off), BIN)
                if len(b := span(on, min(on + BIN, in_cells(episode.off)))) * 2 >= BIN
            ]
            kept = [b for b in bins if len(b & role.observed) * 2 >= len(b)]
            hit = [b for b in kept if b & role.cells or b & role.points]
            why = "" if kept else "insufficient_obs" if bins else "na_no_exposure"
            value = 12 * len(hit) / len(kept) if kept else 0
            book.number(episode, measure, value, sum(map(len, kept)), why, n=len(hit))


def responsiveness(book: Book) -> None:
    g = book.g
    stages = ["attend", "understand", "act"]
    measures = [f"{stage}_{kind}" for kind in ("prop", "latency") for stage in stages]
    roles = ["distress", "bid", *stages]
    if sum(book.not_bound(measure, roles) for measure in measures):
        return
    targets: list[Any] = ["session", *(e for e in g.session.episodes if "caregiver" in e.present)]
    if not book.coded(roles):
        for measure in measures:
            for target in targets:
                book.put(target, measure, "not_coded")
        return
    seen = g.presence & g.o(*stages)
    begun = {de[0] for de in g.de if not g.de_cut(de)[0]}
    signals: list[int] = []
    for t in sorted((begun | g.role("bid").points) & seen):
        if not signals or t - signals[-1] >= SIGNAL:
            signals.append(t)
    first: dict[tuple[int, str], int] = {}
    for place, t in enumerate(signals):
        spell_off = next(off for on, off in g.spells if on <= t < off)
        until = min(t + g.p["respond_within"], spell_off, *signals[place + 1 : place + 2])
        for stage in stages:
            points = [u for u in range(t, until) if u in g.role(stage).points]
            if points:
                first[t, stage] = points[0] - t
    for target in targets:
        window = g.presence if isinstance(target, str) else g.of(target)
        own = [t for t in signals if t in window]
        why = "na_no_exposure" if not window else "" if window & seen else "insufficient_obs"
        for place, stage in enumerate(stages):
            answered = sum(any((t, later) in first for later in stages[place:]) for t in own)
            no_signal = why or ("" if own else "na_no_exposure")
            share = answered / len(own) if own else 0
            book.number(target, f"{stage}_prop", share, len(window & seen), no_signal, n=len(own))
            latencies = [first[t, stage] for t in own if (t, stage) in first]
            book.number(
                target,
                f"{stage}_latency",
                middle(latencies) * CELL,
                len(window & seen),
                why or ("" if latencies else "na_no_exposure"),
                n=len(latencies),
                zero="ok",
            )


def inhibition(book: Book) -> None:
    g = book.g
    measure, roles = "exploration_inhibition", ["explore", "distress"]
    if book.not_bound(measure, roles):
        return
    if not book.coded(roles):
        book.put("session", measure, "not_coded")
        return
    whole = g.presence & set().union(*(g.of(e) for e in book.chosen(g.p["positive_episodes"])))
    t = whole & g.o(*roles)
    distressed = t & set().union(*(span(on, off + g.p["after_distress"]) for on, off in g.de))
    calm, x = t - distressed, g.exploring() & t
    why = book.too_little(len(whole), len(t))
    why = why or ("na_no_exposure" if len(calm) < LEAST else "na_no_distress" if len(distressed) < LEAST else "")
    value = len(x & calm) / max(len(calm), 1) - len(x & distressed) / max(len(distressed), 1)
    n = sum(bool(span(*de) & t) for de in g.de)
    flags = {"not_subtracted"} if g.subtracting()[1] else set()
    book.number("session", measure, value, len(t), why, n=n, zero="ok", flags=flags)


def support(book: Book) -> None:
    g = book.g
    for measure, name in (
        ("availability_prop", "availability"),
        ("encouragement_rate", "encouragement"),
        ("intrusion_rate", "intrusion"),
    ):
        role = g.role(name)
        if book.not_bound(measure, [name]):
            continue
        for episode in g.session.episodes:
            if not role.coded:
                book.put(episode, measure, "not_coded")
                continue
            seen = g.of(episode) & role.observed
            n = len(runs(role.cells & seen)) if measure == "availability_prop" else len(role.points & seen)
            value = len(role.cells & seen) / max(len(seen), 1)
            if measure != "availability_prop":
                value = n / (len(seen) / PER_MINUTE) if seen else 0
            book.number(episode, measure, value, len(seen), "" if seen else "insufficient_obs", n=n)


def compute(grid: Grid, recorded: Recorded | None = None) -> Book:
    """All rows of a coding, with what was recorded of the heart."""
    book = Book(grid)
    for work in (seeking, secure_base, comfort, soothing, positive, intervals, responsiveness, inhibition, support):
        work(book)
    recovery(book, recorded)
    return book
