"""The card that defines a code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coder.model.scheme import Channel, CodePlace, Modifier, Pass, Scheme
from coder.ui.scheme.marks import Mark
from coder.ui.scheme.tree import Node
from coder.ui.scheme.uses import MEASURE_NAMES, uses_of
from coder.ui.text import tr
from coder.ui.widgets import Card, Chip, FlowRow, KeyCap, Note, Rule, ScrollColumn, label


class DefinitionCard(Card):
    """Shows a code, a channel or a pass as a coder learns it."""

    def __init__(self) -> None:
        super().__init__(" ")
        assert self.header is not None
        self.header.title.setProperty("role", "title")
        self._mark = Mark()
        self.header.row.insertWidget(0, self._mark)
        self._key = KeyCapHolder()
        self.header.add(self._key)
        self._scroll = ScrollColumn(tr("Definition"))
        self.add(self._scroll, 1)

    def show_node(self, scheme: Scheme, node: Node | None) -> None:
        """Show what is chosen in the tree."""
        assert self.header is not None
        code = node if isinstance(node, CodePlace) else None
        self._mark.show_code(code)
        self._mark.setVisible(code is not None)
        self._key.show_key(code.code.key.upper() if code else "")
        if isinstance(node, CodePlace):
            title, quiet = node.code.title, _where(scheme, node)
        elif node is not None:
            title, quiet = node.title, tr("pass") if isinstance(node, Pass) else tr("channel")
        else:
            title, quiet = tr("Definition"), ""
        self.header.title.setText(title)
        self.header.quiet.setText(quiet)
        self._scroll.fill(lambda column: _fill(column, scheme, node), (16, 12, 16, 16), 10)


class KeyCapHolder(QWidget):
    """The key of the shown code."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._cap: KeyCap | None = None

    def show_key(self, key: str) -> None:
        """Show another key, or none for ""."""
        if self._cap is not None:
            self._row.removeWidget(self._cap)
            self._cap.deleteLater()
        self._cap = KeyCap(key) if key else None
        if self._cap is not None:
            self._row.addWidget(self._cap)


def _where(scheme: Scheme, place: CodePlace) -> str:
    number = scheme.passes.index(place.pass_)
    kind = tr("point event") if place.channel.kind == "point" else tr("state")
    return tr("{0} · pass {1} · {2} · {3}", place.code.id, number, place.channel.title.lower(), kind)


def _fill(column: QVBoxLayout, scheme: Scheme, node: Node | None) -> None:
    if isinstance(node, CodePlace):
        _fill_code(column, scheme, node)
    elif node is not None:
        column.addWidget(label(node.definition or _children(node), wrap=True))
    else:
        column.addWidget(label(tr("Choose a code in the tree."), tone="text2"))
    column.addStretch(1)


def _fill_code(column: QVBoxLayout, scheme: Scheme, place: CodePlace) -> None:
    code = place.code
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    kind = tr("Point: one moment") if place.channel.kind == "point" else _state_words(place)
    _line(grid, tr("Kind"), label(kind, wrap=True))
    definition = code.definition or tr("No definition yet.")
    _line(grid, tr("Definition"), Note(definition))
    if code.include:
        _line(grid, tr("Code it"), _list(code.include))
    if code.exclude:
        _line(grid, tr("Not this"), _list(code.exclude))
    column.addLayout(grid)
    if code.modifiers:
        column.addWidget(Rule())
        column.addWidget(label(tr("Modifiers"), "section"))
        column.addLayout(_modifiers(code.modifiers))
    column.addWidget(Rule())
    column.addWidget(label(tr("In the measures"), "section"))
    uses = uses_of(scheme, code.id)
    for family, use in uses.items():
        column.addWidget(label(f"{tr(MEASURE_NAMES[family])}: {tr(use.rule)}", "body", "text2", wrap=True))
    if not uses:
        column.addWidget(
            label(tr("No measure reads this code. It is exported as a count."), "body", "text2", wrap=True)
        )
    if place.channel.definition:
        column.addWidget(Rule())
        column.addWidget(label(place.channel.title, "section"))
        column.addWidget(label(place.channel.definition, "body", "text2", wrap=True))


def _line(grid: QGridLayout, name: str, value: QWidget) -> None:
    row = grid.rowCount()
    title = label(name, "body", "text2")
    if isinstance(value, Note):
        title.setContentsMargins(0, 8, 0, 0)
    grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(value, row, 1)


def _list(sentences: Sequence[str]) -> Note:
    return Note("\n".join(f"· {sentence}" for sentence in sentences))


def _state_words(place: CodePlace) -> str:
    channel = place.channel
    if place.code.id == channel.unobservable:
        return tr("State: cannot be seen. It leaves the denominators and is never read as “no”.")
    words = [tr("State")]
    words += [tr("one at a time")] if channel.exclusive else []
    words += [tr("always in one of them")] if channel.exhaustive else []
    return ", ".join(words)


def _modifiers(modifiers: Sequence[Modifier]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, modifier in enumerate(modifiers):
        needed = tr("required") if modifier.required else tr("optional")
        grid.addWidget(label(modifier.title or modifier.id, "section"), line, 0)
        values = QWidget()
        flow = FlowRow(values, gap_px=6)
        for number, value in enumerate(modifier.values, 1):
            flow.addWidget(KeyCap(str(number)))
            flow.addWidget(Chip(value))
        grid.addWidget(values, line, 1)
        grid.addWidget(label(needed, "table", "text2"), line, 2)
    return grid


def _children(node: Pass | Channel) -> str:
    if isinstance(node, Pass):
        return tr("Channels:") + " " + ", ".join(channel.title for channel in node.channels)
    return tr("Codes:") + " " + ", ".join(code.title for code in node.codes)
