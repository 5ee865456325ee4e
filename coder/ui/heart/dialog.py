"""The dialog that synchronises heart rate: “this moment in the session is that sample”, once, twice or more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from coder.app.errors import AppError
from coder.app.jobs import Job
from coder.app.synchronising import change_to, clock_of, recognised, recorded_signal, session_recording
from coder.exchange.physiology import FORMATS
from coder.model.changes import SetPhysiology
from coder.model.errors import ModelError
from coder.model.heart import HeartSignal
from coder.model.session import Physiology, Session
from coder.model.synchrony import Anchor
from coder.model.timecode import clock, parse_clock
from coder.store import StoreError, StudyFolder
from coder.ui.heart.trace import SignalView
from coder.ui.jobs import UiJobs
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, label

Found = tuple[Physiology, HeartSignal]


class HeartDialog(FormDialog):
    """Shows the recording, takes anchors, and hands the change to ``write``.

    Parameters
    ----------
    folder, session
        The study, and the session the recording is of.
    at_ms : int
        The moment that is on screen in the session.
    write : callable
        Carries the change out; what it raises is shown and nothing is lost.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: UiJobs,
        folder: StudyFolder,
        session: Session,
        at_ms: int,
        write: Callable[[SetPhysiology], object],
    ) -> None:
        super().__init__(host, theme, tr("Synchronise heart rate"), tr("Save anchors"), 760)
        self._jobs, self._folder, self._session, self._write = jobs, folder, session, write
        self._job: Job[Found] | None = None
        self.recording: Physiology | None = None
        self.anchors: list[Anchor] = []
        self.file = label("", "body", "text2", wrap=True)
        self.file_button = Button(tr("Choose file…"), self.ask_file, small=True)
        self.view = SignalView()
        self.session_time = QLineEdit(clock(at_ms))
        self.device_time = QLineEdit()
        self.add_button = Button(tr("Add anchor"), self.add_anchor)
        self.table = QTableWidget(0, 3)
        self.remove_button = Button(tr("Remove anchor"), self.remove_anchor, small=True)
        self.says = label("", "body", "text2", wrap=True)
        self._build()
        self._begin()

    def _build(self) -> None:
        self.form.addLayout(_row(self.file, self.file_button, stretch=0))
        self.form.addWidget(self.view)
        hint = tr("Find the same moment in both, such as a button press that is heard on the tape.")
        self.form.addWidget(label(hint, "table", "text2", wrap=True))
        for line, name in ((self.session_time, tr("Moment in the session")), (self.device_time, tr("Device time"))):
            line.setAccessibleName(name)
            line.setMaximumWidth(self.theme.px(130))
            line.returnPressed.connect(self.add_anchor)
        parts = (
            label(tr("Session")),
            self.session_time,
            label(tr("is, on the device,")),
            self.device_time,
            self.add_button,
        )
        self.form.addLayout(_row(*parts, stretch=len(parts)))
        self.table.setHorizontalHeaderLabels([tr("Device"), tr("Session"), tr("Off the line")])
        self.table.setAccessibleName(tr("Anchors"))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(self.theme.px(26))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(self.theme.px(128))
        self.form.addWidget(self.table)
        self.form.addLayout(_row(self.says, self.remove_button, stretch=0))
        self.view.chosen.connect(lambda ms: self.device_time.setText(clock(ms)))

    def _begin(self) -> None:
        self.recording = session_recording(self._session)
        if self.recording is None:
            self.file.setText(tr("No heart-rate file for this session. Choose the file the device recorded."))
        else:
            recording, folder = self.recording, self._folder
            self.anchors = list(recording.anchors)
            self._read(lambda: (recording, recorded_signal(folder, recording)))
        self._show_anchors()

    def ask_file(self) -> None:
        """Ask for the file the device recorded."""
        suffixes = sorted({suffix for known in FORMATS.values() for suffix in known.suffixes})
        pattern = " ".join(f"*{suffix}" for suffix in suffixes)
        kinds = tr("Heart rate ({0});;All files (*)", pattern)
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose heart-rate file"), str(self._folder.root), kinds)
        if chosen:
            folder, session = self._folder, self._session
            self._read(lambda: recognised(folder, session, Path(chosen)))

    def _read(self, work: Callable[[], Found]) -> None:
        if self._job is not None:
            return
        self.file.setText(tr("Reading the recording…"))
        self.say_wrong("")
        self._job = self._jobs.run(
            tr("Reading the heart rate"), lambda _: work(), self._arrived, self._failed, self._over
        )
        self._allow()

    def _arrived(self, found: Found) -> None:
        self._over()
        recording, signal = found
        if self.recording is not None and recording.id != self.recording.id:
            self.anchors = []  # another file has another clock
        self.recording = recording
        title = FORMATS[recording.format].title
        span = f"{clock(int(signal.times_ms[0]), 0)} – {clock(int(signal.times_ms[-1]), 0)}"
        self.file.setText(
            tr("{0} · {1} · {2} entries, {3}", Path(recording.path).name, title, f"{len(signal):,}", span)
        )
        self.view.show_signal(signal)
        self._show_anchors()

    def _failed(self, error: Exception) -> None:
        self._over()
        if not isinstance(error, AppError):
            raise error
        self.file.setText("")
        self.say_wrong(str(error), self.file_button)

    def _over(self) -> None:
        self._job = None
        self._allow()

    def _allow(self) -> None:
        there = self.recording is not None and self._job is None
        for widget in (self.add_button, self.main_button):
            widget.setEnabled(there)
        self.file_button.setEnabled(self._job is None)
        self.remove_button.setEnabled(bool(self.anchors))

    def add_anchor(self) -> None:
        """Take the two moments as the same one, unless they contradict the anchors there are."""
        try:
            session_ms = parse_clock(self.session_time.text())
        except ModelError as error:
            self.say_wrong(str(error), self.session_time)
            return
        try:
            device_ms = parse_clock(self.device_time.text())
        except ModelError as error:
            missing = tr("Choose a sample in the picture, or type the device's time.")
            self.say_wrong(str(error) if self.device_time.text().strip() else missing, self.device_time)
            return
        wanted = sorted([*self.anchors, (device_ms, session_ms)])
        found, words = clock_of(wanted)
        if found is None:
            self.say_wrong(words, self.device_time)
            return
        self.say_wrong("")
        self.anchors = wanted
        self.device_time.clear()
        self._show_anchors()

    def remove_anchor(self) -> None:
        """Take the chosen anchor away, else the last one."""
        if self.anchors:
            row = self.table.currentRow()
            del self.anchors[row if 0 <= row < len(self.anchors) else -1]
            self._show_anchors()

    def _show_anchors(self) -> None:
        found, words = clock_of(self.anchors)
        self.says.setText(words if self.recording is not None else "")
        self.table.setRowCount(len(self.anchors))
        for row, (device, session) in enumerate(self.anchors):
            off = found.residuals_ms[row] if found else 0.0
            known = found is not None and len(self.anchors) > 2
            texts = (clock(device), clock(session), f"{off:+.0f} ms".replace("-", "−") if known else "–")
            for place, text in enumerate(texts):
                self.table.setItem(row, place, QTableWidgetItem(text))
        self.view.show_anchors(tuple(self.anchors))
        self._allow()

    def submit(self) -> None:
        """Write the recording with its anchors."""
        if self.recording is None or self._job is not None:
            return
        change = change_to(self._session, self.recording, self.anchors)
        if change is not None:
            try:
                self._write(change)
            except (AppError, ModelError, StoreError) as error:
                self.say_wrong(str(error))
                return
        self.accept()

    def reject(self) -> None:
        """Close; nothing has changed."""
        if self._job is not None:
            self._job.stop()
        super().reject()


def _row(*widgets: QWidget, stretch: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == stretch else 0, Qt.AlignmentFlag.AlignVCenter)
    if stretch >= len(widgets):
        row.addStretch(1)
    return row
