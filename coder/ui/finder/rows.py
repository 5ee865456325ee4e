"""What the palette lists for what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from coder.ui.commands import Command, CommandKind
from coder.ui.finder.fuzzy import match

PREFIXES: dict[str, tuple[str, ...]] = {
    ">": ("Commands", "Settings"),
    "#": ("Sessions",),
    "@": ("Codes", "Definitions"),
}
_ORDER = get_args(CommandKind)
_MOST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the palette: a heading (``command`` None), or a command with the letters that fit and why not."""

    title: str
    command: Command | None = None
    letters: tuple[int, ...] = ()
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines to show, and how many of how many commands are among them."""

    rows: list[Row]
    shown: int
    of: int


def listing(
    typed: str,
    commands: Sequence[Command],
    recent: Sequence[str],
    answers: Callable[[str], Sequence[Command]],
) -> Listing:
    """Return the lines for ``typed``.

    Parameters
    ----------
    typed : str
        What stands in the field; a first character ``> # @`` keeps to commands, sessions or codes, and ``:`` asks
        ``answers``.
    commands : sequence of Command
        Everything there is.
    recent : sequence of str
        Ids of the commands run last, newest first; they lead while nothing is typed.
    answers : callable
        Returns commands made for the text, such as a jump to a time.
    """
    made = list(answers(typed.strip())) if typed.strip() else []
    prefix = typed[:1] if typed[:1] in PREFIXES else ""
    if typed.startswith(":"):
        return _listed([("Go to", [Row(c.title, c, (), c.why_not()) for c in made])], len(made), len(made))
    pool = [c for c in commands if not prefix or c.kind in PREFIXES[prefix]]
    text = typed[len(prefix) :].strip()
    if not text and not prefix:
        return _opening(pool, recent)
    groups = _fitting(text, pool, made)
    return _listed(groups, sum(len(rows) for _, rows in groups), len(pool) + len(made))


def _opening(pool: Sequence[Command], recent: Sequence[str]) -> Listing:
    by_id = {command.id: command for command in pool}
    first = [by_id[command_id] for command_id in recent if command_id in by_id]
    rest = [c for c in pool if c not in first and c.kind in ("Go to", "Commands", "Settings")]
    groups: list[tuple[str, list[Row]]] = [("Recent", [_plain(c) for c in first])]
    groups += [(kind, [_plain(c) for c in rest if c.kind == kind]) for kind in _ORDER]
    return _listed(groups, len(first) + len(rest), len(pool))


def _fitting(text: str, pool: Sequence[Command], made: Sequence[Command]) -> list[tuple[str, list[Row]]]:
    best: dict[str, float] = {}
    found: dict[str, list[tuple[float, Row]]] = {}
    for command in made:
        found.setdefault(command.kind, []).append((100.0, _plain(command)))
    for command in pool:
        fit = match(text, command.title, (*command.keywords, command.hint))
        if fit is None:
            continue
        reason = command.why_not()
        score = fit.score - (1.0 if reason else 0.0)
        found.setdefault(command.kind, []).append((score, Row(command.title, command, fit.letters, reason)))
    for kind, rows in found.items():
        rows.sort(key=lambda scored: -scored[0])
        best[kind] = rows[0][0]
    kinds = sorted(found, key=lambda kind: (-best[kind], _ORDER.index(kind)))
    return [(kind, [row for _, row in found[kind]]) for kind in kinds]


def _plain(command: Command) -> Row:
    return Row(command.title, command, (), command.why_not())


def _listed(groups: Sequence[tuple[str, list[Row]]], shown: int, of: int) -> Listing:
    rows: list[Row] = []
    left = _MOST
    for heading, members in groups:
        if members and left > 0:
            rows += [Row(heading), *members[:left]]
            left -= len(members)
    return Listing(rows, shown, of)
