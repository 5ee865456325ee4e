"""The settings of how the program looks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QWidget

from coder.ui.appearance import Looks
from coder.ui.memory import Appearance, Look
from coder.ui.shell.settings.section import Section, chooser
from coder.ui.text import tr
from coder.ui.widgets import label

APPEARANCES: tuple[tuple[Appearance, str], ...] = (
    ("code-dark-tables-light", "Code dark, tables light"),
    ("dark", "All dark"),
    ("light", "All light"),
)


class LookSection(Section):
    """Appearance, size of text, contrast, motion."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(tr("Look"), tr("Holds for everyone who uses this account."))
        self._looks = looks
        look = looks.look
        self.appearance = chooser(tuple((value, tr(text)) for value, text in APPEARANCES), look.appearance)
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
        self.switch(self.contrast, tr("Darker text and clearer lines on every page."))
        self.switch(self.motion, tr("Panels appear at once instead of sliding."))
        self.finish()

    def _changed(self) -> None:
        look = Look(
            appearance=self.appearance.currentData(),
            text_percent=10 * self.text_size.value(),
            high_contrast=self.contrast.isChecked(),
            reduced_motion=self.motion.isChecked(),
        )
        self.percent.setText(f"{look.text_percent} %")
        self._looks.choose(look)
