"""Edits that settle what the check of a pass has found; each is one undo step."""

from __future__ import annotations

from coder.model.changes import AnyChange
from coder.model.checks.passes import Finding
from coder.model.coding import Coding, Event
from coder.model.edits.common import adding, channel_events, editing, find, new_id, removing, together
from coder.model.edits.progress import add_coded
from coder.model.edits.states import FOREVER, end_of, neighbours
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.spans import Spans
from coder.model.timecode import clock
from coder.model.wording import code_title


def mend(scheme: Scheme, session: Session, coding: Coding, pass_id: str, finding: Finding) -> AnyChange | None:
    """Return the change that settles a finding, or None where only a person can: a modifier that is missing."""
    match finding.kind:
        case "uncoded":
            return add_coded(coding, pass_id, Spans.of([(finding.on_ms, finding.off_ms)]))
        case "gap":
            return _fill(scheme, coding, finding)
        case "open":
            return editing(find(coding, finding.event_id), off=_last_end(session, coding, pass_id, finding.on_ms))
        case "absent":
            return _cut(scheme, coding, finding)
        case "overlap":
            return _part(scheme, coding, finding)
        case "outside" | "length" | "double":
            return removing(coding, find(coding, finding.event_id))
    return None


def mend_words(scheme: Scheme, session: Session, coding: Coding, pass_id: str, finding: Finding) -> str:
    """Return what `mend` would do, in words for a button; "" where it does nothing."""
    match finding.kind:
        case "uncoded":
            return "Mark as coded"
        case "gap":
            before, after, unseen = _beside(scheme, coding, finding)
            heir = before or after
            return f"Fill with {code_title(heir.code if heir else unseen, scheme)}" if heir or unseen else ""
        case "open":
            return f"End at {clock(_last_end(session, coding, pass_id, finding.on_ms), 0)}"
        case "absent":
            return "Cut out" if finding.on_ms < finding.off_ms else "Delete"
        case "overlap":
            return "Part them" if scheme.channel_by_id[finding.channel_id].exclusive else "Make one of them"
        case "outside" | "length":
            return "Delete"
        case "double":
            return "Keep one"
    return ""


def _last_end(session: Session, coding: Coding, pass_id: str, after_ms: int) -> int:
    """Return where a state that was left open ends: with the last episode, else with what is coded."""
    coded = coding.pass_record(pass_id).coded
    ends = [e.off for e in session.episodes] or [off for _, off in coded]
    return max([*ends, after_ms + 1])


def _beside(scheme: Scheme, coding: Coding, gap: Finding) -> tuple[Event | None, Event | None, str]:
    """Return the states that touch a gap, and the code that says "cannot be seen"."""
    channel = scheme.channel_by_id[gap.channel_id]
    events = channel_events(coding, scheme, channel.id)
    ends = [end_of(e, after) for e, after in zip(events, [*events[1:], None], strict=False)]
    before = next((e for e, end in zip(events, ends, strict=True) if end == gap.on_ms and e.on < end), None)
    after = next((e for e in events if e.on == gap.off_ms), None)
    return before, after, channel.unobservable or ""


def _fill(scheme: Scheme, coding: Coding, gap: Finding) -> AnyChange | None:
    before, after, unseen = _beside(scheme, coding, gap)
    if before is not None and after is not None and before.code == after.code and before.mods == after.mods:
        return together([editing(before, off=after.off), removing(coding, after)])
    if before is not None:
        return editing(before, off=gap.off_ms)
    if after is not None:
        return editing(after, on=gap.on_ms, frame=None)
    if not unseen:
        return None
    return adding(coding, Event(id=new_id(coding), code=unseen, on=gap.on_ms, off=gap.off_ms))


def _cut(scheme: Scheme, coding: Coding, finding: Finding) -> AnyChange | None:
    """Take the stretch in which the caregiver is away out of a state; a point is deleted."""
    event = find(coding, finding.event_id)
    if scheme.is_point(event.code):
        return removing(coding, event)
    end = end_of(event, neighbours(coding, scheme, event).after)
    before, after = event.on < finding.on_ms, finding.off_ms < end
    if not before and not after:
        return removing(coding, event)
    if not before:
        return editing(event, on=finding.off_ms, frame=None)
    shortened = editing(event, off=finding.on_ms)
    if not after:
        return shortened
    rest = Event(
        id=new_id(coding),
        code=event.code,
        on=finding.off_ms,
        off=None if end == FOREVER else end,
        mods=event.mods,
        certainty=event.certainty,
    )
    return together([shortened, adding(coding, rest)])


def _part(scheme: Scheme, coding: Coding, finding: Finding) -> AnyChange | None:
    """End the first of two overlapping states where the second begins; two of one code become one."""
    first, second = find(coding, finding.event_id), find(coding, finding.other_id)
    if not scheme.channel_by_id[finding.channel_id].exclusive:
        off = None if first.off is None or second.off is None else max(first.off, second.off)
        return together([editing(first, off=off), removing(coding, second)])
    return removing(coding, first) if first.on == second.on else editing(first, off=second.on)
