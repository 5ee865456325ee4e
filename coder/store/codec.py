"""Reading and writing study, scheme, session and coding files.

Any bytes end in a document or in one `StoreError`. Keys this version does not know are kept and written back.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from coder.model.coding import Coding
from coder.model.remarks import Remarks
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Study
from coder.store.errors import Corrupt, NewerFormat, StoreError, disk_problem
from coder.store.layout import lay_out
from coder.store.unknown import set_aside, to_plain
from coder.store.upgrade import CURRENT, upgrade

DocT = TypeVar("DocT", Study, Scheme, Session, Coding, Remarks)

FORMATS: Final[dict[type, str]] = {
    Study: "securebase-study",
    Scheme: "securebase-scheme",
    Session: "securebase-session",
    Coding: "securebase-coding",
    Remarks: "securebase-remarks",
}
MAX_BYTES: Final = 512 * 1024 * 1024
MAX_DEPTH: Final = 64


def load(kind: type[DocT], path: Path) -> DocT:
    """Return the document of type ``kind`` in the file at ``path``.

    Raises
    ------
    DiskProblem, NewerFormat, Corrupt
        When the file cannot be read, comes from a newer version, or is not what it should be.
    """
    return from_bytes(kind, read_bytes(path), path)


def load_scheme(path: Path) -> Scheme:
    """Return the scheme in a file outside a study, such as one that comes with the program; raises `StoreError`."""
    return load(Scheme, path)


def from_bytes(kind: type[DocT], data: bytes, path: Path) -> DocT:
    """Return the document of type ``kind`` in ``data``, the content of the file at ``path``.

    Raises
    ------
    NewerFormat, Corrupt
    """
    plain = parse(data, path)
    body = _without_header(plain, FORMATS[kind], path)
    try:
        return msgspec.convert(set_aside(body, kind), kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise _misfit(str(error), body, path) from error


def to_bytes(document: Study | Scheme | Session | Coding | Remarks) -> bytes:
    """Return the content of the file for ``document``: UTF-8, header first, keys in model order, one event a line."""
    name = FORMATS[type(document)]
    plain = {"format": name, "version": CURRENT[name], **to_plain(document)}
    return lay_out(plain, one_line_items=not isinstance(document, Scheme))


def read_bytes(path: Path) -> bytes:
    """Return a file's content.

    Raises
    ------
    DiskProblem
        When the file cannot be read.
    Corrupt
        When it is too large to be one of ours, or no ordinary file.
    """
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise Corrupt("This is no ordinary file.", path)
            if found.st_size > MAX_BYTES:
                limit = f"The file is larger than {MAX_BYTES >> 20} MB."
                raise Corrupt(limit, path, do="It cannot be a file of a study.")
            return file.read(MAX_BYTES)
    except (OSError, ValueError) as error:
        raise disk_problem(error, path) from error


def parse(data: bytes, path: Path) -> dict[str, Any]:
    """Return the JSON object in ``data``; raises `Corrupt` for anything else, duplicate keys among it."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    try:
        msgspec.json.decode(text)  # stricter than the standard library: no NaN, no 1e999, no half characters
        plain = json.loads(text, object_pairs_hook=_unique)
    except _DuplicateKeyError as error:
        raise Corrupt(f"The key “{error}” stands twice in one object.", path, do="Keep one of them.") from error
    except RecursionError as error:
        raise Corrupt("The content is nested too deeply.", path) from error
    except UnicodeDecodeError as error:
        raise Corrupt("The text is not UTF-8.", path, _line_of(text, error.start), "Save it as UTF-8.") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise _not_json(str(error), text, path) from error
    if not isinstance(plain, dict):
        raise Corrupt("The file should hold one JSON object.", path)
    if _too_deep(plain):
        raise Corrupt(f"The content is nested more than {MAX_DEPTH} levels deep.", path)
    return plain


class _DuplicateKeyError(ValueError):
    """Its text is the key."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise _DuplicateKeyError(next(key for key, count in counts.items() if count > 1)[:80])
    return found


def _too_deep(plain: dict[str, Any]) -> bool:
    level: list[Any] = [plain]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _not_json(message: str, text: bytes, path: Path) -> Corrupt:
    at = re.search(r"\(byte (\d+)\)", message)
    if not text.strip():
        return Corrupt("The file is empty.", path, do="Put a copy of it back.")
    if "truncated" in message:
        return Corrupt("The file breaks off in the middle.", path, do="Put a complete copy back.")
    if "out of range" in message or "digits" in message:
        return Corrupt("A number in it is too large.", path, do="Correct it or put a copy back.")
    place = _line_of(text, int(at[1])) if at else ""
    return Corrupt("The file is not valid JSON.", path, place, "Mend that place or put a copy back.")


def _line_of(text: bytes, position: int) -> str:
    line = text.count(b"\n", 0, position) + 1
    return f"line {line}"


def _without_header(plain: dict[str, Any], expected: str, path: Path) -> dict[str, Any]:
    """Return the content below the header, brought up to the current version."""
    body = {key: value for key, value in plain.items() if key not in ("format", "version")}
    found, version = plain.get("format"), plain.get("version")
    if found != expected:
        what = f"it is a {found[:40]} file" if isinstance(found, str) else "the key “format” is missing"
        raise Corrupt(f"This should be a {expected} file, but {what}.", path)
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise Corrupt("The key “version” should hold a whole number.", path, "$.version")
    if version > CURRENT[expected]:
        raise NewerFormat(
            f"The file has version {str(version)[:20]}, and this program knows versions up to {CURRENT[expected]}.",
            path,
            do="Open it with a newer version of the program.",
        )
    try:
        return upgrade(body, expected, version)
    except KeyError as error:
        raise Corrupt(f"Version {version} of this format is not known.", path, "$.version") from error
    except (ArithmeticError, ValueError) as error:
        raise Corrupt("A number is out of range.", path) from error


_KINDS: Final = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "null": "nothing",
    "array": "a list",
    "object": "an object",
}

_WORDING: Final = (
    (re.compile(r"Object missing required field"), "A required key is missing:"),
    (re.compile(r"`str` matching regex .*", re.DOTALL), "an id: letters, digits, _ . @ and -, at most 80"),
    (re.compile(r"Invalid enum value ['\"](.{0,40}).*['\"]", re.DOTALL), r"“\1” is not one of the values allowed here"),
    (re.compile(r" >= (-?\d+)"), r" of at least \1"),
    (re.compile(r" <= (-?\d+)"), r" of at most \1"),
)
"""What msgspec says, and how a person would say it."""


def _misfit(message: str, body: dict[str, Any], path: Path) -> StoreError:
    """Return the error that says in words what msgspec found, with the place and the event's id."""
    text, _, place = message.partition(" - at `")
    place = place.rstrip("`") or "$"
    for found, said in _WORDING:
        text = found.sub(said, text)
    text = re.sub(r"`([^`]+)`", lambda m: " or ".join(_KINDS.get(k, f"“{k}”") for k in m[1].split(" | ")), text)
    return Corrupt(f"{text.rstrip('.')}.", path, _with_id(place, body), "Correct it there or put a copy back.")


def _with_id(place: str, body: Any) -> str:
    """Return ``place`` with the id of the innermost record on the way, such as ``$.events[3].on (id e4)``."""
    found = ""
    for name, index in re.findall(r"\.([A-Za-z_]\w*)|\[(\d+)\]", place):
        key = name or int(index)
        try:
            body = body[key]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(body, dict) and isinstance(body.get("id"), str):
            found = body["id"]
    return f"{place} (id {found[:80]})" if found else place
