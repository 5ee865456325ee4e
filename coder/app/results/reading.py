"""The measures of a study, session by session; what did not change is not computed again, nor after a restart."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from threading import Lock
from typing import Final

from coder.app.corpus import coded_session
from coder.app.errors import AppError
from coder.app.evidence import stated
from coder.app.heart import session_heart
from coder.app.jobs import Progress
from coder.app.results.kept import CodingMeasures, Value, drop_kept, key_of, load_kept, packed, save_kept, unpacked
from coder.app.studies import OpenStudy
from coder.metrics import Heart, Parameters, measure
from coder.metrics.context import Context
from coder.model.coding import Coding
from coder.model.errors import ModelError
from coder.model.session import Episode, Physiology, Session
from coder.model.tracks import Tracks, resolve
from coder.store import StoreError
from coder.store.log import DocumentPaths, Stamp, stamp_of

HELD_SESSIONS: Final = 32
"""How many sessions' tracks are kept for showing evidence at once."""

POOL_FROM: Final = 150
"""With so many sessions to measure, starting two processes for it pays."""

Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SessionMeasures:
    """One session: its codings as far as the person may see them, or why there are none.

    ``condition`` is None while the study is blind. ``other_scheme`` are coders whose coding was made with another
    scheme and is left out; ``hides`` says that there are codings the person may not see yet.
    """

    session_id: str
    child: str = ""
    scheme: str = ""
    codings: tuple[CodingMeasures, ...] = ()
    other_scheme: tuple[str, ...] = ()
    hides: bool = False
    withdrawn: bool = False
    trouble: str = ""
    episodes: tuple[Episode, ...] = ()
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class _Packed:
    """A session measured in another process: codings as they would stand in their files, each with its key."""

    head: SessionMeasures
    codings: tuple[tuple[str, bytes], ...]


class MeasureReader:
    """Measures one study for one person, and remembers what it found.

    `read` and `context` may be called from different threads. With ``keeps`` what is measured is kept beside the study.
    """

    def __init__(self, study: OpenStudy, parameters: Parameters, keeps: bool = True) -> None:
        self.study, self.parameters, self.keeps = study, parameters, keeps
        self._known: dict[str, tuple[Signature, SessionMeasures]] = {}
        self._tracks: OrderedDict[str, dict[str, Tracks]] = OrderedDict()
        self._lock = Lock()

    def read(self, progress: Progress, pool_from: int = POOL_FROM) -> tuple[SessionMeasures, ...]:
        """Return the measures of every session; only what changed since the last time is computed.

        A child whose consent is withdrawn in one session has measures in none.
        """
        ids = self.study.folder.session_ids()
        missing: dict[str, Signature] = {}
        for session_id in ids:
            progress.step(0, 1, session_id)
            self._recall(session_id, missing)
        for done, (session_id, found) in enumerate(self._measure(list(missing), pool_from)):
            progress.step(done, len(missing), session_id)
            self._known[session_id] = (() if found.trouble else missing[session_id], found)
        self._known = {session_id: self._known[session_id] for session_id in ids}
        sessions = [found for _, found in self._known.values()]
        gone = {session.child for session in sessions if session.withdrawn}
        return tuple(replace(s, codings=(), withdrawn=True) if s.child in gone else s for s in sessions)

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
            item = coded_session(self.study, session_id, everyone=False)
            self._hold(session_id, {coding.coder: tracks for coding, tracks in item.readable()})
            held = self.held(session_id, coder)
        return held

    def _hold(self, session_id: str, tracks: dict[str, Tracks]) -> None:
        with self._lock:
            self._tracks[session_id] = tracks
            self._tracks.move_to_end(session_id)
            while len(self._tracks) > HELD_SESSIONS:
                self._tracks.popitem(last=False)

    def _recall(self, session_id: str, missing: dict[str, Signature]) -> None:
        """Take a session as it is now from before, or from what is kept on disk; else note that it is missing."""
        found: SessionMeasures | None
        try:
            signature = self._signature(session_id)
            known = self._known.get(session_id)
            if known and known[0] == signature:
                return
            with self._lock:
                self._tracks.pop(session_id, None)
            found = _SessionWork(self.study, self.parameters, session_id).recalled()
        except (StoreError, AppError, ModelError) as error:
            signature, found = (), SessionMeasures(session_id, trouble=str(error))
        if found is None:
            missing[session_id] = signature
        else:
            self._known[session_id] = (signature, found)

    def _measure(self, ids: Sequence[str], pool_from: int) -> Iterator[tuple[str, SessionMeasures]]:
        if len(ids) < pool_from:
            for session_id in ids:
                tracks: dict[str, Tracks] = {}
                yield session_id, _measured(self.study, self.parameters, self.keeps, session_id, tracks)
                self._hold(session_id, tracks)
            return
        work = partial(_packed, self.study, self.parameters, self.keeps)
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            try:
                for session_id, found in zip(ids, pool.map(work, ids, chunksize=8), strict=True):
                    codings = tuple(coding for key, data in found.codings if (coding := unpacked(data, key)))
                    yield session_id, replace(found.head, codings=codings)
            finally:
                pool.shutdown(cancel_futures=True)

    def _signature(self, session_id: str) -> Signature:
        """Return what changes when the session, one of its codings, or who looks at them changes."""
        folder, person = self.study.folder, self.study.person
        coders = folder.coders(session_id)
        files = [folder.session_path(session_id), *(folder.coding_path(session_id, coder) for coder in coders)]
        stamps: list[Stamp | None] = []
        for file in files:
            paths = DocumentPaths(file)
            stamps += [stamp_of(paths.snapshot), stamp_of(paths.journal)]
        head = self.study.study
        return (person, head.settings.blind, head.reliability, *coders, *stamps)


def _measured(
    study: OpenStudy, parameters: Parameters, keeps: bool, session_id: str, tracks: dict[str, Tracks] | None = None
) -> SessionMeasures:
    """Return what a session gives; the codings that were measured are left in ``tracks``."""
    try:
        return _SessionWork(study, parameters, session_id, tracks).measured(keeps)
    except (StoreError, AppError, ModelError) as error:
        return SessionMeasures(session_id, trouble=str(error))


def _packed(study: OpenStudy, parameters: Parameters, keeps: bool, session_id: str) -> _Packed:
    found = _measured(study, parameters, keeps, session_id)
    codings = tuple(
        (session_id, packed(c, session_id, session_id, found.child, parameters.params)) for c in found.codings
    )
    return _Packed(replace(found, codings=()), codings)


class _SessionWork:
    """Measures one session, taking from what is kept whatever still holds."""

    def __init__(
        self, study: OpenStudy, parameters: Parameters, session_id: str, tracks: dict[str, Tracks] | None = None
    ) -> None:
        self._study, self._parameters = study, parameters
        self._tracks = {} if tracks is None else tracks
        self._session = study.session(session_id)
        self._scheme = study.scheme_of(self._session)
        self._coders = study.folder.coders(session_id)

    def recalled(self) -> SessionMeasures | None:
        """Return the session if every coding of it is kept, without reading any; else None."""
        if self._session.participant.release == "withdrawn":
            drop_kept(self._study.folder.root, self._session.id)
            return self._head()
        kept = {coder: found for coder in self._coders if (found := self._kept(coder)) is not None}
        if len(kept) < len(self._coders):
            return None
        # who may see a coding depends on its scheme and its passes alone
        heads = [Coding(session=self._session.id, coder=c, scheme=k.scheme, passes=k.passes) for c, k in kept.items()]
        visible = self._visible(heads)
        return self._head(tuple(kept[coder] for coder in visible), (), len(visible) < len(self._coders))

    def measured(self, keeps: bool) -> SessionMeasures:
        """Return the session, its codings measured as far as they are not kept."""
        if self._session.participant.release == "withdrawn":
            return self._head()
        session, codings = self._session, self._study.codings(self._session.id)
        visible = self._visible(codings)
        heart = session_heart(self._study, session).heart
        seen = [coding for coding in codings if coding.coder in visible]
        readable = [coding for coding in seen if coding.scheme == session.scheme]
        measured = (self._kept(coding.coder) or self._measure(coding, heart, keeps) for coding in readable)
        others = tuple(coding.coder for coding in seen if coding not in readable)
        return self._head(tuple(measured), others, len(seen) < len(codings))

    def _measure(self, coding: Coding, heart: Heart | None, keeps: bool) -> CodingMeasures:
        key = self._key(coding.coder)
        tracks = self._tracks[coding.coder] = resolve(self._scheme, self._session, coding)
        measured, context = measure(tracks, self._parameters, heart=heart), Context(tracks, self._parameters)
        values = tuple(Value(row, stated(row, context)) for row in measured.rows)
        begun = any(track.coded for track in tracks.by_channel.values())
        found = CodingMeasures(coding.coder, begun, values, measured.opportunities, coding.scheme, coding.passes)
        params, session = self._parameters.params, self._session
        # what was changed while it was measured is not kept: its key is another one now
        if keeps and key == self._key(coding.coder):
            content = packed(found, key, session.id, session.participant.child, params)
            save_kept(self._study.folder.root, session.id, coding.coder, params, content)
        return found

    def _head(
        self, codings: tuple[CodingMeasures, ...] = (), others: tuple[str, ...] = (), hides: bool = False
    ) -> SessionMeasures:
        session = self._session
        return SessionMeasures(
            session.id,
            session.participant.child,
            session.scheme,
            codings,
            others,
            hides,
            session.participant.release == "withdrawn",
            episodes=session.episodes,
            condition=None if self._study.study.settings.blind else condition_of(session),
        )

    def _kept(self, coder: str) -> CodingMeasures | None:
        root, params = self._study.folder.root, self._parameters.params
        return load_kept(root, self._session.id, coder, params, self._key(coder))

    def _key(self, coder: str) -> str:
        """Return the key of a coding's measures: its own files, the session's, the scheme's, the heart rate's stamp."""
        folder, session = self._study.folder, self._session
        scheme = folder.root / "schemes" / f"{session.scheme}.json"
        documents = [DocumentPaths(p) for p in (folder.session_path(session.id), folder.coding_path(session.id, coder))]
        files = [scheme, *(file for paths in documents for file in (paths.snapshot, paths.journal))]
        hearts = [f"{one.path}:{self._heart_stamp(one)}" for one in session.physiology]
        return key_of(files, (session.id, coder, *self._parameters.as_text(), *hearts))

    def _heart_stamp(self, recording: Physiology) -> Stamp | None:
        """Return what changes with the file of a recording; a file that cannot be is as one that is not there."""
        with contextlib.suppress(StoreError, OSError):
            return stamp_of(self._study.folder.media_path(recording))
        return None

    def _visible(self, codings: Sequence[Coding]) -> list[str]:
        return self._study.visible_coders(self._session.id, codings)


def condition_of(session: Session) -> str | None:
    """Return the condition of a session's child, as text; None where none is known."""
    for name, value in session.participant.covariates.items():
        if name.strip().lower() == "condition" and value not in (None, ""):
            return str(value)
    return None


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
