"""How the person at work wants keys to work: habits and keys of their own, kept per coder on this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from coder.ui.breaks import BreakReminder
from coder.ui.memory import Habits, Memory, OwnKeys


class Coder(QObject):
    """The person at work.

    Signals
    -------
    habits_changed(), keys_changed()
        Something else holds from now on, also because somebody else is at work.
    """

    habits_changed = Signal()
    keys_changed = Signal()

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.identity = ""
        self.habits = memory.habits("")
        self.keys = memory.own_keys("")
        self.breaks = BreakReminder(lambda: self.habits.break_min, self)

    def become(self, identity: str) -> None:
        """Take over the habits and keys of a person; "" when nobody is chosen."""
        if identity == self.identity:
            return
        self.identity = self._memory.coder = identity
        self.habits = self._memory.habits(identity)
        self.keys = self._memory.own_keys(identity)
        self.habits_changed.emit()
        self.keys_changed.emit()

    def choose(self, habits: Habits) -> None:
        """Work this way from now on."""
        if habits != self.habits:
            self.habits = habits
            self._memory.set_habits(self.identity, habits)
            self.habits_changed.emit()

    def choose_keys(self, keys: OwnKeys) -> None:
        """Use these keys from now on."""
        if keys != self.keys:
            self.keys = keys
            self._memory.set_own_keys(self.identity, keys)
            self.keys_changed.emit()
