"""Survival curves as a figure of a report: steps in seconds, ticks, numbers at risk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coder.app.report.figures import Curve as DrawnCurve
from coder.app.report.figures import SurvivalFigure
from coder.metrics.survival import Curve, Shares

_MS: Final = 1000
_STEPS_S: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600)
_MOST_MOMENTS: Final = 8


def survival_figure(label: str, curves: Sequence[tuple[str, Curve]]) -> SurvivalFigure:
    """Return the figure of curves by name; at least one has a wait."""
    longest = max(float(curve.times_ms[-1]) / _MS for _, curve in curves if curve.n)
    step = next((s for s in _STEPS_S if longest / s <= _MOST_MOMENTS), longest / _MOST_MOMENTS or 1)
    moments = tuple(np.arange(0, longest + step / 2, step).tolist())
    return SurvivalFigure(
        f"{label} (seconds)", "still waiting", moments, tuple(_drawn(name, curve, moments) for name, curve in curves)
    )


def _drawn(name: str, curve: Curve, moments: Sequence[float]) -> DrawnCurve:
    times = (curve.times_ms / _MS).tolist()
    shares = curve.survival.tolist()
    censored = tuple((t, s) for t, s, n in zip(times, shares, curve.censored.tolist(), strict=True) if n)
    return DrawnCurve(
        name,
        (0.0, *times),
        (1.0, *shares),
        (None, *_or_none(curve.lower)),
        (None, *_or_none(curve.upper)),
        censored,
        tuple(curve.still_at_risk([round(moment * _MS) for moment in moments])),
    )


def _or_none(values: Shares) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]
