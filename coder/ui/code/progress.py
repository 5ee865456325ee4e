"""How far a pass is: coded through where, what is left, where the gaps are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_

from coder.model.coding import Coding
from coder.model.edits.progress import coded_spans
from coder.model.scheme import Channel, Pass, Scheme
from coder.model.session import Session
from coder.model.spans import EMPTY, Spans
from coder.model.timecode import clock
from coder.ui.code.presence import absent_spans
from coder.ui.text import tr


@dataclass(frozen=True, slots=True)
class PassState:
    """The progress of one pass.

    Attributes
    ----------
    scored : Spans
        What has to be coded: the episodes, or the whole recording while there are none.
    left : Spans
        What of it is not coded: not declared so, or without a state in an exhaustive channel. Where the person the
        pass is about is out of the room nothing is left.
    through_ms : int
        The last coded moment, 0 when nothing is coded.
    due_ms : int
        How much there is to code in all.
    """

    scored: Spans
    left: Spans
    through_ms: int
    complete: bool
    due_ms: int = 0

    @property
    def total_ms(self) -> int:
        """End of what has to be coded."""
        return int(self.scored.edges[-1]) if self.scored else 0

    @property
    def share(self) -> float:
        """Coded share, 0 to 1."""
        return 1 - self.left.length / self.due_ms if self.due_ms else 0.0

    @property
    def gaps(self) -> Spans:
        """What is not coded before the last coded moment."""
        return self.left.clip(0, self.through_ms) if self.through_ms > 0 else EMPTY

    @property
    def left_text(self) -> str:
        """What is left in words, such as ``7:10 left: 14:20 – 21:30``."""
        spans = [f"{clock(on, 0)} – {clock(off, 0)}" for on, off in self.left]
        shown = ", ".join(spans[:3])
        if len(spans) > 3:
            shown = tr("{0} and {1} more", shown, len(spans) - 3)
        return tr("{0} left: {1}", clock(self.left.length, 0), shown)


def pass_state(scheme: Scheme, session: Session, coding: Coding, pass_: Pass, media_ms: int) -> PassState:
    """Return the progress of a pass in a session whose recording lasts ``media_ms``."""
    scored = Spans.of((e.on, e.off) for e in session.episodes) or (Spans.of([(0, media_ms)]) if media_ms else EMPTY)
    coded = coded_spans(coding, pass_.id)
    end = int(coded.edges[-1]) if coded else 0
    absent = [absent_spans(scheme, session, channel) for channel in pass_.channels]
    due = scored - (reduce(and_, absent) if absent else EMPTY)
    left = due - coded
    for channel, away in zip(pass_.channels, absent, strict=True):
        if channel.exhaustive and coded:
            left = left | ((coded & scored) - _covered(coding, channel, end) - away)
    record = coding.pass_record(pass_.id)
    return PassState(
        scored, EMPTY if record.complete else left, min(end, _end(scored, end)), record.complete, due.length
    )


def _covered(coding: Coding, channel: Channel, end: int) -> Spans:
    """Return where the channel is in a state; one that is still running counts to the end of what is coded."""
    codes = {code.id for code in channel.codes}
    states = sorted((e.on, end if e.off is None else e.off) for e in coding.events if e.code in codes)
    return Spans.of((on, off) for on, off in states if on < off)


def _end(scored: Spans, otherwise: int) -> int:
    return int(scored.edges[-1]) if scored else otherwise
