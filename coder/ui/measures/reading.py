"""The measures of a study, read session by session; what did not change on disk is not computed again. No Qt here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from coder.app.corpus import coded_session
from coder.app.errors import AppError
from coder.app.evidence import stated
from coder.app.jobs import Progress
from coder.app.measures import measure_session
from coder.app.studies import OpenStudy
from coder.app.values import Shown
from coder.metrics import Measured, MeasureRow, OpportunityRow, Parameters
from coder.metrics.context import Context
from coder.model.errors import ModelError
from coder.model.tracks import Tracks
from coder.store import StoreError
from coder.store.log import DocumentPaths, Stamp, stamp_of

HELD_SESSIONS: Final = 32
"""How many sessions' tracks are kept for showing evidence at once."""

Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A row and how it reads."""

    row: MeasureRow
    shown: Shown


@dataclass(frozen=True, slots=True)
class CodingMeasures:
    """All values of one coding; ``begun`` says whether any time has been coded."""

    coder: str
    begun: bool
    values: tuple[Value, ...]
    opportunities: tuple[OpportunityRow, ...]


@dataclass(frozen=True, slots=True)
class SessionMeasures:
    """One session: its codings as far as the person may see them, or why there are none.

    ``other_scheme`` are coders whose coding was made with another scheme and is left out; ``hides`` says that there
    are codings the person may not see yet.
    """

    session_id: str
    child: str = ""
    scheme: str = ""
    codings: tuple[CodingMeasures, ...] = ()
    other_scheme: tuple[str, ...] = ()
    hides: bool = False
    withdrawn: bool = False
    trouble: str = ""


class MeasureReader:
    """Measures one study for one person, and remembers what it found.

    `read` and `context` may be called from different threads.
    """

    def __init__(self, study: OpenStudy, parameters: Parameters) -> None:
        self.study, self.parameters = study, parameters
        self._known: dict[str, tuple[Signature, SessionMeasures]] = {}
        self._tracks: OrderedDict[str, dict[str, Tracks]] = OrderedDict()
        self._lock = Lock()

    def read(self, progress: Progress) -> tuple[SessionMeasures, ...]:
        """Return the measures of every session; only what changed since the last time is computed.

        A child whose consent is withdrawn in one session has measures in none.
        """
        ids = self.study.folder.session_ids()
        found = []
        for done, session_id in enumerate(ids):
            progress.step(done, len(ids), session_id)
            found.append(self._session(session_id))
        self._known = {session_id: self._known[session_id] for session_id in ids}
        gone = {session.child for session in found if session.withdrawn}
        return tuple(replace(s, codings=(), withdrawn=True) if s.child in gone else s for s in found)

    def held(self, session_id: str, coder: str) -> Context | None:
        """Return a coding that is at hand, made ready for evidence, or None when it must be read first."""
        with self._lock:
            tracks = self._tracks.get(session_id, {}).get(coder)
        return Context(tracks, self.parameters) if tracks else None

    def drop_held(self) -> None:
        """Let go of the codings at hand."""
        with self._lock:
            self._tracks.clear()

    def context(self, session_id: str, coder: str) -> Context | None:
        """Return a coding made ready for evidence, read if need be; None when it is gone or may not be seen."""
        held = self.held(session_id, coder)
        if held is None:
            self._compute(session_id)
            held = self.held(session_id, coder)
        return held

    def _session(self, session_id: str) -> SessionMeasures:
        try:
            signature = self._signature(session_id)
            known = self._known.get(session_id)
            if known and known[0] == signature:
                return known[1]
            found = self._compute(session_id)
        except (StoreError, AppError, ModelError) as error:
            signature, found = (), SessionMeasures(session_id, trouble=str(error))
        self._known[session_id] = (signature, found)
        return found

    def _signature(self, session_id: str) -> Signature:
        """Return what changes when the session, one of its codings, or who looks at them changes."""
        folder, person = self.study.folder, self.study.person
        coders = folder.coders(session_id)
        files = [folder.session_path(session_id), *(folder.coding_path(session_id, coder) for coder in coders)]
        stamps: list[Stamp | None] = []
        for file in files:
            paths = DocumentPaths(file)
            stamps += [stamp_of(paths.snapshot), stamp_of(paths.journal)]
        return (person, self.study.study.settings.blind, *coders, *stamps)

    def _compute(self, session_id: str) -> SessionMeasures:
        item = coded_session(self.study, session_id, everyone=False)
        session = item.session
        if session.participant.release == "withdrawn":
            return SessionMeasures(session_id, session.participant.child, withdrawn=True)
        tracks = {coding.coder: tracks for coding, tracks in item.readable()}
        measured = measure_session(item, self.parameters)
        with self._lock:
            self._tracks[session_id] = tracks
            self._tracks.move_to_end(session_id)
            while len(self._tracks) > HELD_SESSIONS:
                self._tracks.popitem(last=False)
        return SessionMeasures(
            session_id,
            session.participant.child,
            session.scheme,
            tuple(self._coding(one, measured) for one in tracks.values()),
            tuple(coding.coder for coding in item.codings if coding.coder not in tracks),
            len(item.codings) < len(self.study.folder.coders(session_id)),
        )

    def _coding(self, tracks: Tracks, measured: Measured) -> CodingMeasures:
        """Return one coding's part of what was measured in its session."""
        coder, context = tracks.coder, Context(tracks, self.parameters)
        values = tuple(Value(row, stated(row, context)) for row in measured.rows if row.coder == coder)
        begun = any(track.coded for track in tracks.by_channel.values())
        return CodingMeasures(coder, begun, values, tuple(o for o in measured.opportunities if o.coder == coder))


def codings_of(sessions: Iterable[SessionMeasures]) -> Iterator[tuple[SessionMeasures, CodingMeasures]]:
    """Yield every coding with its session."""
    return ((session, coding) for session in sessions for coding in session.codings)


def has_measures(sessions: Iterable[SessionMeasures]) -> bool:
    """Return whether anything has been coded that a measure reads."""
    return any(not value.row.status.startswith("not_") for _, coding in codings_of(sessions) for value in coding.values)


def same_measures(before: Sequence[SessionMeasures], after: Sequence[SessionMeasures]) -> bool:
    """Return whether nothing was computed anew between two readings of one reader; never of two empty ones."""
    if not before or len(before) != len(after):
        return False
    pairs = zip(before, after, strict=True)
    return all(a is b or (a.withdrawn and b.withdrawn and a.session_id == b.session_id) for a, b in pairs)
