"""Survival curves: steps with their band, ticks where waits were censored, numbers at risk below."""

from __future__ import annotations

from matplotlib.axes import Axes

from coder.app.report.drawing.canvas import INK, QUIET, SERIES, as_svg, sheet
from coder.app.report.figures import Curve, SurvivalFigure

_FIRST_LINE_PT = 55
_LINE_PT = 12
_ASIDE_PT = 14


def draw_survival(figure: SurvivalFigure) -> str:
    """Return the figure as SVG."""
    drawn, axes = sheet(2.75 + 0.17 * len(figure.curves))
    last = max(figure.moments_s[-1], *(curve.times_s[-1] for curve in figure.curves))
    for curve, color in zip(figure.curves, SERIES * len(figure.curves), strict=False):
        _draw(axes, curve, color, last)
    axes.set(xlim=(0, last or 1), ylim=(0, 1.03), ylabel=figure.share_label, xticks=figure.moments_s)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.axhline(0.5, color=QUIET, linewidth=0.6, linestyle=(0, (2, 3)), zorder=0)
    _numbers_at_risk(axes, figure)
    return as_svg(drawn)


def _draw(axes: Axes, curve: Curve, color: str, last: float) -> None:
    times, shares = [*curve.times_s, last], [*curve.shares, curve.shares[-1]]
    axes.step(times, shares, where="post", color=color, linewidth=1.5, label=curve.label)
    known = [lo is not None and hi is not None for lo, hi in zip(curve.lower, curve.upper, strict=True)]
    lower, upper = ([0.0 if v is None else v for v in line] for line in (curve.lower, curve.upper))
    axes.fill_between(curve.times_s, lower, upper, where=known, step="post", color=color, alpha=0.13, linewidth=0)
    if curve.censored:
        at, height = zip(*curve.censored, strict=True)
        axes.plot(at, height, linestyle="none", marker="|", markersize=6, color=color)


def _numbers_at_risk(axes: Axes, figure: SurvivalFigure) -> None:
    """Write below the axis how many still wait at each moment, a line per curve."""
    axes.set_xlabel(figure.time_label)
    _below(axes, 0, -_FIRST_LINE_PT + _LINE_PT, "still waiting", INK, "left", -_ASIDE_PT)
    for line, (curve, color) in enumerate(zip(figure.curves, SERIES * len(figure.curves), strict=False)):
        down = -_FIRST_LINE_PT - line * _LINE_PT
        _below(axes, 0, down, curve.label, color, "right", -_ASIDE_PT)
        for moment, count in zip(figure.moments_s, curve.at_risk, strict=True):
            _below(axes, moment, down, str(count), color, "center")


def _below(axes: Axes, moment: float, down_pt: float, text: str, color: str, side: str, aside_pt: float = 0) -> None:
    axes.annotate(
        text,
        (moment, 0),
        (aside_pt, down_pt),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha=side,
        va="center",
        fontsize=8,
        color=color,
        annotation_clip=False,
    )
