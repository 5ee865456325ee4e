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
    press_code : callable
        Records a code: its id, and when the key went down on the monotonic clock (ms).
    press_digit : callable
        Sets the modifier of a digit; returns whether there was one to set.
    run : callable
        Runs a command of the page.
    """

    def __init__(
        self,
        press_code: Callable[[str, float], object],
        press_digit: Callable[[str], bool],
        run: Callable[[Command], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._press_code, self._press_digit, self._run = press_code, press_digit, run
        self._clock = KeyClock()
        self._codes: dict[str, str] = {}
        self._commands: dict[str, Command] = {}

    def set_pass(self, pass_: Pass | None) -> None:
        """Take over the keys of a pass."""
        codes = (code for channel in pass_.channels for code in channel.codes) if pass_ else ()
        self._codes = {code.key.casefold(): code.id for code in codes if code.key}

    def set_commands(self, commands: Iterable[Command]) -> None:
        """Take over the keys the window does not bind."""
        self._commands = {
            QKeySequence(key).toString(): command
            for command in commands
            if not command.binds
            for key in command.shortcut.split(", ")
        }

    def is_code(self, text: str) -> bool:
        """Return whether a key stands for a code of the pass."""
        return text.casefold() in self._codes

    def press(self, event: QKeyEvent) -> bool:
        """Carry out a key press; return whether it meant anything."""
        when = self._clock.happened_at(event.timestamp(), now_ms())
        if event.modifiers() in _PLAIN and self._pressed_letter(event, when):
            return True
        stroke = QKeySequence(event.key() | (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier).value).toString()
        command = self._commands.get(stroke)
        if command is None or (event.isAutoRepeat() and not command.repeats):
            return command is not None
        self._run(command)
        return True

    def _pressed_letter(self, event: QKeyEvent, when: float) -> bool:
        text = event.text().casefold()
        code = self._codes.get(text) if text else None
        if code is not None:
            if not event.isAutoRepeat():
                self._press_code(code, when)
            return True
        return text.isdecimal() and len(text) == 1 and (event.isAutoRepeat() or self._press_digit(text))
