"""Figures of a report as vector pictures; matplotlib is loaded only when one is drawn."""

from __future__ import annotations

from pathlib import Path

from coder.app.report.figures import DotFigure, Figure, RasterFigure, SurvivalFigure


def draw(figure: Figure) -> str:
    """Return a figure as SVG, the same for the same numbers."""
    from coder.app.report.drawing.canvas import style
    from coder.app.report.drawing.dots import draw_dots
    from coder.app.report.drawing.forest import draw_forest
    from coder.app.report.drawing.raster import draw_raster
    from coder.app.report.drawing.survival import draw_survival

    with style():
        if isinstance(figure, SurvivalFigure):
            return draw_survival(figure)
        if isinstance(figure, DotFigure):
            return draw_dots(figure)
        if isinstance(figure, RasterFigure):
            return draw_raster(figure)
        return draw_forest(figure)


def font_files() -> tuple[Path, ...]:
    """Return the files of the type figures are set in, so that text around them can be set in it too."""
    from matplotlib import get_data_path

    folder = Path(get_data_path()) / "fonts" / "ttf"
    return tuple(folder / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
