"""Standard output and error, whatever they lead to and whatever is printed there."""

from __future__ import annotations

import os
import re
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

_LONGEST_LINE: Final = 4_000

_ENDLESS: Final = re.compile(r"[^\s/\\]{300,}")
"""No name in a path is longer than 255 characters; what is longer came out of a file."""


def one_line(text: str) -> str:
    """Return ``text`` on one line, control characters spelled out and endless words cut.

    Foreign files and file names end up in messages; whatever they hold must neither break the line nor steer the
    terminal.
    """
    text = "".join(c if c.isprintable() else _spelled(c) for c in " ".join(text.split()))
    text = _ENDLESS.sub(lambda word: f"{word[0][:80]}…", text)
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}…"


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def make_ready_to_print() -> None:
    r"""Make printing safe.

    Standard streams that were closed lead nowhere: a file opened later would otherwise get their number, and with it
    what libraries write to them. What the encoding of standard output does not have is spelled out, as in ``\u2013``.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
