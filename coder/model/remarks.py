"""What one person notes beside the codings of a session: bookmarks, clips that were looked at, flags."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from coder.model.record import EXTRA_KEY, Id, Ms, Record

Verdict = Literal["ok", "flag"]


class Bookmark(Record, frozen=True, kw_only=True):
    """A moment to come back to; only the person who set it sees it."""

    at: Ms
    note: str = ""
    made: str = ""


class ClipCheck(Record, frozen=True, kw_only=True):
    """What a person says of a stretch: it looks right, or the supervisor should look at it.

    ``coder`` is whose coding was looked at, ``about`` what was shown, such as ``Comfort seeking, Ep 5``. A flag changes
    no value.
    """

    coder: Id
    on: Ms
    off: Ms
    verdict: Verdict
    about: str = ""
    note: str = ""
    made: str = ""


class Remarks(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """All remarks of one person about one session; nobody else writes this file."""

    session: Id
    person: Id
    bookmarks: tuple[Bookmark, ...] = ()
    checks: tuple[ClipCheck, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict, name=EXTRA_KEY)

    def check_of(self, coder: str, on_ms: int, off_ms: int, about: str) -> ClipCheck | None:
        """Return what was said last of a stretch of somebody's coding, or None."""
        same = (c for c in self.checks if (c.coder, c.on, c.off, c.about) == (coder, on_ms, off_ms, about))
        return next(same, None)
