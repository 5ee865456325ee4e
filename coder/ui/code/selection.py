"""What is selected, and which event the next modifier digit goes to."""

from __future__ import annotations

from dataclasses import dataclass, replace

MODIFIER_MS = 4_000
"""How long after a key press digits still set the modifiers of the event it made."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected events in the order they were chosen.

    Attributes
    ----------
    ids : tuple of str
    edge : {"on", "off"}
        The edge of the only selected event that nudging moves.
    last : str
        Event made by the latest code key.
    last_ms : float
        When that was, on the monotonic clock.
    """

    ids: tuple[str, ...] = ()
    edge: str = "on"
    last: str = ""
    last_ms: float = 0.0

    @property
    def only(self) -> str | None:
        """The selected event when it is just one."""
        return self.ids[0] if len(self.ids) == 1 else None

    def chosen(self, ids: tuple[str, ...], edge: str = "on") -> Selection:
        """Return the selection of other events."""
        return replace(self, ids=ids, edge=edge)

    def stamped(self, event_id: str, now_ms: float) -> Selection:
        """Return the selection after a code key made an event."""
        return replace(self, last=event_id, last_ms=now_ms)

    def takes_modifiers(self, now_ms: float) -> str | None:
        """Return the event a digit belongs to: the selected one, else the last one for 4 s."""
        if self.ids:
            return self.only
        return self.last if self.last and now_ms - self.last_ms <= MODIFIER_MS else None

    def without(self, gone: frozenset[str]) -> Selection:
        """Return the selection without events that are no longer there."""
        last = "" if self.last in gone else self.last
        return replace(self, ids=tuple(i for i in self.ids if i not in gone), last=last)
