"""The menu bar and the key bindings, both made from the commands there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from coder.ui.commands import Command, CommandRegistry
from coder.ui.text import tr

MENUS = ("File", "Edit", "View", "Playback", "Coding", "Data", "Help")


class CommandMenus:
    """Keeps menus and shortcuts equal to the registry.

    Parameters
    ----------
    run : callable
        Runs a command, or says why it cannot run.
    """

    def __init__(
        self, window: QWidget, bar: QMenuBar, registry: CommandRegistry, run: Callable[[Command], object]
    ) -> None:
        self._window, self._bar, self._registry, self._run = window, bar, registry, run
        self._actions: list[QAction] = []
        self._later = QTimer(window)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.rebuild)
        registry.changed.connect(self._later.start)

    def rebuild(self) -> None:
        """Make all menus and bindings anew."""
        self._bar.clear()
        for action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        self._actions = []
        in_menus: dict[str, list[Command]] = {}
        for command in self._registry.all():
            self._bind(command)
            if command.group:
                in_menus.setdefault(command.group.split("/")[0], []).append(command)
        for name in (*MENUS, *(n for n in in_menus if n not in MENUS)):
            if name in in_menus:
                self._fill(self._bar.addMenu(f"&{tr(name)}"), in_menus[name])

    def _bind(self, command: Command) -> None:
        if not command.shortcut or not command.binds:
            return
        action = QAction(command.title, self._window)
        action.setShortcuts([QKeySequence(key) for key in command.shortcut.split(", ")])
        action.setAutoRepeat(command.repeats)
        action.triggered.connect(lambda: self._run(command))
        self._window.addAction(action)
        self._actions.append(action)

    def _fill(self, menu: QMenu, commands: list[Command]) -> None:
        menu.setToolTipsVisible(True)
        shown: list[tuple[QAction, Command]] = []
        submenus: dict[str, QMenu] = {}
        section: int | None = None
        for command in sorted(commands, key=lambda c: c.section):
            if section not in (None, command.section):
                menu.addSeparator()
            section = command.section
            target = menu
            sub = command.group.partition("/")[2]
            if sub:
                if sub not in submenus:
                    submenus[sub] = menu.addMenu(tr(sub))
                target = submenus[sub]
            shown.append((self._entry(target, command), command))
        menu.aboutToShow.connect(lambda: _refresh(shown))
        for submenu in submenus.values():
            submenu.aboutToShow.connect(lambda: _refresh(shown))

    def _entry(self, menu: QMenu, command: Command) -> QAction:
        keys = QKeySequence(command.shortcut.split(", ")[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action = QAction(f"{command.title}\t{keys}" if keys else command.title, menu)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self._run(command))
        menu.addAction(action)
        return action


def _refresh(shown: list[tuple[QAction, Command]]) -> None:
    for action, command in shown:
        reason = command.why_not()
        action.setEnabled(reason is None)
        action.setToolTip(reason or "")
        if command.checked is not None:
            action.setChecked(command.checked())
