"""Everything that is wrong in a study folder, each problem with its file and place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from coder.model.checks import Problem, coding_problems, scheme_problems, session_problems, study_problems
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Study
from coder.store.errors import DiskProblem, StoreError
from coder.store.folders import entries, is_file
from coder.store.log import DocumentPaths
from coder.store.replay import history_problems
from coder.store.study import StudyFolder, frozen_scheme, load_head

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something wrong in a file of a study; ``file`` is relative to the study, ``place`` names the spot in it."""

    file: str
    place: str
    text: str
    severity: Literal["error", "warning"] = "error"


def check_study(study: StudyFolder | Path | str) -> list[FileProblem]:
    """Return every problem in a study folder, in the order of its files; nothing is changed and nothing is raised."""
    root = study.root if isinstance(study, StudyFolder) else Path(study)
    return _Check(root.parent if root.name == "study.json" else root).run()


@dataclass(slots=True)
class _Check:
    root: Path
    found: list[FileProblem] = field(default_factory=list)

    def run(self) -> list[FileProblem]:
        head = self._try(lambda: load_head(self.root))
        if head is not None:
            self._add(self.root / "study.json", study_problems(head))
            schemes = self._schemes(head)
            self._try(lambda: self._sessions(StudyFolder(self.root, head, schemes)))
        return self.found

    def _schemes(self, head: Study) -> dict[str, Scheme]:
        schemes = {}
        for ref in dict.fromkeys(head.schemes):
            scheme = self._try(partial(frozen_scheme, self.root, ref))
            if scheme is not None:
                schemes[ref] = scheme
                self._add(self.root / "schemes" / f"{ref}.json", scheme_problems(scheme))
        return schemes

    def _sessions(self, study: StudyFolder) -> None:
        ids = study.session_ids()
        for folder in entries(self.root / "sessions"):
            if folder.name in ids:
                self._session(study, folder.name)
            elif not folder.name.startswith("."):
                self._warn(folder, "This is no session's folder: it has no session.json, or its name cannot be an id.")

    def _session(self, study: StudyFolder, session_id: str) -> None:
        path = study.session_path(session_id)
        session = self._try(lambda: study.load_session(session_id))
        if session is not None:
            scheme = study.schemes.get(session.scheme)
            if scheme is None:
                self._add(path, [Problem("scheme", f"The study does not use the scheme {session.scheme}.")])
            self._add(path, session_problems(session, scheme))
            self._add(path, _missing_files(study, session))
        self._left_over(path)
        for coder in _coders(path.parent / "codings"):
            self._coding(study, session_id, coder, session)

    def _coding(self, study: StudyFolder, session_id: str, coder: str, session: Session | None) -> None:
        path = self.root / "sessions" / session_id / "codings" / f"{coder}.json"
        self._left_over(path)
        coding = self._try(lambda: study.load_coding(session_id, coder), path)
        if coding is None:
            return
        if coder != "consensus" and coder not in {person.id for person in study.study.people}:
            self._warn(path, f"{coder} is not among the study's people.")
        scheme = study.schemes.get(coding.scheme)
        if scheme is None:
            self._add(path, [Problem("scheme", f"The study does not use the scheme {coding.scheme}.")])
        else:
            self._add(path, coding_problems(coding, scheme, session))

    def _left_over(self, snapshot: Path) -> None:
        """Report what crashes left: broken-off lines set aside, and older journals that cannot be read."""
        paths = DocumentPaths(snapshot)
        if is_file(paths.torn):
            self._warn(paths.torn, "The program once stopped while writing an edit; what it had written is kept here.")
        for problem in history_problems(paths):
            self._warn(Path(problem.path), f"{problem.what} Steps before this cannot be undone.", problem.place)

    def _try(self, read: Callable[[], T], path: Path | None = None) -> T | None:
        try:
            return read()
        except StoreError as error:
            text = f"{error.what} {error.do}".strip()
            self.found.append(FileProblem(self._name(Path(error.path or path or "")), error.place, text))
            return None

    def _add(self, path: Path, problems: Iterable[Problem]) -> None:
        name = self._name(path)
        self.found += [FileProblem(name, problem.place, problem.text, problem.severity) for problem in problems]

    def _warn(self, path: Path, text: str, place: str = "") -> None:
        self.found.append(FileProblem(self._name(path), place, text, "warning"))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def _coders(folder: Path) -> list[str]:
    """Return whose snapshots or journals are in a folder."""
    try:
        files = entries(folder)
    except DiskProblem:
        return []
    return sorted({f.stem for f in files if f.suffix in (".json", ".journal") and not f.name.startswith(".")})


def _missing_files(study: StudyFolder, session: Session) -> Iterator[Problem]:
    for kind, files in (("media", session.media), ("physiology", session.physiology)):
        for file in files:
            if file.path and not study.has_file(file):
                yield Problem(f"{kind} {file.id}", f"The file {file.path} was not found; codes are safe.", "warning")
