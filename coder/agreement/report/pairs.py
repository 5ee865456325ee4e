"""Who is compared with whom: independent codings of the same session with the same version of a scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Final

from coder.agreement.errors import AgreementError
from coder.agreement.report.axis import Stretches, observable_codes
from coder.agreement.sweep import label_of
from coder.model.coding import Coding
from coder.model.scheme import Channel, Scheme
from coder.model.session import Session
from coder.model.tracks import Track, Tracks, resolve

CONSENSUS: Final = "consensus"
"""The coder id of the agreed record, which is nobody's independent coding."""
COPY_ABOVE_EVENTS: Final = 20
_NO_RATINGS: Final[Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class CodedSession:
    """One session with the codings of one version of a scheme, by coder id in order."""

    session: Session
    codings: Mapping[str, Coding]
    tracks: Mapping[str, Tracks]
    _stretches: dict[tuple[str, str], Stretches] = field(default_factory=dict, compare=False)
    _ratings: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict, compare=False)

    @property
    def child(self) -> str:
        """The child's id."""
        return self.session.participant.child

    def stretches(self, coder: str, channel: Channel) -> Stretches:
        """Return one coder's states of a channel as arrays; made once for all comparisons."""
        key = (coder, channel.id)
        if key not in self._stretches:
            labels = dict(label_of(observable_codes(channel), channel.unobservable))
            self._stretches[key] = Stretches.of(self.track(coder, channel.id).states, labels)
        return self._stretches[key]

    def ratings(self, coder: str, scale: str) -> Mapping[str, float]:
        """Return one coder's ratings on a scale by episode, the last of several; sorted once for all scales."""
        if coder not in self.codings:
            return _NO_RATINGS
        if coder not in self._ratings:
            by_scale: dict[str, dict[str, float]] = {}
            for rating in self.codings[coder].ratings:
                by_scale.setdefault(rating.scale, {})[rating.episode] = float(rating.value)
            self._ratings[coder] = by_scale
        return self._ratings[coder].get(scale, _NO_RATINGS)

    def track(self, coder: str, channel_id: str) -> Track:
        """Return one coder's resolved channel."""
        return self.tracks[coder].by_channel[channel_id]

    def coding_day(self, coders: Iterable[str], pass_id: str) -> str:
        """Return the day the last of the coders finished a pass, or an empty text."""
        return max((self.codings[coder].pass_record(pass_id).finished[:10] for coder in coders), default="")

    def last_day(self, coders: Iterable[str]) -> str:
        """Return the day the last of the coders finished their last pass, or an empty text."""
        return max((record.finished[:10] for coder in coders for record in self.codings[coder].passes), default="")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders and the sessions in which they can be compared.

    ``copies`` are the sessions left out because one coding is a copy of the other. A pair of nothing but copies is
    not independent.
    """

    coder_a: str
    coder_b: str
    sessions: tuple[CodedSession, ...]
    copies: tuple[str, ...]

    @property
    def independent(self) -> bool:
        """Whether at least one session is left."""
        return bool(self.sessions)


@dataclass(frozen=True)
class Material:
    """All codings made with one version of a scheme, sessions in order of their ids."""

    scheme: Scheme
    sessions: tuple[CodedSession, ...]

    def pairs(self, only: tuple[str, str] | None = None) -> list[Pair]:
        """Return every pair of coders that share a session, or the one asked for."""
        together = [set(item.codings) for item in self.sessions]
        if only is not None:
            wanted = [only] if any(set(only) <= coders for coders in together) else []
        else:
            wanted = sorted({pair for coders in together for pair in combinations(sorted(coders), 2)})
        return [self._pair(*pair) for pair in wanted]

    @cached_property
    def independent(self) -> tuple[CodedSession, ...]:
        """Sessions with at least two codings that are no copies; of copies the first coder's stays."""
        kept = []
        for item in self.sessions:
            coders = _without_copies(item)
            if len(coders) >= 2:
                chosen = {coder: item.codings[coder] for coder in coders}
                tracks = {coder: item.tracks[coder] for coder in coders}
                kept.append(CodedSession(item.session, chosen, tracks, item._stretches, item._ratings))
        return tuple(kept)

    def _pair(self, coder_a: str, coder_b: str) -> Pair:
        shared = [item for item in self.sessions if {coder_a, coder_b} <= set(item.codings)]
        copied = {s.session.id for s in shared if is_copy(s.codings[coder_a], s.codings[coder_b])}
        kept = tuple(item for item in shared if item.session.id not in copied)
        return Pair(coder_a, coder_b, kept, tuple(sorted(copied)))


def gather(codings: Iterable[Coding], sessions: Iterable[Session], schemes: Iterable[Scheme]) -> list[Material]:
    """Sort codings by version of the scheme and by session; the consensus record takes no part.

    Raises
    ------
    AgreementError
        When a session or scheme of a coding is missing, or a coder has two codings of one session.
    """
    session_by_id = {session.id: session for session in sessions}
    scheme_by_ref = {scheme.ref: scheme for scheme in schemes}
    found: dict[str, dict[str, dict[str, Coding]]] = {}
    for coding in codings:
        if coding.coder == CONSENSUS:
            continue
        if coding.session not in session_by_id:
            raise AgreementError(f"{coding.coder} coded the session '{coding.session}', which is not in the study.")
        if coding.scheme not in scheme_by_ref:
            raise AgreementError(
                f"{coding.coder} coded the session '{coding.session}' with the scheme '{coding.scheme}', "
                "which is not in the study."
            )
        by_coder = found.setdefault(coding.scheme, {}).setdefault(coding.session, {})
        if coding.coder in by_coder:
            raise AgreementError(f"There are two codings of '{coding.session}' by {coding.coder}; keep one.")
        by_coder[coding.coder] = coding
    return [
        Material(
            scheme_by_ref[ref],
            tuple(_coded(scheme_by_ref[ref], session_by_id[s], by_session[s]) for s in sorted(by_session)),
        )
        for ref, by_session in sorted(found.items())
    ]


def is_copy(one: Coding, two: Coding) -> bool:
    """Return whether two codings hold the same more than 20 events, in any order."""
    if len(one.events) != len(two.events) or len(one.events) <= COPY_ABOVE_EVENTS:
        return False
    return _content(one) == _content(two)


def _coded(scheme: Scheme, session: Session, codings: Mapping[str, Coding]) -> CodedSession:
    """Resolve the codings of a session that more than one person coded; nothing else can be compared."""
    ordered = {coder: codings[coder] for coder in sorted(codings)}
    compared = ordered if len(ordered) > 1 else {}
    return CodedSession(session, ordered, {coder: resolve(scheme, session, compared[coder]) for coder in compared})


def _content(coding: Coding) -> Counter[tuple[object, ...]]:
    return Counter((e.code, e.on, e.off, tuple(sorted(e.mods.items()))) for e in coding.events)


def _without_copies(item: CodedSession) -> list[str]:
    kept: list[str] = []
    for coder in item.codings:
        if not any(is_copy(item.codings[coder], item.codings[other]) for other in kept):
            kept.append(coder)
    return kept
