"""Walking through a study: every session with its scheme and the codings to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coder.app.heart import NO_HEART, SessionHeart, session_heart
from coder.app.identity import CONSENSUS
from coder.app.jobs import Progress
from coder.app.soundness import refuse_unsound
from coder.app.studies import OpenStudy
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.tracks import Tracks, resolve


@dataclass(frozen=True, slots=True)
class CodedSession:
    """A session with the codings that are to be read, the scheme of the session, and its heart rate."""

    session: Session
    scheme: Scheme
    codings: tuple[Coding, ...]
    heart: SessionHeart = NO_HEART

    def readable(self) -> Iterator[tuple[Coding, Tracks]]:
        """Yield each coding made ready to be read.

        A coding made with another scheme than its session's is left out: its codes would not mean the same.
        """
        for coding in self.codings:
            if coding.scheme == self.session.scheme:
                yield coding, resolve(self.scheme, self.session, coding)


def coded_session(study: OpenStudy, session_id: str, everyone: bool) -> CodedSession:
    """Read one session with its codings.

    Parameters
    ----------
    study : OpenStudy
        The study and who looks at it.
    session_id : str
        Which session.
    everyone : bool
        True reads every coding and refuses one with errors (command line); False keeps to what the person may see.
        Either way a consensus counts only once no decision is missing in it.

    Raises
    ------
    StoreError, AppError
        When a file cannot be read, the session names a scheme the study lacks, or an error would make results wrong.
    """
    session = study.session(session_id)
    scheme = study.scheme_of(session)
    found = study.codings(session_id) if everyone else study.visible_codings(session_id)
    codings = [coding for coding in found if not _still_open(coding)]
    if everyone:
        refuse_unsound(study.folder, session, scheme, codings)
    return CodedSession(session, scheme, tuple(codings), session_heart(study, session))


def _still_open(coding: Coding) -> bool:
    """Whether it is a consensus with decisions missing: a part of a session must not stand for the whole."""
    return coding.coder == CONSENSUS and not (coding.passes and all(record.complete for record in coding.passes))


def coded_sessions(study: OpenStudy, everyone: bool, progress: Progress | None = None) -> Iterator[CodedSession]:
    """Yield each session with its codings, in the order of their ids; see `coded_session`.

    ``progress`` is told after each session and may raise `Cancelled`.
    """
    ids = study.folder.session_ids()
    for done, session_id in enumerate(ids, 1):
        yield coded_session(study, session_id, everyone)
        if progress:
            progress.step(done, len(ids), session_id)
