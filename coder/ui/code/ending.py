"""Ending a state without another one, and saying for a whole pass that nothing can be seen.

The rule: where one state is always on, a state ends only when the next one begins. Everywhere else the state that began
last and holds the frame is ended.
"""

from __future__ import annotations

from coder.model import edits
from coder.model.changes import AnyChange
from coder.model.coding import Event
from coder.model.edits.common import channel_events
from coder.model.edits.states import end_of
from coder.model.scheme import Channel
from coder.ui.code.onscreen import OnScreen
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr


def may_end(channel: Channel) -> bool:
    """Return whether a state of a channel may end without another one."""
    return channel.kind == "state" and not channel.exhaustive


def end_here(sitting: Sitting, frame: OnScreen) -> bool:
    """End at a frame what may end; say why when there is nothing."""
    channels = [c for c in (sitting.pass_.channels if sitting.pass_ else ()) if c.kind == "state"]
    running = [(event.on, c, event) for c in channels if may_end(c) for event in _running(sitting, c, frame.on_ms)]
    if not running:
        always = next((c for c in channels if not may_end(c)), None)
        if always is None or any(may_end(c) for c in channels):
            sitting.refused.emit(tr("Nothing runs here that could end."))
        else:
            sitting.refused.emit(tr("{0}: one state is always on. Press the key of the next one.", always.title))
        return False
    _, channel, event = max(running, key=lambda found: found[0])

    def change() -> AnyChange | None:
        if channel.exclusive:
            return edits.end_state(sitting.coding, sitting.scheme, channel.id, frame.on_ms)
        return edits.press_state(sitting.coding, sitting.scheme, event.code, frame.on_ms)

    return sitting.attempt(change, aloud=True)


def hide_all(sitting: Sitting, frame: OnScreen) -> list[Event]:
    """Begin the unobservable state in every channel of the pass that has one, in one step; return what was made."""
    before = {event.id for event in sitting.coding.events}
    codes = [c.unobservable for c in (sitting.pass_.channels if sitting.pass_ else ()) if c.unobservable]
    done = False
    for code in codes:

        def change(code: str = code) -> AnyChange | None:
            return edits.press_state(sitting.coding, sitting.scheme, code, frame.on_ms, frame.number)

        done = sitting.attempt(change, joins=done) or done
        if sitting.locked is not None:
            return []
    if not done:
        words = tr("This pass has no code for “cannot be seen”.") if not codes else tr("This is unobservable already.")
        sitting.refused.emit(words)
    return [event for event in sitting.coding.events if event.id not in before]


def _running(sitting: Sitting, channel: Channel, ms: int) -> list[Event]:
    events = channel_events(sitting.coding, sitting.scheme, channel.id)
    found = []
    for place, event in enumerate(events):
        after = events[place + 1] if channel.exclusive and place + 1 < len(events) else None
        if event.on <= ms < end_of(event, after):
            found.append(event)
    return found
