"""Going to a typed time or frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coder.model.errors import ModelError
from coder.model.timecode import parse_clock
from coder.ui.text import tr
from coder.ui.theme import give_theme, theme_of
from coder.ui.widgets import Button, label
from coder.ui.widgets.text import set_tone


def parse_place(text: str, frame_time: Callable[[int], int | None]) -> int:
    """Return the session time of ``9:48.3``, ``588.3`` or ``f14708``.

    Raises
    ------
    ModelError
        When it is neither a time nor a frame of the reference camera.
    """
    text = text.strip()
    if text[:1].casefold() == "f":
        digits = text[1:].replace(",", "").replace(" ", "")
        ms = frame_time(int(digits)) if digits.isdecimal() else None
        if ms is None:
            raise ModelError(tr("“{0}” is no frame of this recording. Type it like f14708.", text))
        return ms
    return parse_clock(text)


class GoTo(QDialog):
    """One field."""

    def __init__(self, parent: QWidget, frame_time: Callable[[int], int | None], go: Callable[[int], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Go to"))
        give_theme(self, theme_of(parent))
        self._frame_time, self._go = frame_time, go
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("9:48.320 or f14708"))
        self.field.setAccessibleName(tr("Time or frame"))
        self.hint = label(tr("A time in the session, or f and a frame number."), "table", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(tr("Cancel"), self.reject))
        row.addWidget(Button(tr("Go"), self.accept, role="primary"))
        column.addLayout(row)
        self.field.returnPressed.connect(self.accept)
        self.setMinimumWidth(340)

    def accept(self) -> None:
        """Go there, or say why not."""
        try:
            ms = parse_place(self.field.text(), self._frame_time)
        except ModelError as error:
            self.hint.setText(str(error))
            set_tone(self.hint, "danger")
            return
        super().accept()
        self._go(ms)
