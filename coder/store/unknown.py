"""Keys a file has and this version does not know: set aside when reading, put back when writing.

Typed records keep them in ``extra``, whose encoded name never appears in a file.
"""

from __future__ import annotations

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
    return plain if plan is None else _move(plain, plan)


def to_plain(value: Any) -> Any:
    """Return a record as dicts and lists, unknown keys put back after the known ones, defaults left out."""
    if isinstance(value, msgspec.Struct):
        return _record_to_plain(value)
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def _record_to_plain(record: msgspec.Struct) -> dict[str, Any]:
    config = record.__struct_config__
    plain: dict[str, Any] = {config.tag_field: config.tag} if config.tag_field else {}
    for info in msgspec.structs.fields(record):
        value = getattr(record, info.name)
        if info.encode_name != EXTRA_KEY and not (config.omit_defaults and _is_default(info, value)):
            plain[info.encode_name] = to_plain(value)
    plain.update(getattr(record, "extra", {}))
    return plain


def _is_default(info: msgspec.structs.FieldInfo, value: Any) -> bool:
    if info.default_factory is not msgspec.NODEFAULT:
        return bool(value == info.default_factory())
    return info.default is not msgspec.NODEFAULT and bool(value == info.default)


def _move(plain: Any, plan: _Plan) -> Any:
    if isinstance(plain, list):
        below = plan.items
        return plain if below is None else [_move(item, below) for item in plain]
    if not isinstance(plain, dict):
        return plain
    if plan.by_tag:
        chosen = plan.by_tag.get(str(plain.get(plan.tag_key)))
        return plain if chosen is None else _move(plain, chosen)
    if not plan.known:
        below = plan.items
        return plain if below is None else {key: _move(value, below) for key, value in plain.items()}
    return _move_record(plain, plan)


def _move_record(plain: dict[str, Any], plan: _Plan) -> dict[str, Any]:
    moved = plain
    if plan.keeps_unknown and not plain.keys() <= plan.known:
        moved = {key: value for key, value in plain.items() if key in plan.known}
        moved[EXTRA_KEY] = {key: value for key, value in plain.items() if key not in plan.known}
    if plan.fields:
        moved = dict(moved)
        for key, below in plan.fields.items():
            if key in moved:
                moved[key] = _move(moved[key], below)
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
