"""Step 1 of adding a session: its video files, the reference first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from coder.app.recordings import RecordingFacts
from coder.model.timecode import clock
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, label

VIDEO_SUFFIXES = frozenset(
    [
        ".mp4",
        ".m4v",
        ".mov",
        ".avi",
        ".mkv",
        ".webm",
        ".mpg",
        ".mpeg",
        ".vob",
        ".ts",
        ".mts",
        ".m2ts",
        ".wmv",
        ".asf",
        ".flv",
        ".3gp",
        ".dv",
        ".ogv",
    ]
)
LIST_PX = 104


class FilesStep(QWidget):
    """The list of files with what was found out about each."""

    def __init__(self, theme: Theme, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self.files: list[Path] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.list = QListWidget()
        self.list.setFixedHeight(theme.px(LIST_PX))
        self.list.setAccessibleName(tr("Cameras"))
        self.choose_button = Button(tr("Choose files…"), self._choose, small=True)
        self.first_button = Button(tr("Make first"), self._make_first, small=True)
        self.remove_button = Button(tr("Remove"), self._remove, small=True)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        buttons = QVBoxLayout()
        for button in (self.choose_button, self.first_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row.addLayout(buttons)
        hint = tr("Videos stay where they are; only links are stored. The first camera defines time.")
        column.addWidget(label(tr("Cameras"), "table", "text2"))
        column.addLayout(row)
        column.addWidget(label(hint, "caption", "text3", wrap=True))
        self.warnings = label("", "table", "warn", wrap=True)
        self.warnings.hide()
        column.addWidget(self.warnings)
        column.addStretch(1)
        self._show()

    def add(self, files: Iterable[Path]) -> None:
        """Add cameras that are not listed yet."""
        new = [file for file in dict.fromkeys(files) if file not in self.files]
        if new:
            self.files += new
            self._tell()

    def show_facts(self, facts: dict[Path, RecordingFacts]) -> None:
        """Write beside each file what it is, and below what to be careful about."""
        warnings = []
        for row, file in enumerate(self.files):
            known = facts.get(file)
            if known is None:
                continue
            about = f"{known.width} × {known.height}, {known.fps:.4g} fps, {clock(known.length_ms, 0)}"
            self.list.item(row).setText(f"{row + 1}  {file.name}   {about}")
            warnings += [tr("Camera {0}: {1}", row + 1, text) for text in known.warnings]
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))

    def _tell(self, row: int = 0) -> None:
        self._show(row)
        self._changed()

    def _show(self, row: int = 0) -> None:
        self.list.clear()
        self.list.addItems([f"{number}  {file.name}" for number, file in enumerate(self.files, 1)])
        self.list.setCurrentRow(row)
        self.first_button.setEnabled(len(self.files) > 1)
        self.remove_button.setEnabled(bool(self.files))

    def _choose(self) -> None:
        pattern = " ".join(f"*{suffix}" for suffix in sorted(VIDEO_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileNames(
            self, tr("Choose videos"), "", tr("Videos ({0});;All files (*)", pattern)
        )
        self.add(Path(name) for name in chosen)

    def _make_first(self) -> None:
        row = self.list.currentRow()
        if row > 0:
            self.files.insert(0, self.files.pop(row))
            self._tell()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self.files[row]
            self._tell(min(row, len(self.files) - 1))
