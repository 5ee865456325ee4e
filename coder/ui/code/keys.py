"""Which key does what: codes and digits of the pass first, then the commands of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from coder.model.scheme import Pass
from coder.ui.code.keyclock import KeyClock, now_ms
from coder.ui.commands import Command

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Keys(QObject):
    """Decides what a key press means.

    Parameters
    ----------
    press_code, let_go_code : callable
        A code's key went down, or up: the code's id, and when that was on the monotonic clock (ms).
    press_digit : callable
        Sets the modifier of a digit; returns whether there was one to set.
    run : callable
        Runs a command of the page.
    """

    def __init__(
        self,
        press_code: Callable[[str, float], object],
        let_go_code: Callable[[str, float], object],
        press_digit: Callable[[str], bool],
        run: Callable[[Command], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._press_code, self._let_go_code = press_code, let_go_code
        self._press_digit, self._run = press_digit, run
        self._clock = KeyClock()
        self._codes: dict[str, str] = {}
        self._commands: dict[str, Command] = {}
        self._down: dict[int, str] = {}
        self._pressed_ms: float | None = None

    @property
    def when_ms(self) -> float:
        """When the key that is being carried out went down; without one, now."""
        return now_ms() if self._pressed_ms is None else self._pressed_ms

    def set_pass(self, pass_: Pass | None) -> None:
        """Take over the keys of a pass."""
        codes = (code for channel in pass_.channels for code in channel.codes) if pass_ else ()
        self._codes = {code.key.casefold(): code.id for code in codes if code.key}

    def set_commands(self, commands: Iterable[Command]) -> None:
        """Take over the keys the window does not bind."""
        self._commands = {
            QKeySequence(key).toString(): command
            for command in commands
            if not command.binds and command.shortcut
            for key in command.shortcut.split(", ")
        }

    def is_code(self, text: str) -> bool:
        """Return whether a key stands for a code of the pass."""
        return text.casefold() in self._codes

    def press(self, event: QKeyEvent) -> bool:
        """Carry out a key press; return whether it meant anything."""
        when = self._clock.happened_at(event.timestamp(), now_ms())
        stroke = stroke_of(event)
        if event.modifiers() in _PLAIN and self._pressed_code(event, stroke, when):
            return True
        command = self._commands.get(stroke)
        if command is None or (event.isAutoRepeat() and not command.repeats):
            return command is not None
        self._pressed_ms = when
        try:
            self._run(command)
        finally:
            self._pressed_ms = None
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Let go a key; return whether it was that of a code."""
        if event.isAutoRepeat() or event.key() not in self._down:
            return event.key() in self._down
        self._let_go_code(self._down.pop(event.key()), self._clock.happened_at(event.timestamp(), now_ms()))
        return True

    def let_go_all(self) -> None:
        """Take all keys as let go now, as when the window no longer hears them."""
        down, self._down = self._down, {}
        for code in down.values():
            self._let_go_code(code, now_ms())

    def _pressed_code(self, event: QKeyEvent, stroke: str, when: float) -> bool:
        text = event.text().casefold()
        code = (self._codes.get(text) if text else None) or self._codes.get(stroke.casefold())
        if code is not None:
            if not event.isAutoRepeat():
                self._down[event.key()] = code
                self._press_code(code, when)
            return True
        return text.isdecimal() and len(text) == 1 and (event.isAutoRepeat() or self._press_digit(text))


def stroke_of(event: QKeyEvent) -> str:
    """Return a key press as shortcuts are written; a key of the number pad counts as that key."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | modifiers.value).toString()
