"""What typing in a cell of the event table does to the coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.model import edits
from coder.model.coding import Certainty
from coder.model.edits.common import editing, find
from coder.ui.code.eventlist.model import EventEdits

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


def cell_edits(bench: Bench) -> EventEdits:
    """Return the edits of an open session; its parts are looked up when something is typed."""

    def certainty(event_id: str, level: Certainty | None) -> None:
        bench.sitting.attempt(lambda: edits.set_certainty(bench.sitting.coding, event_id, level))

    def modifiers(event_id: str, values: dict[str, str]) -> None:
        bench.sitting.attempt(lambda: editing(find(bench.sitting.coding, event_id), mods=values))

    return EventEdits(
        lambda event_id, on, off: bench.editing.retime(event_id, on, off),
        lambda event_id, code: bench.editing.recode(event_id, code),
        lambda event_id, note: bench.editing.set_note_of(event_id, note),
        certainty,
        modifiers,
        lambda text: bench.talk.refuse(text),
    )
