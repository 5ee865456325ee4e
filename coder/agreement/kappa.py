"""Coefficients of a square table of two coders' codes: percent agreement, kappa, PABAK, AC1, and those per code.

All of them need only the diagonal and the two margins, which add up over sessions. `margins` keeps these three rows,
and every coefficient takes them with any number of leading axes: one table, all sessions, all bootstrap resamples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from coder.agreement.errors import AgreementError
from coder.agreement.stat import TINY, Batch, BoolArray, FloatArray, Stat, WarningCode, batch, divide

Margins = FloatArray
"""float64 array (..., 3, q): diagonal, row sums (coder A), column sums (coder B)."""

SKEWED_ABOVE: Final = 0.8


def margins(tables: ArrayLike) -> Margins:
    """Return the diagonal, row sums and column sums of tables of shape (..., q, q)."""
    array = np.asarray(tables, dtype=np.float64)
    if array.ndim < 2 or array.shape[-1] != array.shape[-2]:
        raise AgreementError("A table of agreement must be square: one row and one column per category.")
    return np.stack([np.diagonal(array, axis1=-2, axis2=-1), array.sum(-1), array.sum(-2)], axis=-2)


def total(m: Margins) -> FloatArray:
    """Return the sum of each table."""
    sums: FloatArray = m[..., 1, :].sum(-1)
    return sums


def observed(m: Margins) -> Batch:
    """Return po, the share of units on which both coders agree."""
    n = total(m)
    return batch(divide(m[..., 0, :].sum(-1), n), (n == 0, "NO_DATA"))


def expected(m: Margins) -> Batch:
    """Return pe, the agreement expected from the margins (Cohen 1960)."""
    n = total(m)
    return batch(divide((m[..., 1, :] * m[..., 2, :]).sum(-1), n * n), (n == 0, "NO_DATA"))


def kappa(m: Margins) -> Batch:
    """Return Cohen's kappa (Cohen 1960): ``(po - pe) / (1 - pe)``."""
    return _beyond_chance(m, observed(m).values)


def kappa_max(m: Margins) -> Batch:
    """Return the largest kappa the margins allow (Cohen 1960)."""
    return _beyond_chance(m, divide(np.minimum(m[..., 1, :], m[..., 2, :]).sum(-1), total(m)))


def pabak(m: Margins) -> Batch:
    """Return kappa against equal chances, ``(q po - 1) / (q - 1)`` (Brennan & Prediger 1981; Byrt et al. 1993)."""
    q = m.shape[-1]
    n = total(m)
    value = (q * observed(m).values - 1) / max(q - 1, 1)
    return batch(value, (n == 0, "NO_DATA"), (_everywhere(n, q < 2), "SINGLE_CATEGORY"))


def ac1(m: Margins) -> Batch:
    """Return Gwet's AC1 (Gwet 2008) with durations or counts as weights."""
    q = m.shape[-1]
    n = total(m)
    share = divide(m[..., 1, :] + m[..., 2, :], 2 * n[..., None])
    by_chance = (share * (1 - share)).sum(-1) / max(q - 1, 1)
    value = divide(observed(m).values - by_chance, 1 - by_chance)
    return batch(value, (n == 0, "NO_DATA"), (_everywhere(n, q < 2), "SINGLE_CATEGORY"))


def collapse(m: Margins) -> Margins:
    """Return for each code the margins (..., q, 3, 2) of its two-by-two table: the code against the rest."""
    a, r, c = m[..., 0, :], m[..., 1, :], m[..., 2, :]
    n = total(m)[..., None]
    with_code, without = [a, r, c], [n - r - c + a, n - r, n - c]
    return np.stack([np.stack(with_code, -1), np.stack(without, -1)], axis=-1)


def prevalence_index(m: Margins) -> Batch:
    """Return (a - d) / n of two-by-two tables with margins (..., 3, 2) (Byrt et al. 1993)."""
    n = total(m)
    return batch(divide(m[..., 0, 0] - m[..., 0, 1], n), (n == 0, "NO_DATA"))


def bias_index(m: Margins) -> Batch:
    """Return (b - c) / n of two-by-two tables (Byrt et al. 1993)."""
    n = total(m)
    return batch(divide(m[..., 1, 0] - m[..., 2, 0], n), (n == 0, "NO_DATA"))


def p_pos(m: Margins) -> Batch:
    """Return the positive agreement 2a / (2a + b + c) (Cicchetti & Feinstein 1990)."""
    both = m[..., 1, 0] + m[..., 2, 0]
    return batch(divide(2 * m[..., 0, 0], both), (total(m) == 0, "NO_DATA"), (both == 0, "CODE_UNUSED"))


def p_neg(m: Margins) -> Batch:
    """Return the negative agreement 2d / (2d + b + c) (Cicchetti & Feinstein 1990)."""
    both = m[..., 1, 1] + m[..., 2, 1]
    return batch(divide(2 * m[..., 0, 1], both), (total(m) == 0, "NO_DATA"), (both == 0, "NO_VARIATION"))


def unused(m: Margins) -> BoolArray:
    """Return where two-by-two tables hold data but neither coder used the code."""
    nobody: BoolArray = (total(m) > 0) & (m[..., 1, 0] + m[..., 2, 0] == 0)
    return nobody


def degenerate(m: Margins) -> BoolArray:
    """Return where exactly one coder used a single category throughout: kappa is then 0 by construction."""
    constant = (m[..., 1:, :] > 0).sum(-1) == 1
    one_only: BoolArray = constant[..., 0] != constant[..., 1]
    return one_only


def skewed(m: Margins) -> BoolArray:
    """Return where the prevalence index of two-by-two tables is beyond .8 in size."""
    far: BoolArray = np.abs(np.nan_to_num(prevalence_index(m).values)) > SKEWED_ABOVE
    return far


@dataclass(frozen=True, slots=True)
class TableStats:
    """The coefficients of one table (`table_stats`)."""

    po: Stat
    pe: Stat
    kappa: Stat
    kappa_max: Stat
    pabak: Stat
    ac1: Stat


@dataclass(frozen=True, slots=True)
class CodeStats:
    """The coefficients of one code against the rest (`per_code`)."""

    po: Stat
    kappa: Stat
    ac1: Stat
    pabak: Stat
    prevalence_index: Stat
    bias_index: Stat
    p_pos: Stat
    p_neg: Stat


def table_stats(table: ArrayLike, unit: str = "ms") -> TableStats:
    """Return po, pe, kappa, the largest possible kappa, PABAK and AC1 of one table.

    Parameters
    ----------
    table : array of shape (q, q)
        Durations in ms or counts; rows coder A, columns coder B; one row for every category of the scheme, used or not.
    unit : str
        What the entries count.
    """
    m = margins(table)
    n = float(total(m))
    one_sided: tuple[WarningCode, ...] = ("DEGENERATE_MARGIN",) if degenerate(m) else ()
    return TableStats(
        po=observed(m).stat("po", n, unit),
        pe=expected(m).stat("pe", n, unit),
        kappa=_coefficient("kappa", kappa(m), n, unit, one_sided),
        kappa_max=kappa_max(m).stat("kappa_max", n, unit, one_sided),
        pabak=_coefficient("pabak", pabak(m), n, unit),
        ac1=_coefficient("ac1", ac1(m), n, unit),
    )


def per_code(table: ArrayLike, index: int, unit: str = "ms") -> CodeStats:
    """Return the coefficients of category ``index`` of a table against all others together."""
    m = collapse(margins(table))[index]
    n = float(total(m))
    nobody = unused(m)
    skew: tuple[WarningCode, ...] = ("SKEWED_MARGINS",) if skewed(m) and not nobody else ()

    def stat(name: str, result: Batch, warnings: tuple[WarningCode, ...] = ()) -> Stat:
        return result.unless(nobody, "CODE_UNUSED").stat(name, n, unit, warnings)

    return CodeStats(
        po=stat("po", observed(m)),
        kappa=_coefficient("kappa", kappa(m).unless(nobody, "CODE_UNUSED"), n, unit, skew),
        ac1=_coefficient("ac1", ac1(m).unless(nobody, "CODE_UNUSED"), n, unit),
        pabak=_coefficient("pabak", pabak(m).unless(nobody, "CODE_UNUSED"), n, unit),
        prevalence_index=stat("prevalence_index", prevalence_index(m)),
        bias_index=stat("bias_index", bias_index(m)),
        p_pos=stat("p_pos", p_pos(m)),
        p_neg=stat("p_neg", p_neg(m)),
    )


def _beyond_chance(m: Margins, agreement: FloatArray) -> Batch:
    pe = expected(m).values
    certain = 1 - np.nan_to_num(pe) < TINY
    return batch(divide(agreement - pe, 1 - pe), (total(m) == 0, "NO_DATA"), (certain, "NO_VARIATION"))


def _everywhere(like: FloatArray, holds: bool) -> BoolArray:
    return np.full(like.shape, holds)


def _coefficient(name: str, result: Batch, n: float, unit: str, warnings: tuple[WarningCode, ...] = ()) -> Stat:
    below_chance = bool((result.values < -TINY).any())
    return result.stat(name, n, unit, (*warnings, "NEGATIVE") if below_chance else warnings)
