"""How the Study page puts facts into words."""

from __future__ import annotations

from datetime import UTC, datetime

from coder.app.overview import PassProgress, SessionOverview
from coder.model.coding import Coding
from coder.model.scheme import Pass
from coder.model.session import Release, Session
from coder.model.timecode import clock
from coder.ui.text import tr

RELEASE_NAMES: dict[Release, str] = {
    "lab": "Lab only",
    "research": "Research",
    "teaching": "Teaching clips",
    "withdrawn": "Withdrawn",
}
RELEASE_RULES: dict[Release, str] = {
    "lab": "Use in this lab only. No clips and no stills leave it.",
    "research": "Research use in this lab and with partner labs. No teaching clips, no public stills.",
    "teaching": "Research use, and clips may be shown in teaching.",
    "withdrawn": "Consent was withdrawn. This session is closed and left out of every result.",
}


def length_ms(session: Session) -> int:
    """Return where the last episode ends, 0 while none is marked."""
    return session.episodes[-1].off if session.episodes else 0


def media_words(overview: SessionOverview) -> str:
    """Return "2 cams · HR", or which camera is missing."""
    missing = overview.missing_media
    if missing:
        return tr("{0} missing", missing[0]) if len(missing) == 1 else tr("{0} cameras missing", len(missing))
    count = len(overview.session.media)
    cameras = tr("no video") if count == 0 else tr("1 cam") if count == 1 else tr("{0} cams", count)
    return " · ".join([cameras, *([tr("HR")] if overview.session.physiology else [])])


def progress_words(progress: PassProgress, coding_end_ms: int | None = None) -> str:
    """Return "complete", "to 14:20", "64 % coded" or "not started"."""
    if progress.complete:
        return tr("complete")
    if progress.share <= 0:
        return tr("not started")
    if coding_end_ms is not None:
        return tr("to {0}", clock(coding_end_ms, 0))
    return tr("{0} % coded", round(100 * progress.share))


def short_progress(progress: PassProgress) -> str:
    """Return "✓", "50 %" or "–", where there is no room for words."""
    if progress.complete:
        return "✓"
    return tr("{0} %", round(100 * progress.share)) if progress.share > 0 else "–"


def passes_words(overview: SessionOverview) -> str:
    """Return the progress of every coder in words, for tooltips and screen readers."""
    lines = []
    for coder in overview.coders:
        parts = [
            f"{number} {pass_.title} {progress_words(overview.progress[coder].get(pass_.id, PassProgress()))}"
            for number, pass_ in enumerate(overview.scheme.passes)
        ]
        lines.append(f"{coder}: {', '.join(parts)}")
    return "\n".join(lines) or tr("Nobody has begun.")


def coded_through_ms(coding: Coding, pass_: Pass) -> int | None:
    """Return the end of what is coded in a pass, or None when nothing is."""
    return max((off for _, off in coding.pass_record(pass_.id).coded), default=None)


def ago_words(when: str, now: datetime | None = None) -> str:
    """Return "6 min ago" for an ISO time; "" when it is none."""
    try:
        then = datetime.fromisoformat(when)
    except ValueError:
        return ""
    minutes = int(((now or datetime.now(UTC)) - then).total_seconds() // 60)
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return tr("{0} min ago", minutes)
    hours = minutes // 60
    if hours < 24:
        return tr("{0} h ago", hours)
    days = hours // 24
    return tr("yesterday") if days == 1 else tr("{0} days ago", days)


def title_of(session: Session) -> str:
    """Return how a session is called: the child ID, with the session's own id where that differs."""
    child = session.participant.child
    return child if child == session.id else f"{child} · {session.id}"
