"""What keys do on the Code page: codes, their modifiers, ends of states, and going back to the last of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.model.scheme import Pass
from coder.ui.code.asking import Asking
from coder.ui.code.clicks import Clicks
from coder.ui.code.keyclock import now_ms
from coder.ui.code.keys import Keys
from coder.ui.code.ownkeys import with_own_code_keys
from coder.ui.code.seeing import Seeing
from coder.ui.code.stamping import Stamper
from coder.ui.code.stamps import Stamps
from coder.ui.commands import with_own_keys
from coder.ui.habits import Coder
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


class KeyWork(QObject):
    """Turns keys into coding, the way the coder wants it."""

    def __init__(self, bench: Bench, coder: Coder) -> None:
        super().__init__(bench)
        self._bench = bench
        self.coder = coder
        sitting, playback = bench.sitting, bench.playback
        self.seeing = Seeing(playback, lambda: sitting.desk.study.study.settings.reaction_ms)
        self.stamper = Stamper(sitting, self.seeing, lambda: coder.habits.bounce_ms, self)
        self.asking = Asking(sitting, playback, lambda: coder.habits.prompt_pauses, bench.editing.set_modifier, self)
        self.keys = Keys(self.press_code, self.stamper.release, self.press_digit, bench.run, self)
        self.stamps = Stamps(sitting)
        self.clicks = Clicks(self)

    def wire(self) -> None:
        """Hear what is recorded, and tell the parts that show it."""
        bench, stamper, pad = self._bench, self.stamper, self._bench.pad
        stamper.waiting_changed.connect(bench.refresh.waiting)
        stamper.stamped.connect(self._stamped)
        stamper.let_go.connect(bench.talk.let_go)
        stamper.bounced.connect(bench.talk.bounced)
        stamper.doubled.connect(bench.talk.doubled)
        self.asking.changed.connect(bench.refresh.modifiers)
        self.coder.breaks.due.connect(bench.talk.offer_break)
        bench.playback.moved.connect(self._worked)
        self.coder.habits_changed.connect(self.use_habits)
        self.coder.keys_changed.connect(self.use_keys)
        pad.code_asked.connect(lambda code: self.press_code(code, now_ms(), by_key=False))
        pad.modifier_asked.connect(self.asking.choose)
        pad.passed_on.connect(self.asking.pass_on)
        pad.latest.jump_asked.connect(self.go_to)
        pad.latest.undo_asked.connect(self.take_back)

    @property
    def pass_shown(self) -> Pass | None:
        """The pass with the keys the coder uses."""
        sitting = self._bench.sitting
        own = self.coder.keys.codes.get(sitting.scheme.id, {})
        return with_own_code_keys(sitting.pass_, own) if sitting.pass_ is not None else None

    def use_keys(self) -> None:
        """Take over the keys the coder has chosen."""
        self.keys.set_commands(with_own_keys(self._bench.commands, self.coder.keys.commands))
        self._bench.refresh.everything()

    def use_habits(self) -> None:
        """Work the way the coder has chosen."""
        self.let_go()
        self._bench.refresh.everything()

    def press_code(self, code: str, when_ms: float, by_key: bool = True) -> None:
        """A code's key went down, or its row was clicked: record it, or change the selected event to it."""
        bench = self._bench
        self._worked()
        if bench.sitting.locked is not None:
            bench.talk.refuse(bench.sitting.locked)
        elif self._recodes(code):
            bench.editing.recode_selected(code)
        elif self._can_see():
            self.stamper.press(code, when_ms, by_key and self.coder.habits.hold_keys)

    def press_digit(self, digit: str) -> bool:
        """Answer what is asked about the selected event, else about the last one for 4 s."""
        return self._bench.clip is None and self.asking.answer(digit)

    def end_here(self) -> None:
        """End what runs at the frame that is seen, where nothing else need begin."""
        self._at_the_key(self.stamper.end)

    def hide_all(self) -> None:
        """Say for the whole pass that nothing can be seen from here on."""
        self._at_the_key(self.stamper.hide)

    def let_go(self) -> None:
        """Take all keys as let go, as when the window no longer hears them."""
        self.keys.let_go_all()

    def settle(self) -> None:
        """Let go of everything, before the coding is closed."""
        self.let_go()
        self.stamper.forget()
        self.clicks.close()

    def go_back(self) -> None:
        """Go to the last event a key made; again, to the one before."""
        chosen = self.stamps.before(self._bench.sitting.selection.only)
        if chosen is None:
            self._bench.talk.refuse(tr("No key has recorded anything yet."))
        else:
            self.go_to(chosen.id)

    def go_to(self, event_id: str) -> None:
        """Stop at an event a key made and select it."""
        bench, event = self._bench, self._bench.sitting.event_of(event_id)
        if event is None:
            return
        bench.playback.pause()
        bench.playback.seek(event.on)
        bench.timeline.reveal(event.on)
        bench.sitting.select((event.id,))
        bench.setFocus()

    def take_back(self) -> None:
        """Undo the last edit as long as it is that of the last key."""
        if self.stamps.undoable:
            self._bench.sitting.undo()
        else:
            self._bench.talk.refuse(tr("Something else was edited since. The history takes it back step by step."))

    def why_no_stamp(self) -> str | None:
        """Why there is no event to go back to, or None."""
        return None if self.stamps.events else tr("no key has recorded anything yet")

    def _stamped(self, event_id: str, code: str, ms: int) -> None:
        bench = self._bench
        self.stamps.add(event_id)
        bench.talk.stamped(event_id, code, ms)
        if self.coder.habits.clicks:
            place = bench.sitting.scheme.places[code]
            self.clicks.play(place.channel.codes.index(place.code))
        self.asking.begin(event_id)
        bench.pad.latest.show_stamps(self.stamps.shown(bench.sitting.scheme), self.stamps.undoable)

    def _worked(self) -> None:
        self.coder.breaks.worked(now_ms())

    def _at_the_key(self, act: Callable[[float], None]) -> None:
        if self._bench.sitting.locked is not None:
            self._bench.talk.refuse(self._bench.sitting.locked)
        elif self._can_see():
            act(self.keys.when_ms)

    def _can_see(self) -> bool:
        if not self._bench.playback.has_reference:
            self._bench.talk.refuse(tr("There is no picture to code from. Locate the video first."))
        return self._bench.playback.has_reference

    def _recodes(self, code: str) -> bool:
        """Return whether a code key changes what is selected while playback rests: all of it in the code's channel."""
        sitting = self._bench.sitting
        events = [sitting.event_of(event_id) for event_id in sitting.selection.ids]
        codes = {event.code for event in events if event is not None}
        places = sitting.scheme.places
        if not codes or self._bench.playback.playing or codes == {code}:
            return False
        return all(c in places and places[c].channel.id == places[code].channel.id for c in codes)
