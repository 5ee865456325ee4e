"""Dot plots: a dot per child in each episode, close values side by side, with the median as a line."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from coder.app.report.drawing.canvas import INK, SERIES, as_svg, sheet
from coder.app.report.figures import DotFigure

_BINS = 40
_MOST_ABREAST = 0.36


def draw_dots(figure: DotFigure) -> str:
    """Return the figure as SVG."""
    drawn, axes = sheet(2.5)
    names = list(dict.fromkeys(name for group in figure.groups for name in group.sets))
    color = dict(zip(names, SERIES * len(names), strict=False))
    everything = [value for group in figure.groups for value in group.values]
    step = (max(everything) - min(everything)) / _BINS
    for place, group in enumerate(figure.groups):
        beside = abreast(group.values, step)
        for name in names:
            chosen = [i for i, of in enumerate(group.sets) if of == name]
            axes.plot(
                [place + beside[i] for i in chosen],
                [group.values[i] for i in chosen],
                linestyle="none",
                marker="o",
                markersize=4,
                markeredgewidth=0,
                alpha=0.75,
                color=color[name],
                label=name if place == 0 else None,
            )
        axes.hlines(median(group.values), place - 0.3, place + 0.3, color=INK, linewidth=1.3)
    axes.set_xticks(range(len(figure.groups)), [group.label for group in figure.groups])
    axes.set(ylabel=figure.value_label, xlim=(-0.6, max(len(figure.groups), 3) - 0.4))
    axes.set_ylim(bottom=min(0.0, min(everything)))
    if any(names):
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=8)
    return as_svg(drawn)


def abreast(values: Sequence[float], step: float) -> list[float]:
    """Return how far from the middle each dot stands, so that dots within one step lie beside each other."""
    rows: dict[int, list[int]] = {}
    for place, value in enumerate(values):
        rows.setdefault(round(value / step) if step else 0, []).append(place)
    beside = [0.0] * len(values)
    for row in rows.values():
        width = min(0.07, 2 * _MOST_ABREAST / max(len(row) - 1, 1))
        for n, place in enumerate(row):
            beside[place] = (n - (len(row) - 1) / 2) * width
    return beside
