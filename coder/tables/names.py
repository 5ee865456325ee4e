"""Names of columns that every statistics package takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from coder.tables.schema import Table

LONGEST: Final = 64
"""Characters a name may have in SPSS, the strictest but Stata."""

STATUS_ENDING: Final = "_status"

_SPSS: Final = ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
_STATA: Final = ("byte", "double", "float", "if", "in", "int", "long", "str", "strl", "using")
_R: Final = ("break", "else", "false", "for", "function", "inf", "na", "nan", "next", "null", "repeat", "true", "while")
_RESERVED: Final = frozenset((*_SPSS, *_STATA, *_R))


def valid_name(text: str, taken: Iterable[str] = (), longest: int = LONGEST) -> str:
    """Return ``text`` as a name of ASCII letters, digits and underscores that no package reserves.

    Parameters
    ----------
    text : str
        Anything, such as the name of a covariate.
    taken : iterable of str
        Names it must differ from, whatever their case.
    longest : int
        Most characters.
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    name = re.sub(r"\W+", "_", plain).strip("_")
    if not name or not name[0].isalpha() or name.lower() in _RESERVED or re.fullmatch(r"(?i)str\d+", name):
        name = f"v_{name}".rstrip("_")
    return _distinct(abbreviated(name, longest), {other.lower() for other in taken}, longest)


def natural(name: str) -> list[tuple[str, int]]:
    """Return a key that puts ep2 before ep10."""
    return [(word, int(digits or 0)) for word, digits in re.findall(r"(\D*)(\d*)", name)]


def abbreviated(name: str, longest: int) -> str:
    """Return ``name`` with as few letters missing as needed: small vowels from its end first, then any letter.

    The first letter of each word stays, and so does the ending that marks a status.
    """
    ending = STATUS_ENDING if name.endswith(STATUS_ENDING) else ""
    stem = name.removesuffix(ending)
    for droppable in (r"(?<=[A-Za-z0-9])[aeiou]", r"(?<=[A-Za-z0-9])[A-Za-z]"):
        while len(stem) + len(ending) > longest:
            places = [match.start() for match in re.finditer(droppable, stem)]
            if not places:
                break
            stem = stem[: places[-1]] + stem[places[-1] + 1 :]
    return stem[: longest - len(ending)] + ending


def with_short_names(table: Table, longest: int) -> Table:
    """Return ``table`` with no name longer than ``longest``; a shortened column says in its definition what it is.

    Names that fit stay as they are.
    """
    taken = {column.name.lower() for column in table.columns if len(column.name) <= longest}
    short: dict[str, str] = {}
    for column in table.columns:
        if len(column.name) > longest:
            short[column.name] = _distinct(abbreviated(column.name, longest), taken, longest)
            taken.add(short[column.name].lower())
    if not short:
        return table
    columns = tuple(
        replace(
            column,
            name=short.get(column.name, column.name),
            field=column.source,
            reason=short.get(column.reason, column.reason),
            definition=f"{column.definition} In other formats it is called {column.name}.".lstrip()
            if column.name in short
            else column.definition,
        )
        for column in table.columns
    )
    return replace(table, columns=columns)


def _distinct(name: str, taken: Iterable[str], longest: int) -> str:
    """Return ``name``, or the first of name_2, name_3 … that is not among the lower-case names ``taken``."""
    taken = frozenset(taken)
    candidate, number = name, 2
    while candidate.lower() in taken:
        tail = f"_{number}"
        candidate, number = name[: longest - len(tail)] + tail, number + 1
    return candidate
