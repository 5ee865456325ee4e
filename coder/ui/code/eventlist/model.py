"""The rows of the event table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coder.model.coding import Certainty, Event
from coder.model.errors import ModelError
from coder.model.scheme import CodePlace, Scheme
from coder.model.timecode import parse_clock, seconds_text, timecode
from coder.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Track", "Code", "Onset", "Offset", "Duration", "Frame", "Modifiers", "Certainty", "Comment")
TRACK, CODE, ONSET, OFFSET, DURATION, FRAME, MODIFIERS, CERTAINTY, COMMENT = range(len(COLUMNS))
_TYPED = (CODE, ONSET, OFFSET, MODIFIERS, CERTAINTY, COMMENT)
EVENT_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class EventEdits:
    """What typing in a cell does; the page carries it out."""

    retime: Callable[[str, int, int | None], object]
    recode: Callable[[str, str], object]
    note: Callable[[str, str], object]
    certainty: Callable[[str, Certainty | None], object]
    modifiers: Callable[[str, dict[str, str]], object]
    refuse: Callable[[str], object]


class EventModel(QAbstractTableModel):
    """Events in time order, with the current pass editable."""

    def __init__(self, edits: EventEdits) -> None:
        super().__init__()
        self._edits = edits
        self._events: list[Event] = []
        self._scheme: Scheme | None = None
        self._editable = ""

    def show_events(self, events: list[Event], scheme: Scheme, editable_pass: str) -> None:
        """Show other events; those of ``editable_pass`` can be changed, "" none."""
        ordered = sorted((e for e in events if e.code in scheme.places), key=lambda e: e.on)
        if ordered == self._events and scheme is self._scheme and editable_pass == self._editable:
            return
        self.beginResetModel()
        self._events, self._scheme, self._editable = ordered, scheme, editable_pass
        self.endResetModel()

    def event_at(self, row: int) -> Event:
        """Return the event of a row."""
        return self._events[row]

    def row_of(self, event_id: str) -> int | None:
        """Return the row of an event, or None."""
        return next((row for row, event in enumerate(self._events) if event.id == event_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many events there are."""
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's name."""
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether a cell can be typed into."""
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() in _TYPED and self._may_edit(index.row()):
            point = self._place(self._events[index.row()]).channel.kind == "point"
            return base if point and index.column() == OFFSET else base | Qt.ItemFlag.ItemIsEditable
        return base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says."""
        event = self._events[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(event, index.column())
        return event if role == EVENT_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; the row follows when the edit is done."""
        event, text = self._events[index.row()], str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == self._text(event, index.column()):
            return False
        try:
            self._take(event, index.column(), text)
        except ModelError as error:
            self._edits.refuse(str(error))
        return True

    def _take(self, event: Event, column: int, text: str) -> None:
        if column == ONSET:
            self._edits.retime(event.id, parse_clock(text), event.off)
        elif column == OFFSET:
            self._edits.retime(event.id, event.on, parse_clock(text) if text else None)
        elif column == COMMENT:
            self._edits.note(event.id, text)
        elif column == CERTAINTY:
            self._edits.certainty(event.id, _level(text))
        elif column == MODIFIERS:
            self._edits.modifiers(event.id, self._values_named(event, text))
        elif column == CODE:
            self._edits.recode(event.id, self._code_named(event, text))

    def _code_named(self, event: Event, text: str) -> str:
        codes = self._place(event).channel.codes
        for code in codes:
            if text.casefold() in (code.title.casefold(), code.id.casefold(), code.key.casefold()):
                return code.id
        known = ", ".join(code.title for code in codes)
        raise ModelError(tr("“{0}” is no code of this track. It has: {1}.", text, known))

    def _values_named(self, event: Event, text: str) -> dict[str, str]:
        """Return the modifiers that were typed: ``by child`` or just ``child``, several separated by commas."""
        known, found = self._place(event).code.modifiers, dict[str, str]()
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, last = part.casefold().rpartition(" ")
            match = next(
                ((m.id, v) for m in known for v in m.values if v.casefold() == last and name in ("", m.id.casefold())),
                None,
            )
            if match is None:
                offered = ", ".join(f"{m.id} {value}" for m in known for value in m.values)
                raise ModelError(tr("“{0}” is no modifier of this code. It has: {1}.", part, offered or tr("none")))
            found[match[0]] = match[1]
        return found

    def _may_edit(self, row: int) -> bool:
        return bool(self._editable) and self._place(self._events[row]).pass_.id == self._editable

    def _place(self, event: Event) -> CodePlace:
        assert self._scheme is not None
        return self._scheme.places[event.code]

    def _text(self, event: Event, column: int) -> str:
        place = self._place(event)
        point = place.channel.kind == "point"
        texts: dict[int, Callable[[], str]] = {
            TRACK: lambda: place.channel.title,
            CODE: lambda: place.code.title,
            ONSET: lambda: timecode(event.on),
            OFFSET: lambda: "" if event.off is None else timecode(event.off),
            DURATION: lambda: _duration(event, point),
            FRAME: lambda: "" if event.frame is None else f"{event.frame:,}",
            MODIFIERS: lambda: ", ".join(f"{name} {value}" for name, value in event.mods.items()),
            CERTAINTY: lambda: event.certainty or "",
            COMMENT: lambda: event.note,
        }
        return texts[column]()


def _level(text: str) -> Certainty | None:
    """Return how sure the coder is, as typed; None for not said."""
    level = next((level for level in get_args(Certainty) if text and level.startswith(text.casefold())), None)
    if text and level is None:
        raise ModelError(tr("“{0}” is no certainty. It is low, medium, high or nothing.", text))
    return level


def _duration(event: Event, point: bool) -> str:
    if point:
        return ""
    return tr("running") if event.off is None else seconds_text(event.off - event.on, 3)
