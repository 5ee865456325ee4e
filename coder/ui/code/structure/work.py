"""Keeps the session's episodes in step with the marks of the structure pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.app.rewind import copy_of
from coder.model.changes import AddEvent, AnyChange, Batch, EditEvent, RemoveEvent, SetEpisodes, apply
from coder.model.coding import Coding
from coder.model.session import Episode
from coder.model.structure import derive_episodes, marks_of, same_boundaries, structure_codes
from coder.ui.code.episodes import set_present
from coder.ui.code.structure.card import EpisodesCard
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


class StructureWork(QObject):
    """Episodes follow the marks of a coding as long as they are those its marks give.

    Episodes that were set by hand, or that follow another coder's marks, stay as they are until the person says
    otherwise: an independent second coding of the structure must not change what everybody measures by.
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.card = EpisodesCard()
        self.card.chosen.connect(self._go)
        self.card.take_over_asked.connect(self.take_over)
        self.card.presence_asked.connect(self.set_present)
        bench.sitting.follow = self.follow
        bench.sitting.pass_changed.connect(self.show_card)
        bench.sitting.selection_changed.connect(self.show_card)
        bench.facts_changed.connect(self.refresh)

    @property
    def active(self) -> bool:
        """Whether the pass being coded is the one whose marks open episodes."""
        pass_ = self._bench.sitting.pass_
        wanted = structure_codes(self._bench.sitting.scheme)
        return pass_ is not None and any(code.id in wanted for c in pass_.channels for code in c.codes)

    @property
    def in_step(self) -> bool:
        """Whether the session's episodes are those the marks give."""
        return same_boundaries(self.derived(self._bench.sitting.coding), self._bench.sitting.session.episodes)

    def derived(self, coding: Coding) -> tuple[Episode, ...]:
        """Return the episodes that the marks of a coding give."""
        sitting = self._bench.sitting
        known = sitting.session.episodes
        length = self._bench.playback.length_ms or (known[-1].off if known else 0)
        return derive_episodes(sitting.scheme, marks_of(sitting.scheme, coding), length, known)

    def follow(self, change: AnyChange) -> AnyChange | None:
        """Return what follows from a change of marks for the session's episodes, or None."""
        sitting = self._bench.sitting
        if not _is_about(change, structure_codes(sitting.scheme)) or not self.in_step:
            return None
        coding = copy_of(sitting.coding)
        apply(coding, change)
        return _set(sitting.session.episodes, self.derived(coding))

    def take_over(self) -> None:
        """Make the episodes those that the marks give, also where they were set by hand or by somebody else."""
        sitting = self._bench.sitting
        sitting.administer(lambda: _set(sitting.session.episodes, self.derived(sitting.coding)))

    def why_no_take_over(self) -> str | None:
        """Why the episodes cannot be taken from the marks now, or None."""
        if not marks_of(self._bench.sitting.scheme, self._bench.sitting.coding):
            return tr("there are no marks that open episodes yet")
        return tr("the episodes follow the marks already") if self.in_step else self._bench.why_read_only()

    def set_present(self, episode_id: str, person: str, there: bool) -> None:
        """Say that somebody is, or is not, in the room during an episode."""
        sitting = self._bench.sitting
        sitting.administer(lambda: set_present(sitting.session, episode_id, person, there))

    def toggle_present(self, person: str) -> None:
        """Say the opposite of what is said about somebody in the episode at the playhead."""
        episode = self._bench.sitting.session.episode_at(self._bench.playback.position_ms)
        if episode is None:
            self._bench.talk.refuse(tr("There is no episode here."))
        else:
            self.set_present(episode.id, person, person not in episode.present)

    def show_card(self) -> None:
        """Show the episodes in the structure pass while nothing is selected, else the selection."""
        bench = self._bench
        if bench.middle.at_rest and self.active and not bench.sitting.selection.ids:
            bench.middle.show_card(self.card)
            self.refresh()
        elif bench.middle.currentWidget() is self.card and (not self.active or bench.sitting.selection.ids):
            bench.middle.rest()

    def refresh(self) -> None:
        """Show the episodes as they are now."""
        self.show_card()
        if self._bench.middle.currentWidget() is self.card:
            sitting = self._bench.sitting
            self.card.show_episodes(sitting.scheme, sitting.session, self.in_step, self.why_no_take_over() is None)

    def _go(self, ms: int) -> None:
        self._bench.playback.seek(ms)
        self._bench.timeline.reveal(ms)


def _set(before: tuple[Episode, ...], after: tuple[Episode, ...]) -> SetEpisodes | None:
    return None if before == after else SetEpisodes(before=before, after=after)


def _is_about(change: AnyChange, codes: frozenset[str]) -> bool:
    """Return whether a change touches an event of some codes."""
    match change:
        case Batch(changes=changes):
            return any(_is_about(part, codes) for part in changes)
        case AddEvent(event=event) | RemoveEvent(event=event):
            return event.code in codes
        case EditEvent(before=before, after=after):
            return before.code in codes or after.code in codes
    return False
