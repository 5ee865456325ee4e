"""JSON Schemas of the kinds of file, generated from the typed model: ``python -m coder.store.schemas FOLDER``."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from coder.model.coding import Coding
from coder.model.record import EXTRA_KEY
from coder.model.remarks import Remarks
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Study
from coder.store.atomic import write_atomically
from coder.store.codec import FORMATS
from coder.store.folders import make_folder
from coder.store.upgrade import CURRENT

KINDS: Final[dict[str, type]] = {
    "study": Study,
    "scheme": Scheme,
    "session": Session,
    "coding": Coding,
    "remarks": Remarks,
}


def json_schema(kind: type) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of file, header included; unknown keys are allowed everywhere."""
    (_,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    for part in parts.values():
        part.get("properties", {}).pop(EXTRA_KEY, None)
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])
    body = parts.pop(kind.__name__)
    name = FORMATS[kind]
    header = {"format": {"const": name}, "version": {"const": CURRENT[name]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "title": name,
        "properties": header | body["properties"],
        "required": [*header, *body["required"]],
        "$defs": dict(sorted(parts.items())),
    }


def schema_files() -> dict[str, bytes]:
    """Return the name and content of each schema file."""
    return {f"{name}.schema.json": _text(json_schema(kind)) for name, kind in KINDS.items()}


def _text(schema: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def main(folder: Path) -> None:
    """Write the schema files into ``folder``."""
    make_folder(folder)
    for name, content in schema_files().items():
        write_atomically(folder / name, content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
