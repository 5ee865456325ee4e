"""Keeps every part of an open session showing the present state, and paints no more than has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from coder.model.changes import Touched
from coder.model.timecode import clock
from coder.ui.code.onscreen import Picture
from coder.ui.code.passstrip import PassFacts
from coder.ui.code.progress import pass_state
from coder.ui.code.timeline import Scene, scene_of
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

WATCHED_EVERY_MS = 10_000
"""How often what was watched is written while playing."""


class Refresh(QObject):
    """Slots that follow the coding, the playback and the selection."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._facts: dict[str, PassFacts] = {}
        self._watching = QTimer(self, interval=WATCHED_EVERY_MS)
        self._watching.timeout.connect(lambda: bench.sitting.write_watched())

    def everything(self) -> None:
        """Show another session, pass or mode."""
        bench = self._bench
        sitting = bench.sitting
        bench.header.show_session(sitting.session, sitting.desk.read_only)
        bench.keys.set_pass(bench.keywork.pass_shown)
        bench.pad.set_pass(bench.keywork.pass_shown, sitting.pass_number)
        bench.header.show_reaction(sitting.desk.study.study.settings.reaction_ms)
        self._note()
        self.changed(Touched())
        self.tracks()
        self.selection()

    def changed(self, touched: Touched) -> None:
        """Show the coding as it is now, after an edit that touched this."""
        bench = self._bench
        sitting, before = bench.sitting, bench.scene
        bench.scene = scene_of(sitting.scheme, sitting.session, sitting.coding, bench.playback.length_ms)
        bench.state = bench.pass_state()
        bench.timeline.set_scene(bench.scene)
        bench.pad.show_counts(bench.scene)
        bench.pad.show_playhead(bench.scene, bench.playback.position_ms)
        bench.pad.head.show_state(bench.state, sitting.locked)
        bench.pad.set_keys_off(sitting.locked is not None)
        bench.history.show_steps(sitting.desk.history, sitting.scheme)
        self._passes(touched_passes(touched, before, bench.scene))
        self.events()
        self._inspect()
        self.modifiers()
        self.pictures()
        self.latest()
        bench.facts_changed.emit()
        if "episodes" in touched.parts:
            bench.effects.episodes_changed(before.session)

    def pass_changed(self) -> None:
        """Show another pass."""
        self._bench.tracks.look_again()
        self._bench.keywork.let_go()
        self._bench.stamper.forget()
        self.everything()

    def selection(self) -> None:
        """Show what is selected."""
        bench = self._bench
        bench.timeline.set_marks(bench.sitting.selection.ids)
        bench.event_list.show_selection(bench.sitting.selection.ids)
        self._inspect()
        self.modifiers()

    def modifiers(self) -> None:
        """Show what digits set on which event now."""
        asking, pad = self._bench.keywork.asking, self._bench.pad
        choices = asking.choices if self._bench.clip is None else []
        event = asking.about if choices else None
        pad.show_modifiers(asking.code if choices else None, choices, event)
        asked = event is not None and not self._bench.sitting.selection.ids and self._bench.sitting.locked is None
        pad.show_question(event if asked else None, asking.code, choices, asking.waits)

    def latest(self) -> None:
        """Show the last events that keys made."""
        stamps = self._bench.keywork.stamps
        self._bench.pad.latest.show_stamps(stamps.shown(self._bench.sitting.scheme), stamps.undoable)

    def moved(self, ms: int) -> None:
        """Follow the playhead."""
        bench = self._bench
        bench.timeline.set_playhead(ms, bench.playback.playing)
        bench.transport.show_time(ms, bench.playback.frame_number(ms))
        bench.pad.show_playhead(bench.scene, ms)
        self.pictures()

    def pictured(self, camera: int, picture: Picture) -> None:
        """Show a picture of a camera."""
        view = self._bench.cameras.views[self._bench.loading.places[camera]]
        view.picture = picture
        self.pictures()
        view.show_picture(picture)

    def painted(self, picture: Picture) -> None:
        """Note that a picture of the leading camera has come on screen."""
        bench = self._bench
        frame = bench.playback.numbered(picture.seen)
        bench.playback.painted(picture, bench.pictures.views[bench.pictures.lead].painted_ns)
        bench.stamper.shown(frame)
        if frame.exact and bench.sitting.locked is None:
            bench.sitting.coverage.shown(bench.sitting.pass_id, frame.on_ms, frame.off_ms, bench.playback.speed_now)

    def playback_changed(self) -> None:
        """Show whether it plays, how fast, and what is repeated."""
        bench = self._bench
        playback = bench.playback
        bench.transport.show_playing(playback.playing)
        bench.transport.show_speed(playback.speed_now or playback.speed)
        bench.transport.show_loop(playback.loop)
        bench.timeline.set_marks(loop=playback.loop)
        if playback.playing:
            bench.loading.calm.clear()
            bench.timeline.following = True
            bench.bar.show_switches(bench.timeline.snapping, True)
            self._watching.start()
        else:
            bench.loading.calm.set()
            self._watching.stop()
            bench.sitting.write_watched()

    def sound(self) -> None:
        """Show whether sound is on."""
        sound = self._bench.sound
        self._bench.transport.show_sound(sound.on, sound.volume, sound.reason)

    def waiting(self, waiting: bool) -> None:
        """Show that a key waits for its frame."""
        self._bench.pictures.waiting = waiting
        self.pictures()

    def pictures(self) -> None:
        """Write over the pictures what is so now."""
        bench = self._bench
        bench.pictures.write(bench.scene, bench.sitting.pass_id, bench.playback.position_ms)

    def events(self) -> None:
        """Fill the table of events when it is shown."""
        bench = self._bench
        if bench.shows_list:
            editable = "" if bench.sitting.locked else bench.sitting.pass_id
            listed = bench.finding.listed(bench.sitting.coding.events)
            bench.event_list.show_events(listed, bench.sitting.scheme, editable)
            bench.event_list.show_selection(bench.sitting.selection.ids)

    def tracks(self) -> None:
        """Show the tracks of the pass, and of other passes those with something on them."""
        bench = self._bench
        scheme = bench.sitting.scheme
        locked = frozenset(p.id for p in scheme.passes if bench.sitting.coding.pass_record(p.id).complete)
        shown = bench.tracks.shown
        bench.timeline.set_pass(bench.sitting.pass_id, shown, locked)
        bench.bar.show_tracks(list(scheme.channels()), bench.sitting.pass_id, shown, bench.tracks.arrangement)

    def zoomed(self) -> None:
        """Say in the corner what a second is wide."""
        bench = self._bench
        rate = bench.playback.rate_text
        width = f"1 s = {bench.timeline.scale.px_per_ms * 1000:.1f} px"
        bench.timeline.corner = f"{rate} · {width}" if rate else width
        bench.bar.show_switches(bench.timeline.snapping, bench.timeline.following)

    def _note(self) -> None:
        bench = self._bench
        if bench.clip is not None:
            bench.pad.show_note(tr("code keys off"), tr("Esc leaves review."))
        elif bench.sitting.locked is not None:
            bench.pad.show_note(tr("locked"), bench.sitting.locked)
        else:
            held = bench.keywork.coder.habits.hold_keys
            bench.pad.show_note(tr("keys: hold") if held else tr("keys: tap to switch"))

    def _passes(self, touched: frozenset[str] | None) -> None:
        """Show the progress of all passes, computed anew for the ``touched`` ones (None: for all)."""
        bench = self._bench
        sitting = bench.sitting
        for number, pass_ in enumerate(sitting.scheme.passes):
            if touched is not None and pass_.id not in touched and pass_.id in self._facts:
                continue
            state = pass_state(sitting.scheme, sitting.session, sitting.coding, pass_, bench.playback.length_ms)
            words = tr("complete") if state.complete else tr("coded through {0}", clock(state.through_ms, 0))
            self._facts[pass_.id] = PassFacts(pass_.id, pass_.title, number, state.share, state.complete, words)
        bench.header.strip.show_passes([self._facts[p.id] for p in sitting.scheme.passes], sitting.pass_id)

    def _inspect(self) -> None:
        bench = self._bench
        sitting = bench.sitting
        events = [e for e in (sitting.event_of(i) for i in sitting.selection.ids) if e is not None]
        places = [sitting.scheme.places.get(e.code) for e in events]
        mine = all(place is not None and place.pass_.id == sitting.pass_id for place in places)
        bench.inspector.show_events(events, sitting.scheme, sitting.locked is not None or not mine)


def touched_passes(touched: Touched, before: Scene, after: Scene) -> frozenset[str] | None:
    """Return the passes whose progress an edit may have changed; None when that may be all of them."""
    if (not touched.events and not touched.parts) or "episodes" in touched.parts:
        return None
    channels = {scene.channel_of.get(event_id, "") for event_id in touched.events for scene in (before, after)}
    of_events = {p.id for p, channel in after.scheme.channels() if channel.id in channels}
    return frozenset(of_events | {part.removeprefix("pass:") for part in touched.parts if part.startswith("pass:")})
