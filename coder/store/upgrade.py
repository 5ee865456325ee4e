"""Older files brought up to date, one function per step over plain dicts.

A step takes the content of version n (without its header) and returns that of version n + 1. It may expect nothing
of its input: what does not look right is passed on as it is, and reading the result says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

Plain = dict[str, Any]

CURRENT: Final[dict[str, int]] = {
    "securebase-study": 1,
    "securebase-scheme": 1,
    "securebase-session": 1,
    "securebase-coding": 1,
    "securebase-journal": 1,
    "securebase-remarks": 1,
}
"""The version of each format this program writes."""


def upgrade(plain: Plain, file_format: str, version: int) -> Plain:
    """Return ``plain``, the content of a file of ``version``, as the current version has it.

    Raises
    ------
    KeyError
        When no step leads on from ``version``.
    """
    while version < CURRENT[file_format]:
        plain = _STEPS[file_format, version](plain)
        version += 1
    return plain


def _coding_0_to_1(plain: Plain) -> Plain:
    """Version 0 had seconds under ``start`` and ``stop`` and the coded stretches in seconds."""
    events, passes = plain.get("events"), plain.get("passes")
    if isinstance(events, list):
        plain = plain | {"events": [_event_0_to_1(event) for event in events]}
    if isinstance(passes, list):
        plain = plain | {"passes": [_pass_0_to_1(pass_) for pass_ in passes]}
    return plain


def _event_0_to_1(event: Any) -> Any:
    if not isinstance(event, dict):
        return event
    new_names = {"start": "on", "stop": "off"}
    return {new_names.get(key, key): _to_ms(value) if key in new_names else value for key, value in event.items()}


def _pass_0_to_1(pass_: Any) -> Any:
    if not isinstance(pass_, dict) or not isinstance(pass_.get("coded"), list):
        return pass_
    spans = [[_to_ms(edge) for edge in span] if isinstance(span, list) else span for span in pass_["coded"]]
    return pass_ | {"coded": spans}


def _to_ms(seconds: Any) -> Any:
    return round(seconds * 1000) if isinstance(seconds, int | float) and not isinstance(seconds, bool) else seconds


_STEPS: Final[dict[tuple[str, int], Callable[[Plain], Plain]]] = {("securebase-coding", 0): _coding_0_to_1}
