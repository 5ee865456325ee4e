"""A card around a plot: its picture can be saved, and shown as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from coder.store import StoreError
from coder.ui.page import Problem
from coder.ui.text import tr
from coder.ui.widgets.buttons import IconButton
from coder.ui.widgets.card import Card
from coder.ui.widgets.picture import ask_where, save_picture
from coder.ui.widgets.plot import Figure, Plot, PlotFrame


class PlotCard(Card):
    """A plot with a title and a menu.

    Signals
    -------
    said(str), failed(Problem)
        A picture was saved, or could not be.
    """

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, title: str, plot: Plot, quiet: str = "") -> None:
        super().__init__(title, quiet)
        self.plot = plot
        self.frame = PlotFrame(plot)
        self.folder = Path.home()
        self._menu = QMenu(self)
        self._as_table = QAction(tr("Show as table"), self._menu)
        self._as_table.setCheckable(True)
        self._as_table.toggled.connect(self.frame.show_as_table)
        self._menu.addAction(tr("Save picture…"), self.ask_save)
        self._menu.addAction(self._as_table)
        self.more = IconButton("more", tr("More about {0}", title))
        self.more.setMenu(self._menu)
        self.more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.add(self.frame, 1)

    def name(self, title: str) -> None:
        """Give the card and its plot another title."""
        assert self.header is not None
        self.header.title.setText(title)
        for widget in (self, self.plot, self.frame.table):
            widget.setAccessibleName(title)

    def show_figure(self, figure: Figure | None) -> None:
        """Show another figure."""
        self.frame.show_figure(figure)

    @property
    def as_table(self) -> bool:
        """Whether the table is shown in place of the picture."""
        return self.frame.as_table

    def show_as_table(self, on: bool) -> None:
        """Show the table in place of the picture, or the picture again."""
        self._as_table.setChecked(on)

    def ask_save(self) -> None:
        """Ask for a file and save the picture there."""
        if self.plot.figure is None:
            return
        title = self.accessibleName()
        path = ask_where(self, self.folder, title.lower().replace(" ", "_"))
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Save the picture to a file."""
        if self.plot.figure is None:
            return
        try:
            save_picture(self.plot.figure, self.accessibleName(), path, self.plot.size())
        except StoreError as error:
            actions = ((tr("Choose another file…"), self.ask_save),)
            self.failed.emit(Problem(tr("The picture was not saved. {0}", error), actions, key="picture"))
            return
        self.folder = path.parent
        self.said.emit(tr("Picture saved as {0}.", path.name))
