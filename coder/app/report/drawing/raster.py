"""Sessions below each other: when the caregiver was there, distress, contact and approaches."""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from coder.app.report.drawing.canvas import FAINT, INK, QUIET, SERIES, as_svg, sheet
from coder.app.report.figures import RasterFigure, RasterRow

_DISTRESS: Final = SERIES[1]
_CONTACT: Final = SERIES[0]
_LANE_IN: Final = 0.27


def draw_raster(figure: RasterFigure) -> str:
    """Return the figure as SVG."""
    n = len(figure.rows)
    drawn, axes = sheet(0.9 + _LANE_IN * n)
    for place, row in enumerate(figure.rows):
        _draw(axes, row, place)
    longest = max(off for row in figure.rows for _, off, _ in row.episodes)
    axes.set(xlim=(0, longest / 60), ylim=(n - 0.4, -0.75), xlabel="minutes from the start of the first episode")
    axes.set_yticks(range(n), [row.label for row in figure.rows])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.legend(
        handles=[
            Patch(color="#eef2f6", label="caregiver there"),
            Patch(color=_DISTRESS, label="distress"),
            Patch(color=_CONTACT, label="contact"),
            Line2D([], [], color=INK, marker="^", markersize=4, linestyle="none", label="approach"),
        ],
        loc="lower center",
        bbox_to_anchor=(0.5, 1),
        ncols=4,
        fontsize=8,
    )
    return as_svg(drawn)


def _draw(axes: Axes, row: RasterRow, place: int) -> None:
    def bars(spans: tuple[tuple[float, float], ...], top: float, height: float, color: str) -> None:
        pairs = [(on / 60, (off - on) / 60) for on, off in spans]
        axes.broken_barh(pairs, (place + top, height), facecolors=color, linewidth=0)

    bars(row.caregiver, -0.42, 0.84, "#eef2f6")
    bars(row.distress, -0.3, 0.26, _DISTRESS)
    bars(row.contact, 0.0, 0.26, _CONTACT)
    axes.plot(
        [time / 60 for time in row.approaches],
        [place + 0.35] * len(row.approaches),
        linestyle="none",
        marker="^",
        markersize=2.6,
        markeredgewidth=0,
        color=INK,
    )
    for on, _, name in row.episodes:
        axes.vlines(on / 60, place - 0.42, place + 0.42, color=FAINT, linewidth=0.7)
        if place == 0:
            axes.text(on / 60, -0.47, f" {name}", fontsize=6.5, color=QUIET, va="bottom")
