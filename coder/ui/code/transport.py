"""The transport bar: where the playhead is, and buttons for what the keys do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLayout, QMenu, QSlider, QToolButton, QWidget

from coder.model.timecode import clock, timecode
from coder.ui.text import tr
from coder.ui.theme.theme import MONO
from coder.ui.widgets import Button, Chip, IconButton, KeyCap, Rule, SegmentedButtons, label

SPEEDS = ("0.25", "0.5", "1", "1.5", "2", "4")
_SPEED_WORDS = {"0.25": "¼", "0.5": "½", "1": "1×", "1.5": "1½", "2": "2", "4": "4"}
SOUND_SPEEDS = (0.5, 2.0)
"""Slowest and fastest speed at which sound is heard."""
SPEED_PX = 18
NARROWEST_PX, VOLUME_FROM_PX, HINTS_FROM_PX = 720, 940, 1130


class Transport(QFrame):
    """Timecode, transport buttons, loop, speed, sound and camera layout.

    Signals
    -------
    command(str)
        Id of a page command to run.
    speed_chosen(float), volume_chosen(float)
    """

    command = Signal(str)
    speed_chosen = Signal(float)
    volume_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Transport"))
        self.time = label("00:00:00.000", "timecode")
        self.time.setStyleSheet(f"font-family: {', '.join(MONO)};")
        self.frame_number = label("", "caption", "text2")
        self.frame_number.setMinimumWidth(60)
        self.play = Button("", lambda: self.command.emit("play.toggle"), role="primary", icon="play")
        self.play.setFixedWidth(48)
        self.cameras = IconButton("layout", tr("Cameras: layout, picture, alignment"))
        self.camera_menu = QMenu(self.cameras)
        self.cameras.setMenu(self.camera_menu)
        self.cameras.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._hints: list[QWidget] = []
        self.loop = Button("", lambda: self.command.emit("play.loop"), small=True, icon="repeat")
        self.loop.setCheckable(True)
        self.speed = SegmentedButtons([(s, _SPEED_WORDS[s]) for s in SPEEDS], "1", tr("Speed"))
        self.speed.setStyleSheet(f"QPushButton {{ padding: 0 5px; min-width: {SPEED_PX}px; }}")
        self.speed.setMinimumWidth(len(SPEEDS) * (SPEED_PX + 12))
        self.speed.chosen.connect(lambda text: self.speed_chosen.emit(float(text)))
        self.mute = self._button("speaker-high", tr("Sound on or off"), "play.mute")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.muted = Chip("", "warn")
        self._set_up_volume()
        self._lay_out()

    def show_time(self, ms: int, frame: int | None) -> None:
        """Show where the playhead is."""
        self.time.setText(timecode(ms))
        self.frame_number.setText("" if frame is None else f"f {frame:,}")

    def show_playing(self, playing: bool) -> None:
        """Show whether it plays."""
        self.play.set_icon("pause" if playing else "play")
        self.play.setAccessibleName(tr("Pause") if playing else tr("Play"))
        self.play.setToolTip(tr("Pause (Space)") if playing else tr("Play (Space)"))

    def show_speed(self, speed: float) -> None:
        """Show the speed it plays at, backwards when negative, and that sound is off at it."""
        self.speed.set_value(f"{abs(speed):g}")
        heard = SOUND_SPEEDS[0] <= speed <= SOUND_SPEEDS[1]
        self.muted.show_text("" if heard else tr("no sound at this speed"), "warn", "" if heard else "speaker-slash")
        self.muted.setVisible(not heard)

    def show_loop(self, loop: tuple[int, int] | None) -> None:
        """Show what is repeated."""
        self.loop.setChecked(loop is not None)
        self.loop.setText(tr("Loop") if loop is None else f"{clock(loop[0], 0)}–{clock(loop[1], 0)}")
        self.loop.setToolTip(tr("Repeat the selection (F5)"))

    def show_sound(self, on: bool, volume: float, tip: str = "") -> None:
        """Show whether sound is on and how loud, 0 to 1; ``tip`` says why there is none."""
        self.volume.blockSignals(True)
        self.volume.setValue(round(100 * volume))
        self.volume.blockSignals(False)
        self.mute.set_icon("speaker-high" if on else "speaker-slash", tip or tr("Sound on or off"))
        self.volume.setEnabled(not tip)
        self.mute.setEnabled(not tip)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which hints are hidden and everything else still fits."""
        return QSize(NARROWEST_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the hints where room is short."""
        for hint in self._hints:
            hint.setVisible(self.width() >= HINTS_FROM_PX)
        self.volume.setVisible(self.width() >= VOLUME_FROM_PX)
        self.frame_number.setVisible(self.width() >= VOLUME_FROM_PX)
        self.time.setMinimumWidth(self.time.fontMetrics().horizontalAdvance(self.time.text()) + 2)
        super().resizeEvent(event)

    def _set_up_volume(self) -> None:
        self.volume.setRange(0, 100)
        self.volume.setValue(80)
        self.volume.setFixedWidth(60)
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.volume.setAccessibleName(tr("Volume"))
        self.volume.valueChanged.connect(lambda value: self.volume_chosen.emit(value / 100))

    def _button(self, icon: str, name: str, command: str) -> IconButton:
        button = IconButton(icon, name, lambda: self.command.emit(command))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 10, 4)
        row.setSpacing(6)
        goto = Button(tr("go to"), lambda: self.command.emit("play.goto"), role="quiet", small=True)
        self._hints = [KeyCap("Ctrl"), KeyCap("G")]
        add_all(row, self.time, self.frame_number, goto, *self._hints)
        row.addStretch(1)
        for icon, name, command in self._steps():
            row.addWidget(self.play if command == "play.toggle" else self._button(icon, name, command))
        row.addStretch(1)
        shuttle = [
            Rule("vertical"),
            KeyCap("J"),
            KeyCap("K"),
            KeyCap("L"),
            label(tr("shuttle"), "caption", "text3"),
        ]
        self._hints += shuttle
        add_all(row, *shuttle, self.loop, self.speed, self.muted, self.mute, self.volume)
        row.addWidget(self.cameras)
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.muted.hide()
        self.show_playing(False)
        self.show_loop(None)

    def _steps(self) -> list[tuple[str, str, str]]:
        return [
            ("skip-back", tr("Previous door event (Ctrl+Left)"), "play.door_before"),
            ("caret-double-left", tr("Back 1 s (Shift+Left)"), "play.second_back"),
            ("caret-left", tr("Back one frame (Left)"), "play.frame_back"),
            ("play", tr("Play (Space)"), "play.toggle"),
            ("caret-right", tr("On one frame (Right)"), "play.frame_on"),
            ("caret-double-right", tr("On 1 s (Shift+Right)"), "play.second_on"),
            ("skip-forward", tr("Next door event (Ctrl+Right)"), "play.door_after"),
        ]


def add_all(row: QLayout, *widgets: QWidget) -> None:
    """Add widgets one after another."""
    for widget in widgets:
        row.addWidget(widget)
