"""What a person reads on the Measures page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from coder.ui.measures.page import MeasuresPage


def row_of(page: MeasuresPage, session: str, episode: str) -> int:
    """Return the row of a session's episode."""
    lines = page.view.table.lines
    return next(row for row, line in enumerate(lines) if (line.session_id, line.episode) == (session, episode))


def cell(page: MeasuresPage, session: str, episode: str, column: str) -> str:
    """Return what a cell of the overview says."""
    table = page.view.table
    return str(table.index(row_of(page, session, episode), table.column_of(column)).data())


def column_texts(page: MeasuresPage, column: str) -> list[str]:
    """Return what a column says from top to bottom."""
    table = page.view.table
    place = table.column_of(column)
    return [table.index(row, place).data() for row in range(table.rowCount())]


def choose(page: MeasuresPage, session: str, episode: str, column: str) -> None:
    """Put the cursor on a cell."""
    table = page.view.table
    page.view.setCurrentIndex(table.index(row_of(page, session, episode), table.column_of(column)))


def texts(widget: QWidget) -> list[str]:
    """Return the labels a person sees."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
