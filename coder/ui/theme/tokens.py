"""The design tokens as data, read once from the file beside this one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

ThemeName = Literal["dark", "light"]


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """The colours of one pass: its hue, and by code ``(fill, ink)`` in each theme."""

    hue: dict[ThemeName, str]
    codes: dict[str, dict[str, tuple[str, str] | str]] = {}


class Tokens(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Everything in tokens.json that the program reads."""

    theme: dict[str, dict[str, str]]
    high_contrast: dict[str, Any]
    tracks: dict[str, Any]
    points: dict[str, str]
    compare: dict[str, dict[ThemeName, str]]
    heat: tuple[str, ...]
    type: dict[str, Any]
    size: dict[str, int]
    radius: dict[str, int]
    space: dict[str, int]
    motion: dict[str, Any]

    def track(self, name: str) -> Track | None:
        """Return the colours of a track, or None when there is no such track."""
        raw = self.tracks.get(name)
        return msgspec.convert(raw, Track) if raw and "hue" in raw else None


@cache
def tokens() -> Tokens:
    """Return the tokens."""
    return msgspec.json.decode(files(__package__).joinpath("tokens.json").read_bytes(), type=Tokens)
