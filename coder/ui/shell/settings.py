"""The settings of this account: how the program looks, and who is working."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QWidget

from coder.model.study import Person
from coder.ui.appearance import Looks
from coder.ui.memory import Appearance, Look
from coder.ui.shell.dialogs import FormDialog
from coder.ui.shell.words import person_words
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Choice, label

APPEARANCES: tuple[tuple[Appearance, str], ...] = (
    ("code-dark-tables-light", "Code dark, tables light"),
    ("dark", "All dark"),
    ("light", "All light"),
)


class SettingsDialog(FormDialog):
    """Every change shows at once."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        looks: Looks,
        people: Sequence[Person],
        identity: str | None,
        become: Callable[[str], object],
    ) -> None:
        super().__init__(host, theme, tr("Settings"), "")
        self._looks = looks
        look = looks.look
        self.appearance = Choice()
        for value, text in APPEARANCES:
            self.appearance.addItem(tr(text), value)
        self.appearance.setCurrentIndex(self.appearance.findData(look.appearance))
        self.appearance.currentIndexChanged.connect(self._changed)
        self.row(tr("Appearance"), self.appearance)
        self.text_size = QSlider(Qt.Orientation.Horizontal)
        self.text_size.setRange(9, 15)
        self.text_size.setPageStep(1)
        self.text_size.setValue(round(look.text_percent / 10))
        self.text_size.valueChanged.connect(self._changed)
        self.percent = label(f"{look.text_percent} %", "table", "text2")
        sizes = QWidget()
        row = QHBoxLayout(sizes)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text_size, 1)
        row.addWidget(self.percent)
        self.row(tr("Text size"), sizes)
        self.text_size.setAccessibleName(tr("Text size"))
        self.contrast = QCheckBox(tr("More contrast"))
        self.contrast.setChecked(look.high_contrast)
        self.contrast.toggled.connect(self._changed)
        self.motion = QCheckBox(tr("Reduced motion"))
        self.motion.setChecked(look.reduced_motion)
        self.motion.toggled.connect(self._changed)
        self.form.addWidget(self.contrast)
        self.form.addWidget(self.motion)
        if people:
            self.identity = Choice()
            for person in people:
                self.identity.addItem(person_words(person), person.id)
            self.identity.setCurrentIndex(self.identity.findData(identity))
            self.identity.currentIndexChanged.connect(lambda: become(self.identity.currentData()))
            self.row(tr("You work as"), self.identity, tr("Decides whose coding you write and what blind mode hides."))
        self.form.addStretch(1)

    def _changed(self) -> None:
        look = Look(
            appearance=self.appearance.currentData(),
            text_percent=10 * self.text_size.value(),
            high_contrast=self.contrast.isChecked(),
            reduced_motion=self.motion.isChecked(),
        )
        self.percent.setText(f"{look.text_percent} %")
        self._looks.choose(look)
