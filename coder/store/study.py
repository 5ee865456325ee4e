"""A study folder: its head, its schemes, and the sessions and codings in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

import msgspec

from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Media, Physiology, Session
from coder.model.study import Study
from coder.store import codec
from coder.store.atomic import temporary_beside, write_atomically
from coder.store.codec import read_bytes
from coder.store.document import DocumentFile
from coder.store.errors import Conflict, Corrupt, StoreError, disk_problem
from coder.store.folders import entries, exists, is_file, make_folder, sync_folder
from coder.store.journal import read_journal
from coder.store.log import DocumentPaths
from coder.store.opening import Source
from coder.store.replay import read_document

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,79}")


class StudyFolder:
    """An open study folder; nothing but its head and schemes is held in memory.

    Attributes
    ----------
    root : Path
        The folder.
    study : Study
        The content of ``study.json``.
    schemes : dict of str to Scheme
        The frozen copies under ``schemes/``, by reference such as ``strange-situation@1``.
    """

    def __init__(self, root: Path, study: Study, schemes: dict[str, Scheme]) -> None:
        self.root = root
        self.study = study
        self.schemes = schemes

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open the study in the folder ``path`` (or whose ``study.json`` it is).

        Raises
        ------
        StoreError
            When there is no study, or its head or one of its schemes cannot be read.
        """
        root = Path(path)
        if root.name == "study.json":
            root = root.parent
        study = load_head(root)
        return cls(root, study, {ref: frozen_scheme(root, ref) for ref in study.schemes})

    @classmethod
    def create(cls, path: Path | str, study: Study, schemes: Iterable[Scheme] = ()) -> Self:
        """Make a new study in the folder ``path``, which must not be there yet or be empty; it appears as a whole.

        Raises
        ------
        StoreError
            When the folder holds something, or cannot be written.
        """
        root = Path(path)
        by_ref = {scheme.ref: scheme for scheme in schemes}
        study = msgspec.structs.replace(study, schemes=tuple(by_ref))
        try:
            if root.exists() and (not root.is_dir() or any(root.iterdir())):
                raise StoreError("There is something here already.", root, do="Choose a new or empty folder.")
        except (OSError, ValueError) as error:
            raise disk_problem(error, root) from error
        draft = temporary_beside(root)
        try:
            _fill(draft, study, by_ref)
            if root.exists():
                root.rmdir()
            draft.rename(root)
            sync_folder(root.parent)
        except OSError as error:
            raise disk_problem(error, root) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return cls(root, study, by_ref)

    def session_ids(self) -> list[str]:
        """Return the ids of the sessions in alphabetical order: the folders that hold a ``session.json``."""
        folders = entries(self.root / "sessions")
        return [folder.name for folder in folders if _ID.fullmatch(folder.name) and exists(folder / "session.json")]

    def coders(self, session_id: str) -> list[str]:
        """Return who has coded the session, in alphabetical order; ``consensus`` is one of them."""
        files = entries(self.session_path(session_id).parent / "codings")
        return [file.stem for file in files if file.suffix == ".json" and _ID.fullmatch(file.stem)]

    def session_path(self, session_id: str) -> Path:
        """Return where the session's file is or would be."""
        return self.root / "sessions" / safe_name(session_id, "session") / "session.json"

    def coding_path(self, session_id: str, coder: str) -> Path:
        """Return where the coding's file is or would be."""
        return self.session_path(session_id).parent / "codings" / f"{safe_name(coder, 'coder')}.json"

    def load_session(self, session_id: str) -> Session:
        """Return a session as it is on disk, for reading only; raises `StoreError`, also for a damaged journal."""
        path = self.session_path(session_id)
        found = read_document(Session, DocumentPaths(path))
        if found.damage:
            raise found.damage
        _check_session(found.document, session_id, path)
        return found.document

    def load_coding(self, session_id: str, coder: str) -> Coding:
        """Return a coding as it is on disk, for reading only; raises `StoreError`, also for a damaged journal."""
        path = self.coding_path(session_id, coder)
        found = read_document(Coding, DocumentPaths(path))
        if found.damage:
            raise found.damage
        _check_coding(found.document, session_id, coder, path)
        return found.document

    def edit_times(self, session_id: str, coder: str) -> list[str]:
        """Return when each edit of a coding was made, ISO 8601, oldest first; raises `StoreError`."""
        paths = DocumentPaths(self.coding_path(session_id, coder))
        files = [*paths.history().values(), *([paths.journal] if exists(paths.journal) else [])]
        return [edit.at for file in files for edit in read_journal(read_bytes(file), file).edits]

    def open_session(self, session_id: str, by: str = "", *, read_only: bool = False) -> DocumentFile[Session]:
        """Open a session to edit its episodes, media or participant, in turn with others; ``by`` signs the edits."""
        path = self.session_path(session_id)
        opened = DocumentFile(Source(Session, DocumentPaths(path)), by=by, read_only=read_only, in_turn=True)
        _check_session(opened.document, session_id, path)
        return opened

    def open_coding(
        self, session_id: str, coder: str, *, by: str = "", take_over: bool = False, read_only: bool = False
    ) -> DocumentFile[Coding]:
        """Open a coding for editing; one that is not there yet begins empty and gets its file with the first edit.

        Parameters
        ----------
        by
            Who edits, if not the coder.
        take_over
            Take it over from whoever has it open.

        Raises
        ------
        Locked
            When somebody else has it open, unless ``take_over`` or ``read_only``.
        StoreError
        """
        path = self.coding_path(session_id, coder)
        new = Coding(session=session_id, coder=coder, scheme=self.load_session(session_id).scheme)
        if not read_only:
            make_folder(path.parent)
        source = Source(Coding, DocumentPaths(path), owner=coder, new=new)
        opened = DocumentFile(source, by=by or coder, read_only=read_only, take_over=take_over)
        try:
            _check_coding(opened.document, session_id, coder, path)
        except StoreError:
            opened.abandon()
            raise
        return opened

    def add_session(self, session: Session) -> None:
        """Write a new session; raises `StoreError` when there is one of that id or its scheme is not in the study."""
        path = self.session_path(session.id)
        if session.scheme not in self.schemes:
            raise StoreError(f"The study does not use the scheme {session.scheme}.", path, do="Add the scheme first.")
        if exists(path):
            raise StoreError(f"There is a session {session.id} already.", path, do="Choose another id.")
        make_folder(path.parent)
        write_atomically(path, codec.to_bytes(session))

    def add_coding(self, coding: Coding) -> None:
        """Write a whole coding that is not there yet, such as an imported one; raises `StoreError`."""
        path = self.coding_path(coding.session, coding.coder)
        if exists(path):
            raise StoreError(f"{coding.coder} has coded this session already.", path, do="Choose another coder ID.")
        make_folder(path.parent)
        write_atomically(path, codec.to_bytes(coding))

    def add_scheme(self, scheme: Scheme) -> None:
        """Put a frozen copy of a scheme into the study; raises `StoreError` when another one has that reference."""
        path = self.root / "schemes" / f"{scheme.ref}.json"
        if exists(path):
            if frozen_scheme(self.root, scheme.ref) != scheme:
                raise StoreError(f"There is another scheme {scheme.ref} already.", path, do="Give it a new revision.")
        else:
            make_folder(path.parent)
            write_atomically(path, codec.to_bytes(scheme))
        self.schemes[scheme.ref] = scheme
        if scheme.ref not in self.study.schemes:
            self.save_study(msgspec.structs.replace(self.study, schemes=(*self.study.schemes, scheme.ref)))

    def save_study(self, study: Study) -> None:
        """Replace ``study.json``.

        Raises
        ------
        Conflict
            When somebody else has changed it since it was read.
        StoreError
        """
        if load_head(self.root) != self.study:
            raise Conflict("Somebody else has changed the study.", self.root / "study.json", do="Open the study again.")
        write_atomically(self.root / "study.json", codec.to_bytes(study))
        self.study = study

    def media_path(self, media: Media | Physiology) -> Path:
        """Return where a recording should be: its path is relative to the study and may lead outside.

        Raises
        ------
        StoreError
            When the path cannot be one.
        """
        if not media.path or "\0" in media.path:
            raise StoreError(f"“{media.path[:80]}” is no path.", self.root, media.id)
        return Path(os.path.normpath(self.root.absolute() / media.path.replace("\\", "/")))

    def has_file(self, media: Media | Physiology) -> bool:
        """Return whether a recording is where it should be; never raises."""
        return "\0" not in media.path and is_file(self.root / media.path.replace("\\", "/"))


def load_head(root: Path) -> Study:
    """Return the content of a study's ``study.json``; raises `StoreError`."""
    head = root / "study.json"
    if not exists(head):
        raise StoreError("There is no study here: study.json is missing.", root, do="Choose a study's folder.")
    return codec.load(Study, head)


def frozen_scheme(root: Path, ref: str) -> Scheme:
    """Return a study's frozen copy of a scheme; raises `StoreError`."""
    path = root / "schemes" / f"{safe_name(ref, 'scheme')}.json"
    scheme = codec.load(Scheme, path)
    if scheme.ref != ref:
        raise Corrupt(f"The scheme in it is {scheme.ref}, but the study calls it {ref}.", path, "$.revision")
    return scheme


def _fill(root: Path, study: Study, schemes: dict[str, Scheme]) -> None:
    for name in ("schemes", "sessions"):
        make_folder(root / name)
    for ref, scheme in schemes.items():
        write_atomically(root / "schemes" / f"{safe_name(ref, 'scheme')}.json", codec.to_bytes(scheme))
    write_atomically(root / "study.json", codec.to_bytes(study))


def _check_session(session: Session, session_id: str, path: Path) -> None:
    if session.id != session_id:
        raise Corrupt(f"The session in it is {session.id}, but its folder is {session_id}.", path, "$.id")


def _check_coding(coding: Coding, session_id: str, coder: str, path: Path) -> None:
    if (coding.session, coding.coder) != (session_id, coder):
        found = f"session {coding.session} by {coding.coder}"
        raise Corrupt(f"It holds {found}, but it lies where session {session_id} by {coder} belongs.", path)


def safe_name(name: str, what: str) -> str:
    """Return an id that is safe as a file name; raises `StoreError` for any other."""
    if not _ID.fullmatch(name):
        raise StoreError(f"“{name[:80]}” cannot be the id of a {what}: use letters, digits, _ . @ and -.")
    return name
