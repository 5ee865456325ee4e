"""The result of a statistic: a value, or the reason why there is none.

An undefined statistic is never 0, 1 or NaN. `Stat` is one result; `Batch` is the same statistic of many tables at
once, which is what sessions and bootstrap resamples need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from coder.agreement.errors import AgreementError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

Reason = Literal[
    "NO_DATA",
    "NO_VARIATION",
    "CODE_UNUSED",
    "SINGLE_CATEGORY",
    "NO_EVENTS",
    "ONE_CODER_EMPTY",
    "NO_MATCHES",
    "SINGLE_CODE_STRUCTURAL_ZERO",
    "NO_PAIRABLE_UNITS",
    "TOO_FEW_UNITS",
    "TOO_FEW_RATERS",
    "NO_BETWEEN_VARIANCE",
    "CI_DEGENERATE",
    "BCA_DEGENERATE",
    "BOOTSTRAP_UNSTABLE",
    "TOO_FEW_SESSIONS",
    "TOO_FEW_BLOCKS",
    "BASELINE_NO_VARIATION",
    "BASELINE_TOO_SHORT",
    "NO_DEFINED_SESSIONS",
    "NO_DEFINED_PAIRS",
    "NOT_INDEPENDENT",
]
WarningCode = Literal[
    "SMALL_CELL", "FEW_CLUSTERS", "SKEWED_MARGINS", "GAPS", "DEGENERATE_MARGIN", "NEGATIVE", "UNBALANCED"
]
CiMethod = Literal["percentile", "bca", "f", "fce", "lin", "t"]

REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
TINY: Final = 1e-12
"""Anything smaller counts as zero."""


@dataclass(frozen=True, slots=True)
class Stat:
    """One statistic with everything needed to report it.

    Exactly one of ``value`` and ``reason`` is set. A result that can have an interval has one (``ci_method`` says how)
    or a ``ci_reason``.
    """

    name: str
    value: float | None = None
    reason: Reason | None = None
    ci_lo: float | None = None
    ci_hi: float | None = None
    ci_method: CiMethod | None = None
    ci_reason: Reason | None = None
    n_units: int = 0
    unit: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[WarningCode, ...] = ()

    def __post_init__(self) -> None:
        undefined = self.value is None or self.value != self.value
        if undefined == (self.reason is None) or (self.value is not None and undefined):
            raise AgreementError(f"{self.name}: a result has either a value or a reason.")

    def bounded(
        self, method: CiMethod, limits: tuple[float, float] | None, otherwise: Reason = "CI_DEGENERATE"
    ) -> Stat:
        """Return the result with an interval, or with the reason for none; without a value that is the same reason."""
        if self.value is None or limits is None:
            return replace(self, ci_reason=self.reason or otherwise)
        return replace(self, ci_lo=limits[0], ci_hi=limits[1], ci_method=method)


@dataclass(frozen=True, slots=True)
class Batch:
    """One statistic of many tables.

    Attributes
    ----------
    values : float64 array, any shape
        NaN exactly where the statistic is undefined; NaN never leaves this class.
    reasons : int8 array, same shape
        0 where defined, else 1 + the place of the reason in `REASONS`.
    """

    values: FloatArray
    reasons: NDArray[np.int8]

    def pairs(self) -> list[tuple[float | None, Reason | None]]:
        """Return (value, reason) of every entry, flattened in C order."""
        return [
            (None, REASONS[why - 1]) if why else (value, None)
            for value, why in zip(self.values.ravel().tolist(), self.reasons.ravel().tolist(), strict=True)
        ]

    def stat(
        self,
        name: str,
        n_units: float = 0,
        unit: str = "",
        warnings: tuple[WarningCode, ...] = (),
        params: Mapping[str, object] | None = None,
    ) -> Stat:
        """Return the only entry as a `Stat`."""
        ((value, reason),) = self.pairs()
        return Stat(name, value, reason, n_units=int(n_units), unit=unit, params=params or {}, warnings=warnings)

    def unless(self, mask: BoolArray, reason: Reason) -> Batch:
        """Return the batch with ``reason`` wherever ``mask`` holds, whatever was there before."""
        code = np.int8(1 + REASONS.index(reason))
        return Batch(np.where(mask, np.nan, self.values), np.where(mask, code, self.reasons))

    @property
    def defined(self) -> BoolArray:
        """True where there is a value."""
        mask: BoolArray = self.reasons == 0
        return mask


def batch(values: FloatArray, *cases: tuple[BoolArray | np.bool_, Reason]) -> Batch:
    """Return a batch in which the first case that holds takes the value away and gives the reason."""
    values = np.asarray(values, dtype=np.float64)
    reasons = np.zeros(values.shape, dtype=np.int8)
    for mask, reason in reversed(cases):
        reasons[mask] = 1 + REASONS.index(reason)
    return Batch(np.where(reasons == 0, values, np.nan) + 0.0, reasons)


def stack(batches: Sequence[Batch]) -> Batch:
    """Put batches of one shape side by side along a new last axis."""
    return Batch(np.stack([b.values for b in batches], -1), np.stack([b.reasons for b in batches], -1))


def sum_at(places: tuple[IntArray, ...], amounts: IntArray, shape: tuple[int, ...]) -> IntArray:
    """Return an array of ``shape`` to which whole amounts were added at places, one array of places per axis."""
    if 0 in shape:
        return np.zeros(shape, dtype=np.int64)
    flat = np.ravel_multi_index(places, shape)
    sums = np.bincount(flat, weights=amounts, minlength=int(np.prod(shape)))
    return sums.astype(np.int64).reshape(shape)


def everywhere(mask: BoolArray) -> BoolArray:
    """Return, for each place (s, p), whether the mask holds in all sessions, shape (p,)."""
    return np.asarray(mask.all(0), dtype=bool)


def divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Divide, with NaN instead of a complaint where the denominator is zero."""
    top, bottom = np.broadcast_arrays(numerator, denominator)
    out = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=out, where=np.abs(bottom) >= TINY)
    return out
