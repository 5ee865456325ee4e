"""How JSON is laid out in a study's files: readable, and with small differences from one version to the next.

An object or list stands on one line if it fits and holds no list of objects. What is listed in a study, a session or a
coding (events, episodes, ratings, cameras, people) stands on one line whatever its length.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

WIDTH: Final = 120
_INDENT: Final = "  "
_encode = msgspec.json.Encoder().encode


def lay_out(document: dict[str, Any], one_line_items: bool = True) -> bytes:
    """Return a document as UTF-8 JSON; ``one_line_items`` puts each item of its lists on one line."""
    lines = []
    for key, value in document.items():
        if one_line_items and isinstance(value, list | tuple) and _holds_objects(value):
            text = _brackets("[]", [one_line(item) for item in value], _INDENT)
        else:
            text = _text(value, _INDENT)
        lines.append(f"{one_line(key)}: {text}")
    return f"{_brackets('{}', lines, '')}\n".encode()


def one_line(value: Any) -> str:
    """Return a value as JSON on one line, with a space after each comma and colon."""
    return msgspec.json.format(_encode(value), indent=0).decode()


def _text(value: Any, indent: str) -> str:
    if not value or not isinstance(value, dict | list | tuple):
        return one_line(value)
    if not _holds_objects(value):
        flat = one_line(value)
        if len(flat) + len(indent) <= WIDTH:
            return flat
    inner = indent + _INDENT
    if isinstance(value, list | tuple):
        return _brackets("[]", [_text(item, inner) for item in value], indent)
    return _brackets("{}", [f"{one_line(key)}: {_text(item, inner)}" for key, item in value.items()], indent)


def _brackets(pair: str, lines: list[str], indent: str) -> str:
    inner = f"\n{indent}{_INDENT}"
    return f"{pair[0]}{inner}{f',{inner}'.join(lines)}\n{indent}{pair[1]}"


def _holds_objects(value: dict[str, Any] | list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list of objects is in ``value`` or is ``value``."""
    if isinstance(value, list | tuple):
        return any(isinstance(item, dict) for item in value)
    return any(isinstance(item, list | tuple) and _holds_objects(item) for item in value.values())
