"""How stable a result is: a measure over a grid of one or two parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from coder.app.results.stability import Grid, Setting, Stability
from coder.app.values import coefficient, number
from coder.metrics import DEFAULTS, MEASURES, MetricsError, Parameters, read_settings
from coder.metrics.parameters import ParameterValue
from coder.metrics.stability import LEAST_PAIRS, Outcome
from coder.ui.measures.definitions.fields import value_words
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Choice, label

NUMBERS: Final = tuple(name for name, value in DEFAULTS.as_dict().items() if isinstance(value, int | float))
CHOICES: Final = (*NUMBERS, "soothe_from")
NONE: Final = "–"
MOST_SETTINGS: Final = 200
_FACTORS: Final = (0.5, 0.75, 1, 1.5, 2)


def usual_values(value: ParameterValue) -> str:
    """Return values around one that are worth a try, as they are typed."""
    if isinstance(value, str):
        return "reunion, contact, comfort"
    if isinstance(value, tuple):
        return ""
    if isinstance(value, float):
        return ", ".join(f"{share:g}" for share in (0.25, 0.5, 0.75, 0.9))
    around = [round(value * factor) for factor in _FACTORS] if value else [0, 250, 500, 1000, 2000]
    return ", ".join(str(one) for one in dict.fromkeys(around))


class StabilityView(QWidget):
    """Asks what to vary, and shows what came out.

    Signals
    -------
    asked(Grid, str)
        The grid, and the measure.
    """

    asked = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._base = DEFAULTS
        self.measure = Choice()
        for name, known in MEASURES.items():
            self.measure.addItem(tr(known.label), name)
        self.measure.setAccessibleName(tr("Measure"))
        self.names = [Choice(), Choice()]
        self.values = [QLineEdit(), QLineEdit()]
        self.run_button = Button(tr("Compute"), self.ask, role="primary", small=True)
        self.wrong = label("", "table", "danger", wrap=True)
        self.sentence = label(
            tr("Choose what to vary. Nothing of the study is changed by it."), "body", "text2", wrap=True
        )
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("Stability"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.table.hide()
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(tr("Measure"), "table", "text2"), 0, 0)
        grid.addWidget(self.measure, 0, 1, 1, 2)
        titles = (tr("Vary"), tr("and"))
        for row, (title, name, values) in enumerate(zip(titles, self.names, self.values, strict=True), 1):
            name.addItems([*([NONE] if row == 2 else []), *CHOICES])
            name.setAccessibleName(tr("Parameter {0}", row))
            values.setAccessibleName(tr("Values of parameter {0}", row))
            values.setPlaceholderText(tr("values, separated by commas"))
            grid.addWidget(label(title, "table", "text2"), row, 0)
            grid.addWidget(name, row, 1)
            grid.addWidget(values, row, 2)
            name.currentTextChanged.connect(lambda _text, place=row - 1: self._suggest(place))
            values.returnPressed.connect(self.ask)
        self._suggest(0)
        self._suggest(1)
        foot = QHBoxLayout()
        foot.addWidget(self.run_button)
        foot.addWidget(self.wrong, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(foot)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def _suggest(self, place: int) -> None:
        name = self.names[place].currentText()
        self.values[place].setEnabled(name != NONE)
        self.values[place].setText("" if name == NONE else usual_values(self._base.as_dict()[name]))

    def show_base(self, parameters: Parameters, measure: str) -> None:
        """Vary around another set, and propose a measure."""
        self._base = parameters
        if not self.table.isVisible():
            self.measure.setCurrentIndex(self.measure.findData(measure))

    def grid(self) -> Grid:
        """Return what is asked for; raises `MetricsError` when a value cannot be."""
        found: dict[str, tuple[ParameterValue, ...]] = {}
        for choice, line in zip(self.names, self.values, strict=True):
            name = choice.currentText()
            if name != NONE:
                texts = [text.strip() for text in line.text().split(",") if text.strip()]
                found[name] = tuple(read_settings([f"{name}={text}"])[name] for text in texts)
        if any(not values for values in found.values()):
            raise MetricsError(tr("Type at least one value."))
        settings = 1
        for values in found.values():
            settings *= len(values)
        if settings > MOST_SETTINGS:
            raise MetricsError(tr("{0} settings are too many. Try at most {1}.", settings, MOST_SETTINGS))
        return Grid(found)

    def ask(self) -> None:
        """Ask for the grid, or say what is wrong with it."""
        try:
            grid = self.grid()
        except MetricsError as error:
            self.wrong.setText(str(error))
            return
        self.wrong.setText("")
        self.asked.emit(grid, str(self.measure.currentData()))

    def show_busy(self, busy: bool) -> None:
        """Computing has begun, or ended."""
        self.run_button.setEnabled(not busy)
        if busy:
            self.sentence.setText(tr("Computing… Stop it in the tasks."))

    def show_stopped(self, reason: str) -> None:
        """Say why there is no result."""
        self.sentence.setText(reason)

    def show_stability(self, found: Stability) -> None:
        """Show the result of every setting."""
        unit = MEASURES[found.measure].unit
        names = list(found.outcomes[0][0]) if found.outcomes else []
        headings = [*names, tr("n"), tr("median"), tr("range"), tr("ρ"), tr("pairs"), tr("statuses that flip")]
        lines = [self._line(setting, result, unit) for setting, result in found.outcomes]
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for place, text in enumerate(line):
                self.table.setItem(row, place, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.show()
        self.sentence.setText(summary(found, unit))

    @staticmethod
    def _line(setting: Setting, result: Outcome, unit: str) -> Sequence[str]:
        return [
            *(value_words(value) for value in setting.values()),
            str(result.n),
            figure(result.median, unit),
            f"{figure(result.lowest, unit)} – {figure(result.highest, unit)}" if result.n else NONE,
            coefficient(result.rank_correlation),
            str(result.pairs),
            str(result.flips),
        ]


def figure(value: float | None, unit: str) -> str:
    """Return a number with its unit; a dash where there is none."""
    if value is None:
        return NONE
    return f"{number(value, unit)} s" if unit == "ms" else number(value, unit)


def summary(found: Stability, unit: str) -> str:
    """Return how far the result moves over all settings, in words."""
    results = [result for _, result in found.outcomes]
    medians = [result.median for result in results if result.median is not None]
    codings = tr("1 coding") if found.n_codings == 1 else tr("{0} codings", found.n_codings)
    parts = [tr("{0} settings, {1}.", len(results), codings)]
    if medians:
        before = figure(found.reference.median, unit)
        parts.append(
            tr("Median {0} to {1}; {2} as set now.", figure(min(medians), unit), figure(max(medians), unit), before)
        )
    known = [result.rank_correlation for result in results if result.rank_correlation is not None]
    if known:
        parts.append(tr("Rank correlation with the present setting at least {0}.", coefficient(min(known))))
    else:
        parts.append(tr("No rank correlation: it needs {0} children with different numbers.", LEAST_PAIRS))
    flips = max((result.flips for result in results), default=0)
    parts.append(tr("At most 1 status flips.") if flips == 1 else tr("At most {0} statuses flip.", flips))
    return " ".join(parts)
