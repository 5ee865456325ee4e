"""A report on paper: the same content as the page, as PDF with vector figures."""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from coder.app.report.blocks import Block, Facts, Grid, Paragraph, Part, Picture, Report, Section
from coder.app.report.drawing import draw, font_files
from coder.ui.report.grids import draw_grid, kept_together
from coder.ui.report.sheets import BAND, BODY, INK, QUIET, SMALL, Sheets, Type, line_height, px, wrapped

TITLE, CHAPTER, PART = Type(18, bold=True), Type(13, bold=True), Type(10.5, bold=True)
NAME: Final = Type(9, color=QUIET)
NAMES_MM: Final = 46


def to_paper(report: Report) -> bytes:
    """Return the report as PDF; may be called from any thread once there is an application."""
    for file in font_files():
        QFontDatabase.addApplicationFont(str(file))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheets = Sheets(buffer, report.title, f"{report.title} · {report.notice}")
    sheets.text(report.title, TITLE)
    sheets.text(report.subtitle, SMALL)
    sheets.gap(3)
    _notice(sheets, report.notice)
    for section in report.sections:
        _section(sheets, section)
    sheets.finish()
    buffer.close()
    return bytes(content.data())


def to_paper_without_window(report: Report) -> bytes:
    """Return the report as PDF from a program that shows no window, such as the command line; needs no screen."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = QGuiApplication(sys.argv[:1])
        content = to_paper(report)
        application.shutdown()
        return content
    return to_paper(report)


def _section(sheets: Sheets, section: Section) -> None:
    sheets.gap(9)
    sheets.keep(px(45))
    sheets.text(section.title, CHAPTER)
    sheets.rule(sheets.y + px(0.6), INK, 1)
    sheets.y += px(2)
    for part in section.parts:
        _part(sheets, part)


def _part(sheets: Sheets, part: Part) -> None:
    if part.title:
        sheets.gap(5)
        sheets.keep(max(px(25), _heading_and_table(part, sheets.width)))
        sheets.text(part.title, PART)
    for block in part.blocks:
        _block(sheets, block)


def _heading_and_table(part: Part, width: float) -> float:
    """Return the height of a heading with what introduces its first table, and what of that stays together."""
    height = line_height(PART)
    for block in part.blocks:
        if isinstance(block, Paragraph):
            height += px(2) + len(wrapped(block.text, BODY, width)) * line_height(BODY)
        else:
            return height + px(3) + kept_together(block, width) if isinstance(block, Grid) else height
    return height


def _block(sheets: Sheets, block: Block) -> None:
    if isinstance(block, Paragraph):
        _paragraph(sheets, block)
    elif isinstance(block, Facts):
        _facts(sheets, block)
    elif isinstance(block, Grid):
        draw_grid(sheets, block)
    else:
        _picture(sheets, block)


def _paragraph(sheets: Sheets, paragraph: Paragraph) -> None:
    if paragraph.kind == "note":
        _notice(sheets, paragraph.text)
        return
    kind = SMALL if paragraph.kind == "small" else BODY
    sheets.gap(0.8 if paragraph.kind == "small" else 2)
    sheets.keep(min(2, len(wrapped(paragraph.text, kind, sheets.width))) * line_height(kind))
    sheets.text(paragraph.text, kind)


def _notice(sheets: Sheets, text: str) -> None:
    lines = wrapped(text, BODY, sheets.width - px(6))
    height = len(lines) * line_height(BODY) + px(2)
    sheets.keep(height)
    sheets.fill(QRectF(0, sheets.y, sheets.width, height), BAND)
    sheets.fill(QRectF(0, sheets.y, px(1), height), QUIET)
    sheets.y += px(1)
    sheets.text(text, BODY, left=px(3))
    sheets.y += px(1)


def _facts(sheets: Sheets, facts: Facts) -> None:
    sheets.gap(2)
    for name, value in facts.pairs:
        names = wrapped(name, NAME, px(NAMES_MM - 3))
        values = wrapped(value, BODY, sheets.width - px(NAMES_MM))
        step = line_height(BODY)
        sheets.keep(max(len(names), len(values)) * step)
        for left, lines, kind in ((0.0, names, NAME), (px(NAMES_MM), values, BODY)):
            for n, line in enumerate(lines):
                sheets.line(line, kind, QRectF(left, sheets.y + n * step, sheets.width - left, step))
        sheets.y += max(len(names), len(values)) * step


def _picture(sheets: Sheets, picture: Picture) -> None:
    drawn = QSvgRenderer(QByteArray(draw(picture.figure).encode()))
    size = drawn.defaultSize()
    caption = len(wrapped(picture.caption, SMALL, sheets.width)) * line_height(SMALL)
    sheets.gap(3)
    height = min(sheets.width * size.height() / max(size.width(), 1), sheets.height - caption - px(2))
    sheets.keep(height + caption + px(1))
    width = min(sheets.width, height * size.width() / max(size.height(), 1))
    drawn.render(sheets.painter, QRectF(0, sheets.y, width, height))
    sheets.y += height + px(1)
    sheets.text(picture.caption, SMALL)
