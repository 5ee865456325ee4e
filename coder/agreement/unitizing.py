"""Krippendorff's alpha for unitizing: codes and boundaries of any number of coders at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from coder.agreement.stat import TINY, FloatArray, Stat, WarningCode, sum_at
from coder.agreement.sweep import GAP, Interval, Record, Windows, cut


@dataclass(frozen=True, slots=True)
class UnitizingAlpha:
    """``u_alpha`` over all codes, ``u_alpha_binary`` for coded against not coded (`alpha_u`)."""

    u_alpha: Stat
    u_alpha_binary: Stat


def alpha_u(observers: Sequence[Iterable[Interval]], window: tuple[int, int]) -> UnitizingAlpha:
    """Return Krippendorff's unitizing alpha (Krippendorff, Mathet, Bouvry & Widlöcher 2016).

    Parameters
    ----------
    observers : sequence of iterables of (on, off, code)
        One per coder. Neighbouring units with the same code stay separate units.
    window : (on, off)
        The continuum.
    """
    units = [list(observer) for observer in observers]
    codes = sorted({code for observer in units for _, _, code in observer})
    records = [Record.of(observer, codes) for observer in units]
    m = len(records)
    if m < 2:
        none = [Stat(name, reason="TOO_FEW_RATERS", unit="ms") for name in ("u_alpha", "u_alpha_binary")]
        return UnitizingAlpha(*none)
    phi = len(codes)
    segments = cut(records, Windows.of([window]))
    labels = np.where(segments.labels == GAP, phi, segments.labels)
    shape = (phi + 1, phi + 1)
    seen = np.zeros(shape)
    for one, two in permutations(labels, 2):
        seen += sum_at((one, two), segments.lengths, shape) / (m - 1)
    squares = _squares(records, window, phi, seen)
    length = (window[1] - window[0]) * m
    binary = np.array([[seen[:phi, :phi].sum(), seen[:phi, phi].sum()], [seen[phi, :phi].sum(), seen[phi, phi]]])
    return UnitizingAlpha(
        _alpha("u_alpha", seen, squares, length),
        _alpha("u_alpha_binary", binary, np.array([squares[:phi].sum(), squares[phi]]), length),
    )


def _squares(records: Sequence[Record], window: tuple[int, int], phi: int, seen: FloatArray) -> FloatArray:
    """Return per code the summed squared lengths of its units; of uncoded time, the sum of its lengths."""
    squares = np.zeros(phi + 1)
    for record in records:
        inside = np.minimum(record.off, window[1]) - np.maximum(record.on, window[0])
        kept = inside > 0
        np.add.at(squares, record.label[kept], (inside[kept] ** 2).astype(np.float64))
    squares[phi] = seen[phi].sum()
    return squares


def _alpha(name: str, seen: FloatArray, squares: FloatArray, length: int) -> Stat:
    margins = seen.sum(1)
    total = margins.sum()
    if total < TINY:
        return Stat(name, reason="NO_DATA", unit="ms")
    free = total - squares.sum() / total
    chance = np.outer(margins, margins) - np.diag(squares)
    off = ~np.eye(len(seen), dtype=bool)
    if abs(free) < TINY or chance[off].sum() / free < TINY:
        return Stat(name, reason="NO_VARIATION", n_units=length, unit="ms")
    value = 1 - float(seen[off].sum() / (chance[off].sum() / free))
    warnings: tuple[WarningCode, ...] = ("NEGATIVE",) if value < -TINY else ()
    return Stat(name, value, n_units=length, unit="ms", warnings=warnings)
