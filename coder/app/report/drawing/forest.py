"""Coefficients below each other with their intervals and the criterion."""

from __future__ import annotations

from coder.app.report.drawing.canvas import QUIET, SERIES, as_svg, sheet
from coder.app.report.figures import ForestFigure


def draw_forest(figure: ForestFigure) -> str:
    """Return the figure as SVG."""
    n = len(figure.entries)
    drawn, axes = sheet(0.8 + 0.21 * n)
    for place, entry in enumerate(figure.entries):
        if entry.lo is not None and entry.hi is not None:
            axes.hlines(place, entry.lo, entry.hi, color=SERIES[0], linewidth=1.6)
        axes.plot(entry.value, place, marker="o", markersize=4.5, color=SERIES[0])
    if figure.criterion is not None:
        axes.axvline(figure.criterion, color=SERIES[1], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    lowest = min([0.0, *(e.value for e in figure.entries), *(e.lo for e in figure.entries if e.lo is not None)])
    axes.set(xlim=(lowest - (0.02 if lowest < 0 else 0), 1.02), ylim=(n - 0.4, -0.6), xlabel=figure.value_label)
    axes.set_yticks(range(n), [entry.label for entry in figure.entries])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e6ebf0", linewidth=0.6)
    axes.axvline(0, color=QUIET, linewidth=0.6)
    axes.set_axisbelow(True)
    return as_svg(drawn)
