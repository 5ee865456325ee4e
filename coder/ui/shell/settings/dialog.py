"""The window of the settings: sections at the left, one of them at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QWidget

from coder.app.studies import OpenStudy
from coder.ui.appearance import Looks
from coder.ui.commands import CommandRegistry
from coder.ui.habits import Coder
from coder.ui.shell.dialogs import FormDialog
from coder.ui.shell.settings.coding import CodingSection
from coder.ui.shell.settings.keys import KeysSection
from coder.ui.shell.settings.look import LookSection
from coder.ui.shell.settings.section import Section
from coder.ui.shell.settings.who import StudySection, WhoSection
from coder.ui.shell.studies import Studies
from coder.ui.text import tr
from coder.ui.theme import Theme

WIDTH_PX, HEIGHT_PX, LIST_PX = 800, 560, 150


class SettingsDialog(FormDialog):
    """Every change shows at once; keys as soon as they are accepted."""

    def __init__(
        self, host: QWidget, theme: Theme, looks: Looks, coder: Coder, commands: CommandRegistry, studies: Studies
    ) -> None:
        super().__init__(host, theme, tr("Settings"), "", WIDTH_PX)
        self._looks, self._coder, self._commands, self._studies = looks, coder, commands, studies
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Sections"))
        self.list.setProperty("sections", True)
        self.list.setFixedWidth(theme.px(LIST_PX))
        self._stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.form.addLayout(row, 1)
        self._fill()
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        self.resize(theme.px(WIDTH_PX), min(theme.px(HEIGHT_PX), host.height() - 60))

    def _fill(self) -> None:
        """Make the sections as they are for the person who works now."""
        study = self._studies.study
        schemes = list(study.schemes.values()) if study is not None else []
        self.look = LookSection(self._looks)
        self.coding = CodingSection(self._coder)
        self.keys = KeysSection(self._coder, self._commands.defaults(), schemes)
        self.who: WhoSection | None = None
        self.study: StudySection | None = None
        self.sections: list[Section] = [self.look, self.coding, self.keys]
        if study is not None:
            self._add_study(study)
        while (old := self._stack.currentWidget()) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        for section in self.sections:
            self._stack.addWidget(section if section is self.keys else _scrolling(section))
        if self.list.count() != len(self.sections):
            self.list.clear()
            self.list.addItems([section.title for section in self.sections])
        self._stack.setCurrentIndex(max(self.list.currentRow(), 0))

    def show_section(self, title: str) -> None:
        """Turn to a section, if there is one of that title."""
        titles = [section.title for section in self.sections]
        self.list.setCurrentRow(titles.index(title) if title in titles else 0)

    def _add_study(self, study: OpenStudy) -> None:
        if study.people():
            self.who = WhoSection(study.people(), study.identity, self._become)
            self.sections.append(self.who)
        self.study = StudySection(study, self._studies.set_reaction)
        self.sections.append(self.study)

    def _become(self, identity: str) -> None:
        """Go on as another person, whose habits and keys are shown from then on."""
        self._studies.become(identity)
        self._fill()


def _scrolling(section: Section) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(section)
    return area
