"""Agreement on the order of codes alone, for records without usable times (Quera, Bakeman & Gnisci 2007)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.ipf import kappa_ipf
from coder.agreement.kappa import margins
from coder.agreement.stat import TINY, IntArray, Stat

Step = tuple[int | None, int | None]
"""Places in A and B that stand together; None where one coder has nothing."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment of two code sequences (`seq_alignment`).

    Attributes
    ----------
    cost : int
        Number of substitutions and gaps.
    agreements : int
        Pairs with equal codes.
    table : int64 array (K + 1, K + 1)
        Each aligned pair and each code without partner counts 1; last row and column are "none".
    """

    steps: tuple[Step, ...]
    cost: int
    agreements: int
    table: IntArray
    kappa_ipf: Stat


def seq_alignment(a: Sequence[str], b: Sequence[str], codes: Sequence[str]) -> Alignment:
    """Align two sequences of codes globally: least cost, then most agreements.

    Substitution and gap cost 1. The traceback from the end prefers a pair, then A alone, then B alone.

    Raises
    ------
    AgreementError
        When a code is not in the list.
    """
    place = {code: i for i, code in enumerate(codes)}
    for code in (*a, *b):
        if code not in place:
            raise AgreementError(f"The code '{code}' is not one of {', '.join(codes)}.")
    best = _prefix_values(a, b)
    steps = _traceback(a, b, best)
    none = len(codes)
    table = np.zeros((none + 1, none + 1), dtype=np.int64)
    for i, j in steps:
        table[none if i is None else place[a[i]], none if j is None else place[b[j]]] += 1
    cost, disagreements = best[-1][-1]
    result = kappa_ipf(margins(table))
    warn = bool((result.values < -TINY).any())
    return Alignment(
        tuple(steps),
        cost,
        -disagreements,
        table,
        result.stat("kappa_ipf", int(table.sum()), "step", ("NEGATIVE",) if warn else ()),
    )


def _prefix_values(a: Sequence[str], b: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Return (cost, minus agreements) of the best alignment of every pair of prefixes; smaller is better."""
    best = [[(j, 0) for j in range(len(b) + 1)]]
    for i, code in enumerate(a, 1):
        row = [(i, 0)]
        for j in range(1, len(b) + 1):
            above, left = best[-1][j], row[-1]
            row.append(min(_pair(best[-1][j - 1], code == b[j - 1]), (above[0] + 1, above[1]), (left[0] + 1, left[1])))
        best.append(row)
    return best


def _pair(before: tuple[int, int], equal: bool) -> tuple[int, int]:
    return (before[0], before[1] - 1) if equal else (before[0] + 1, before[1])


def _traceback(a: Sequence[str], b: Sequence[str], best: list[list[tuple[int, int]]]) -> list[Step]:
    steps: list[Step] = []
    i, j = len(a), len(b)
    while i or j:
        here = best[i][j]
        if i and j and here == _pair(best[i - 1][j - 1], a[i - 1] == b[j - 1]):
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif i and here == (best[i - 1][j][0] + 1, best[i - 1][j][1]):
            i -= 1
            steps.append((i, None))
        else:
            j -= 1
            steps.append((None, j))
    return steps[::-1]
