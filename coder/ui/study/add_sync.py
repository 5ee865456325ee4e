"""Step 3 of adding a session: when each camera began, beside the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from coder.app.adding import SyncBy, synchronise
from coder.app.jobs import Job, Progress
from coder.media.sync import Sync
from coder.model.session import AlignedBy
from coder.ui.jobs import UiJobs
from coder.ui.text import tr
from coder.ui.widgets import Button, label
from coder.ui.widgets.text import Tone, set_tone

FARTHEST_MS = 3_600_000


@dataclass(slots=True)
class Placed:
    """Where a camera lies, and how that was found; ``by`` "" means nobody looked."""

    offset_ms: int = 0
    rate: float = 1.0
    by: AlignedBy = ""


class SyncStep(QWidget):
    """A line for each camera but the first: its offset, the error in ms, and how sure that is."""

    def __init__(self, jobs: UiJobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._files: list[Path] = []
        self._job: Job[list[Sync | str]] | None = None
        self.placed: list[Placed] = []
        self.offsets: list[QSpinBox] = []
        self.results: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        text = tr(
            "Cameras started at different moments. What both recorded, a clap, other sound or a flash, shows when."
        )
        column.addWidget(label(text, "table", "text2", wrap=True))
        row = QHBoxLayout()
        self.sound_button = Button(tr("Find by sound or clap"), partial(self.look, "sound"), small=True)
        self.flash_button = Button(tr("Find by flash of light"), partial(self.look, "flash"), small=True)
        for button in (self.sound_button, self.flash_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        self.state = label("", "table", "text2", wrap=True)
        column.addWidget(self.state)
        hint = tr("Offsets can be changed later in Code, by marking the same moment in two cameras.")
        column.addWidget(label(hint, "caption", "text3", wrap=True))
        column.addStretch(1)

    def show_cameras(self, files: Sequence[Path]) -> None:
        """Show the cameras; other files than before begin without an offset."""
        if list(files) == self._files:
            return
        self.stop()
        self._files = list(files)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.placed = [Placed() for _ in files]
        self.offsets, self.results = [], []
        for number, file in enumerate(files[1:], 1):
            self._add_line(number, file)

    def look(self, by: SyncBy) -> None:
        """Look for the offsets in the background."""
        if self._job is not None or len(self._files) < 2:
            return
        files = list(self._files)

        def work(progress: Progress) -> list[Sync | str]:
            return synchronise(files, by, progress)

        def found(syncs: list[Sync | str]) -> None:
            self._end("")
            for number, sync in enumerate(syncs, 1):
                self._show(number, sync, by)

        self.sound_button.setEnabled(False)
        self.flash_button.setEnabled(False)
        self.state.setText(tr("Comparing the sound…") if by == "sound" else tr("Comparing the light…"))
        self._job = self._jobs.run(
            tr("Synchronising cameras"), work, found, lambda error: self._end(str(error)), lambda: self._end("")
        )

    def stop(self) -> None:
        """Stop looking."""
        if self._job is not None:
            self._job.stop()
            self._job = None

    @property
    def untouched(self) -> bool:
        """Whether nobody has looked for an offset yet."""
        return self._job is None and not any(place.by for place in self.placed)

    def _add_line(self, number: int, file: Path) -> None:
        offset = QSpinBox()
        offset.setRange(-FARTHEST_MS, FARTHEST_MS)
        offset.setSuffix(tr(" ms"))
        offset.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        offset.setMinimumWidth(offset.fontMetrics().horizontalAdvance("-3600000 ms") + 28)
        offset.setAccessibleName(tr("Offset of camera {0}", number + 1))
        offset.valueChanged.connect(partial(self._set_by_hand, number))
        result = label(tr("not synchronised yet"), "table", "text3", wrap=True)
        self._grid.addWidget(label(tr("Camera {0} · {1}", number + 1, file.name), "table"), number, 0)
        self._grid.addWidget(offset, number, 1)
        self._grid.addWidget(result, number, 2)
        self.offsets.append(offset)
        self.results.append(result)

    def _set_by_hand(self, number: int, offset_ms: int) -> None:
        self.placed[number] = Placed(offset_ms, self.placed[number].rate, "hand")
        self._say(number, tr("set by hand"), "text2")

    def _show(self, number: int, sync: Sync | str, by: SyncBy) -> None:
        if isinstance(sync, str):
            self._say(number, sync, "warn")
            return
        if not sync.usable:
            guess = tr("No clear match; the best guess is {0} ms.", f"{sync.offset_ms:,}")
            self._say(number, tr("{0} Set it by hand, or mark it in Code.", guess), "warn")
            return
        box = self.offsets[number - 1]
        box.blockSignals(True)
        box.setValue(sync.offset_ms)
        box.blockSignals(False)
        self.placed[number] = Placed(sync.offset_ms, sync.rate, by)
        self._say(number, sync_words(sync), "ok" if sync.sure else "warn")

    def _say(self, number: int, text: str, tone: Tone) -> None:
        note = self.results[number - 1]
        note.setText(text)
        set_tone(note, tone)

    def _end(self, text: str) -> None:
        self._job = None
        self.state.setText(text)
        self.sound_button.setEnabled(True)
        self.flash_button.setEnabled(True)


def sync_words(sync: Sync) -> str:
    """Return error and certainty: "± 8 ms · 7 of 8 stretches agree · sure"."""
    parts = [tr("± {0} ms", sync.error_ms)]
    if sync.stretches:
        parts.append(tr("{0} of {1} stretches agree", sync.agreeing, sync.stretches))
    if sync.rate != 1:
        parts.append(tr("clock {0} ms per minute off, corrected", f"{abs(sync.rate - 1) * 60_000:.1f}"))
    parts.append(tr("sure") if sync.sure else tr("not sure: check it in Code"))
    return " · ".join(parts)
