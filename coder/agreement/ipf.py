"""Kappa of a table in which "neither coder saw anything" cannot occur (quasi-independence).

The cell (none, none) is a structural zero, so the expected cells are those of iterative proportional fitting
(Bakeman & Robinson 1994). With a single structural zero in a corner these have a closed form, which is used here.
The last row and column of every table stand for "none". Like the coefficients in `kappa`, these need only margins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from coder.agreement.kappa import Margins, margins, observed, total
from coder.agreement.stat import TINY, Batch, BoolArray, FloatArray, Reason, Stat, batch, divide


@dataclass(frozen=True, slots=True)
class IpfStats:
    """Agreement on a table with a structural zero (`ipf_from_table`)."""

    po: Stat
    pe_ipf: Stat
    kappa_ipf: Stat
    kappa_max: Stat


def ipf_from_table(table: ArrayLike) -> IpfStats:
    """Return po, pe, kappa and the largest possible kappa under quasi-independence.

    Parameters
    ----------
    table : array of shape (K + 1, K + 1)
        Counts; the last row and column are "none" and their common cell is 0.

    Notes
    -----
    ``pe = M sum r_i c_i / (N (N - R0) (N - C0))`` with N the total, M the total of the K x K block and R0, C0 the
    totals of the "none" row and column. Negative values are shown.
    """
    m = margins(table)
    n = float(total(m))
    result = kappa_ipf(m)
    warn = bool((result.values < -TINY).any())
    return IpfStats(
        observed(m).unless(total(m) == 0, "NO_EVENTS").stat("po", n, "annotation"),
        expected_ipf(m).stat("pe_ipf", n, "annotation"),
        result.stat("kappa_ipf", n, "annotation", ("NEGATIVE",) if warn else ()),
        kappa_max_ipf(m).stat("kappa_max", n, "annotation"),
    )


def expected_ipf(m: Margins) -> Batch:
    """Return the agreement expected under quasi-independence."""
    return batch(_expected(m), *_empty(m))


def kappa_ipf(m: Margins) -> Batch:
    """Return kappa under quasi-independence; 0 when both coders saw something and nothing was paired."""
    return _beyond_chance(m, divide(m[..., 0, :].sum(-1), total(m)))


def kappa_max_ipf(m: Margins) -> Batch:
    """Return the largest value the margins allow; "none" is no agreement."""
    smaller = np.minimum(m[..., 1, :-1], m[..., 2, :-1]).sum(-1)
    return _beyond_chance(m, divide(smaller, total(m)))


def _expected(m: Margins) -> FloatArray:
    n = total(m)
    seen_a, seen_b = n - m[..., 1, -1], n - m[..., 2, -1]
    block = seen_a + seen_b - n
    return divide(block * (m[..., 1, :-1] * m[..., 2, :-1]).sum(-1), n * seen_a * seen_b)


def _empty(m: Margins) -> tuple[tuple[BoolArray, Reason], ...]:
    n = total(m)
    one_empty = (n == m[..., 1, -1]) | (n == m[..., 2, -1])
    return ((n == 0, "NO_EVENTS"), (one_empty, "ONE_CODER_EMPTY"))


def _beyond_chance(m: Margins, agreement: FloatArray) -> Batch:
    used = ((m[..., 1, :-1] > 0) | (m[..., 2, :-1] > 0)).sum(-1)
    pe = _expected(m)
    certain = 1 - np.nan_to_num(pe) < TINY
    return batch(
        divide(agreement - pe, 1 - pe),
        *_empty(m),
        (used < 2, "SINGLE_CODE_STRUCTURAL_ZERO"),
        (certain, "NO_VARIATION"),
    )
