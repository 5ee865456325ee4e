"""Two coders compared for the screen: read once, compared anew with every choice, one line per channel.

The figures are those of the agreement report. What a screen does not show at once (other episodes, scales, links of
overlapping states) is left out, so that a choice is answered while the hand is still on the mouse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import msgspec

from coder.agreement import AgreementRow, EventRow, Options, SessionRow
from coder.agreement.report.axis import observable_codes
from coder.agreement.report.channel import StateChannel
from coder.agreement.report.comparison import Comparison
from coder.agreement.report.events import add_events
from coder.agreement.report.over_time import Point, Series, chart
from coder.agreement.report.pairs import CodedSession, Pair, gather
from coder.agreement.report.sheet import Sheet
from coder.agreement.report.states import Compared, add_states
from coder.agreement.rows import ALL_EPISODES, DriftRow
from coder.app.agreement import withdrawn_children
from coder.app.differences import (
    CodeTable,
    Difference,
    agreed_stretches,
    event_differences,
    state_differences,
    table_of_events,
    table_of_states,
)
from coder.app.identity import CONSENSUS
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.model.coding import Coding
from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.model.spans import Spans
from coder.model.tracks import Track

Verdict = Literal["below", "spans", "meets", "few", "one_code", "no_interval", "undefined"]
"""How a line stands to the criterion; the order is that in which lines need a look."""

PairKey = tuple[str, str, str]
"""Reference of the scheme, coder A, coder B."""

Fingerprint = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class CoderPair:
    """Two coders who coded sessions with one version of a scheme."""

    scheme: Scheme
    pair: Pair

    @property
    def key(self) -> PairKey:
        """What tells this pair from others."""
        return self.scheme.ref, self.pair.coder_a, self.pair.coder_b


@dataclass(frozen=True, slots=True)
class DoubleCoded:
    """What can be compared in a study, as one person may see it.

    Attributes
    ----------
    hidden : tuple of str
        Double-coded sessions kept from this person, who still codes them.
    withdrawn : tuple of str
        Double-coded sessions of children whose consent is withdrawn.
    """

    pairs: tuple[CoderPair, ...]
    hidden: tuple[str, ...]
    withdrawn: tuple[str, ...]
    fingerprint: Fingerprint


def read_double_coded(study: OpenStudy, progress: Progress | None = None) -> DoubleCoded:
    """Read what two people coded and this person may see.

    Raises
    ------
    StoreError, AppError, AgreementError
        When a file cannot be read, or the study does not fit together.
    Cancelled
        When ``progress`` was told to stop.
    """
    before, folder = fingerprint(study), study.folder
    sessions = {session_id: study.session(session_id) for session_id in folder.session_ids()}
    gone = withdrawn_children(sessions.values())
    codings: list[Coding] = []
    hidden, withdrawn = [], []
    for done, (session_id, session) in enumerate(sessions.items(), 1):
        coders = [coder for coder in folder.coders(session_id) if coder != CONSENSUS]
        if len(coders) > 1 and session.participant.child in gone:
            withdrawn.append(session_id)
        elif len(coders) > 1:
            seen = [coding for coding in study.visible_codings(session_id) if coding.coder != CONSENSUS]
            codings += seen
            if len(seen) < len(coders):
                hidden.append(session_id)
        if progress is not None:
            progress.step(done, len(sessions), session_id)
    materials = gather(codings, sessions.values(), study.schemes.values())
    pairs = [CoderPair(material.scheme, pair) for material in materials for pair in material.pairs()]
    return DoubleCoded(tuple(pairs), tuple(hidden), tuple(withdrawn), before)


def fingerprint(study: OpenStudy) -> Fingerprint:
    """Return what changes whenever the study, a session or an independent coding is written; a consensus is none."""
    found, root = [], study.folder.root
    for path in (root / "study.json", *(root / "sessions").rglob("*")):
        if path.suffix in (".json", ".journal") and not path.name.startswith(f"{CONSENSUS}."):
            with suppress(OSError):
                state = path.stat()
                found.append((str(path), state.st_mtime_ns, state.st_size))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one channel, or of one code of a channel whose states can overlap; ``rows`` by statistic."""

    pass_: Pass
    channel: Channel
    code: Code | None
    rows: Mapping[str, AgreementRow]

    @property
    def key(self) -> tuple[str, str]:
        """What tells this line from others."""
        return self.channel.id, self.code.id if self.code else ""

    @property
    def timed(self) -> bool:
        """Whether time is compared, not events."""
        return self.channel.kind == "state"

    @property
    def headline(self) -> AgreementRow:
        """The figure that is held against the criterion; F1 where a single code leaves no kappa."""
        if self.timed:
            return self.rows["kappa"]
        kappa = self.rows["kappa_ipf"]
        return self.rows["f1"] if kappa.reason == "SINGLE_CODE_STRUCTURAL_ZERO" else kappa

    @property
    def agreed(self) -> AgreementRow:
        """The share of time, or of events, on which both agree."""
        return self.rows["po" if self.timed else "f1"]


def verdict(line: Line, criterion: float) -> Verdict:
    """Return how a line stands to the criterion."""
    return judge(line.headline, criterion)


def judge(row: AgreementRow, criterion: float) -> Verdict:
    """Return how a figure stands to a criterion: the whole interval counts, not the estimate alone."""
    if row.value is None:
        return "undefined"
    if row.stat == "f1":
        return "one_code"
    if row.ci_lo is None or row.ci_hi is None:
        return "few" if row.ci_reason in ("TOO_FEW_SESSIONS", "TOO_FEW_UNITS") else "no_interval"
    if row.ci_hi < criterion:
        return "below"
    return "meets" if row.ci_lo >= criterion else "spans"


@dataclass(frozen=True)
class PairFigures:
    """Two coders compared under one set of choices; long lists are made when first asked for."""

    coders: CoderPair
    sessions: tuple[CodedSession, ...]
    options: Options
    episode: str
    lines: tuple[Line, ...]
    _sheet: Sheet
    _states: Mapping[tuple[str, str], tuple[StateChannel, Compared]]
    _events: Mapping[str, Sequence[EventRow]]
    _listed: dict[tuple[str, str], list[Difference]] = field(default_factory=dict)

    @property
    def lowest(self) -> Line | None:
        """The line with the lowest kappa, or None when there is no kappa."""
        found = [line for line in self.lines if line.headline.stat != "f1" and line.headline.value is not None]
        return min(found, key=lambda line: line.headline.value or 0.0, default=None)

    def line(self, key: tuple[str, str]) -> Line | None:
        """Return the line of a key, or None."""
        return next((line for line in self.lines if line.key == key), None)

    def table(self, line: Line) -> CodeTable:
        """Return the table of codes of a line, all sessions together."""
        if line.timed:
            return table_of_states(self._states[line.key][1])
        return table_of_events(self._events[line.channel.id], observable_codes(line.channel))

    def by_code(self, line: Line) -> list[tuple[Code, Mapping[str, AgreementRow]]]:
        """Return each code's figures by statistic, code against the rest, over the chosen episodes."""
        found: dict[str, dict[str, AgreementRow]] = {}
        for row in self._pooled:
            if row.target == line.channel.id and row.code:
                found.setdefault(row.code, {})[row.stat] = row
        codes = [line.code] if line.code else line.channel.codes
        return [(code, found[code.id]) for code in codes if code.id in found]

    def by_session(self, line: Line) -> list[SessionRow]:
        """Return the line's headline session by session."""
        wanted = (*line.key, line.headline.stat)
        return [row for row in self._per_session if (row.target, row.code, row.stat) == wanted]

    def drift(self, line: Line) -> list[DriftRow]:
        """Return the chart of a line's sessions in order of coding: kappa of states, F1 of points."""
        stat = "kappa" if line.timed else "f1"
        rows = [row for row in self._per_session if (row.target, row.code, row.stat) == (*line.key, stat)]
        found = sorted(Point(r.coding_day, r.session, r.value) for r in rows if r.value is not None and r.coding_day)
        pair = self.coders.pair
        order = (0, 0, 0, 0, 0, pair.coder_a, pair.coder_b)
        return chart(Series(order, line.channel.id, pair.coder_a, pair.coder_b, tuple(found)))

    def differences(self, line: Line) -> list[Difference]:
        """Return where the coders differ, the longest first; of events those that were not matched, in time order."""
        if line.key not in self._listed:
            if line.timed:
                found = state_differences(*self._states[line.key])
                found.sort(key=lambda item: (-item.length_ms, item.session, item.on_ms))
            else:
                found = [item for item in event_differences(self._events[line.channel.id]) if not item.agrees]
            self._listed[line.key] = found
        return self._listed[line.key]

    def cell(self, line: Line, code_a: str, code_b: str) -> list[Difference]:
        """Return what lies in one cell of the table; on the diagonal that is where both agree."""
        if code_a != code_b:
            found = self.differences(line)
        elif line.timed:
            found = agreed_stretches(*self._states[line.key])
            found.sort(key=lambda item: (-item.length_ms, item.session, item.on_ms))
        else:
            found = event_differences(self._events[line.channel.id])
        return [item for item in found if (item.code_a, item.code_b) == (code_a, code_b)]

    def tracks(self, line: Line, session_id: str) -> tuple[Track, Track]:
        """Return both coders' channel in one session."""
        item = self.session(session_id)
        pair = self.coders.pair
        one, two = (item.track(coder, line.channel.id) for coder in (pair.coder_a, pair.coder_b))
        return one, two

    def window(self, line: Line, session_id: str) -> Spans:
        """Return what both coded of a session within the chosen episodes."""
        one, two = self.tracks(line, session_id)
        return one.coded & two.coded & self.session(session_id).tracks[self.coders.pair.coder_a].scored

    def session(self, session_id: str) -> CodedSession:
        """Return a session of the pair."""
        return next(item for item in self.sessions if item.session.id == session_id)

    @cached_property
    def _pooled(self) -> tuple[AgreementRow, ...]:
        return self._sheet.pooled_rows()

    @cached_property
    def _per_session(self) -> list[SessionRow]:
        return self._sheet.session_rows()


def compare(
    coders: CoderPair, options: Options, episode: str = ALL_EPISODES, progress: Progress | None = None
) -> PairFigures:
    """Compare two coders in all their sessions.

    Parameters
    ----------
    coders : CoderPair
    options : Options
        Tolerances, policies, resampling; its pair is not looked at.
    episode : str
        ``all``, or the id of one episode: then only what was coded within it counts.
    progress : Progress, optional
        Asked after every pass; may raise `Cancelled`.
    """
    sheet, pair = Sheet(options), _within(coders.pair, episode)
    scheme = msgspec.structs.replace(coders.scheme, episodes=())
    states: dict[tuple[str, str], tuple[StateChannel, Compared]] = {}
    events: dict[str, Sequence[EventRow]] = {}
    for done, pass_ in enumerate(scheme.passes, 1):
        comparison = Comparison(scheme, pass_, pair, options, 0)
        for channel in pass_.channels:
            if channel.kind == "point":
                events[channel.id] = add_events(sheet, comparison, channel)
            else:
                both = StateChannel(comparison, channel)
                names = ("",) if channel.exclusive else observable_codes(channel)
                found = zip(names, add_states(sheet, both), strict=True)
                states |= {(channel.id, name): (both, compared) for name, compared in found}
        if progress is not None:
            progress.step(done, len(scheme.passes), pass_.title)
    lines = _lines(scheme, sheet.pooled_rows())
    return PairFigures(coders, pair.sessions, options, episode, lines, sheet, states, events)


def _within(pair: Pair, episode: str) -> Pair:
    """Return the pair with nothing scored but one episode."""
    if episode == ALL_EPISODES:
        return pair
    return replace(pair, sessions=tuple(_only(item, episode) for item in pair.sessions))


def _only(item: CodedSession, episode: str) -> CodedSession:
    spans = Spans.of((e.on, e.off) for e in item.session.episodes if e.id == episode)
    return replace(item, tracks={coder: replace(tracks, scored=spans) for coder, tracks in item.tracks.items()})


def _lines(scheme: Scheme, rows: Sequence[AgreementRow]) -> tuple[Line, ...]:
    found: dict[tuple[str, str], dict[str, AgreementRow]] = {}
    for row in rows:
        found.setdefault((row.target, row.code), {})[row.stat] = row
    lines = []
    for pass_, channel in scheme.channels():
        if channel.kind == "point" or channel.exclusive:
            lines.append(Line(pass_, channel, None, found[channel.id, ""]))
        else:
            codes = [code for code in channel.codes if code.id != channel.unobservable]
            lines += [Line(pass_, channel, code, found[channel.id, code.id]) for code in codes]
    return tuple(lines)
