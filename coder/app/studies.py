"""An open study: one person's view of a study folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from coder.app.adding import NewCamera, new_media
from coder.app.desk import Desk
from coder.app.errors import AppError
from coder.app.identity import check_child_id, default_person, oversees, person, visible_coders
from coder.app.jobs import Progress
from coder.app.overview import SessionOverview, pass_progress
from coder.app.recordings import keep_facts
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Participant, Session
from coder.model.study import Person, Study
from coder.store import DiaryEntry, StoreError, StudyFolder, known_place, read_diary, write_diary


class OpenStudy:
    """A study folder as one person sees it.

    Parameters
    ----------
    folder : StudyFolder
        The folder on disk.
    identity : str or None
        Id of the person who works; None takes the first supervisor, or the first person of the study.
    """

    def __init__(self, folder: StudyFolder, identity: str | None = None) -> None:
        self.folder = folder
        self.person: Person | None = person(folder.study, identity) if identity else default_person(folder.study)

    @classmethod
    def open(cls, path: Path | str, identity: str | None = None) -> OpenStudy:
        """Open the study at ``path``; raises `StoreError` or `AppError` with one sentence."""
        return cls(StudyFolder.open(Path(path)), identity)

    @property
    def study(self) -> Study:
        """The head of the study."""
        return self.folder.study

    @property
    def schemes(self) -> dict[str, Scheme]:
        """Scheme reference → scheme."""
        return self.folder.schemes

    @property
    def identity(self) -> str | None:
        """Id of the person who works, or None when the study has no people."""
        return self.person.id if self.person else None

    def people(self) -> tuple[Person, ...]:
        """Everyone who works on the study."""
        return self.study.people

    def become(self, identity: str) -> None:
        """Go on as another person of the study; the change is in its diary, wherever that can be written."""
        before, self.person = self.identity, person(self.study, identity)
        if before not in (None, identity):
            with contextlib.suppress(StoreError):
                self.write_diary(f"works as {identity} now, before as {before}")

    def write_diary(self, what: str) -> None:
        """Note in the study's diary what this person did; raises `StoreError`."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        write_diary(self.folder.root, DiaryEntry(at=at, by=self.identity or "", what=what))

    def diary(self) -> list[DiaryEntry]:
        """Return the study's diary, oldest first."""
        return read_diary(self.folder.root)

    @property
    def sees_results(self) -> bool:
        """Whether measures and agreement are shown: never to someone who only codes while the study is blind."""
        return not self.study.settings.blind or oversees(self.person)

    def scheme_of(self, session: Session) -> Scheme:
        """Return the scheme a session is coded with; raises `AppError` when the study does not have it."""
        scheme = self.schemes.get(session.scheme)
        if scheme is None:
            path = self.folder.session_path(session.id)
            raise AppError(f"{path}, scheme: The study does not use the scheme {session.scheme}.")
        return scheme

    def session(self, session_id: str) -> Session:
        """Read a session."""
        return self.folder.load_session(session_id)

    def codings(self, session_id: str) -> list[Coding]:
        """Read every coding of a session, whoever asks; `visible_codings` keeps to what the person may see."""
        return [self.folder.load_coding(session_id, coder) for coder in self.folder.coders(session_id)]

    def visible_codings(self, session_id: str) -> list[Coding]:
        """Read the codings of a session this person may see."""
        codings = self.codings(session_id)
        seen = self.visible_coders(session_id, codings)
        return [coding for coding in codings if coding.coder in seen]

    def visible_coders(self, session_id: str, codings: Iterable[Coding]) -> list[str]:
        """Return whose codings this person may see, of all codings of a session; their events are not looked at."""
        return visible_coders(self.person, self.study, self.schemes, session_id, codings)

    def overviews(self) -> list[SessionOverview]:
        """Return one overview per session, in the order of their ids; unreadable parts are told, not raised."""
        return [self.overview(session_id) for session_id in self.folder.session_ids()]

    def overview(self, session_id: str) -> SessionOverview:
        """Return the overview of one session."""
        try:
            session = self.session(session_id)
            scheme = self.scheme_of(session)
        except (StoreError, AppError) as error:
            blank = Session(id=session_id, scheme="", participant=Participant(child="unknown"))
            return SessionOverview(blank, Scheme(id="unknown", revision=0, title=""), trouble=str(error))
        missing = tuple(m.id for m in session.media if known_place(self.folder, m) is None)
        try:
            codings = self.visible_codings(session_id)
        except StoreError as error:
            return SessionOverview(session, scheme, {}, missing, str(error))
        progress = {coding.coder: pass_progress(scheme, session, coding) for coding in codings}
        hidden = len(self.folder.coders(session_id)) > len(codings)
        return SessionOverview(session, scheme, progress, missing, hidden=hidden)

    def open_desk(self, session_id: str, *, take_over: bool = False, read_only: bool = False) -> Desk:
        """Open this person's own coding of a session for editing; it is begun when there is none yet.

        Raises
        ------
        AppError
            When nobody is chosen who could code.
        StoreError
            When it cannot be read, or is open elsewhere and neither ``take_over`` nor ``read_only`` is asked for.
        """
        if self.identity is None:
            raise AppError("Choose who codes first: this study has no people yet.")
        return Desk.open(self.folder, session_id, self.identity, take_over=take_over, read_only=read_only)

    def add_session(
        self,
        cameras: Sequence[Path | NewCamera],
        session_id: str,
        child: str,
        age_days: int | None = None,
        scheme: str | None = None,
        progress: Progress | None = None,
    ) -> Session:
        """Add a session with its recordings; the files stay where they are and are linked.

        Raises
        ------
        AppError
            When an id is taken or gives too much away, or a file is no video that can be played.
        """
        child = check_child_id(child)
        session_id = check_child_id(session_id)
        if session_id in self.folder.session_ids():
            raise AppError(f"There is a session {session_id} already. Choose another session ID.")
        if age_days is not None and not 0 < age_days < 40_000:
            raise AppError(f"{age_days} is not an age in days.")
        new = [NewCamera(camera) if isinstance(camera, Path) else camera for camera in cameras]
        media, facts = new_media(new, self.folder.root, progress or Progress())
        session = Session(
            id=session_id,
            scheme=self._scheme_ref(scheme),
            participant=Participant(child=child, age_days=age_days),
            media=media,
        )
        self.folder.add_session(session)
        for camera, found in zip(media, facts, strict=True):
            keep_facts(self.folder, session_id, camera.id, found)
        return session

    def _scheme_ref(self, scheme: str | None) -> str:
        if scheme is None:
            if not self.study.schemes:
                raise AppError("This study has no coding scheme yet; add one first.")
            return self.study.schemes[0]
        if scheme not in self.schemes:
            raise AppError(f"This study has no scheme {scheme}; it has {', '.join(self.schemes) or 'none'}.")
        return scheme
