"""The key card: every key that is active now; with the page's purpose it is also the page's help."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coder.ui.commands import Command
from coder.ui.page import Action, KeyGroup
from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme
from coder.ui.widgets import Button, KeyCap, SearchField, label
from coder.ui.widgets.keycap import key_names

_COLUMNS = 3
WIDTH_PX, FRAME_PX = 1_020, 210
SEARCH_PX = 300


def key_groups(commands: Sequence[Command], page_groups: Sequence[KeyGroup]) -> list[KeyGroup]:
    """Return the keys of the page and then those of the commands, by menu."""
    by_menu: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.shortcut:
            menu = command.group.split("/")[0] or command.kind
            by_menu.setdefault(menu, []).append((command.shortcut.split(", ")[0], command.title.rstrip("…")))
    return [*page_groups, *by_menu.items()]


def matching(groups: Sequence[KeyGroup], text: str) -> list[KeyGroup]:
    """Return the keys whose words, heading or caps hold a text; groups without any are left out."""
    wanted = text.casefold().strip()
    if not wanted:
        return list(groups)
    found = []
    for heading, keys in groups:
        kept = [
            (key, what)
            for key, what in keys
            if wanted in f"{heading} {what}".casefold() or wanted in "+".join(key_names(key)).casefold()
        ]
        if kept:
            found.append((heading, kept))
    return found


class KeyCard(QDialog):
    """Shows keys in columns over the window; what is typed finds keys, Esc closes.

    Parameters
    ----------
    actions : sequence of Action
        What else can be done here: printing, changing keys.
    print_keys : callable, optional
        What Ctrl+P does.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        title: str,
        purpose: str,
        groups: Sequence[KeyGroup],
        actions: Sequence[Action] = (),
        print_keys: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(host)
        give_theme(self, theme)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.groups = list(groups)
        self._print = print_keys
        self.search = SearchField(tr("Find a key"))
        self.search.setFixedWidth(theme.px(SEARCH_PX))
        self.search.textChanged.connect(self._show)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[str, Button] = {}
        self._lay_out(title, purpose, actions)
        self._show("")
        shown = self._scroll.widget()
        wanted = (shown.sizeHint().height() if shown is not None else 0) + theme.px(FRAME_PX)
        self.resize(min(theme.px(WIDTH_PX), host.width() - 80), min(wanted, host.height() - 80))
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Print with Ctrl+P."""
        if self._print is not None and event.matches(QKeySequence.StandardKey.Print):
            self._print()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, title: str, purpose: str, actions: Sequence[Action]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(title, "title"))
        head.addStretch(1)
        head.addWidget(self.search)
        column.addLayout(head)
        if purpose:
            column.addWidget(label(purpose, "body", "text2", wrap=True))
        column.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        for text, run in actions:
            self.buttons[text] = Button(text, run)
            foot.addWidget(self.buttons[text])
        foot.addStretch(1)
        close = Button(tr("Close"), self.accept, role="primary")
        foot.addWidget(close)
        column.addLayout(foot)

    def _show(self, text: str) -> None:
        found = matching(self.groups, text)
        self._scroll.setWidget(_columns(found) if found else _nothing())


def _nothing() -> QWidget:
    box = label(tr("No key matches."), "body", "text2")
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box


def _columns(groups: Sequence[KeyGroup]) -> QWidget:
    inside = QWidget()
    inside.setProperty("plain", True)
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(28)
    columns = [QVBoxLayout() for _ in range(_COLUMNS)]
    heights = [0] * _COLUMNS
    for group in groups:
        place = heights.index(min(heights))
        columns[place].addWidget(_group(group))
        heights[place] += len(group[1]) + 2
    for column in columns:
        column.addStretch(1)
        row.addLayout(column, 1)
    return inside


def _group(group: KeyGroup) -> QWidget:
    heading, keys = group
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(heading, "section"), 0, 0, 1, 2)
    for line, (shortcut, what) in enumerate(keys, 1):
        grid.addWidget(label(what, "table", "text2", wrap=True), line, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for name in key_names(shortcut):
            caps.addWidget(KeyCap(name))
        grid.addLayout(caps, line, 1)
    return box
