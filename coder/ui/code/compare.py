"""A recording that differs from the one coded: both beside each other, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from coder.app.recordings import ChangedRecording, RecordingFacts
from coder.model.timecode import clock
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import Button, label


class CompareDialog(FormDialog):
    """Facts of the recording as it was coded and as it is now; what differs is marked."""

    def __init__(
        self, host: QWidget, changed: ChangedRecording, locate: Callable[[], object], use: Callable[[], object]
    ) -> None:
        super().__init__(host, theme_of(host), tr("Compare {0}", changed.file.name), "", 560)
        text = tr(
            "Codes are safe. They belong to the frames of the recording that was coded: with another one, times may be "
            "wrong. Locate the one that was coded, or use this one if only its container or sound was changed."
        )
        self.form.addWidget(label(text, "table", "text2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        before = facts_words(changed.before) if changed.before else {}
        now = facts_words(changed.now)
        for column, title in enumerate((tr("as coded"), tr("now")), 1):
            grid.addWidget(label(title, "section"), 0, column)
        for row, (name, value) in enumerate(now.items(), 1):
            was = before.get(name, tr("not known"))
            grid.addWidget(label(name, "table", "text2"), row, 0)
            grid.addWidget(label(was, "table"), row, 1)
            grid.addWidget(
                label(value if was == value else f"≠ {value}", "table", "text" if was == value else "warn"), row, 2
            )
        grid.setColumnStretch(2, 1)
        self.form.addLayout(grid)
        buttons = QHBoxLayout()
        self.locate_button = Button(tr("Locate the one coded…"), self._then(locate))
        self.use_button = Button(tr("Use this one"), self._then(use))
        for button in (self.locate_button, self.use_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.form.addLayout(buttons)

    def _then(self, run: Callable[[], object]) -> Callable[[], None]:
        def close_and_run() -> None:
            self.accept()
            run()

        return close_and_run


def facts_words(facts: RecordingFacts) -> dict[str, str]:
    """Return facts about a recording by their name."""
    return {
        tr("Length"): clock(facts.length_ms),
        tr("Frames"): f"{facts.frames:,}",
        tr("Rate"): tr("{0} per second", f"{facts.fps:.4g}"),
        tr("Picture"): f"{facts.width} × {facts.height}",
        tr("Codec"): facts.codec,
        tr("Size"): tr("{0} bytes", f"{facts.mark.size:,}"),
    }


def changed_words(changed: ChangedRecording) -> str:
    """Return the message: "This video differs from the one coded (length 21:28, was 21:30). Coding is paused."."""
    now, before = changed.now, changed.before
    length = clock(now.length_ms, 0)
    if before is not None and clock(before.length_ms, 0) != length:
        length = tr("{0}, was {1}", length, clock(before.length_ms, 0))
    return tr("This video differs from the one coded (length {0}). Coding is paused.", length)
