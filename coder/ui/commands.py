"""Commands: everything the program can be told to do, by menu, palette or key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

CommandKind = Literal["Go to", "Commands", "Sessions", "Codes", "Definitions", "Settings"]


def always() -> str | None:
    """The answer of a command that can always run."""
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """Something a person can ask for.

    Attributes
    ----------
    id : str
        Unique, such as ``study.add_videos``.
    title : str
        What it does, verb and object; "…" if more input follows.
    run : callable
        Does it.
    shortcut : str
        As ``QKeySequence`` reads it; several are separated by ", ". The window binds it unless ``binds`` is false.
    group : str
        The menu it stands in ("View"), a submenu ("View/Appearance"), or "" for the palette alone.
    why_not : callable
        The reason it cannot run now, in words, or None.
    keywords : tuple of str
        Other words by which the palette finds it.
    hint : str
        A few quiet words beside the title in the palette.
    icon : str
        Icon name for the palette.
    section : int
        Commands of a menu with different sections are set apart by a line.
    checked : callable, optional
        Whether it is on, for a command that switches something.
    binds : bool
        False when the page handles the key itself.
    repeats : bool
        Whether holding the key runs it again and again.
    kind : str
        Under which heading the palette lists it.
    """

    id: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    group: str = ""
    why_not: Callable[[], str | None] = always
    keywords: tuple[str, ...] = ()
    hint: str = ""
    icon: str = ""
    section: int = 0
    checked: Callable[[], bool] | None = None
    binds: bool = True
    repeats: bool = False
    kind: CommandKind = "Commands"


def with_own_keys(commands: Iterable[Command], own: Mapping[str, str]) -> list[Command]:
    """Return commands with the keys a person uses; a key given to one command is no longer that of another.

    Parameters
    ----------
    own : mapping of str to str
        Command id → keys as ``QKeySequence`` reads them, "" for none.
    """
    found = list(commands)
    taken = {key for c in found if c.id in own for key in strokes_of(own[c.id])}
    return [replace(c, shortcut=own[c.id] if c.id in own else _without(c.shortcut, taken)) for c in found]


def strokes_of(shortcut: str) -> list[str]:
    """Return the keys of a shortcut, each written in the one way Qt writes it."""
    return [QKeySequence(key).toString() for key in shortcut.split(", ")] if shortcut else []


def _without(shortcut: str, taken: set[str]) -> str:
    kept = [key for key in shortcut.split(", ") if key and QKeySequence(key).toString() not in taken]
    return shortcut if not taken else ", ".join(kept)


class CommandRegistry(QObject):
    """The commands there are now; ``changed`` tells the menus and the palette."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._own: Mapping[str, str] = {}

    def use_keys(self, own: Mapping[str, str]) -> None:
        """Give commands, by id, the keys a person has chosen."""
        self._own = own
        self.changed.emit()

    def add(self, *commands: Command) -> None:
        """Add commands; one of the same id is replaced."""
        self._commands |= {command.id: command for command in commands}
        self.changed.emit()

    def remove(self, commands: Iterable[Command]) -> None:
        """Withdraw commands; one that has been replaced in the meantime stays."""
        for command in commands:
            if self._commands.get(command.id) is command:
                del self._commands[command.id]
        self.changed.emit()

    def all(self) -> list[Command]:
        """Return all commands in the order they came, with the keys the person uses."""
        return with_own_keys(self._commands.values(), self._own) if self._own else list(self._commands.values())

    def defaults(self) -> list[Command]:
        """Return all commands in the order they came, with the keys they have by themselves."""
        return list(self._commands.values())

    def find(self, command_id: str) -> Command | None:
        """Return the command of an id, or None."""
        return self._commands.get(command_id)

    def run(self, command_id: str) -> str | None:
        """Run a command if it can run; return the reason if it cannot."""
        command = self._commands.get(command_id)
        if command is None:
            return f"There is no command {command_id} here."
        reason = command.why_not()
        if reason is None:
            command.run()
        return reason
