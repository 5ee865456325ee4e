"""What one person notes beside the codings of a session: bookmarks, clips that were looked at, flags."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

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

    def with_check(self, check: ClipCheck) -> Remarks:
        """Return the remarks with another word about a stretch, in place of what was said of it before."""
        before = self.check_of(check.coder, check.on, check.off, check.about)
        kept = tuple(one for one in self.checks if one is not before)
        return replace(self, checks=(*kept, check))

    def with_bookmark(self, bookmark: Bookmark) -> Remarks:
        """Return the remarks with a bookmark, in place of one at the same moment."""
        others = tuple(one for one in self.bookmarks if one.at != bookmark.at)
        return replace(self, bookmarks=tuple(sorted((*others, bookmark), key=lambda one: one.at)))

    def without_bookmark(self, at_ms: int) -> Remarks:
        """Return the remarks without the bookmark at a moment."""
        return replace(self, bookmarks=tuple(one for one in self.bookmarks if one.at != at_ms))
