"""States that last while their keys are down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coder.model.changes import AnyChange
from coder.model.coding import Event
from coder.model.edits.holding import let_go
from coder.model.scheme import Channel
from coder.ui.code.onscreen import OnScreen
from coder.ui.code.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Before:
    """What a key press is going to interrupt: the state that runs there, and where it would have ended."""

    running: Event | None = None
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    code: str
    event_id: str
    before: Before
    step_at: str
    shown_till_ms: int


class Holding:
    """Keeps which keys are down, and ends a state when its key comes up.

    A state that was interrupted goes on afterwards, with its modifiers. Of several keys of one channel the one pressed
    last counts; when it comes up, the one pressed before goes on if it is still down, else what ran before all of them.
    A key let go within the frame it went down on lasts that one frame.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._held: list[_Held] = []
        self._given_way: dict[str, Before] = {}

    def __contains__(self, code: object) -> bool:
        return any(held.code == code for held in self._held)

    def before(self, channel: Channel, at_ms: int) -> Before:
        """Return what runs in a channel at a time."""
        if not channel.exclusive:
            return Before()
        codes = {code.id for code in channel.codes}
        events = sorted((e for e in self._sitting.coding.events if e.code in codes), key=lambda e: e.on)
        running = next((e for e in reversed(events) if e.on <= at_ms), None)
        after = next((e for e in events if e.on > at_ms), None)
        if running is None or (running.off is not None and running.off <= at_ms):
            return Before()
        ends = [ms for ms in (running.off, after.on if after else None) if ms is not None]
        return Before(running, min(ends, default=None))

    def begin(self, code: str, event_id: str, before: Before, frame: OnScreen) -> None:
        """Note that a key has gone down and which event it made."""
        self._held.append(_Held(code, event_id, before, self._last_step(), frame.off_ms))

    def end(self, code: str, frame: OnScreen) -> bool:
        """End the state of a key that comes up on a frame; return whether that changed anything."""
        place = next((n for n, held in enumerate(self._held) if held.code == code), None)
        if place is None:
            return False
        held = self._held.pop(place)
        channel = self._sitting.scheme.places[code].channel
        if channel.exclusive and any(self._is_of(channel, later) for later in self._held[place:]):
            self._given_way[held.event_id] = held.before
            return False
        event = self._sitting.event_of(held.event_id)
        if event is None or event.code != code:
            return False
        joins = self._last_step() == held.step_at
        before, at_ms = self._goes_on(held), frame.on_ms if frame.on_ms > event.on else held.shown_till_ms
        number = frame.number if frame.on_ms > event.on else None
        sitting = self._sitting

        def change() -> AnyChange | None:
            running, until_ms = before.running, before.until_ms
            return let_go(sitting.coding, sitting.scheme, event.id, at_ms, running, until_ms, number)

        done = sitting.attempt(change, joins=joins)
        self._follow(before.running, at_ms)
        return done

    def forget(self) -> None:
        """No key is down any more."""
        self._held, self._given_way = [], {}

    def _is_of(self, channel: Channel, held: _Held) -> bool:
        return self._sitting.scheme.places[held.code].channel.id == channel.id

    def _last_step(self) -> str:
        last = self._sitting.desk.next_undo
        return last.step.at if last else ""

    def _goes_on(self, held: _Held) -> Before:
        """Return what goes on after a state: what it interrupted, or what that had interrupted if its key is up."""
        before = held.before
        while before.running is not None and before.running.id in self._given_way:
            before = self._given_way[before.running.id]
        return before

    def _follow(self, running: Event | None, at_ms: int) -> None:
        """A held state that goes on is another event from there on; its key ends that one."""
        if running is None:
            return
        again = next((e for e in self._sitting.coding.events if e.on == at_ms and e.code == running.code), None)
        if again is not None:
            self._held = [replace(h, event_id=again.id) if h.event_id == running.id else h for h in self._held]
