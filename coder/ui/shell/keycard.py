"""The key card: every key that is active now; with the page's purpose it is also the page's help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coder.ui.commands import Command
from coder.ui.page import KeyGroup
from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme
from coder.ui.widgets import Button, KeyCap, label
from coder.ui.widgets.keycap import key_names

_COLUMNS = 3


def key_groups(commands: Sequence[Command], page_groups: Sequence[KeyGroup]) -> list[KeyGroup]:
    """Return the keys of the page and then those of the commands, by menu."""
    by_menu: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.shortcut:
            menu = command.group.split("/")[0] or command.kind
            by_menu.setdefault(menu, []).append((command.shortcut.split(", ")[0], command.title.rstrip("…")))
    return [*page_groups, *by_menu.items()]


class KeyCard(QDialog):
    """Shows keys in columns over the window; Esc closes."""

    def __init__(self, host: QWidget, theme: Theme, title: str, purpose: str, groups: Sequence[KeyGroup]) -> None:
        super().__init__(host)
        give_theme(self, theme)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.groups = list(groups)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(title, "title"))
        if purpose:
            column.addWidget(label(purpose, "body", "text2", wrap=True))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        columns = self._columns()
        scroll.setWidget(columns)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(tr("Close"), self.accept, role="primary"))
        column.addLayout(foot)
        wanted = columns.sizeHint().height() + theme.px(190)
        self.resize(min(theme.px(980), host.width() - 80), min(wanted, host.height() - 80))

    def _columns(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("plain", True)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for group in self.groups:
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
