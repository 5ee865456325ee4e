"""The card of a channel over time: does the pair still agree as it did when it began."""

from __future__ import annotations

from PySide6.QtCore import Signal

from coder.app.agreement_view import Line, PairFigures
from coder.ui.agreement import words
from coder.ui.agreement.drift_plot import DriftFigure
from coder.ui.text import tr
from coder.ui.widgets import Button, Chip, label
from coder.ui.widgets.plot import Plot
from coder.ui.widgets.plot_card import PlotCard


def drift_figure(figures: PairFigures, line: Line, criterion: float) -> DriftFigure:
    """Return the chart of a line."""
    followed = "κ" if line.timed else "F1"
    return DriftFigure(words.title(line), figures.drift(line), criterion if line.timed else None, followed)


class DriftCard(PlotCard):
    """A chart, and what it says in words.

    Signals
    -------
    left()
        Back to who called it what.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Over time"), Plot(tr("Over time")), " ")
        self.chip = Chip("")
        self.words = label("", "caption", "text2", wrap=True)
        self.words.setContentsMargins(12, 4, 12, 10)
        assert self.header is not None
        self.header.add(self.chip, Button(tr("Confusions"), self.left.emit, role="link", small=True), self.more)
        self.add(self.words)

    def show_line(self, figures: PairFigures, line: Line, criterion: float) -> None:
        """Show a line of a pair."""
        figure = drift_figure(figures, line, criterion)
        assert self.header is not None
        self.name(tr("{0} over time", words.title(line)))
        self.header.quiet.setText(tr("{0} per session", figure.followed))
        self.show_figure(figure)
        self.words.setText(figure.sentence())
        self.chip.setVisible(figure.recalibrate)
        self.chip.show_text(tr("recalibrate"), "danger", "warn")
