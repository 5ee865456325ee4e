"""Adding a session in four steps: files, child ID, sync, proxies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from coder.app.adding import NewCamera
from coder.app.errors import AppError
from coder.app.jobs import Job, Progress
from coder.app.recordings import RecordingFacts, facts_of
from coder.app.studies import OpenStudy
from coder.model.session import Session
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.proxies import proxy_tasks
from coder.ui.shell.dialogs import FormDialog
from coder.ui.study.add_child import ChildStep
from coder.ui.study.add_files import FilesStep
from coder.ui.study.add_proxies import ProxyStep
from coder.ui.study.add_sync import SyncStep
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, label
from coder.ui.widgets.text import set_tone

MOST_CAMERAS = 4
FILES, CHILD, SYNC, PROXIES = range(4)
_TITLES = ("Files", "Cameras and child ID", "Sync", "Proxies")


class AddSessionDialog(FormDialog):
    """Asks for what a session needs and adds it; ``added`` is called with it.

    Files are read in the background while the person types; steps that a session does not need are passed over.
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
        super().__init__(host, theme, tr("Add videos"), tr("Next"), 640)
        self._study, self._jobs, self._added = study, jobs, added
        self._reading: Job[RecordingFacts] | None = None
        self._adding: Job[Session] | None = None
        self._facts: dict[Path, RecordingFacts] = {}
        self._go_on_when_read = False
        self.files_step, self.child_step = FilesStep(theme, self._files_changed), ChildStep(study)
        self.sync_step, self.proxy_step = SyncStep(jobs), ProxyStep()
        self._build()
        self.add_files(files)
        self._show_step(CHILD if files else FILES)

    def _build(self) -> None:
        self._names: list[QLabel] = []
        line = QHBoxLayout()
        line.setSpacing(18)
        for number, title in enumerate(_TITLES, 1):
            self._names.append(label(f"{number}  {tr(title)}", "table", "text3"))
            line.addWidget(self._names[-1])
        line.addStretch(1)
        self.form.addLayout(line)
        self.pages = QStackedWidget()
        for page in (self.files_step, self.child_step, self.sync_step, self.proxy_step):
            self.pages.addWidget(page)
        self.form.addWidget(self.pages, 1)
        self.state = label("", "table", "text2", wrap=True)
        self.form.addWidget(self.state)
        self.back_button = Button(tr("Back"), self._back)
        self.foot.insertWidget(0, self.back_button)

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self.pages.currentIndex()

    @property
    def files(self) -> list[Path]:
        """The cameras' files, the reference first."""
        return self.files_step.files

    def add_files(self, files: Iterable[Path]) -> None:
        """Add cameras that are not listed yet."""
        self.files_step.add(files)

    def submit(self) -> None:
        """Go on to the next step that is needed; after the last one add the session."""
        self.say_wrong("")
        if self._adding is not None:
            return
        if not self.files:
            self._show_step(FILES)
            self.say_wrong(tr("Choose at least one video."), self.files_step.choose_button)
            return
        if len(self.files) > MOST_CAMERAS:
            self._show_step(FILES)
            self.say_wrong(tr("A session has at most {0} cameras. Remove some.", MOST_CAMERAS), self.files_step.list)
            return
        wrong = self.child_step.wrong() if self.step == CHILD else None
        if wrong is not None:
            self.say_wrong(*wrong)
            wrong[1].setFocus()
            return
        if self.step >= CHILD and self._unread():
            self._go_on_when_read = True
            self.main_button.setEnabled(False)
            self.state.setText(tr("Reading the videos…"))
            self._read_next()
            return
        following = self._step_after(self.step)
        if following is None:
            self._start()
        else:
            self._show_step(following)

    def _step_after(self, step: int) -> int | None:
        """Return the next step this session needs, None after the last."""
        needed = {
            CHILD: True,
            SYNC: len(self.files) > 1,
            PROXIES: any(self._facts[file].heavy for file in self.files if file in self._facts),
        }
        return next((later for later in range(step + 1, len(_TITLES)) if needed[later]), None)

    def _back(self) -> None:
        self.say_wrong("")
        before = [step for step in range(self.step) if step != SYNC or len(self.files) > 1]
        if before:
            self._show_step(before[-1])

    def _show_step(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        for number, name in enumerate(self._names):
            set_tone(name, "accent" if number == step else "text2" if number < step else "text3")
            name.setAccessibleDescription(tr("current step") if number == step else "")
        self.back_button.setVisible(step > FILES)
        self.child_step.show_cameras(self.files)
        self.sync_step.show_cameras(self.files)
        self.proxy_step.show_facts([self._facts[file] for file in self.files if file in self._facts])
        if step == SYNC and self.sync_step.untouched and all(self._facts[file].has_sound for file in self.files):
            self.sync_step.look("sound")
        self._name_button()
        focus = (self.files_step.choose_button, self.child_step.child, self.main_button, self.main_button)
        focus[step].setFocus()
        self.resize(self.width(), max(self.height(), self.minimumSizeHint().height()))

    def _name_button(self) -> None:
        last = self.step >= CHILD and not self._unread() and self._step_after(self.step) is None
        self.main_button.setText(tr("Add session") if last else tr("Next"))

    def _files_changed(self) -> None:
        self.say_wrong("")
        self._read_next()
        self.files_step.show_facts(self._facts)
        self._name_button()

    def _unread(self) -> list[Path]:
        return [file for file in self.files if file not in self._facts]

    def _read_next(self) -> None:
        """Look at the next file that is not known yet."""
        unread = self._unread()
        if self._reading is not None or not unread:
            return
        file = unread[0]

        def read(facts: RecordingFacts) -> None:
            self._reading = None
            self._facts[file] = facts
            self.files_step.show_facts(self._facts)
            self._name_button()
            if self._unread():
                self._read_next()
            elif self._go_on_when_read:
                self._stop_waiting()
                self.submit()

        self._reading = self._jobs.run(tr("Reading {0}", file.name), lambda _: facts_of(file), read, self._not_read)

    def _not_read(self, error: Exception) -> None:
        self._reading = None
        self._stop_waiting()
        if not isinstance(error, AppError):
            raise error
        self._show_step(FILES)
        self.say_wrong(str(error), self.files_step.list)

    def _stop_waiting(self) -> None:
        self._go_on_when_read = False
        self.state.setText("")
        self.main_button.setEnabled(True)

    def _cameras(self) -> list[NewCamera]:
        titles = [title.text().strip() for title in self.child_step.titles] or [""]
        return [
            NewCamera(file, title, placed.offset_ms, placed.rate, placed.by, self._facts.get(file))
            for file, title, placed in zip(self.files, titles, self.sync_step.placed, strict=True)
        ]

    def _start(self) -> None:
        study, cameras, child_step = self._study, self._cameras(), self.child_step
        session_id, child, scheme = child_step.session.text(), child_step.child.text(), child_step.scheme.currentData()
        age_days = child_step.age_days

        def work(progress: Progress) -> Session:
            return study.add_session(cameras, session_id, child, age_days, scheme, progress)

        self.main_button.setEnabled(False)
        self.state.setText(tr("Reading the videos…"))
        self._adding = self._jobs.run(tr("Adding {0}", session_id), work, self._done, self._failed, self._stopped)

    def _done(self, session: Session) -> None:
        heavy = any(self._facts[file].heavy for file in self.files if file in self._facts)
        if heavy and self.proxy_step.wanted.isChecked():
            proxy_tasks(self._jobs).make(self._study, [session.id])
        self.accept()
        self._added(session)

    def _failed(self, error: Exception) -> None:
        self._stopped()
        if not isinstance(error, AppError | StoreError):
            raise error
        about_id = "ID" in str(error)
        if about_id:
            self._show_step(CHILD)
        self.say_wrong(str(error), self.child_step.child if about_id else None)

    def _stopped(self) -> None:
        self._adding = None
        self._stop_waiting()

    def reject(self) -> None:
        """Stop reading and close; nothing has been added then."""
        for job in (self._reading, self._adding):
            if job is not None:
                job.stop()
        self._reading = self._adding = None
        self.sync_step.stop()
        super().reject()
