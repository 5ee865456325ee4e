"""One field per parameter: what it is set to, its unit, what it means, and the way back to its default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from coder.metrics import DEFAULTS, MEANINGS
from coder.metrics.parameters import LARGEST_MS, ParameterValue
from coder.ui.text import tr
from coder.ui.widgets import Choice, IconButton, label
from coder.ui.widgets.text import restyle

CLOCKS: Final = {"reunion": "the reunion", "contact": "first contact", "comfort": "first comforting"}
_STEP_MS, _STEP_SHARE = 500, 0.05
_NO_ARROWS: Final = (
    "QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }"
    "QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { image: none; width: 0; height: 0; }"
)


def value_words(value: ParameterValue) -> str:
    """Return a value as it is said: ``15 000 ms``, ``0.5``, ``ep2, ep3``, ``the reunion``."""
    if isinstance(value, tuple):
        return ", ".join(value) or tr("none")
    if isinstance(value, str):
        return tr(CLOCKS.get(value, value))
    return f"{value:,} ms".replace(",", "\u202f") if isinstance(value, int) else f"{value:g}"


class _Steady:
    """Keeps the wheel from changing a value while the panel is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _MsBox(_Steady, QSpinBox):
    pass


class _ShareBox(_Steady, QDoubleSpinBox):
    pass


class ParameterField(QWidget):
    """The field of one parameter.

    Signals
    -------
    changed()
        Another value was set by hand.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.default = DEFAULTS.as_dict()[name]
        self.title = label(name, "table")
        meaning = tr(MEANINGS[name])
        self.meaning = label(f"{meaning[:1].upper()}{meaning[1:]}.", "caption", "text2", wrap=True)
        self.editor, self._read, self._write = self._editor()
        self.editor.setAccessibleName(name)
        self.editor.setAccessibleDescription(self._default_words())
        self.editor.setToolTip(self._default_words())
        self.reset = IconButton("undo", tr("Set {0} to its default, {1}", name, value_words(self.default)), self._reset)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(1)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.title, 0, 0, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.meaning, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.editor, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.reset, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        self._mark()

    def _default_words(self) -> str:
        return tr("Default {0}", value_words(self.default))

    @property
    def value(self) -> ParameterValue:
        """What is set."""
        return self._read()

    def show_value(self, value: ParameterValue) -> None:
        """Show another value without telling anyone."""
        self.editor.blockSignals(True)
        self._write(value)
        self.editor.blockSignals(False)
        self._mark()

    def _reset(self) -> None:
        self._write(self.default)
        self._tell()

    def _tell(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        """Make a value that departs from its default stand out, and offer the way back."""
        departs = self.value != self.default
        restyle(self.title, "tone", "accent" if departs else "text")
        self.title.setText(f"{self.name} · {self._default_words().lower()}" if departs else self.name)
        self.reset.setEnabled(departs)

    def _editor(self) -> tuple[QWidget, Callable[[], ParameterValue], Callable[[ParameterValue], object]]:
        if isinstance(self.default, tuple):
            return self._list()
        if isinstance(self.default, str):
            return self._clock()
        return self._share() if isinstance(self.default, float) else self._ms()

    def _ms(self) -> tuple[QWidget, Callable[[], ParameterValue], Callable[[ParameterValue], object]]:
        box = _MsBox()
        box.setRange(0, LARGEST_MS)
        box.setSingleStep(_STEP_MS)
        box.setStyleSheet(_NO_ARROWS)
        box.setGroupSeparatorShown(True)
        box.setSuffix(" ms")
        box.setKeyboardTracking(False)
        box.setMinimumWidth(120)
        box.setValue(cast(int, self.default))
        box.valueChanged.connect(lambda _: self._tell())
        return box, box.value, lambda value: box.setValue(cast(int, value))

    def _share(self) -> tuple[QWidget, Callable[[], ParameterValue], Callable[[ParameterValue], object]]:
        box = _ShareBox()
        box.setRange(0, 1)
        box.setStyleSheet(_NO_ARROWS)
        box.setDecimals(3)
        box.setSingleStep(_STEP_SHARE)
        box.setKeyboardTracking(False)
        box.setMinimumWidth(120)
        box.setValue(cast(float, self.default))
        box.valueChanged.connect(lambda _: self._tell())
        return box, lambda: round(box.value(), 3), lambda value: box.setValue(cast(float, value))

    def _clock(self) -> tuple[QWidget, Callable[[], ParameterValue], Callable[[ParameterValue], object]]:
        box = Choice()
        for value, words in CLOCKS.items():
            box.addItem(tr(words), value)
        box.setMinimumWidth(120)
        box.currentIndexChanged.connect(lambda _: self._tell())
        return box, lambda: str(box.currentData()), lambda value: box.setCurrentIndex(box.findData(value))

    def _list(self) -> tuple[QWidget, Callable[[], ParameterValue], Callable[[ParameterValue], object]]:
        line = QLineEdit()
        line.setMinimumWidth(150)
        line.setText(", ".join(cast(tuple[str, ...], self.default)))
        line.editingFinished.connect(self._tell)

        def read() -> ParameterValue:
            return tuple(dict.fromkeys(part.strip() for part in line.text().split(",") if part.strip()))

        return line, read, lambda value: line.setText(", ".join(cast(tuple[str, ...], value)))
