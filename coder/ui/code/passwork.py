"""Finishing a pass, opening it again, declaring stretches coded, setting episodes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from coder.model import edits
from coder.model.changes import AnyChange
from coder.ui.code.episodes import begin_episode, end_episode, remove_episode
from coder.ui.code.passdialogs import AskReason
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


EpisodeChange = Literal["begin", "end", "remove"]


class PassWork(QObject):
    """What concerns a pass or the session as a whole."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench

    @property
    def _sitting(self) -> Sitting:
        return self._bench.sitting

    def mark_coded(self, coded: bool) -> None:
        """Declare the selected stretch, or the episode at the playhead, coded; or take that back."""
        spans = self._bench.travel.selected_or_episode()
        if not spans:
            self._sitting.refused.emit(tr("Select a stretch, or put the playhead into an episode."))
            return
        self._bench.editing.mark_coded(spans, coded)

    def why_incomplete(self) -> str | None:
        """Why the pass cannot be marked complete, or None."""
        sitting, state = self._sitting, self._bench.state
        if sitting.locked is not None:
            return sitting.locked
        if not sitting.session.episodes:
            return tr("mark the episodes first")
        return state.left_text if state.left else None

    def ask_complete(self) -> None:
        """Mark the pass complete; whatever is to be looked at is listed first."""
        if self._bench.checking.findings():
            self._bench.checking.begin()
        else:
            self.complete()

    def ask_reopen(self) -> None:
        """Ask why the pass is opened again."""
        AskReason(self._bench, self._sitting.pass_number, self.reopen).open()

    def complete(self) -> None:
        """Mark the pass complete; its tracks are locked from then on."""
        sitting = self._sitting
        finished = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        sitting.write_watched()

        def change() -> AnyChange | None:
            return edits.complete_pass(sitting.coding, sitting.session, sitting.pass_id, finished)

        if sitting.attempt(change, with_watched=False):
            self._bench.checking.close()
            self._bench.setFocus()
            self._bench.talk.offer(tr("Pass {0} marked complete.", sitting.pass_number), tr("Reopen"), self.ask_reopen)

    def reopen(self, reason: str) -> None:
        """Open a complete pass again; the reason stays in the journal."""
        sitting = self._sitting
        sitting.administer(lambda: edits.reopen_pass(sitting.coding, sitting.pass_id, reason))

    def set_episode(self, episode_id: str, edge: EpisodeChange) -> None:
        """Let an episode begin or end at the playhead, or say that it was not held."""
        sitting, at_ms = self._sitting, self._bench.playback.position_ms

        def change() -> AnyChange | None:
            if edge == "remove":
                return remove_episode(sitting.session, episode_id)
            if edge == "end":
                return end_episode(sitting.session, episode_id, at_ms)
            return begin_episode(sitting.scheme, sitting.session, episode_id, at_ms, self._bench.playback.length_ms)

        sitting.administer(change)
