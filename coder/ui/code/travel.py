"""What the keys of travel do: playing, stepping, jumping, looping."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from coder.model.session import Episode
from coder.model.spans import Spans
from coder.ui.code import navigation
from coder.ui.code.navigation import Way
from coder.ui.code.playback import Playback
from coder.ui.code.progress import PassState
from coder.ui.code.sitting import Sitting
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.scene import Scene
from coder.ui.text import tr

SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0, 4.0)
SHUTTLES = (1.0, 2.0, 4.0)
SLOWEST = 0.25
SECOND_MS = 1_000
BACK_MS = 2_000
LATEST_MS = 2**31


class Travel(QObject):
    """Moves the playhead as a person asks.

    Parameters
    ----------
    sitting, playback
    scene, state : callables
        Give the present scene and the progress of the current pass.

    Signals
    -------
    refused(str)
        Why there is nowhere to go.
    """

    refused = Signal(str)

    def __init__(
        self,
        sitting: Sitting,
        playback: Playback,
        scene: Callable[[], Scene],
        state: Callable[[], PassState],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sitting, self._playback, self._scene, self._state = sitting, playback, scene, state
        self.stop_held = False

    def toggle(self) -> None:
        """Play at the chosen speed, or pause."""
        if self._playback.playing:
            self._playback.pause()
        else:
            self._playback.play()

    def shuttle(self, way: Way) -> None:
        """Play forward or back; again: twice and four times as fast; with K held: at a quarter."""
        playback = self._playback
        if self.stop_held:
            playback.shuttle(way * SLOWEST)
            return
        now = playback.speed_now * way
        faster = next((speed for speed in SHUTTLES if speed > now), SHUTTLES[-1]) if now > 0 else SHUTTLES[0]
        playback.shuttle(way * faster)

    def stop(self) -> None:
        """Stop, and play at normal speed from now on."""
        self._playback.pause()
        self._playback.set_speed(1.0)

    def faster(self, way: Way) -> None:
        """Choose the next speed up or down."""
        found = navigation.neighbour(range(len(SPEEDS)), _nearest_speed(self._playback.speed), way)
        if found is not None:
            self._playback.set_speed(SPEEDS[found])

    def frame(self, count: int) -> None:
        """Go on or back by frames."""
        self._playback.step(count)

    def seconds(self, count: int) -> None:
        """Go on or back by seconds."""
        self.go(self._playback.position_ms + count * SECOND_MS)

    def back_and_play(self) -> None:
        """Go back 2 s and play."""
        self.go(self._playback.position_ms - BACK_MS)
        self._playback.play()

    def go(self, ms: int | None) -> None:
        """Go to a time; None says that there is nothing there."""
        if ms is None:
            self.refused.emit(tr("Nothing more in this direction."))
            return
        self._playback.seek(min(max(ms, 0), LATEST_MS))

    def door(self, way: Way) -> None:
        """Go to the next door event."""
        self.go(navigation.door(self._scene(), self._playback.position_ms, way))

    def reunion(self, way: Way) -> None:
        """Go to the next reunion."""
        self.go(navigation.reunion(self._sitting.session, self._playback.position_ms, way))

    def gap(self, way: Way) -> None:
        """Go to the next stretch that is not coded."""
        state = self._state()
        where = state.gaps or state.left
        self.go(navigation.gap(where, self._playback.position_ms, way))

    def to_event(self, way: Way) -> None:
        """Select the next event of the track in focus and go to it."""
        sitting, scene = self._sitting, self._scene()
        current = sitting.selection.only
        channel = scene.channel_of.get(current or "")
        mine = [c.id for c in sitting.pass_.channels] if sitting.pass_ else []
        lanes = [scene.lanes[c] for c in ([channel] if channel else mine)]
        found = navigation.event_in(lanes, self._playback.position_ms, way, current)
        if found is None:
            self.refused.emit(tr("No further event in this track."))
            return
        sitting.select((found[0],))
        self.go(found[1])

    def episode_start(self) -> None:
        """Go to the begin of the episode; from there, to the begin of the recording."""
        episode = self.episode
        begin = episode.on if episode else 0
        self.go(begin if begin != self._playback.position_ms else 0)

    def coded_through(self) -> None:
        """Go to where the pass is coded through."""
        self.go(self._state().through_ms)

    @property
    def episode(self) -> Episode | None:
        """The episode the playhead is in, or the one before."""
        return navigation.episode_near(self._sitting.session, self._playback.position_ms)

    def loop_selection(self) -> None:
        """Repeat the selected stretch, a second around a point, or stop repeating."""
        span = self.selected_span() or self._around_point()
        if self._playback.loop is not None:
            self._playback.set_loop(None)
        elif span is None:
            self.refused.emit(tr("Select an event first, then repeat it."))
        else:
            self._playback.set_loop(span)

    def _around_point(self) -> tuple[int, int] | None:
        """Return a second before and after the one point selected; None without one, or without video."""
        event = self._sitting.event_of(self._sitting.selection.only)
        end = self._playback.length_ms
        if event is None or event.on >= end:
            return None
        return max(event.on - SECOND_MS, 0), min(event.on + SECOND_MS, end)

    def loop_episode(self) -> None:
        """Repeat the episode, or stop repeating."""
        episode = self.episode
        looping = self._playback.loop is not None
        self._playback.set_loop(None if looping or episode is None else (episode.on, episode.off))

    def selected_span(self) -> tuple[int, int] | None:
        """Return the stretch from the first onset to the last offset selected; None when it is empty."""
        scene = self._scene()
        found = [scene.lane_with(event_id) for event_id in self._sitting.selection.ids]
        places = [(lane, place) for lane, place in (f for f in found if f is not None)]
        if not places:
            return None
        on = min(int(lane.on[place]) for lane, place in places)
        off = max(int(lane.off[place]) for lane, place in places)
        off = self._playback.position_ms if off == FOREVER else off
        return (on, off) if on < off else None

    def selected_or_episode(self) -> Spans:
        """Return the selected stretch, else the episode at the playhead, else nothing."""
        span, episode = self.selected_span(), self.episode
        if span is None and episode is not None:
            span = episode.on, episode.off
        return Spans.of([span] if span else [])


def _nearest_speed(speed: float) -> int:
    return min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - abs(speed)))
