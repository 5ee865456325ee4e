"""Which frame a key belongs to: the one on screen when it went down, or the study's reaction time before that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coder.model.changes import AnyChange, Batch
from coder.model.scheme import Scheme
from coder.model.wording import describe
from coder.ui.code.onscreen import OnScreen
from coder.ui.code.playback import Playback
from coder.ui.text import tr


class Seeing:
    """Finds the frame of a key.

    Parameters
    ----------
    playback : Playback
    reaction_ms : callable
        How long a person takes from seeing to pressing, if the study says so: real time, whatever the speed. It counts
        while the recording plays, and never reaches back behind the moment it began to play or was sent elsewhere.
    """

    def __init__(self, playback: Playback, reaction_ms: Callable[[], int]) -> None:
        self._playback = playback
        self._reaction_ms = reaction_ms

    @property
    def playing(self) -> bool:
        """Whether the recording plays."""
        return self._playback.playing

    @property
    def position_ms(self) -> int:
        """The session time the playhead is at or on its way to."""
        return self._playback.position_ms

    def at(self, when_ms: float) -> OnScreen | None:
        """Return the frame of a key that went down or up at a time of the monotonic clock, None when there is none."""
        seen = self._playback.seen_at(when_ms)
        back_ms = self._reaction_ms() if self._playback.playing else 0
        if not back_ms or seen is None or not seen.exact:
            return seen
        earlier = self._playback.seen_at(max(when_ms - back_ms, min(self._playback.live_since_ms, when_ms)))
        return replace(earlier, back_ms=back_ms) if earlier is not None and earlier.exact else seen


def noted(change: AnyChange, frame: OnScreen, scheme: Scheme) -> AnyChange:
    """Return a change whose words in the journal tell that its frame lies before the key."""
    if not frame.back_ms:
        return change
    words = tr("{0}, {1} ms before the key", describe(change, scheme), frame.back_ms)
    return Batch(changes=change.changes if isinstance(change, Batch) else (change,), label=words)
