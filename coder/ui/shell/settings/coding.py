"""The settings of how keys work for the coder."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from coder.ui.habits import Coder
from coder.ui.memory import BREAKS_MIN, Habits
from coder.ui.shell.settings.section import Section, chooser
from coder.ui.text import tr

BOUNCES_MS = (0, 50, 100, 150, 200, 300)


class CodingSection(Section):
    """Tap or hold, questions, double presses, click, breaks."""

    def __init__(self, coder: Coder) -> None:
        who = coder.identity or tr("whoever codes")
        super().__init__(tr("Coding"), tr("Holds for {0} on this computer.", who))
        self._coder = coder
        habits = coder.habits
        self.keys = chooser(
            ((False, tr("Tap: a key switches the state")), (True, tr("Hold: the state lasts while the key is down"))),
            habits.hold_keys,
        )
        self.row(
            tr("State keys"), self.keys, tr("Held keys: key down is the onset, key up the offset, frame by frame.")
        )
        self.prompt = chooser(
            ((False, tr("Playback goes on")), (True, tr("Playback waits for the answer"))), habits.prompt_pauses
        )
        self.row(tr("Codes with modifiers"), self.prompt, tr("Digits answer, 0 leaves it open, Esc goes on."))
        self.bounce = chooser(tuple((ms, _bounce(ms)) for ms in BOUNCES_MS), habits.bounce_ms)
        self.row(
            tr("Two presses are one"),
            self.bounce,
            tr("For a finger or a pedal that bounces. Two equal events 0.2 s apart are asked about in any case."),
        )
        self.pause = chooser(tuple((minutes, _break(minutes)) for minutes in BREAKS_MIN), habits.break_min)
        self.row(tr("Offer a break"), self.pause, tr("A message, nothing more. Five minutes of rest count as a break."))
        self.clicks = QCheckBox(tr("Click when a key has recorded something"))
        self.clicks.setChecked(habits.clicks)
        self.switch(self.clicks, tr("Each code of a track has its own pitch."))
        for box in (self.keys, self.prompt, self.bounce, self.pause):
            box.currentIndexChanged.connect(self._changed)
        self.clicks.toggled.connect(self._changed)
        self.finish()

    def _changed(self) -> None:
        self._coder.choose(
            Habits(
                hold_keys=self.keys.currentData(),
                prompt_pauses=self.prompt.currentData(),
                bounce_ms=self.bounce.currentData(),
                clicks=self.clicks.isChecked(),
                break_min=self.pause.currentData(),
            )
        )


def _bounce(ms: int) -> str:
    return tr("Every press counts") if ms == 0 else tr("Within {0} ms", ms)


def _break(minutes: int) -> str:
    return tr("Never") if minutes == 0 else tr("After {0} minutes of work", minutes)
