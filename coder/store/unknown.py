"""Keys a file has and this version does not know: set aside when reading, put back when writing.

Typed records keep them in ``extra``, whose encoded name never appears in a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from coder.model.record import EXTRA_KEY


@dataclass(slots=True)
class _Plan:
    """How to walk one type: its known keys and the parts below it that hold records."""

    known: frozenset[str] = frozenset()
    keeps_unknown: bool = False
    fields: dict[str, _Plan] = field(default_factory=dict)
    items: _Plan | None = None
    by_tag: dict[str, _Plan] = field(default_factory=dict)
    tag_key: str = ""


def set_aside(plain: Any, type_: Any) -> Any:
    """Return ``plain`` with the unknown keys of every record moved to where the typed record keeps them."""
    plan = _plan_of(type_)
    return plain if plan is None else _walk(plain, plan, _set_aside_in)


def to_plain(value: msgspec.Struct) -> dict[str, Any]:
    """Return a record as dicts and lists, unknown keys put back after the known ones, defaults left out."""
    plain: dict[str, Any] = msgspec.to_builtins(value)
    plan = _plan_of(type(value))
    return plain if plan is None else _walk(plain, plan, _put_back_in)


_RecordMove = Callable[[dict[str, Any], _Plan], dict[str, Any]]


def _set_aside_in(record: dict[str, Any], plan: _Plan) -> dict[str, Any]:
    if not plan.keeps_unknown or record.keys() <= plan.known:
        return record
    moved = {key: value for key, value in record.items() if key in plan.known}
    moved[EXTRA_KEY] = {key: value for key, value in record.items() if key not in plan.known}
    return moved


def _put_back_in(record: dict[str, Any], plan: _Plan) -> dict[str, Any]:
    if not plan.keeps_unknown or EXTRA_KEY not in record:
        return record
    known = {key: value for key, value in record.items() if key != EXTRA_KEY}
    return known | {key: value for key, value in record[EXTRA_KEY].items() if key not in plan.known}


def _walk(plain: Any, plan: _Plan, move: _RecordMove) -> Any:
    if isinstance(plain, list | tuple):
        below = plan.items
        return plain if below is None else [_walk(item, below, move) for item in plain]
    if not isinstance(plain, dict):
        return plain
    if plan.by_tag:
        chosen = plan.by_tag.get(str(plain.get(plan.tag_key)))
        return plain if chosen is None else _walk(plain, chosen, move)
    if not plan.known:
        below = plan.items
        return plain if below is None else {key: _walk(value, below, move) for key, value in plain.items()}
    moved = move(plain, plan)
    if plan.fields:
        moved = moved | {key: _walk(moved[key], below, move) for key, below in plan.fields.items() if key in moved}
    return moved


@cache
def _plan_of(type_: Any) -> _Plan | None:
    return _plan_for(inspect.type_info(type_), {})


def _plan_for(info: inspect.Type, seen: dict[type, _Plan]) -> _Plan | None:
    """Return how to walk a type, or None when no record can be below it."""
    if isinstance(info, inspect.StructType):
        return _plan_for_record(info, seen)
    if isinstance(info, inspect.ListType | inspect.VarTupleType):
        below = _plan_for(info.item_type, seen)
        return _Plan(items=below) if below else None
    if isinstance(info, inspect.DictType):
        below = _plan_for(info.value_type, seen)
        return _Plan(items=below) if below else None
    if isinstance(info, inspect.UnionType):
        return _plan_for_union(info, seen)
    return None


def _plan_for_union(info: inspect.UnionType, seen: dict[type, _Plan]) -> _Plan | None:
    records = [member for member in info.types if isinstance(member, inspect.StructType)]
    if len(records) > 1:
        tags = {str(member.tag): _plan_for_record(member, seen) for member in records}
        return _Plan(by_tag=tags, tag_key=records[0].tag_field or "")
    plans = [plan for plan in (_plan_for(member, seen) for member in info.types) if plan]
    return plans[0] if plans else None


def _plan_for_record(info: inspect.StructType, seen: dict[type, _Plan]) -> _Plan:
    plan = seen.get(info.cls)
    if plan is None:
        plan = seen[info.cls] = _Plan()
        names = {f.encode_name for f in info.fields}
        plan.keeps_unknown = EXTRA_KEY in names
        plan.known = frozenset(names - {EXTRA_KEY} | ({info.tag_field} if info.tag_field else set()))
        below = {f.encode_name: _plan_for(f.type, seen) for f in info.fields}
        plan.fields = {key: found for key, found in below.items() if found and key != EXTRA_KEY}
    return plan
