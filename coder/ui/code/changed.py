"""Which events a change is about."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.changes import AddEvent, AnyChange, Batch, EditEvent, RemoveEvent


def changed_events(change: AnyChange) -> Iterator[tuple[str, int]]:
    """Yield id and onset of the events a change touches."""
    match change:
        case AddEvent(event=event) | RemoveEvent(event=event):
            yield event.id, event.on
        case EditEvent(after=after):
            yield after.id, after.on
        case Batch(changes=changes):
            for part in changes:
                yield from changed_events(part)
