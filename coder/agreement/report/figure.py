"""A figure of the report: a statistic with its name, and what it warns of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from coder.agreement import kappa as k
from coder.agreement.bootstrap import Statistic
from coder.agreement.stat import TINY, Batch, BoolArray, FloatArray, WarningCode

Warn = Callable[[FloatArray], BoolArray]
Warned = Mapping[WarningCode, tuple[BoolArray, BoolArray]]
"""Warnings and where they hold: pooled (p,), and per session (s, p)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One statistic: its name, its function of the sums, whether it has an interval, and when to warn."""

    name: str
    of: Statistic
    interval: bool = False
    warn: Mapping[WarningCode, Warn] = field(default_factory=dict)


def negative(of: Callable[[FloatArray], Batch]) -> Callable[[FloatArray], BoolArray]:
    """Return the test for a coefficient below chance."""

    def below(sums: FloatArray) -> BoolArray:
        result: BoolArray = np.nan_to_num(of(sums).values) < -TINY
        return result

    return below


def coefficient(name: str, of: Callable[[FloatArray], Batch], interval: bool = False) -> Figure:
    """Return a figure that warns when it is below chance."""
    return Figure(name, of, interval, {"NEGATIVE": negative(of)})


KAPPA: Final = Figure("kappa", k.kappa, True, {"DEGENERATE_MARGIN": k.degenerate, "NEGATIVE": negative(k.kappa)})
