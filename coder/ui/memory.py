"""What the program remembers between runs for the account of this computer. Nothing about children is kept here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, get_args

import msgspec
from PySide6.QtCore import QByteArray, QSettings

Appearance = Literal["code-dark-tables-light", "dark", "light"]
T = TypeVar("T")
RECENT_STUDIES = 8
RECENT_COMMANDS = 6
LONGEST_BOUNCE_MS = 500
BREAKS_MIN = (0, 45, 60)


@dataclass(frozen=True, slots=True)
class Look:
    """How the person wants the program to look."""

    appearance: Appearance = "code-dark-tables-light"
    text_percent: int = 100
    high_contrast: bool = False
    reduced_motion: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How a coder wants keys to work.

    Attributes
    ----------
    hold_keys : bool
        A state lasts while its key is down.
    prompt_pauses : bool
        Playback waits until the modifiers of a new event are given.
    bounce_ms : int
        Two presses of a key closer than this are one; 0 takes every press.
    clicks : bool
        A click is heard when something was recorded.
    break_min : int
        Minutes of work after which a break is offered; 0 never.
    """

    hold_keys: bool = False
    prompt_pauses: bool = False
    bounce_ms: int = 100
    clicks: bool = False
    break_min: int = 0


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Keys a coder has changed: command id → key, and scheme id → code id → key; "" takes a key away."""

    commands: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder stopped: session, pass, time on the session axis, and when (ISO 8601)."""

    session_id: str
    pass_id: str
    at_ms: int
    when: str = ""


class Memory:
    """Remembered choices, in a small text file of the account.

    Attributes
    ----------
    coder : str
        Who is at work; how the Code page is divided is remembered for each coder.
    """

    def __init__(self) -> None:
        self.coder = ""
        self._file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "securebase", "securebase")

    def look(self) -> Look:
        """Return the remembered look; what cannot be read is as at first."""
        look = self._read("look", Look) or Look()
        known = look.appearance in get_args(Appearance) and 90 <= look.text_percent <= 150
        return look if known else Look()

    def set_look(self, look: Look) -> None:
        """Remember the look."""
        self._write("look", asdict(look))

    def habits(self, coder: str) -> Habits:
        """Return how a coder wants keys to work; what cannot be read is as at first."""
        found = self._read(f"habits/{coder}", Habits) or Habits()
        known = 0 <= found.bounce_ms <= LONGEST_BOUNCE_MS and found.break_min in BREAKS_MIN
        return found if known else Habits()

    def set_habits(self, coder: str, habits: Habits) -> None:
        """Remember how a coder wants keys to work."""
        self._write(f"habits/{coder}", asdict(habits))

    def own_keys(self, coder: str) -> OwnKeys:
        """Return the keys a coder has changed."""
        return self._read(f"keys/{coder}", OwnKeys) or OwnKeys()

    def set_own_keys(self, coder: str, keys: OwnKeys) -> None:
        """Remember the keys a coder has changed."""
        self._write(f"keys/{coder}", asdict(keys))

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
        value = self._file.value(self._shape_key(name)) or self._file.value(f"shape/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_shape(self, name: str, state: QByteArray) -> None:
        """Remember the geometry of a window or splitter."""
        self._file.setValue(self._shape_key(name), state)

    def _shape_key(self, name: str) -> str:
        """Return where a geometry is kept: that of the Code page for each coder, the others for the account."""
        return f"shape/{self.coder}/{name}" if self.coder and name.startswith("code.") else f"shape/{name}"

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
