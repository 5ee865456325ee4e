"""What the program remembers between runs for the account of this computer. Nothing about children is kept here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args

import msgspec
from PySide6.QtCore import QByteArray, QSettings

Appearance = Literal["code-dark-tables-light", "dark", "light"]
T = TypeVar("T")
RECENT_STUDIES = 8
RECENT_COMMANDS = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How the person wants the program to look."""

    appearance: Appearance = "code-dark-tables-light"
    text_percent: int = 100
    high_contrast: bool = False
    reduced_motion: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder stopped: session, pass, time on the session axis, and when (ISO 8601)."""

    session_id: str
    pass_id: str
    at_ms: int
    when: str = ""


class Memory:
    """Remembered choices, in a small text file of the account."""

    def __init__(self) -> None:
        self._file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "securebase", "securebase")

    def look(self) -> Look:
        """Return the remembered look; what cannot be read is as at first."""
        look = self._read("look", Look) or Look()
        known = look.appearance in get_args(Appearance) and 90 <= look.text_percent <= 150
        return look if known else Look()

    def set_look(self, look: Look) -> None:
        """Remember the look."""
        self._write("look", asdict(look))

    def identity(self, study_id: str) -> str | None:
        """Return who worked on this study last."""
        return self._read(f"identity/{study_id}", str)

    def set_identity(self, study_id: str, identity: str) -> None:
        """Remember who works on this study."""
        self._write(f"identity/{study_id}", identity)

    def recent_studies(self) -> list[Path]:
        """Return the folders of the studies opened last, newest first, leaving out those that are gone."""
        found = self._read("recent/studies", list[str]) or []
        return [Path(text) for text in found if (Path(text) / "study.json").is_file()]

    def add_recent_study(self, root: Path) -> None:
        """Put a study first among the recent ones."""
        root = root.resolve()
        others = [path for path in self.recent_studies() if path != root]
        self._write("recent/studies", [str(path) for path in (root, *others)][:RECENT_STUDIES])

    def recent_commands(self) -> list[str]:
        """Return the ids of the commands run last from the palette, newest first."""
        return self._read("recent/commands", list[str]) or []

    def add_recent_command(self, command_id: str) -> None:
        """Put a command first among the recent ones."""
        others = [other for other in self.recent_commands() if other != command_id]
        self._write("recent/commands", [command_id, *others][:RECENT_COMMANDS])

    def last_place(self, study_id: str, identity: str) -> Place | None:
        """Return where this coder stopped in this study."""
        return self._read(f"place/{study_id}/{identity}", Place)

    def set_last_place(self, study_id: str, identity: str, place: Place) -> None:
        """Remember where this coder stopped in this study."""
        self._write(f"place/{study_id}/{identity}", asdict(place))

    def recall(self, key: str, kind: type[T]) -> T | None:
        """Return what a part of a page remembered under a key of its own; None when there is nothing readable."""
        return self._read(key, kind)

    def remember(self, key: str, value: object) -> None:
        """Remember a value of a part of a page; a dataclass, or what JSON can hold."""
        self._write(key, value)

    def shape(self, name: str) -> QByteArray | None:
        """Return the remembered geometry of a window or splitter."""
        value = self._file.value(f"shape/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_shape(self, name: str, state: QByteArray) -> None:
        """Remember the geometry of a window or splitter."""
        self._file.setValue(f"shape/{name}", state)

    def _read(self, key: str, kind: type[T]) -> T | None:
        text = self._file.value(key)
        if not isinstance(text, str):
            return None
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.MsgspecError:
            return None

    def _write(self, key: str, value: object) -> None:
        self._file.setValue(key, msgspec.json.encode(value).decode())
