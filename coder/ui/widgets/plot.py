"""Painted figures: on screen, and as the table of what they show. `coder.ui.widgets.picture` writes them to files."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder.ui.theme import Theme, theme_of


class FigureData(NamedTuple):
    """What a figure shows, as a table."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Figure(Protocol):
    """What can be drawn at any size in any theme, so that the same figure goes to the screen and to a file."""

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw the figure into ``place``."""

    def data(self) -> FigureData:
        """Return what the figure shows."""

    def sentence(self) -> str:
        """Return what the figure shows in words, for screen readers and as the description of its file."""


class Plot(QWidget):
    """Shows a figure."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.figure: Figure | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_figure(self, figure: Figure | None) -> None:
        """Show another figure, or none."""
        self.figure = figure
        said = figure.sentence() if figure else ""
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a figure can be read."""
        theme = theme_of(self)
        return QSize(theme.px(240), theme.px(150))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figure."""
        if self.figure is not None:
            painter = QPainter(self)
            self.figure.draw(painter, QRectF(self.rect()), theme_of(self))
            painter.end()


class PlotFrame(QStackedWidget):
    """A plot, or the table of what it shows in its place."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self.plot = plot
        self.table = QTableWidget()
        self.table.setAccessibleName(plot.accessibleName())
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._room = QWidget()
        column = QVBoxLayout(self._room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plot)
        self.addWidget(self._room)
        self.addWidget(self.table)

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self.currentWidget() is self.table

    def show_as_table(self, on: bool) -> None:
        """Show the table in place of the picture, or the picture again."""
        if on:
            self._fill()
        self.setCurrentWidget(self.table if on else self._room)

    def show_figure(self, figure: Figure | None) -> None:
        """Show another figure, whichever way it is shown."""
        self.plot.show_figure(figure)
        if self.as_table:
            self._fill()

    def _fill(self) -> None:
        figure = self.plot.figure
        headings, rows = figure.data() if figure else FigureData((), ())
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(list(headings))
        for row, line in enumerate(rows):
            for place, text in enumerate(line):
                self.table.setItem(row, place, QTableWidgetItem(text))
        if rows and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
