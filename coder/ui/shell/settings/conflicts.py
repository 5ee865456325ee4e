"""Which of a coder's own keys would mean two things at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QKeySequence

from coder.model.scheme import Pass, Scheme
from coder.ui.commands import Command, strokes_of
from coder.ui.memory import OwnKeys
from coder.ui.text import tr

LOCKED = frozenset({"Esc", "Tab", "Shift+Tab"})
"""Keys that mean the same everywhere and are never given away."""


def conflicts(commands: Sequence[Command], schemes: Sequence[Scheme], own: OwnKeys) -> list[str]:
    """Return in words where one of the coder's own keys would mean two things; what no own key is part of is no matter.

    Parameters
    ----------
    commands : sequence of Command
        The commands with the keys they have by themselves.
    """
    return [*_among_commands(commands, own), *(text for s in schemes for text in _among_codes(s, commands, own))]


def _among_commands(commands: Sequence[Command], own: OwnKeys) -> Iterator[str]:
    holders: dict[str, list[Command]] = {}
    for command in commands:
        for stroke in strokes_of(own.commands.get(command.id, command.shortcut)):
            holders.setdefault(stroke, []).append(command)
    for stroke, found in holders.items():
        if len(found) > 1 and any(command.id in own.commands for command in found):
            yield tr("{0} would be both {1}.", _shown(stroke), _both([c.title for c in found]))
    for command_id, shortcut in own.commands.items():
        locked = [stroke for stroke in strokes_of(shortcut) if stroke in LOCKED and command_id]
        for stroke in locked:
            yield tr("{0} cannot be given away.", _shown(stroke))


def _among_codes(scheme: Scheme, commands: Sequence[Command], own: OwnKeys) -> Iterator[str]:
    mine = own.codes.get(scheme.id, {})
    taken = {stroke: c for c in commands for stroke in strokes_of(own.commands.get(c.id, c.shortcut))}
    for pass_ in scheme.passes:
        keys = _keys_of(pass_, mine)
        for key, titles in keys.items():
            stroke = QKeySequence(key).toString()
            owned = any(code in mine for code, _ in titles)
            if len(titles) > 1 and owned:
                yield tr("{0} would be both {1} in {2}.", key.upper(), _both([t for _, t in titles]), pass_.title)
            if key.isdecimal() and owned:
                yield tr("{0} is a digit: digits choose modifiers.", key)
            if stroke in LOCKED and owned:
                yield tr("{0} cannot be given away.", _shown(stroke))
            command = taken.get(stroke)
            if command is not None and (owned or command.id in own.commands):
                yield tr(
                    "{0} would be both {1} in {2}.", key.upper(), _both([titles[0][1], command.title]), pass_.title
                )


def _keys_of(pass_: Pass, mine: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    keys: dict[str, list[tuple[str, str]]] = {}
    for channel in pass_.channels:
        for code in channel.codes:
            key = mine.get(code.id, code.key).casefold()
            if key:
                keys.setdefault(key, []).append((code.id, code.title))
    return keys


def _both(titles: list[str]) -> str:
    return tr(" and ").join(f"“{title.rstrip('…')}”" for title in titles)


def _shown(stroke: str) -> str:
    return QKeySequence(stroke).toString(QKeySequence.SequenceFormat.NativeText)
