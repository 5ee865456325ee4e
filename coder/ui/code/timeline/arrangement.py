"""How a person wants the tracks: in which order, how tall, and which ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

LEAST_PX, MOST_PX = 18, 240
"""Limits of a track's height, at a text size of 100 %."""
AT_FIRST = ("audio", "heart")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A person's arrangement of the tracks of a scheme; it is remembered between runs.

    Attributes
    ----------
    order : tuple of str
        Keys of tracks as the person put them; those that are not named stay behind the one they follow by nature.
    heights : dict
        Key → px at a text size of 100 %.
    extras : tuple of str
        Which of the session's own tracks are shown: "audio", "heart", "motion".
    shown : tuple of str or None
        Channels of other passes to show; None for those that hold events.
    """

    order: tuple[str, ...] = ()
    heights: dict[str, int] = field(default_factory=dict)
    extras: tuple[str, ...] = AT_FIRST
    shown: tuple[str, ...] | None = None

    def with_height(self, key: str, px: float) -> Arrangement:
        """Return the arrangement with another height for a track."""
        return replace(self, heights={**self.heights, key: min(max(round(px), LEAST_PX), MOST_PX)})

    def natural(self, key: str) -> Arrangement:
        """Return the arrangement with a track as tall as at first."""
        return replace(self, heights={k: px for k, px in self.heights.items() if k != key})

    def placed(self, key: str, place: int, present: Sequence[str]) -> Arrangement:
        """Return the arrangement with a track put before the one at ``place`` of those on screen."""
        others = [k for k in present if k != key]
        at = sum(k != key for k in present[:place])
        return replace(self, order=(*others[:at], key, *others[at:]))

    def ordered(self, keys: Sequence[str]) -> list[str]:
        """Return keys, given in their natural order, as the person wants them."""
        there = set(keys)
        found = [key for key in self.order if key in there]
        for place, key in enumerate(keys):
            if key not in found:
                before = next((k for k in reversed(keys[:place]) if k in found), None)
                found.insert(found.index(before) + 1 if before is not None else 0, key)
        return found
