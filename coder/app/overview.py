"""What the study page shows of each session: who coded how much, and what needs care."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.app.identity import CONSENSUS
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.spans import Spans


@dataclass(frozen=True, slots=True)
class PassProgress:
    """How far a coder is in a pass; ``share`` of the episodes' time, 0 to 1."""

    share: float = 0.0
    complete: bool = False


@dataclass(frozen=True, slots=True)
class SessionOverview:
    """One session as the study page lists it.

    Attributes
    ----------
    progress : dict
        Coder id → pass id → `PassProgress`, for the codings the person may see, in file order.
    hidden : bool
        Whether other people's codings of this session are kept from this person.
    trouble : str
        Why the session or one of its codings cannot be read; empty when all can.
    """

    session: Session
    scheme: Scheme
    progress: dict[str, dict[str, PassProgress]] = field(default_factory=dict)
    missing_media: tuple[str, ...] = ()
    trouble: str = ""
    hidden: bool = False

    @property
    def coders(self) -> list[str]:
        """Who coded this session independently."""
        return [coder for coder in self.progress if coder != CONSENSUS]

    @property
    def coded_share(self) -> float:
        """Share of passes × time coded by the coder who is furthest, 0 to 1."""
        shares = [self.share_of(coder) for coder in self.coders]
        return max(shares, default=0.0)

    def share_of(self, coder: str) -> float:
        """Share of passes × time this coder has coded, 0 to 1."""
        passes = self.progress.get(coder, {})
        return sum(p.share for p in passes.values()) / len(self.scheme.passes) if self.scheme.passes else 0.0

    @property
    def double_coded(self) -> bool:
        """Whether two people have coded something here."""
        return sum(self.share_of(coder) > 0 for coder in self.coders) >= 2


def pass_progress(scheme: Scheme, session: Session, coding: Coding) -> dict[str, PassProgress]:
    """Return pass id → progress of one coding."""
    scored = Spans.of((e.on, e.off) for e in session.episodes)
    total = scored.length
    progress = {}
    for pass_ in scheme.passes:
        record = coding.pass_record(pass_.id)
        seen = (Spans.of(record.coded) & scored).length
        progress[pass_.id] = PassProgress(seen / total if total else 0.0, record.complete)
    return progress
