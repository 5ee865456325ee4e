"""Tables on paper: columns as wide as they need, rows never split, the heading again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from coder.app.report.blocks import Grid
from coder.ui.report.sheets import BAND, HEAD, SMALL, Sheets, Type, line_height, px, wrapped

CELL: Final = Type(7.8)
TITLE: Final = Type(7.4, bold=True)
PAD_MM: Final = 1.1
WHOLE_ROWS: Final = 14
"""A table of no more rows is kept on one page."""


@dataclass(frozen=True)
class Laid:
    """A table whose cells are broken into lines for columns of certain widths."""

    grid: Grid
    widths: tuple[float, ...]

    @cached_property
    def head(self) -> list[list[str]]:
        """The lines of each heading."""
        return [wrapped(text, TITLE, self._room(i)) for i, text in enumerate(self.grid.header)]

    @cached_property
    def rows(self) -> list[list[list[str]]]:
        """The lines of each cell, row by row."""
        return [[wrapped(text, CELL, self._room(i)) for i, text in enumerate(row)] for row in self.grid.rows]

    def _room(self, column: int) -> float:
        return self.widths[column] - 2 * px(PAD_MM)


def draw_grid(sheets: Sheets, grid: Grid) -> None:
    """Put a table with its caption and note onto the sheets."""
    sheets.gap(3)
    laid = Laid(grid, column_widths(grid, sheets.width))
    head = _height(laid.head, TITLE)
    sheets.keep(_kept_together(laid, sheets.width))
    sheets.text(grid.caption, HEAD)
    sheets.y += px(1)
    _draw_head(sheets, laid, head)
    for row in laid.rows:
        height = _height(row, CELL)
        if height > sheets.room():
            sheets.turn()
            _draw_head(sheets, laid, head)
        _draw_row(sheets, laid, row, CELL, height)
        sheets.rule(sheets.y)
    if grid.note:
        sheets.y += px(1)
        sheets.text(grid.note, SMALL)


def kept_together(grid: Grid, width: float) -> float:
    """Return how much of a table stands on one page at least: all of a short one, else its heading and first row."""
    return _kept_together(Laid(grid, column_widths(grid, width)), width)


def _kept_together(laid: Laid, width: float) -> float:
    caption = len(wrapped(laid.grid.caption, HEAD, width)) * line_height(HEAD) + px(1)
    rows = laid.rows if len(laid.rows) <= WHOLE_ROWS else laid.rows[:1]
    return caption + _height(laid.head, TITLE) + sum(_height(row, CELL) for row in rows)


def column_widths(grid: Grid, whole: float) -> tuple[float, ...]:
    """Return widths that add up to ``whole``: as wide as the text wants, and where that is too much, no narrower than
    the longest word as long as that is possible."""
    columns = range(len(grid.header))
    wanted = [max(_text_width(grid, i), 1.0) + 2 * px(PAD_MM) for i in columns]
    least = [min(_word_width(grid, i) + 2 * px(PAD_MM), wanted[i]) for i in columns]
    if sum(wanted) <= whole:
        spare = (whole - sum(wanted)) / len(wanted)
        return tuple(width + spare for width in wanted)
    if sum(least) >= whole:
        return tuple(width * whole / sum(least) for width in least)
    share = (whole - sum(least)) / (sum(wanted) - sum(least))
    return tuple(low + share * (high - low) for low, high in zip(least, wanted, strict=True))


def _text_width(grid: Grid, column: int) -> float:
    cells, title = QFontMetricsF(CELL.font), QFontMetricsF(TITLE.font)
    words = max(title.horizontalAdvance(word) for word in (grid.header[column] or " ").split(" "))
    return max([words, *(cells.horizontalAdvance(row[column]) for row in grid.rows)])


def _word_width(grid: Grid, column: int) -> float:
    cells, title = QFontMetricsF(CELL.font), QFontMetricsF(TITLE.font)
    words = {word for row in grid.rows for word in row[column].split()}
    heading = [title.horizontalAdvance(word) for word in grid.header[column].split()]
    return max([0.0, *heading, *(cells.horizontalAdvance(word) for word in words)])


def _height(cells: Sequence[Sequence[str]], kind: Type) -> float:
    return max(len(lines) for lines in cells) * line_height(kind) + 2 * px(0.6)


def _draw_head(sheets: Sheets, laid: Laid, height: float) -> None:
    sheets.fill(QRectF(0, sheets.y, sheets.width, height), BAND)
    _draw_row(sheets, laid, laid.head, TITLE, height)


def _draw_row(sheets: Sheets, laid: Laid, cells: Sequence[Sequence[str]], kind: Type, height: float) -> None:
    left, step = 0.0, line_height(kind)
    for column, lines in enumerate(cells):
        room = laid.widths[column] - 2 * px(PAD_MM)
        for n, line in enumerate(lines):
            place = QRectF(left + px(PAD_MM), sheets.y + px(0.6) + n * step, room, step)
            sheets.line(line, kind, place, column in laid.grid.numbers)
        left += laid.widths[column]
    sheets.y += height
