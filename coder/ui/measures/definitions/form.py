"""All parameters, group by group, and the sets that have a name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coder.metrics import DEFAULTS, Parameters
from coder.ui.measures.definitions.fields import ParameterField
from coder.ui.text import tr
from coder.ui.widgets import Button, Choice, label

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Distress": ("calm", "de_min"),
    "1 Seeking proximity": ("approach_gap",),
    "2 Secure base": (
        "manip_merge",
        "loco_merge",
        "look_merge",
        "look_min",
        "check_lag",
        "check_reach",
        "base_episodes",
    ),
    "4 Ease of soothing": ("soothe_from",),
    "5 Positive interaction": ("smile_merge", "voc_merge", "eye_min", "positive_episodes"),
    "How much must be seen": ("min_obs_ms", "min_obs_prop"),
    "Companions": ("respond_within", "after_distress"),
}
SETTLED_MS: Final = 250
OWN: Final = "own values"


class ParametersForm(QWidget):
    """Tells which set is wanted, once typing has settled.

    Signals
    -------
    wanted(Parameters)
    keep_asked(), drop_asked(str), set_asked()
        Keep what is shown under a name, let go of a named set, make what is shown the study's.
    """

    wanted = Signal(object)
    keep_asked = Signal()
    drop_asked = Signal(str)
    set_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, ParameterField] = {}
        self._presets: dict[str, Parameters] = {}
        self._built_in: frozenset[str] = frozenset()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED_MS)
        self._soon.timeout.connect(lambda: self.wanted.emit(self.parameters))
        self.preset = Choice()
        self.preset.setAccessibleName(tr("Named sets"))
        self.keep_button = Button(tr("Save as set…"), self.keep_asked.emit, small=True)
        self.drop_button = Button(tr("Remove set"), lambda: self.drop_asked.emit(self.preset.currentText()), small=True)
        self.set_button = Button(tr("Set for the study"), self.set_asked.emit, role="primary", small=True)
        self.back_button = Button(tr("Back to the study's"), small=True)
        self.back_button.clicked.connect(self._go_back)
        self.note = label("", "caption", "text2", wrap=True)
        self._studys = DEFAULTS
        self._build()
        self.preset.activated.connect(self._choose_preset)

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(0)
        for title, names in GROUPS.items():
            heading = label(tr(title), "section")
            heading.setContentsMargins(0, 10, 0, 2)
            column.addWidget(heading)
            for name in names:
                field = ParameterField(name)
                field.changed.connect(self._changed)
                self.fields[name] = field
                column.addWidget(field)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("Parameters"))
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 8)
        outer.setSpacing(4)
        outer.addLayout(_row(label(tr("Set"), "table", "text2"), self.preset, self.keep_button, self.drop_button))
        outer.addWidget(area, 1)
        self.note.setContentsMargins(12, 0, 12, 0)
        outer.addWidget(self.note)
        outer.addLayout(_row(self.set_button, self.back_button))

    @property
    def parameters(self) -> Parameters:
        """The set that is shown."""
        return Parameters.of({name: field.value for name, field in self.fields.items()})

    def show_study(self, presets: dict[str, Parameters], built_in: frozenset[str], studys: Parameters) -> None:
        """Offer named sets, and know what the study's own values are."""
        self._presets, self._built_in, self._studys = presets, built_in, studys
        self.preset.clear()
        self.preset.addItems([*presets, tr(OWN)])
        self._mark()

    def show_parameters(self, parameters: Parameters) -> None:
        """Show a set without asking for it."""
        self._soon.stop()
        for name, value in parameters.as_dict().items():
            self.fields[name].show_value(value)
        self._mark()

    def allow(self, why_not: str | None) -> None:
        """Let the person set what holds for the study, or say why they cannot."""
        for button in (self.set_button, self.keep_button, self.drop_button):
            button.setVisible(why_not is None)
        self.note.setText(f"{why_not[:1].upper()}{why_not[1:]}." if why_not else "")
        self.note.setVisible(why_not is not None)

    def _changed(self) -> None:
        self._mark()
        self._soon.start()

    def _choose_preset(self, _place: int) -> None:
        found = self._presets.get(self.preset.currentText())
        if found is None:
            self._mark()
            return
        self.show_parameters(found)
        self.wanted.emit(found)

    def _go_back(self) -> None:
        self.show_parameters(self._studys)
        self.wanted.emit(self._studys)

    def _mark(self) -> None:
        """Say which named set is shown, and offer only what would change something."""
        shown = self.parameters
        named = next((name for name, parameters in self._presets.items() if parameters == shown), None)
        self.preset.setCurrentText(named or tr(OWN))
        self.keep_button.setEnabled(named is None)
        self.drop_button.setEnabled(named is not None and named not in self._built_in)
        self.set_button.setEnabled(shown != self._studys)
        self.back_button.setEnabled(shown != self._studys)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
