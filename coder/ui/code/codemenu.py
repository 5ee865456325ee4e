"""The codes an event can be changed to, as a menu at the mouse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


def ask_code(bench: Bench, event_id: str) -> QMenu | None:
    """Offer the codes of the event's channel; the choice is carried out."""
    event = bench.sitting.event_of(event_id)
    place = bench.sitting.scheme.places.get(event.code) if event else None
    if event is None or place is None or bench.sitting.locked is not None:
        return None
    menu = QMenu(bench)
    for code in place.channel.codes:
        action = menu.addAction(f"{code.title}\t{code.key.upper()}", partial(bench.editing.recode, event_id, code.id))
        action.setCheckable(True)
        action.setChecked(code.id == event.code)
    menu.popup(QCursor.pos())
    return menu
