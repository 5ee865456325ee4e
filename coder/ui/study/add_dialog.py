"""Adding a session: its files, its child ID, its age."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from coder.app.errors import AppError
from coder.app.identity import check_child_id
from coder.app.jobs import Job, Progress
from coder.app.studies import OpenStudy
from coder.model.session import Session
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Choice, label
from coder.ui.widgets.text import set_tone

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
MOST_CAMERAS = 4
_CHILD_HINT = "No name, no date. Letters and digits."


class AddSessionDialog(FormDialog):
    """Asks for what a session needs and adds it; ``added`` is called with it.

    The files are read in the background; the dialog stays until they are found to be good.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        study: OpenStudy,
        jobs: UiJobs,
        files: Sequence[Path],
        added: Callable[[Session], object],
    ) -> None:
        super().__init__(host, theme, tr("Add videos"), tr("Add session"), 560)
        self._study, self._jobs, self._added = study, jobs, added
        self._job: Job[Session] | None = None
        self.files: list[Path] = []
        self._build_files()
        self.child = QLineEdit()
        self.child.setPlaceholderText("c017")
        self.child.textChanged.connect(self._check_child)
        self._child_note = self.row(tr("Child ID"), self.child, tr(_CHILD_HINT))
        self.session = QLineEdit(next_session_id(study.folder.session_ids()))
        self.row(tr("Session ID"), self.session, tr("One recording of one child."))
        self.age = QLineEdit()
        self.age.setPlaceholderText("383")
        self.row(tr("Age in days"), self.age, tr("Leave empty when it is not known. Birth dates are not stored."))
        self.scheme = Choice()
        for ref, scheme in study.schemes.items():
            self.scheme.addItem(f"{scheme.title} v{scheme.revision}", ref)
        if len(study.schemes) > 1:
            self.row(tr("Scheme"), self.scheme)
        self.state = label("", "table", "text2", wrap=True)
        self.form.addWidget(self.state)
        self.add_files(files)
        self.child.setFocus()

    def _build_files(self) -> None:
        self.list = QListWidget()
        self.list.setFixedHeight(self.theme.px(104))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1)
        buttons = QVBoxLayout()
        self.choose_button = Button(tr("Choose files…"), self._choose, small=True)
        self.first_button = Button(tr("Make first"), self._make_first, small=True)
        self.remove_button = Button(tr("Remove"), self._remove, small=True)
        for button in (self.choose_button, self.first_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row.addLayout(buttons)
        hint = tr("Videos stay where they are; only links are stored. The first camera defines time.")
        self.row(tr("Cameras"), box, hint)
        self.list.setAccessibleName(tr("Cameras"))

    def add_files(self, files: Iterable[Path]) -> None:
        """Add cameras that are not listed yet."""
        self.files += [file for file in dict.fromkeys(files) if file not in self.files]
        self._show_files()

    def _show_files(self, row: int = 0) -> None:
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
        self.add_files(Path(name) for name in chosen)

    def _make_first(self) -> None:
        row = self.list.currentRow()
        if row > 0:
            self.files.insert(0, self.files.pop(row))
            self._show_files()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self.files[row]
            self._show_files(min(row, len(self.files) - 1))

    def _check_child(self, text: str) -> None:
        """Say at once when an ID gives too much away."""
        wrong = ""
        if text.strip():
            try:
                check_child_id(text)
            except AppError as error:
                wrong = str(error)
        self.child.setProperty("bad", bool(wrong))
        self.child.style().polish(self.child)
        self._child_note.setText(wrong or tr(_CHILD_HINT))
        set_tone(self._child_note, "danger" if wrong else "text3")

    def submit(self) -> None:
        """Check what was typed, read the files in the background, add the session."""
        self.say_wrong("")
        if self._job is not None:
            return
        if not self.files:
            self.say_wrong(tr("Choose at least one video."), self.choose_button)
            return
        if len(self.files) > MOST_CAMERAS:
            self.say_wrong(tr("A session has at most {0} cameras. Remove some.", MOST_CAMERAS), self.list)
            return
        if not self.child.text().strip():
            self.say_wrong(tr("Type the child ID."), self.child)
            return
        if self.child.property("bad"):
            self.child.setFocus()
            return
        age = self.age.text().strip()
        if age and not age.isdecimal():
            self.say_wrong(tr("“{0}” is not an age in days. Type a number such as 383.", age), self.age)
            return
        self._start(int(age) if age else None)

    def _start(self, age_days: int | None) -> None:
        study, files = self._study, list(self.files)
        session_id, child, scheme = self.session.text(), self.child.text(), self.scheme.currentData()

        def work(progress: Progress) -> Session:
            return study.add_session(files, session_id, child, age_days, scheme, progress)

        self.main_button.setEnabled(False)
        self.state.setText(tr("Reading the videos…"))
        self._job = self._jobs.run(tr("Adding {0}", session_id), work, self._done, self._failed, self._stopped)

    def _done(self, session: Session) -> None:
        self.accept()
        self._added(session)

    def _failed(self, error: Exception) -> None:
        self._stopped()
        if not isinstance(error, AppError | StoreError):
            raise error
        self.say_wrong(str(error), self.child if "ID" in str(error) else None)

    def _stopped(self) -> None:
        self._job = None
        self.state.setText("")
        self.main_button.setEnabled(True)

    def reject(self) -> None:
        """Stop reading and close; nothing has been added then."""
        if self._job is not None:
            self._job.stop()
            self._job = None
        super().reject()


def next_session_id(taken: Sequence[str]) -> str:
    """Return an id that follows those there are: after s011 comes s012."""
    numbered = [match for match in (re.fullmatch(r"(\D*)(\d+)", name) for name in taken) if match]
    if not numbered:
        return "s001" if "s001" not in taken else f"s{len(taken) + 1:03d}"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"
