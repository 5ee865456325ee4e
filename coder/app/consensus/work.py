"""Working on the consensus of one session: decisions go through the desk, into the journal, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from coder.agreement.report.pairs import CodedSession
from coder.app.consensus.boundaries import MIDDLE, meet_in_the_middle, shifted_boundaries
from coder.app.consensus.examples import mark, unmark
from coder.app.consensus.places import Part, Place
from coder.app.consensus.settle import Signature, Took, clear, follow, take_points, take_stretch, taken
from coder.app.consensus.state import Piece, SessionConsensus
from coder.app.desk import Desk
from coder.app.errors import AppError
from coder.app.identity import CONSENSUS
from coder.app.studies import OpenStudy
from coder.model.changes import AnyChange
from coder.model.coding import Coding, Decision, Example
from coder.model.scheme import Scheme


class ConsensusWork:
    """The consensus of one session, open for the person who works; its lock is held until `close`.

    Attributes
    ----------
    state : SessionConsensus
        Always as it is now.
    """

    def __init__(self, desk: Desk, scheme: Scheme, item: CodedSession, coders: tuple[str, str], by: str) -> None:
        self.desk = desk
        self.state = SessionConsensus(scheme, item, coders, lambda: desk.coding)
        self._by = by
        self._follows = False

    @classmethod
    def open(
        cls,
        study: OpenStudy,
        scheme: Scheme,
        item: CodedSession,
        coders: tuple[str, str],
        *,
        take_over: bool = False,
        read_only: bool = False,
    ) -> ConsensusWork:
        """Open the consensus of a session; one that is not there yet begins with the first decision.

        Raises
        ------
        Locked
            When somebody else works on it, unless ``take_over`` or ``read_only``.
        AppError
            When it settles other coders' codings, or these were made with another scheme than the session's.
        StoreError
        """
        session = item.session
        if session.scheme != scheme.ref:
            text = f"{session.id} is now coded with {session.scheme}, but these codings use {scheme.ref}."
            raise AppError(f"{text} Their consensus cannot be changed.")
        by = study.identity or CONSENSUS
        desk = Desk.open(study.folder, session.id, CONSENSUS, by=by, take_over=take_over, read_only=read_only)
        reason = why_not_between(desk.coding, coders)
        if reason:
            desk.close()
            raise AppError(reason)
        return cls(desk, scheme, item, coders, by)

    def begin(self) -> bool:
        """Take over what both agree on; return whether there was anything to do."""
        change = follow(self.state, now())
        if change is not None:
            self.desk.do(change)
        return change is not None

    def take(self, part: Part, on_ms: int, off_ms: int, side: Literal["a", "b"], why: str = "") -> None:
        """Let one coder's states stand in a stretch."""
        pieces = taken(self.state, part, on_ms, off_ms, side)
        self._do(lambda: take_stretch(self.state, part, on_ms, off_ms, side, pieces, self._sign(why)))

    def edit(self, part: Part, on_ms: int, off_ms: int, pieces: Sequence[Piece], why: str = "") -> None:
        """Let something else stand in a stretch of states."""
        self._do(lambda: take_stretch(self.state, part, on_ms, off_ms, "edited", pieces, self._sign(why)))

    def settle_points(
        self, part: Part, places: Sequence[Place], took: Took, edited: Piece | None = None, why: str = ""
    ) -> None:
        """Settle points: coder A's, coder B's, or another one; of several places each by itself."""
        self._do(lambda: take_points(self.state, part, places, took, edited, self._sign(why)))

    def settle_boundaries(self, longest_ms: int) -> int:
        """Put every shifted boundary of at most ``longest_ms`` in the middle; return how many there were."""
        places = list(shifted_boundaries(self.state, longest_ms))
        if places:
            self._do(lambda: meet_in_the_middle(self.state, places, self._sign(MIDDLE)))
        return len(places)

    def clear(self, decisions: Sequence[Decision]) -> None:
        """Take decisions back."""
        self._do(lambda: clear(self.state, decisions, now()))

    def mark(self, code: str, on_ms: int, off_ms: int, note: str = "") -> None:
        """Mark a stretch as a training example of a code."""
        self.desk.do(mark(self.desk.coding, code, on_ms, off_ms, self._sign(note)))

    def unmark(self, examples: Iterable[Example]) -> None:
        """Take marks back."""
        for place, example in enumerate(examples):
            self.desk.do(unmark(self.desk.coding, example), joins=place > 0)

    @property
    def last_words(self) -> str:
        """What the last step was, as its label says."""
        step = self.desk.history[-1].step if self.desk.history else None
        label = getattr(step.forward, "label", "") if step else ""
        return str(label)

    def close(self) -> None:
        """Let go of the consensus; raises `DiskProblem` when edits cannot be written."""
        self.desk.close()

    def _do(self, change: Callable[[], AnyChange]) -> None:
        if not self._follows:
            self.begin()
            self._follows = True
        self.desk.do(change())

    def _sign(self, why: str) -> Signature:
        return Signature(self._by, now(), why)


def why_not_between(consensus: Coding | None, coders: tuple[str, str]) -> str:
    """Return why these two coders' consensus cannot go on here; "" when it can."""
    others = next(((d.coder_a, d.coder_b) for d in consensus.decisions), coders) if consensus else coders
    if set(others) == set(coders):
        return ""
    assert consensus is not None
    return f"The consensus of {consensus.session} is between {others[0]} and {others[1]}. Choose that pair."


def now() -> str:
    """Return the present moment, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
