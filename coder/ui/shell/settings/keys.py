"""The settings of keys: any command and any code can have another key, for this coder on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem

from coder.model.scheme import Scheme
from coder.ui.commands import Command
from coder.ui.habits import Coder
from coder.ui.memory import OwnKeys
from coder.ui.shell.settings.conflicts import conflicts
from coder.ui.shell.settings.keyfield import KeyField, shown_key
from coder.ui.shell.settings.section import Section
from coder.ui.text import tr
from coder.ui.widgets import Button, SearchField, label

_ENTRY = Qt.ItemDataRole.UserRole
HIDDEN_KINDS = ("Sessions", "Codes", "Definitions")
WHAT_PX, KEY_PX = 300, 120


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has a key: a command, or a code of a scheme."""

    id: str
    title: str
    key: str
    scheme: str = ""

    def own(self, keys: OwnKeys) -> str | None:
        """Return the coder's own key for it, None when it keeps its own."""
        return (keys.codes.get(self.scheme, {}) if self.scheme else keys.commands).get(self.id)

    def given(self, keys: OwnKeys, key: str | None) -> OwnKeys:
        """Return the coder's keys with another one for this; None gives back the one it has by itself."""
        before = keys.codes.get(self.scheme, {}) if self.scheme else keys.commands
        after = {i: k for i, k in before.items() if i != self.id}
        if key is not None and key != self.key:
            after[self.id] = key
        if not self.scheme:
            return replace(keys, commands=after)
        codes = {s: own for s, own in keys.codes.items() if s != self.scheme} | ({self.scheme: after} if after else {})
        return replace(keys, codes=codes)


class KeysSection(Section):
    """A list of everything that has a key, the field for a new one, and what stands against it."""

    def __init__(self, coder: Coder, commands: Sequence[Command], schemes: Sequence[Scheme]) -> None:
        super().__init__(
            tr("Keys"),
            tr("Your own keys on this computer. The scheme keeps its keys; a foot pedal counts as the key it sends."),
        )
        self._coder = coder
        self._commands = [c for c in commands if c.kind not in HIDDEN_KINDS and not c.id.startswith("file.recent")]
        self._schemes = schemes
        self.draft = coder.keys
        self.search = SearchField(tr("Find a command, a code or a key"))
        self.search.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.field = KeyField(tr("New key"))
        self.clear = Button(tr("No key"), lambda: self._give(""), small=True)
        self.default = Button(tr("As at first"), lambda: self._give(None), small=True)
        self.wrong = label("", "table", "warn", wrap=True)
        self.all_default = Button(tr("All as at first"), self._all_default, small=True)
        self.save = Button(tr("Use these keys"), self.accept, role="primary")
        self._lay_out()
        self._fill()
        self._show_state()

    def accept(self) -> None:
        """Use the keys from now on."""
        self._coder.choose_keys(self.draft)
        self._show_state()

    def choose(self, entry_id: str) -> None:
        """Select a command or code by its id."""
        for item in self._items():
            if item.data(0, _ENTRY).id == entry_id:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item, QTreeWidget.ScrollHint.PositionAtCenter)
                return

    def _lay_out(self) -> None:
        self.tree.setAccessibleName(tr("Commands and codes with their keys"))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([tr("What"), tr("Key"), tr("At first")])
        self.tree.setRootIsDecorated(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setColumnWidth(0, WHAT_PX)
        self.tree.setColumnWidth(1, KEY_PX)
        self.tree.setMinimumHeight(230)
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())
        self.tree.itemActivated.connect(lambda *_: self.field.setFocus())
        self.field.captured.connect(self._captured)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.clear)
        row.addWidget(self.default)
        foot = QHBoxLayout()
        foot.addWidget(self.all_default)
        foot.addStretch(1)
        foot.addWidget(self.save)
        self.column.addWidget(self.search)
        self.column.addWidget(self.tree, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.wrong)
        self.column.addLayout(foot)

    def _fill(self) -> None:
        for scheme in self._schemes:
            for pass_ in scheme.passes:
                group = self._group(tr("Codes: {0}", pass_.title))
                for channel in pass_.channels:
                    for code in channel.codes:
                        self._list(group, Entry(code.id, code.title, code.key, scheme.id))
        groups: dict[str, QTreeWidgetItem] = {}
        for command in self._commands:
            name = command.group.split("/")[0] or command.kind
            if name not in groups:
                groups[name] = self._group(tr(name))
            self._list(groups[name], Entry(command.id, command.title.rstrip("…"), command.shortcut))
        first = next(iter(self._items()), None)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _group(self, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree, [title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)
        return group

    def _list(self, group: QTreeWidgetItem, entry: Entry) -> None:
        item = QTreeWidgetItem(group, [entry.title, "", shown_key(entry.key)])
        item.setData(0, _ENTRY, entry)
        self._show(item)

    def _show(self, item: QTreeWidgetItem) -> None:
        entry: Entry = item.data(0, _ENTRY)
        own = entry.own(self.draft)
        item.setText(1, shown_key(entry.key if own is None else own) or "–")
        font = item.font(1)
        font.setBold(own is not None)
        item.setFont(1, font)

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for group in self._groups() for item in _children(group)]

    def _groups(self) -> list[QTreeWidgetItem]:
        return _children(self.tree.invisibleRootItem())

    @property
    def _entry(self) -> Entry | None:
        item = self.tree.currentItem()
        return item.data(0, _ENTRY) if item is not None else None

    def _captured(self, key: str) -> None:
        if key:
            self._give(key)
        self._show_current()

    def _give(self, key: str | None) -> None:
        entry, item = self._entry, self.tree.currentItem()
        if entry is not None and item is not None:
            self.draft = entry.given(self.draft, key)
            self._show(item)
            self._show_current()
            self._show_state()

    def _all_default(self) -> None:
        self.draft = OwnKeys()
        for item in self._items():
            self._show(item)
        self._show_current()
        self._show_state()

    def _show_current(self) -> None:
        entry = self._entry
        for widget in (self.field, self.clear, self.default):
            widget.setEnabled(entry is not None)
        if entry is not None:
            own = entry.own(self.draft)
            self.default.setEnabled(own is not None)
            self.field.show_key(entry.key if own is None else own, alone=bool(entry.scheme))

    def _show_state(self) -> None:
        found = conflicts(self._commands, self._schemes, self.draft)
        self.wrong.setText("\n".join(found))
        self.wrong.setVisible(bool(found))
        self.save.setEnabled(not found and self.draft != self._coder.keys)
        self.all_default.setEnabled(self.draft != OwnKeys())

    def _filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        for item in self._items():
            words = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(wanted not in words)
        for group in self._groups():
            group.setHidden(all(item.isHidden() for item in _children(group)))


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for n in range(item.childCount()) if (child := item.child(n)) is not None]
