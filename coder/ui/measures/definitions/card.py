"""The card of the definitions, in place of the evidence: parameters, what they change, how stable results are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from coder.app.errors import AppError
from coder.app.parameters import BUILT_IN, drop_preset, presets, save_preset, set_parameters, why_not_set
from coder.metrics import DEFAULTS, Parameters
from coder.store import StoreError
from coder.ui.measures.definitions.changes import ChangesView
from coder.ui.measures.definitions.fields import value_words
from coder.ui.measures.definitions.form import ParametersForm
from coder.ui.measures.definitions.stability_view import StabilityView
from coder.ui.page import Problem
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Card, IconButton, SegmentedButtons

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy

TABS = (("parameters", "Parameters"), ("changes", "What changed"), ("stability", "Stability"))


class DefinitionsCard(Card):
    """Three views of the parameters.

    Signals
    -------
    wanted(Parameters)
        Another set is to be tried.
    closed()
        The evidence is wanted back.
    tab_changed(str)
    study_changed(), said(str), failed(Problem)
        The study was written, with what words; or why not.
    """

    wanted = Signal(object)
    closed = Signal()
    tab_changed = Signal(str)
    study_changed = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Definitions"))
        self._theme = theme
        self._study: OpenStudy | None = None
        self.tabs = SegmentedButtons([(name, tr(title)) for name, title in TABS], "parameters", tr("View"))
        self.form = ParametersForm()
        self.changes = ChangesView(theme)
        self.stability = StabilityView(theme)
        self._room = QStackedWidget()
        for view in (self.form, self.changes, self.stability):
            self._room.addWidget(view)
        assert self.header is not None
        self.header.add(self.tabs, IconButton("close", tr("Close the definitions"), self.closed.emit))
        self.add(self._room, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.form.wanted.connect(self.wanted)
        self.form.set_asked.connect(self._set_for_study)
        self.form.keep_asked.connect(self.ask_name)
        self.form.drop_asked.connect(self._drop)

    @property
    def tab(self) -> str:
        """Which view is shown."""
        return self.tabs.value

    def show_tab(self, name: str) -> None:
        """Show a view."""
        self.tabs.set_value(name)
        self._room.setCurrentIndex([tab for tab, _ in TABS].index(name))
        self.tab_changed.emit(name)

    def show_study(self, study: OpenStudy, studys: Parameters, shown: Parameters) -> None:
        """Show a study's own set and its named ones, and which values are tried."""
        self._study = study
        self.form.show_study(presets(study), frozenset(BUILT_IN), studys)
        self.form.allow(why_not_set(study))
        if self.form.parameters != shown:
            self.form.show_parameters(shown)

    def _set_for_study(self) -> None:
        wanted = self.form.parameters
        self._write(lambda study: set_parameters(study, wanted), tr("The study's parameters are set."))

    def ask_name(self) -> None:
        """Ask under which name what is shown is kept."""
        self.dialog = NameDialog(self.window(), self._theme, self._keep)
        self.dialog.open()

    def _keep(self, name: str) -> None:
        if self._study is not None:
            save_preset(self._study, name, self.form.parameters)
            self._written(tr("Set “{0}” saved in the study.", name.strip()))

    def _drop(self, name: str) -> None:
        self._write(lambda study: drop_preset(study, name), tr("Set “{0}” removed from the study.", name))

    def _write(self, work: Callable[[OpenStudy], object], words: str) -> None:
        if self._study is None:
            return
        try:
            work(self._study)
        except (AppError, StoreError) as error:
            self.failed.emit(Problem(tr("The study was not changed. {0}", error), key="measures.parameters"))
            return
        self._written(words)

    def _written(self, words: str) -> None:
        self.study_changed.emit()
        self.said.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings the evidence back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class NameDialog(FormDialog):
    """Asks for the name of a set."""

    def __init__(self, host: QWidget, theme: Theme, keep: Callable[[str], object]) -> None:
        super().__init__(host, theme, tr("Save as set"), tr("Save set"), 420)
        self._keep = keep
        self.name = QLineEdit()
        self.row(tr("Name of the set"), self.name, tr("Everyone in the study can choose it."))
        self.name.setFocus()

    def submit(self) -> None:
        """Keep the set, or say why it cannot be."""
        try:
            self._keep(self.name.text())
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.name)
            return
        self.accept()


def departures_words(parameters: Parameters) -> tuple[str, ...]:
    """Return what departs from the defaults, such as ``calm 20 000 ms``."""
    usual = DEFAULTS.as_dict()
    return tuple(f"{name} {value_words(value)}" for name, value in parameters.as_dict().items() if value != usual[name])
