"""Distress episodes: cries and fussing that belong together because no calm lies between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from coder.metrics.lookup import lengths_in
from coder.metrics.roles import Marks, Role
from coder.model.spans import EMPTY, Spans


@dataclass(frozen=True, slots=True)
class DistressEpisode:
    """One distress episode ``[on, off)``; cut where its true start or end was not seen."""

    on: int
    off: int
    left_cut: bool
    right_cut: bool


@dataclass(frozen=True)
class Distress:
    """The distress of a session.

    Attributes
    ----------
    role : Role
        The role `distress`.
    spans : Spans
        DE: the distress episodes. They never touch, since calm lies between them.
    raw : Spans
        D: the raw distress inside distress episodes.
    unobserved : Spans
        Scored time in which distress could not be seen.
    """

    role: Role
    spans: Spans
    raw: Spans
    unobserved: Spans

    @cached_property
    def episodes(self) -> tuple[DistressEpisode, ...]:
        """The distress episodes in time order."""
        cut_ends = {state.off for state in self.role.states if state.right_cut}
        unseen_ends = self.unobserved.contains(self.spans.off).tolist()
        begin = int(self.role.on[0]) if self.role.left_cut else None
        return tuple(
            DistressEpisode(on, off, on == begin, off in cut_ends or unseen)
            for (on, off), unseen in zip(self.spans, unseen_ends, strict=True)
        )

    @cached_property
    def onsets(self) -> Marks:
        """Where distress episodes begin; a start that was cut is no onset."""
        return self.role.onsets(self.spans)


def find_distress(role: Role, scored: Spans, calm_ms: int, de_min_ms: int) -> Distress:
    """Join raw distress whose gaps are shorter than ``calm_ms``; keep what holds ``de_min_ms`` of raw distress."""
    if not role.coded:
        return Distress(role, EMPTY, EMPTY, scored)
    joined = role.spans.merge_gaps(calm_ms)
    kept = joined.where(lengths_in(role.spans, joined.on, joined.off) >= de_min_ms)
    raw = role.spans.where(kept.contains(role.spans.on))
    return Distress(role, kept, raw, scored - role.observed)
