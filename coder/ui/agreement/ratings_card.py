"""The card beside the table of ratings: the pairs of values behind a line."""

from __future__ import annotations

from coder.app.agreement_view import CoderPair
from coder.app.ratings_view import RatedLine
from coder.ui.agreement.limits_plot import ClassesFigure, LimitsFigure
from coder.ui.text import tr
from coder.ui.widgets import label
from coder.ui.widgets.plot import Plot
from coder.ui.widgets.plot_card import PlotCard


class RatingsCard(PlotCard):
    """A Bland–Altman plot of numbers, a table of classes; and what it says in words."""

    def __init__(self) -> None:
        super().__init__(tr("Both coders' values"), Plot(tr("Both coders' values")), " ")
        self.words = label("", "caption", "text2", wrap=True)
        self.words.setContentsMargins(12, 4, 12, 10)
        assert self.header is not None
        self.header.add(self.more)
        self.add(self.words)

    def show_line(self, coders: CoderPair, line: RatedLine) -> None:
        """Show a scale, a classification or a measure of a pair."""
        names = (coders.pair.coder_a, coders.pair.coder_b)
        forms = {form.id: form.values for form in coders.scheme.classifications}
        figure: LimitsFigure | ClassesFigure = (
            ClassesFigure(line, forms[line.target], names) if line.family == "class" else LimitsFigure(line, names)
        )
        assert self.header is not None
        self.name(line.title)
        self.header.quiet.setText(tr("who typed what") if line.family == "class" else tr("difference against mean"))
        self.show_figure(figure)
        self.words.setText(figure.sentence())
