"""Requests of one page to the Code page: show this session, or this stretch of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """Open one coder's coding of a session; ``pass_id`` "" and ``at_ms`` None mean where the coder stopped."""

    session_id: str
    coder: str
    pass_id: str = ""
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """Show the stretch ``[on_ms, off_ms)`` of a session with the events a number or a disagreement comes from.

    ``events`` holds event ids of the coding of ``coder``; ``title`` says in words what is shown. In a list of clips
    ``episode`` (such as ``ep5``), ``value`` (``5.2 s``) and ``words`` (``observed``) tell one from the other.
    """

    session_id: str
    coder: str
    on_ms: int
    off_ms: int
    events: tuple[str, ...] = ()
    title: str = ""
    episode: str = ""
    value: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ClipQueue:
    """Clips to be looked at one after the other, beginning with the one at ``place``."""

    clips: tuple[ClipRequest, ...]
    place: int = 0


class TakesVideos(Protocol):
    """What the Study page offers to the others."""

    def ask_add(self) -> None:
        """Ask for a new session's videos."""


class ShowsSessions(Protocol):
    """What the Code page offers to the others."""

    def show_session(self, request: SessionRequest) -> None:
        """Open a session for coding."""

    def show_clip(self, clip: ClipRequest | ClipQueue, came_from: str = "") -> None:
        """Show a stretch, or several one after the other, in review; ``came_from`` is the page to return to."""
