"""Agreement on point events: who saw it too, within a tolerance, under which code, and how far apart in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.ipf import kappa_ipf
from coder.agreement.kappa import kappa, margins, total
from coder.agreement.matching import Pair, match_times
from coder.agreement.stat import TINY, Batch, FloatArray, IntArray, Stat, batch, divide

PointEvent = tuple[int, str]
"""A point event as ``(time_ms, code)``."""

WITHIN_MS: Final = (250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Matching:
    """Which events of the two coders belong together; numbers are places in the two given lists.

    Attributes
    ----------
    matched : pairs with the same code.
    confused : pairs within the tolerance but with different codes.
    only_a, only_b : events without a partner.
    """

    matched: tuple[Pair, ...]
    confused: tuple[Pair, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TimeDifferences:
    """Time differences ``t_b - t_a`` of matched events in ms, and the shares within fixed limits."""

    median: Stat
    q1: Stat
    q3: Stat
    bias: Stat
    within: dict[int, Stat]


@dataclass(frozen=True, slots=True)
class EventAgreement:
    """Agreement on the point events of one channel (`event_match`).

    Attributes
    ----------
    table : int64 array (K + 1, K + 1)
        Each pair counts 2 (one per annotation), each unmatched event 1; last row and column are "none".
    omissions, commissions : int
        Events only A, only B saw.
    f1 : Stat
        ``2 matched / (nA + nB)``, the event agreement index.
    kappa_matched : Stat
        Cohen's kappa of the codes, given that both coders saw something.
    """

    codes: tuple[str, ...]
    matching: Matching
    table: IntArray
    matched_same: int
    confused: int
    omissions: int
    commissions: int
    f1: Stat
    per_code_f1: dict[str, Stat]
    kappa_ipf: Stat
    kappa_matched: Stat
    dt: TimeDifferences


def event_match(
    a: Iterable[PointEvent], b: Iterable[PointEvent], codes: Sequence[str], *, tol_ms: int = 2000
) -> EventAgreement:
    """Match two coders' point events and return their agreement.

    Parameters
    ----------
    a, b : iterables of (time_ms, code)
        In any order; equal times keep the order given.
    codes : sequence of str
        All codes of the channel.
    tol_ms : int
        Events at most this far apart can be the same; they match first within each code, the left-overs then across
        codes (these are confusions).

    Raises
    ------
    AgreementError
        When a code is not in the list or the tolerance is negative.
    """
    events_a, events_b = list(a), list(b)
    matching = match_events(events_a, events_b, tol_ms)
    place = {code: i for i, code in enumerate(codes)}
    for time, code in events_a + events_b:
        if code not in place:
            raise AgreementError(f"The code '{code}' at {time} ms is not one of {', '.join(codes)}.")
    table = event_table(matching, [place[c] for _, c in events_a], [place[c] for _, c in events_b], len(codes))
    counts = event_counts(table)
    n = len(events_a) + len(events_b)
    per_code = f1(counts).pairs()
    return EventAgreement(
        codes=tuple(codes),
        matching=matching,
        table=table,
        matched_same=len(matching.matched),
        confused=len(matching.confused),
        omissions=len(matching.only_a),
        commissions=len(matching.only_b),
        f1=f1_overall(counts).stat("f1", n, "event"),
        per_code_f1={
            code: Stat("f1", value, reason, n_units=int(counts[1:, i].sum()), unit="event")
            for i, (code, (value, reason)) in enumerate(zip(codes, per_code, strict=True))
        },
        kappa_ipf=_coefficient("kappa_ipf", kappa_ipf(margins(table)), n),
        kappa_matched=_coefficient("kappa_matched", kappa_matched(table), n),
        dt=time_differences([events_b[j][0] - events_a[i][0] for i, j in matching.matched]),
    )


def match_events(a: Sequence[PointEvent], b: Sequence[PointEvent], tol_ms: int) -> Matching:
    """Match within each code, then the left-overs of all codes together.

    Raises
    ------
    AgreementError
        When the tolerance is negative.
    """
    if tol_ms < 0:
        raise AgreementError(f"A tolerance cannot be negative: {tol_ms} ms.")
    order_a, order_b = _by_time(a), _by_time(b)
    matched: list[Pair] = []
    for code in sorted({code for _, code in a} & {code for _, code in b}):
        mine = [i for i in order_a if a[i][1] == code]
        theirs = [j for j in order_b if b[j][1] == code]
        matched += _match_places(a, b, mine, theirs, tol_ms)
    left_a = _without(order_a, {i for i, _ in matched})
    left_b = _without(order_b, {j for _, j in matched})
    confused = _match_places(a, b, left_a, left_b, tol_ms)
    return Matching(
        tuple(sorted(matched, key=lambda pair: (a[pair[0]][0], pair))),
        tuple(confused),
        tuple(_without(left_a, {i for i, _ in confused})),
        tuple(_without(left_b, {j for _, j in confused})),
    )


def event_table(matching: Matching, code_a: Sequence[int], code_b: Sequence[int], n_codes: int) -> IntArray:
    """Return the (K + 1) x (K + 1) table of a matching; ``code_a`` and ``code_b`` are each event's code place."""
    table = np.zeros((n_codes + 1, n_codes + 1), dtype=np.int64)
    for i, j in matching.matched + matching.confused:
        table[code_a[i], code_b[j]] += 2
    for i in matching.only_a:
        table[code_a[i], n_codes] += 1
    for j in matching.only_b:
        table[n_codes, code_b[j]] += 1
    return table


def event_counts(tables: IntArray | FloatArray) -> FloatArray:
    """Return per code the numbers of agreed pairs, of A's and of B's events: (..., 3, K) of (..., K + 1, K + 1)."""
    array = np.asarray(tables, dtype=np.float64)
    block = array[..., :-1, :-1]
    of_a = block.sum(-1) / 2 + array[..., :-1, -1]
    of_b = block.sum(-2) / 2 + array[..., -1, :-1]
    return np.stack([np.diagonal(block, axis1=-2, axis2=-1) / 2, of_a, of_b], -2)


def f1(counts: FloatArray) -> Batch:
    """Return the event agreement index of every code, (..., K), from counts of shape (..., 3, K)."""
    events = counts[..., 1, :] + counts[..., 2, :]
    return batch(divide(2 * counts[..., 0, :], events), (events == 0, "CODE_UNUSED"))


def f1_overall(counts: FloatArray) -> Batch:
    """Return the event agreement index of all codes together, from counts of shape (..., 3, K)."""
    events = counts[..., 1:, :].sum((-1, -2))
    return batch(divide(2 * counts[..., 0, :].sum(-1), events), (events == 0, "NO_EVENTS"))


def kappa_matched(tables: IntArray | FloatArray) -> Batch:
    """Return Cohen's kappa of the paired events' codes, from tables of shape (..., K + 1, K + 1)."""
    block = margins(np.asarray(tables)[..., :-1, :-1])
    return kappa(block).unless(total(block) == 0, "NO_MATCHES")


def time_differences(dt_ms: Sequence[int]) -> TimeDifferences:
    """Return median, quartiles (linear interpolation), mean and shares within limits of time differences in ms."""
    n = len(dt_ms)
    dt = np.asarray(dt_ms, dtype=np.float64)
    values: list[float | None] = [None] * (4 + len(WITHIN_MS))
    if n:
        q1, median, q3 = np.quantile(dt, [0.25, 0.5, 0.75]).tolist()
        near = [float((np.abs(dt) <= limit).mean()) for limit in WITHIN_MS]
        values = [median, q1, q3, float(dt.mean()), *near]
    names = ["median", "q1", "q3", "bias", *map(str, WITHIN_MS)]
    median_, q1_, q3_, bias, *within = (
        Stat(f"dt_{name}", value, None if n else "NO_MATCHES", n_units=n, unit="pair")
        for name, value in zip(names, values, strict=True)
    )
    return TimeDifferences(median_, q1_, q3_, bias, dict(zip(WITHIN_MS, within, strict=True)))


def _by_time(events: Sequence[PointEvent]) -> list[int]:
    return sorted(range(len(events)), key=lambda i: events[i][0])


def _match_places(
    a: Sequence[PointEvent], b: Sequence[PointEvent], mine: list[int], theirs: list[int], tol_ms: int
) -> list[Pair]:
    pairs = match_times([a[i][0] for i in mine], [b[j][0] for j in theirs], tol_ms)
    return [(mine[i], theirs[j]) for i, j in pairs]


def _without(places: list[int], taken: set[int]) -> list[int]:
    return [place for place in places if place not in taken]


def _coefficient(name: str, result: Batch, n: int) -> Stat:
    return result.stat(name, n, "event", ("NEGATIVE",) if (result.values < -TINY).any() else ())
