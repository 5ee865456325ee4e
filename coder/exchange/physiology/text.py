"""Text files of devices: read whole, bounded, as lines."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coder.exchange.errors import ExchangeError

MAX_BYTES: Final = 64 * 2**20
"""A day of beats takes a few MiB; a larger file holds something else."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """The lines of a file, without their ends."""

    path: Path
    lines: list[str]

    def error(self, what: str, do: str, line: int | None = None) -> ExchangeError:
        """Return the error that names this file and a line of it."""
        return ExchangeError(what, do, self.path, line)

    def first_filled(self) -> int:
        """Return the place in `lines` of the first line that is not blank; raises `ExchangeError` without one."""
        for place, line in enumerate(self.lines):
            if line.strip():
                return place
        raise self.error("The file is empty.", "Export the recording again.")


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; raises `ExchangeError` when it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        what = "The file was not found." if isinstance(error, FileNotFoundError) else f"It cannot be read: {error}."
        raise ExchangeError(what, "Put it back, or choose it again.", path) from error
    if len(data) > MAX_BYTES:
        raise ExchangeError(
            f"The file is larger than {MAX_BYTES // 2**20} MiB.", "Export heart rate alone, without raw signals.", path
        )
    return data


def read_text(path: Path) -> TextFile:
    """Return the lines of a text file in UTF-8, or in UTF-16 with a mark; raises `ExchangeError`."""
    data = read_bytes(path)
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ExchangeError("This is not text in UTF-8.", "Save it as CSV in UTF-8.", path, line) from error
    if "\0" in text:
        raise ExchangeError("This is not a text file.", "Choose the exported text file.", path)
    return TextFile(path, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
