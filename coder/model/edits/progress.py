"""Edits of a pass's progress: what is coded, and whether the pass is complete."""

from __future__ import annotations

import msgspec

from coder.model.changes import AnyChange, SetPass
from coder.model.coding import Coding, PassRecord
from coder.model.errors import ModelError
from coder.model.session import Session
from coder.model.spans import Spans


def coded_spans(coding: Coding, pass_id: str) -> Spans:
    """Return what a pass has coded."""
    return Spans.of(coding.pass_record(pass_id).coded)


def uncoded(coding: Coding, session: Session, pass_id: str) -> Spans:
    """Return the part of the episodes a pass has not coded yet."""
    return Spans.of((e.on, e.off) for e in session.episodes) - coded_spans(coding, pass_id)


def add_coded(coding: Coding, pass_id: str, spans: Spans) -> AnyChange | None:
    """Declare ``spans`` coded in a pass."""
    return _set(coding, pass_id, coded=tuple(coded_spans(coding, pass_id) | spans))


def remove_coded(coding: Coding, pass_id: str, spans: Spans) -> AnyChange | None:
    """Take back that ``spans`` are coded in a pass."""
    return _set(coding, pass_id, coded=tuple(coded_spans(coding, pass_id) - spans))


def complete_pass(coding: Coding, session: Session, pass_id: str, finished: str) -> AnyChange | None:
    """Mark a pass complete: all episodes count as coded. ``finished`` is the moment in ISO 8601, UTC."""
    if not session.episodes:
        raise ModelError("Mark the episodes first: a pass is complete when all of them are coded.")
    everything = coded_spans(coding, pass_id) | Spans.of((e.on, e.off) for e in session.episodes)
    return _set(coding, pass_id, coded=tuple(everything), complete=True, finished=finished)


def reopen_pass(coding: Coding, pass_id: str, reason: str) -> AnyChange | None:
    """Open a complete pass again; the reason stays in the journal."""
    if not reason.strip():
        raise ModelError("Say why the pass is opened again; the reason stays in the history.")
    return _set(coding, pass_id, reason=reason.strip(), complete=False, finished="")


def _set(coding: Coding, pass_id: str, reason: str = "", **fields: object) -> AnyChange | None:
    index = next((i for i, p in enumerate(coding.passes) if p.id == pass_id), len(coding.passes))
    before = coding.passes[index] if index < len(coding.passes) else None
    after = msgspec.structs.replace(before or PassRecord(id=pass_id), **fields)
    if after == (before or PassRecord(id=pass_id)):
        return None
    return SetPass(before=before, after=after, index=index, reason=reason)
