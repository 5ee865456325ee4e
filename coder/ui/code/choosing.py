"""Selecting many events at once: of a track, of a code, of an episode."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from coder.model.coding import Event
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr


class Choosing(QObject):
    """Commands that select.

    Parameters
    ----------
    sitting : Sitting
    focus_key : callable
        Gives the track the person clicked last, "" when there is none.
    """

    def __init__(self, sitting: Sitting, focus_key: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._focus_key = focus_key

    def track(self) -> None:
        """Select all events of the track in focus."""
        channel = self.channel
        self._choose(lambda e: self._channel_of(e) == channel)

    def code(self) -> None:
        """Select all events with the code of the selected one."""
        event = self._one()
        if event is not None:
            self._choose(lambda e: e.code == event.code)

    def code_in_episode(self) -> None:
        """Select the events with the code of the selected one that begin in the same episode."""
        event = self._one()
        self._choose_in_episode(event, lambda e: event is not None and e.code == event.code)

    def track_in_episode(self) -> None:
        """Select the events of the track of the selected one that begin in the same episode."""
        event = self._one()
        self._choose_in_episode(event, lambda e: event is not None and self._channel_of(e) == self._channel_of(event))

    @property
    def channel(self) -> str:
        """The track in focus: of the selected event, else the one clicked last, else the first of the pass."""
        sitting = self._sitting
        event = sitting.event_of(sitting.selection.ids[-1]) if sitting.selection.ids else None
        if event is not None:
            return self._channel_of(event)
        mine = [channel.id for channel in sitting.pass_.channels] if sitting.pass_ else []
        focus = self._focus_key()
        return focus if focus in sitting.scheme.channel_by_id else mine[0] if mine else ""

    def _choose_in_episode(self, event: Event | None, wanted: Callable[[Event], bool]) -> None:
        if event is None:
            return
        episode = self._sitting.session.episode_at(event.on)
        if episode is None:
            self._sitting.refused.emit(tr("The selected event lies outside all episodes."))
        else:
            self._choose(lambda e: wanted(e) and episode.on <= e.on < episode.off)

    def _choose(self, wanted: Callable[[Event], bool]) -> None:
        sitting = self._sitting
        found = sorted((e for e in sitting.coding.events if wanted(e)), key=lambda e: e.on)
        if not found:
            sitting.refused.emit(tr("There are no events in this track yet."))
            return
        sitting.select(tuple(e.id for e in found))
        sitting.said.emit(tr("1 event selected.") if len(found) == 1 else tr("{0} events selected.", len(found)), False)

    def _one(self) -> Event | None:
        sitting = self._sitting
        event = sitting.event_of(sitting.selection.ids[-1]) if sitting.selection.ids else None
        if event is None:
            sitting.refused.emit(tr("Select an event first."))
        return event

    def _channel_of(self, event: Event) -> str:
        place = self._sitting.scheme.places.get(event.code)
        return place.channel.id if place else ""
