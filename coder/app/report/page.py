"""The report as one HTML page that needs no other file and no network."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from coder.app.report.blocks import Block, Picture, Report
from coder.app.report.drawing import draw

_HERE: Final = Path(__file__).parent


def page(report: Report) -> str:
    """Return the page. Whatever the study holds is shown as text, never read as markup."""
    style = Markup((_HERE / "page.css").read_text(encoding="utf-8").strip())  # noqa: S704 - a file of the program
    return _templates().get_template("page.html.j2").render(report=report, style=style, show=_show) + "\n"


def _show(block: Block) -> Markup:
    picture = b64encode(draw(block.figure).encode()).decode() if isinstance(block, Picture) else ""
    text = _templates().get_template("block.html.j2").render(block=block, kind=type(block).__name__, picture=picture)
    return Markup(text)  # noqa: S704 - the template has escaped what the study holds


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
