"""The panel of one camera's picture: light, turn, deinterlacing, zoom. Every change shows at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log2
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from coder.ui.code.cameras import CameraRoom
from coder.ui.code.video.sight import GAMMA, Sight
from coder.ui.text import tr
from coder.ui.theme import give_theme, theme_of
from coder.ui.widgets import Button, SegmentedButtons, label

STEPS: Final = 100
GAMMA_STEPS: Final = 20
"""Steps of the gamma slider for each doubling."""
WIDTH_PX: Final = 380


class PicturePanel(QDialog):
    """Changes the sight of the view in hand, and follows when another is taken in hand.

    Parameters
    ----------
    name_of : callable
        Gives what a view's camera is called.
    interlaced : callable
        Tells whether a view's recording says that it is interlaced.
    """

    def __init__(
        self,
        parent: QWidget,
        room: CameraRoom,
        name_of: Callable[[int], str],
        interlaced: Callable[[int], bool],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Picture"))
        give_theme(self, theme_of(parent))
        self._room, self._name_of, self._interlaced = room, name_of, interlaced
        self._showing = False
        self.heading = label("", "title")
        self.brightness, self.contrast = self._slider(tr("Brightness"), STEPS), self._slider(tr("Contrast"), STEPS)
        self.gamma = self._slider(tr("Gamma"), 1)
        self.gamma.setRange(round(GAMMA_STEPS * log2(GAMMA[0])), round(GAMMA_STEPS * log2(GAMMA[1])))
        self._values = {slider: label("", "table", "text2") for slider in (self.brightness, self.contrast, self.gamma)}
        self.turn = SegmentedButtons([(str(n), f"{90 * n}°") for n in range(4)], "0", tr("Turn"))
        self.turn.chosen.connect(self._take)
        modes = [("auto", tr("Automatic")), ("always", tr("On")), ("never", tr("Off"))]
        self.deinterlacing = SegmentedButtons(modes, "auto", tr("Deinterlacing"))
        self.deinterlacing.chosen.connect(self._take)
        self.facts = label("", "caption", "text3", wrap=True)
        self._lay_out()
        room.held_changed.connect(self.show_sight)
        for view in room.views:
            view.sight_changed.connect(self.show_sight)
        self.show_sight()

    def show_sight(self) -> None:
        """Show how the picture in hand is looked at."""
        sight = self._room.in_hand.sight
        self._showing = True
        self.heading.setText(self._name_of(self._room.held))
        self.brightness.setValue(round(sight.brightness * STEPS))
        self.contrast.setValue(round(sight.contrast * STEPS))
        self.gamma.setValue(round(GAMMA_STEPS * log2(sight.gamma)))
        self.turn.set_value(str(sight.quarter_turns))
        self.deinterlacing.set_value(sight.deinterlacing)
        for slider in (self.brightness, self.contrast):
            self._values[slider].setText(f"{slider.value():+d}" if slider.value() else "0")
        self._values[self.gamma].setText(f"{sight.gamma:.2f}")
        combed = self._interlaced(self._room.held)
        self.facts.setText(
            tr("This recording is interlaced: one frame holds two moments.")
            if combed
            else tr("This recording does not say that it is interlaced.")
        )
        self._showing = False

    def _take(self) -> None:
        """Look at the picture as the panel says."""
        if self._showing:
            return
        view = self._room.in_hand
        turns = int(self.turn.value)
        kept = view.sight if turns == view.sight.quarter_turns else view.sight.unzoomed()
        gamma = 2 ** (self.gamma.value() / GAMMA_STEPS)
        view.set_sight(
            replace(
                kept,
                quarter_turns=turns,
                brightness=self.brightness.value() / STEPS,
                contrast=self.contrast.value() / STEPS,
                gamma=min(max(gamma, GAMMA[0]), GAMMA[1]),
                deinterlacing=self.deinterlacing.value,  # type: ignore[arg-type]
            )
        )

    def _reset(self) -> None:
        self._room.in_hand.set_sight(Sight())

    def _light_all(self) -> None:
        """Light all cameras like the one in hand."""
        mine = self._room.in_hand.sight
        for view in self._room.views:
            view.set_sight(
                replace(view.sight, brightness=mine.brightness, contrast=mine.contrast, gamma=mine.gamma),
            )

    def _slider(self, name: str, most: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-most, most)
        slider.setPageStep(10)
        slider.setAccessibleName(name)
        slider.valueChanged.connect(self._take)
        return slider

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (slider, value) in enumerate(self._values.items()):
            grid.addWidget(self._name(slider), row, 0)
            grid.addWidget(slider, row, 1)
            value.setMinimumWidth(36)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, row, 2)
        for row, choice in enumerate((self.turn, self.deinterlacing), len(self._values)):
            grid.addWidget(self._name(choice), row, 0)
            grid.addWidget(choice, row, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(grid)
        column.addWidget(self.facts)
        words = tr("Only what you see changes. Ctrl + wheel zooms into the picture, dragging moves it.")
        column.addWidget(label(words, "caption", "text3", wrap=True))
        foot = QHBoxLayout()
        foot.addWidget(Button(tr("Reset picture"), self._reset, small=True))
        if len(self._room.views) > 1:
            foot.addWidget(Button(tr("Light all cameras like this"), self._light_all, small=True))
        foot.addStretch(1)
        foot.addWidget(Button(tr("Close"), self.accept, role="primary", small=True))
        column.addLayout(foot)
        self.setMinimumWidth(WIDTH_PX)

    def _name(self, field: QWidget) -> QLabel:
        return label(field.accessibleName(), "table", "text2")
