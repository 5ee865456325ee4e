"""What a drag asks for, before the rules of the channels have their say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retime:
    """Other edges for one event; ``off_ms`` None for a point or a state that has not ended."""

    event_id: str
    on_ms: int
    off_ms: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """The same shift for several events."""

    ids: tuple[str, ...]
    by_ms: int


Wish = Retime | Shift


@dataclass(frozen=True, slots=True)
class NewTimes:
    """Where an event would lie if a wish were carried out."""

    event_id: str
    on_ms: int
    off_ms: int | None
