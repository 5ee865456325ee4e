"""Errors of the exchange: each says what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path


class ExchangeError(Exception):
    """A foreign file cannot be read as asked; the text is written for a person.

    Attributes
    ----------
    what, do : str
        One sentence each: what is wrong, and what the person can do.
    path : Path
        The file.
    line : int or None
        The line in it, from 1.
    """

    def __init__(self, what: str, do: str, path: Path, line: int | None = None) -> None:
        self.what = what
        self.do = do
        self.path = path
        self.line = line
        where = path.name if line is None else f"{path.name}, line {line}"
        super().__init__(f"{where}: {what} {do}")
