"""The sheet figures are drawn on: size, type, colours; everything a figure of this report looks like."""

from __future__ import annotations

import io
import re
from contextlib import AbstractContextManager
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet

INK: Final = "#1d2733"
QUIET: Final = "#6b7785"
FAINT: Final = "#d5dce4"
SERIES: Final = ("#2b5f8f", "#c0561b", "#3b7d46", "#7a4f9d", "#8a6d1f", "#4a4a4a")
"""Colours told apart in print and with any colour vision, darkest first in no order of meaning."""
WIDTH_IN: Final = 6.7
_BLANK: Final = re.compile(r'<path id="([^"]+)" transform="[^"]+"/>')
_STYLE: Final[dict[Any, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "securebase",
}


def style() -> AbstractContextManager[None]:
    """Return the surroundings in which every figure is drawn."""
    return rc_context(_STYLE)


def sheet(height_in: float) -> tuple[Sheet, Axes]:
    """Return an empty figure of this height and its axes."""
    figure = Sheet(figsize=(WIDTH_IN, height_in), layout="constrained")
    FigureCanvasSVG(figure)
    return figure, figure.add_subplot()


def as_svg(figure: Sheet) -> str:
    """Return a finished figure as SVG without the day it was made."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return _without_blanks(text.getvalue())


def _without_blanks(svg: str) -> str:
    """Return a picture without its spaces: they have no outline, and some readers refuse a path without one."""
    for blank in _BLANK.findall(svg):
        svg = re.sub(rf'\s*<(path id="|use xlink:href="#){re.escape(blank)}"[^>]*/>', "", svg)
    return svg
