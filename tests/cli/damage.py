"""Ways in which the files of a study arrive broken: each damages one file and says which."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

HEAD = "study.json"
SCHEME = "schemes/vectors@1.json"
SESSION = "sessions/worked_example/session.json"
CODING = "sessions/worked_example/codings/anna.json"
JOURNAL = "sessions/worked_example/codings/anna.journal"

Damage = Callable[[Path], None]


def edited(file: str, change: Callable[[dict[str, Any]], None]) -> tuple[str, Damage]:
    """Change the JSON of a file."""

    def damage(study: Path) -> None:
        plain = json.loads((study / file).read_text(encoding="utf-8"))
        change(plain)
        (study / file).write_text(json.dumps(plain), encoding="utf-8")

    return file, damage


def rewritten(file: str, change: Callable[[bytes], bytes]) -> tuple[str, Damage]:
    """Change the bytes of a file."""

    def damage(study: Path) -> None:
        (study / file).write_bytes(change((study / file).read_bytes()))

    return file, damage


def replaced(file: str, put: Callable[[Path], object]) -> tuple[str, Damage]:
    """Take a file away and put something else in its place."""

    def damage(study: Path) -> None:
        (study / file).unlink(missing_ok=True)
        put(study / file)

    return file, damage


def set_in(*keys: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return the change that puts a value at a place."""

    def change(plain: Any) -> None:
        for key in keys[:-1]:
            plain = plain[key]
        plain[keys[-1]] = value

    return change


def append_to(*keys: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return the change that appends to a list."""

    def change(plain: Any) -> None:
        for key in keys:
            plain = plain.setdefault(key, []) if isinstance(plain, dict) else plain[key]
        plain.append(value)

    return change


in_head, in_scheme, in_session, in_coding = (partial(edited, file) for file in (HEAD, SCHEME, SESSION, CODING))
SCALE = {"id": "warmth", "title": "Warmth", "min": 1, "max": 7}

BROKEN: dict[str, tuple[tuple[str, Damage], str]] = {
    "a parameter nobody knows": (in_head(set_in("settings", value={"parameters": {"clam": 1}})), "“clam”"),
    "a parameter of the wrong kind": (in_head(set_in("settings", value={"parameters": {"calm": "soon"}})), "“soon”"),
    "a parameter beyond all times": (in_head(set_in("settings", value={"parameters": {"calm": 10**30}})), "at most"),
    "a person whose role goes on for ever": (
        in_head(set_in("people", 0, "roles", value=["x" * 1_000_000])),
        "people[0].roles[0] (id anna)",
    ),
    "a scheme that is not there": (replaced(SCHEME, lambda path: None), "not there"),
    "a scheme of a newer program": (in_scheme(set_in("version", value=7)), "newer version"),
    "a scheme under another name": (in_scheme(set_in("revision", value=2)), "vectors@2"),
    "a role bound to no code": (in_scheme(set_in("roles", "distress", value=["howl"])), "howl"),
    "a code defined twice": (
        in_scheme(append_to("passes", 0, "channels", 0, "codes", value={"id": "cry", "key": "z", "title": "Cry"})),
        "code cry",
    ),
    "a scale up to a billion": (in_scheme(set_in("scales", value=[SCALE | {"max": 10**9}])), "(id warmth)"),
    "a session with another scheme": (in_session(set_in("scheme", value="other@1")), "other@1"),
    "a session under another name": (in_session(set_in("id", value="s9")), "s9"),
    "episodes that overlap": (in_session(set_in("episodes", 1, "on", value=1)), "episode ep2"),
    "an episode that ends before it begins": (in_session(set_in("episodes", 0, "off", value=-5)), "episode ep1"),
    "an episode of 31 years": (in_session(set_in("episodes", -1, "off", value=10**12)), "at most 100000000"),
    "an age beyond 64 bits": (in_session(set_in("participant", "age_days", value=2**64)), "participant.age_days"),
    "an id that leads elsewhere": (in_session(set_in("episodes", 0, "id", value="../x")), "(id ../x)"),
    "a coding with another scheme": (in_coding(set_in("scheme", value="other@1")), "other@1"),
    "a coding of somebody else": (in_coding(set_in("coder", value="otto")), "otto"),
    "an unknown code": (in_coding(set_in("events", 0, "code", value="howl")), "event e1"),
    "an event twice": (in_coding(set_in("events", 1, "id", value="e1")), "event e1"),
    "a state that ends before it begins": (in_coding(set_in("events", 0, "off", value=-10)), "event e1"),
    "a time that is no number": (in_coding(set_in("events", 0, "on", value="1:20")), "events[0].on (id e1)"),
    "a time of NaN": (in_coding(set_in("events", 0, "on", value=float("nan"))), "line 1"),
    "a frame beyond 64 bits": (in_coding(set_in("events", 0, "frame", value=2**64)), "events[0].frame (id e1)"),
    "a coded stretch that runs backwards": (in_coding(set_in("passes", 0, "coded", value=[[9, 1]])), "pass distress"),
    "a pass nobody knows": (in_coding(append_to("passes", value={"id": "howling"})), "pass howling"),
    "a rating on no scale": (
        in_coding(append_to("ratings", value={"scale": "warmth", "episode": "ep1", "value": 3})),
        "rating warmth in ep1",
    ),
    "control characters and turned text": (in_coding(set_in("session", value="a\x1b[31m\u202eb\r")), "codings"),
    "nothing in it": (rewritten(CODING, lambda data: b""), "empty"),
    "half of it": (rewritten(CODING, lambda data: data[: len(data) // 2]), "breaks off"),
    "another encoding": (rewritten(CODING, lambda data: data.decode().encode("utf-16")), "not"),
    "a key twice": (rewritten(CODING, lambda data: data.replace(b'"coder"', b'"session"', 1)), "stands twice"),
    "a million brackets": (rewritten(CODING, lambda data: b"[" * 1_000_000), "nested too deeply"),
    "a list instead of an object": (rewritten(CODING, lambda data: b"[" + data + b"]"), "one JSON object"),
    "a session's file instead": (rewritten(CODING, lambda data: data.replace(b"-coding", b"-session", 1)), "-session"),
    "a folder in its place": (replaced(CODING, Path.mkdir), "A folder stands"),
    "a link in a circle": (replaced(CODING, lambda path: path.symlink_to(path)), "circle"),
    "a link to nothing": (replaced(CODING, lambda path: path.symlink_to("nowhere")), "not there"),
    "a journal that belongs to another coding": (
        replaced(JOURNAL, lambda path: path.write_text('{"format":"securebase-journal","version":1,"snapshot":"0"}\n')),
        "does not belong",
    ),
    "a journal that is none": (replaced(JOURNAL, lambda path: path.write_bytes(b"\x00\xff\n" * 9)), "line 1"),
    "a folder for a journal": (replaced(JOURNAL, Path.mkdir), "A folder stands"),
}
"""What is wrong → the file, how it comes about, and what the message says of the place."""
