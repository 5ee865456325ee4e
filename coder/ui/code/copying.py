"""Copy, cut and paste of events, and copies from one track into another."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject

from coder.model import edits
from coder.model.changes import AddEvent, AnyChange, Batch
from coder.model.edits import Copied
from coder.model.errors import ModelError
from coder.model.scheme import Channel
from coder.model.timecode import clock
from coder.model.wording import code_title
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr


class Copying(QObject):
    """What was copied in this session, and where it goes.

    Parameters
    ----------
    sitting : Sitting
    delete : callable
        Deletes the selected events, for cutting.
    """

    def __init__(self, sitting: Sitting, delete: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._delete = delete
        self.kept: tuple[Copied, ...] = ()

    def copy(self) -> bool:
        """Keep copies of the selected events; return whether there were any."""
        taken = self._taken()
        if not taken:
            self._sitting.refused.emit(tr("Select events first, then copy them."))
            return False
        self.kept = taken
        return True

    def copy_aloud(self) -> None:
        """Keep copies, and say so."""
        if self.copy():
            count = len(self.kept)
            self._sitting.said.emit(tr("1 event copied.") if count == 1 else tr("{0} events copied.", count), False)

    def cut(self) -> None:
        """Keep copies of the selected events and delete them."""
        if self._sitting.locked is not None:
            self._sitting.refused.emit(self._sitting.locked)
        elif self.copy():
            self._delete()

    def paste(self, at_ms: int) -> None:
        """Put what was copied at ``at_ms``; what belongs to other passes is left out, and that is said."""
        mine = [item for item in self.kept if item.channel in self._channels()]
        if self.kept and not mine:
            words = tr("What was copied belongs to another pass. Copy it to a track of this pass instead.")
            self._sitting.refused.emit(words)
        else:
            self._put(tuple(mine), at_ms)

    def paste_as(self, code: str, at_ms: int) -> None:
        """Put what was copied at ``at_ms`` under one code."""
        self._put_as(self.kept, code, at_ms)

    def copy_to(self, code: str) -> None:
        """Put copies of the selected events at the same times under a code of another track."""
        taken = self._taken()
        if taken:
            self._put_as(taken, code, self._first_ms())

    def copy_by_name(self, channel: Channel) -> None:
        """Put copies of the selected events into a track that has codes of the same names."""
        names = {code.title.casefold(): code.id for code in channel.codes}
        scheme = self._sitting.scheme
        taken = self._taken()
        try:
            put = [
                edits.with_code([item], scheme, names[code_title(item.event.code, scheme).casefold()])[0]
                for item in taken
            ]
        except (KeyError, ModelError):
            self._sitting.refused.emit(tr("{0} does not have all of these codes.", channel.title))
            return
        self._put(tuple(put), self._first_ms())

    def names_fit(self, channel: Channel) -> bool:
        """Return whether a track has codes named like those of all selected events, and can hold them."""
        scheme = self._sitting.scheme
        names = {code.title.casefold() for code in channel.codes}
        return bool(self._sitting.selection.ids) and all(
            code_title(item.event.code, scheme).casefold() in names
            and (channel.kind == "point" or not scheme.is_point(item.event.code))
            for item in self._taken()
        )

    @property
    def source_channels(self) -> frozenset[str]:
        """The tracks of the selected events."""
        return frozenset(item.channel for item in self._taken())

    def _taken(self) -> tuple[Copied, ...]:
        sitting = self._sitting
        there = [i for i in sitting.selection.ids if (e := sitting.event_of(i)) and e.code in sitting.scheme.places]
        return edits.copies(sitting.coding, sitting.scheme, there)

    def _first_ms(self) -> int:
        events = (self._sitting.event_of(i) for i in self._sitting.selection.ids)
        return min(e.on for e in events if e is not None)

    def _channels(self) -> set[str]:
        pass_ = self._sitting.pass_
        return {channel.id for channel in pass_.channels} if pass_ else set()

    def _put_as(self, copied: tuple[Copied, ...], code: str, at_ms: int) -> None:
        try:
            self._put(edits.with_code(copied, self._sitting.scheme, code), at_ms)
        except ModelError as error:
            self._sitting.refused.emit(str(error))

    def _put(self, copied: tuple[Copied, ...], at_ms: int) -> None:
        sitting = self._sitting
        if not copied:
            sitting.refused.emit(tr("Nothing has been copied yet."))
            return
        made: list[AnyChange] = []

        def change() -> AnyChange | None:
            found = edits.paste(sitting.coding, sitting.scheme, copied, at_ms)
            made.extend([] if found is None else [found])
            return found

        if sitting.attempt(change):
            sitting.select(put_ids(made[0], {(item.event.code, at_ms + item.event.on) for item in copied}))
            sitting.said.emit(self._words(copied, at_ms), True)

    def _words(self, copied: tuple[Copied, ...], at_ms: int) -> str:
        if len(copied) > 1:
            return tr("{0} events put at {1}.", len(copied), clock(at_ms))
        return tr("{0} put at {1}.", code_title(copied[0].event.code, self._sitting.scheme), clock(at_ms))


def put_ids(change: AnyChange, wanted: Collection[tuple[str, int]]) -> tuple[str, ...]:
    """Return the ids of the events a change adds with one of the ``wanted`` codes and onsets."""
    match change:
        case AddEvent(event=event):
            return (event.id,) if (event.code, event.on) in wanted else ()
        case Batch(changes=changes):
            return tuple(event_id for part in changes for event_id in put_ids(part, wanted))
    return ()
