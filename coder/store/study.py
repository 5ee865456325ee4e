"""A study folder: its head, its schemes, and the sessions and codings in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Self

from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Study
from coder.store import codec
from coder.store.errors import Corrupt, StoreError, disk_problem

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
        head = root / "study.json"
        try:
            is_study = head.is_file()
        except OSError as error:
            raise disk_problem(error, root) from error
        if not is_study:
            raise StoreError("There is no study here: study.json is missing.", root, do="Choose a study's folder.")
        study = codec.load(Study, head)
        return cls(root, study, {ref: _load_scheme(root, ref) for ref in study.schemes})

    def session_ids(self) -> list[str]:
        """Return the ids of the sessions in alphabetical order: the folders that hold a ``session.json``."""
        folders = _entries(self.root / "sessions")
        return [folder.name for folder in folders if (folder / "session.json").is_file()]

    def coders(self, session_id: str) -> list[str]:
        """Return who has coded the session, in alphabetical order; ``consensus`` is one of them."""
        files = _entries(self._session_folder(session_id) / "codings")
        return [file.stem for file in files if file.suffix == ".json" and _ID.fullmatch(file.stem) and file.is_file()]

    def load_session(self, session_id: str) -> Session:
        """Return a session as it is on disk; raises `StoreError`."""
        path = self._session_folder(session_id) / "session.json"
        session = codec.load(Session, path)
        if session.id != session_id:
            raise Corrupt(f"The session in it is {session.id}, but its folder is {session_id}.", path, "$.id")
        return session

    def load_coding(self, session_id: str, coder: str) -> Coding:
        """Return a coding as it is on disk, for reading only; raises `StoreError`."""
        path = self._coding_path(session_id, coder)
        coding = codec.load(Coding, path)
        if (coding.session, coding.coder) != (session_id, coder):
            raise Corrupt(f"It holds session {coding.session} by {coding.coder}, not what its name says.", path)
        return coding

    def _session_folder(self, session_id: str) -> Path:
        return self.root / "sessions" / _safe(session_id, "session")

    def _coding_path(self, session_id: str, coder: str) -> Path:
        return self._session_folder(session_id) / "codings" / f"{_safe(coder, 'coder')}.json"


def _safe(name: str, what: str) -> str:
    if not _ID.fullmatch(name):
        raise StoreError(f"“{name[:80]}” cannot be the id of a {what}: use letters, digits, _ . @ and -.")
    return name


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise disk_problem(error, folder) from error


def _load_scheme(root: Path, ref: str) -> Scheme:
    path = root / "schemes" / f"{_safe(ref, 'scheme')}.json"
    scheme = codec.load(Scheme, path)
    if scheme.ref != ref:
        raise Corrupt(f"The scheme in it is {scheme.ref}, but the study calls it {ref}.", path, "$.revision")
    return scheme
