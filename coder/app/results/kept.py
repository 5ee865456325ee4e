"""Measures kept between two looks: in files beside the study, which say nothing of their own and can go at any time.

A file holds what was measured in one coding with one set of parameters, the key of what that rests on, and a checksum.
One that is damaged, or rests on something else, is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

import coder
from coder.app.values import Shown
from coder.metrics import MEASURES, Evidence, MeasureRow, OpportunityRow, Status
from coder.model.coding import PassRecord

FOLDER: Final = Path(".cache") / "measures"
MOST_SETS: Final = 3
"""How many sets of parameters are kept of a coding; the oldest go."""

_DIGEST_BYTES: Final = 16
_READ_BY_MEASURES: Final = (
    "metrics",
    "model",
    "app/evidence",
    "app/results",
    "app/values.py",
    "app/heart.py",
    "exchange",
)


@dataclass(frozen=True, slots=True)
class Value:
    """A row and how it reads."""

    row: MeasureRow
    shown: Shown


@dataclass(frozen=True, slots=True)
class CodingMeasures:
    """All values of one coding; ``begun`` says whether any time has been coded.

    ``scheme`` and ``passes`` are the coding's own: who may see it depends on them.
    """

    coder: str
    begun: bool
    values: tuple[Value, ...]
    opportunities: tuple[OpportunityRow, ...]
    scheme: str = ""
    passes: tuple[PassRecord, ...] = ()


class _Row(Struct, frozen=True, array_like=True):
    episode: str
    measure: str
    part: str
    value: float | None
    n: int | None
    exposure_ms: int | None
    status: Status
    lower_ms: int | None
    upper_ms: int | None
    flags: tuple[str, ...]
    events: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    shown: str
    words: str


class _Chance(Struct, frozen=True, array_like=True):
    measure: str
    episode: str
    part: Literal["at_entry", "within"]
    de_on: int
    de_off: int
    spell_on: int
    spell_off: int
    t0: int
    time: int | None
    event: Literal[0, 1, 2] | None
    cause: str | None
    status: Status
    lower: int | None
    upper: int | None
    flags: tuple[str, ...]
    events: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class _Kept(Struct, frozen=True, array_like=True):
    key: str
    session: str
    child: str
    coder: str
    params: str
    scheme: str
    begun: bool
    passes: tuple[PassRecord, ...]
    rows: tuple[_Row, ...]
    chances: tuple[_Chance, ...]


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(_Kept)


@cache
def engine_version() -> str:
    """Return what changes whenever the program could measure otherwise: its version, and its sources where they are."""
    digest = hashlib.sha256(coder.__version__.encode())
    root = Path(coder.__file__).parent
    for name in _READ_BY_MEASURES:
        place = root / name
        for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            with contextlib.suppress(OSError):
                digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def key_of(files: Iterable[Path], facts: Iterable[str]) -> str:
    """Return the key of what a measurement rests on: the content of files, and facts beside them."""
    digest = hashlib.sha256(engine_version().encode())
    for fact in facts:
        digest.update(f"{len(fact)}:{fact}".encode())
    for file in files:
        content = _content(file)
        digest.update(f"{-1 if content is None else len(content)}:".encode())
        digest.update(content or b"")
    return digest.hexdigest()


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def packed(found: CodingMeasures, key: str, session: str, child: str, params: str) -> bytes:
    """Return what was measured in a coding as the content of its file."""
    rows = tuple(
        _Row(
            r.episode, r.measure, r.part, r.value, r.n, r.exposure_ms, r.status, r.lower_ms, r.upper_ms, r.flags,
            r.evidence.events, r.evidence.spans, value.shown.value, value.shown.words,
        )
        for value in found.values
        for r in (value.row,)
    )  # fmt: skip
    chances = tuple(
        _Chance(
            o.measure, o.episode, o.part, o.de_on, o.de_off, o.spell_on, o.spell_off, o.t0, o.time, o.event, o.cause,
            o.status, o.lower, o.upper, o.flags, o.evidence.events, o.evidence.spans,
        )
        for o in found.opportunities
    )  # fmt: skip
    kept = _Kept(key, session, child, found.coder, params, found.scheme, found.begun, found.passes, rows, chances)
    body = _ENCODER.encode(kept)
    return hashlib.sha256(body).digest()[:_DIGEST_BYTES] + body


def unpacked(data: bytes, key: str) -> CodingMeasures | None:
    """Return what a file holds; None where it is damaged, or rests on something else than ``key`` says."""
    digest, body = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    if hashlib.sha256(body).digest()[:_DIGEST_BYTES] != digest:
        return None
    try:
        kept = _DECODER.decode(body)
    except msgspec.MsgspecError:
        return None
    if kept.key != key:
        return None
    values = tuple(Value(_row(kept, row), Shown(row.shown, row.words)) for row in kept.rows)
    chances = tuple(_chance(kept, one) for one in kept.chances)
    return CodingMeasures(kept.coder, kept.begun, values, chances, kept.scheme, kept.passes)


def _row(kept: _Kept, row: _Row) -> MeasureRow:
    return MeasureRow(
        kept.session, kept.child, kept.coder, row.episode, row.measure, row.part, row.value, MEASURES[row.measure].unit,
        row.n, row.exposure_ms, row.status, row.lower_ms, row.upper_ms, row.flags, Evidence(row.events, row.spans),
        kept.params,
    )  # fmt: skip


def _chance(kept: _Kept, one: _Chance) -> OpportunityRow:
    return OpportunityRow(
        kept.session, kept.child, kept.coder, one.measure, one.episode, one.part, one.de_on, one.de_off, one.spell_on,
        one.spell_off, one.t0, one.time, one.event, one.cause, one.status, one.lower, one.upper, one.flags,
        Evidence(one.events, one.spans), kept.params,
    )  # fmt: skip


def load_kept(root: Path, session_id: str, coder_id: str, params: str, key: str) -> CodingMeasures | None:
    """Return what is kept of a coding, or None."""
    content = _content(_file(root, session_id, coder_id, params))
    return unpacked(content, key) if content else None


def save_kept(root: Path, session_id: str, coder_id: str, params: str, content: bytes) -> None:
    """Keep what was measured, as far as the disk lets us: without it the next look only takes longer."""
    file = _file(root, session_id, coder_id, params)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{secrets.token_hex(6)}.tmp")
        try:
            draft.write_bytes(content)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        ages = sorted((f for f in file.parent.glob(f"{coder_id}.*.bin")), key=os.path.getmtime)
        for old in ages[:-MOST_SETS]:
            old.unlink(missing_ok=True)


def drop_kept(root: Path, session_id: str) -> None:
    """Let go of everything kept of a session."""
    folder = root / FOLDER / session_id
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
        folder.rmdir()


def _file(root: Path, session_id: str, coder_id: str, params: str) -> Path:
    return root / FOLDER / session_id / f"{coder_id}.{params}.bin"
