"""An open session on the Code page: its parts, and how they hear of each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from coder.app.desk import Desk
from coder.ui.clips import ClipRequest
from coder.ui.code.benchview import BenchView
from coder.ui.code.bookmarks.keeping import Bookmarks
from coder.ui.code.checks.checking import Checking
from coder.ui.code.choosing import Choosing
from coder.ui.code.commands import bench_commands
from coder.ui.code.copying import Copying
from coder.ui.code.editing import Editing
from coder.ui.code.eventlist.typing import cell_edits
from coder.ui.code.find.finding import Finding
from coder.ui.code.goto import GoTo
from coder.ui.code.keywork import KeyWork
from coder.ui.code.loading import Loading
from coder.ui.code.passwork import PassWork
from coder.ui.code.playback import Playback
from coder.ui.code.progress import PassState, pass_state
from coder.ui.code.refresh import Refresh
from coder.ui.code.review import clip_span, review_letter
from coder.ui.code.rewinding import Rewinding
from coder.ui.code.screen import Screen
from coder.ui.code.sitting import Sitting
from coder.ui.code.soundout import SoundOut
from coder.ui.code.structure.effects import Effects
from coder.ui.code.structure.work import StructureWork
from coder.ui.code.talk import Talk
from coder.ui.code.timeline import Scene, scene_of
from coder.ui.code.tracework import TraceWork
from coder.ui.code.trackchoice import TrackChoice
from coder.ui.code.travel import Travel
from coder.ui.code.video.align import Align
from coder.ui.code.video.looking import Looking
from coder.ui.code.video.replay import Replay
from coder.ui.code.video.secondscreen import SecondScreen
from coder.ui.code.video.unreadable import Unreadable
from coder.ui.code.wiring import wire
from coder.ui.commands import Command
from coder.ui.habits import Coder
from coder.ui.jobs import UiJobs
from coder.ui.memory import Memory
from coder.ui.text import tr


class Bench(BenchView):
    """One coder's coding of one session, with everything needed to look at it and change it.

    Signals
    -------
    said(str, object)
        A toast: text, and an `Action` or None.
    returned()
        The person leaves review.
    facts_changed()
        What the bars of the window say may be different.
    review_pressed(str)
        A letter that means something in review: n, p, y or f.
    queue_asked(ClipQueue)
        Look at these clips one after the other.
    problem(Problem)
        A message above the page.
    """

    said = Signal(str, object)
    returned = Signal()
    review_pressed = Signal(str)
    queue_asked = Signal(object)
    facts_changed = Signal()
    problem = Signal(object)

    def __init__(self, desk: Desk, memory: Memory, coder: Coder, pass_id: str = "") -> None:
        scene = scene_of(desk.scheme, desk.session, desk.coding, 0)
        super().__init__(scene, cell_edits(self), memory)
        self.scene: Scene = scene
        self.sitting = Sitting(desk, pass_id, self)
        self.playback = Playback(self)
        self.pictures = Screen(self.cameras, desk.session, self)
        self.sound = SoundOut(self.playback)
        self.clip: ClipRequest | None = None
        self.state: PassState = self.pass_state()
        self.travel = Travel(self.sitting, self.playback, lambda: self.scene, lambda: self.state, self)
        self.editing = Editing(self.sitting, self.playback.frame_from, lambda: self.playback.frame_ms, self)
        self.copying = Copying(self.sitting, self.editing.delete, self)
        self.choosing = Choosing(self.sitting, lambda: self.timeline.marks.focus_key, self)
        self.tracks = TrackChoice(self, memory)
        self.traces = TraceWork(self)
        self.passwork = PassWork(self)
        self.keywork = KeyWork(self, coder)
        self.keys, self.stamper = self.keywork.keys, self.keywork.stamper
        self.commands: list[Command] = []
        self.checking = Checking(self)
        self.finding = Finding(self, self.find_bar)
        self.rewinding = Rewinding(self, self.rewind_bar)
        self.structure = StructureWork(self)
        self.effects = Effects(self)
        self.bookmarks = Bookmarks(self)
        self.loading = Loading(self)
        self.replay = Replay(self.playback, self)
        self.second_screen = SecondScreen(self, self.cameras, self.left, memory)
        self.refresh = Refresh(self)
        self.talk = Talk(self)
        self.looking = Looking(self, memory)
        self.align = Align(self)
        self.unreadable = Unreadable(self)
        wire(self)
        self.setFocusProxy(self.timeline)

    def open(self, jobs: UiJobs) -> None:
        """Show everything, and open the recordings in the background."""
        self.commands = bench_commands(self)
        self.keywork.use_keys()
        self.refresh.sound()
        self.refresh.zoomed()
        self.loading.begin(jobs)
        self.traces.begin(jobs)

    def settle(self) -> None:
        """Stop playback and write what was watched, before the coding is closed."""
        self.keywork.settle()
        self.rewinding.leave()
        self.second_screen.bring_back()
        self.playback.pause()
        self.sitting.write_watched(closing=True)
        self.save_shape()

    def close_down(self) -> None:
        """Let go of the recordings."""
        self.align.end()
        self.loading.end()
        self.traces.end()
        self.sound.close()
        self.playback.close()

    def run(self, command: Command) -> None:
        """Run a command, or say why it cannot run."""
        reason = command.why_not()
        if reason is None:
            command.run()
        else:
            self.talk.refuse(reason)

    def run_id(self, command_id: str) -> None:
        """Run a command of this page by its id."""
        self.run(next(command for command in self.commands if command.id == command_id))

    def person_moved(self, ms: int) -> None:
        """The person moved the playhead: an event it has left is no longer selected."""
        if self.timeline.dragging:
            return
        event = self.sitting.event_of(self.sitting.selection.only)
        if self.clip is None and event is not None and not event.on <= ms <= (ms if event.off is None else event.off):
            self.sitting.select(())

    def escape(self) -> None:
        """Give up a drag, a question that playback waits for, an earlier state or review; else clear the selection."""
        if self.timeline.cancel_drag() or self.keywork.asking.give_up():
            return
        if self.rewinding.active:
            self.rewinding.leave()
            return
        if self.clip is not None:
            self.returned.emit()
        else:
            self.sitting.select(())

    def show_clip(self, clip: ClipRequest) -> None:
        """Show a stretch in review: its events highlighted, code keys off, played over and over."""
        self.rewinding.leave()
        self.clip = clip
        self.sitting.reviewing = True
        own = clip.coder == self.sitting.desk.coding.coder and not self.sitting.desk.read_only
        self._go_to_pass_of(clip.events)
        self.sitting.select(tuple(e for e in clip.events if self.sitting.event_of(e)))
        span = clip_span(clip, self.playback.length_ms)
        self.pictures.clip = (clip.on_ms, clip.off_ms)
        self.refresh.everything()
        self.review_bar.show_clip(clip, self.sitting.session.participant.child.upper(), own)
        self.header.hide()
        self.timeline.fit(*span)
        self.playback.set_loop(span)
        self.playback.seek(span[0])
        self.playback.play()

    def leave_review(self) -> None:
        """Go on coding here."""
        self.clip = self.pictures.clip = None
        self.sitting.reviewing = False
        self.playback.pause()
        self.playback.set_loop(None)
        self.review_bar.hide()
        self.header.show()
        self.show_cards()
        self.refresh.everything()

    def edit_clip(self) -> None:
        """Leave review and stay at the event."""
        if self.clip is not None and self.review_bar.edit.isEnabled():
            first = self.sitting.event_of(next(iter(self.clip.events), None))
            at_ms = first.on if first else self.clip.on_ms
            self.leave_review()
            self.playback.seek(at_ms)

    def ask_where(self) -> None:
        """Ask for a time or frame and go there."""
        GoTo(self, self.playback.frame_time, self.travel.go).open()

    def toggle_list(self) -> None:
        """Show the events as a table, or the timeline."""
        self.show_list(not self.shows_list)
        self.refresh.events()

    def toggle_overlay(self) -> None:
        """Write over the pictures, or not."""
        self.pictures.written_over = not self.pictures.written_over
        self.refresh.pictures()

    def toggle_snap(self) -> None:
        """Snap to edges and doors, or to frames alone."""
        self.timeline.snapping = not self.timeline.snapping
        self.bar.show_switches(self.timeline.snapping, self.timeline.following)

    def toggle_follow(self) -> None:
        """Let the timeline follow the playhead, or not."""
        self.timeline.following = not self.timeline.following
        self.bar.show_switches(self.timeline.snapping, self.timeline.following)

    def fit_episode(self) -> None:
        """Zoom to the episode at the playhead."""
        episode = self.travel.episode
        if episode is None:
            self.talk.refuse(tr("There are no episodes yet."))
        else:
            self.timeline.fit(episode.on, episode.off)

    def fit_session(self) -> None:
        """Show the whole session."""
        self.timeline.fit(0, self.scene.total_ms)

    def why_no_undo(self) -> str | None:
        """Why nothing can be undone, or None."""
        return None if self.sitting.desk.next_undo else tr("nothing to undo")

    def why_no_redo(self) -> str | None:
        """Why nothing can be redone, or None."""
        return None if self.sitting.desk.next_redo else tr("nothing to redo")

    def why_read_only(self) -> str | None:
        """Why not even the session can be changed, or None."""
        return tr("this coding is open for reading only") if self.sitting.desk.read_only else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Codes, digits, transport; while somebody types in a field, what the field leaves over means nothing here."""
        if isinstance(QApplication.focusWidget(), QLineEdit) and event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_K and not event.isAutoRepeat():
            self.travel.stop_held = True
        if self.align.running and self.align.press(event):
            return
        if self.clip is not None and (letter := review_letter(event)):
            self.review_pressed.emit(letter)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self.clip is not None or self.rewinding.active):
            self.rewinding.go_back() if self.rewinding.active else self.edit_clip()
        elif not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Know when K is let go."""
        if event.key() == Qt.Key.Key_K and not event.isAutoRepeat():
            self.travel.stop_held = False
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up what a small window has no room for."""
        self.fit_to(self.width(), self.height())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme with what is written over the pictures; take keys as let go that are no longer heard."""
        if event.type() == QEvent.Type.ActivationChange and hasattr(self, "keywork") and not self.isActiveWindow():
            self.keywork.let_go()
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "refresh"):
            self.refresh.pictures()
        super().changeEvent(event)

    def pass_state(self) -> PassState:
        """Return the progress of the current pass as it is now."""
        sitting = self.sitting
        assert sitting.pass_ is not None
        return pass_state(sitting.scheme, sitting.session, sitting.coding, sitting.pass_, self.playback.length_ms)

    def _go_to_pass_of(self, event_ids: tuple[str, ...]) -> None:
        """Show the pass of the first of the events that is here."""
        events = (self.sitting.event_of(event_id) for event_id in event_ids)
        first = next((e for e in events if e is not None and e.code in self.sitting.scheme.places), None)
        if first is not None:
            self.sitting.set_pass(self.sitting.scheme.places[first.code].pass_.id)
