"""The log of an export: what it was made of, and a checksum of every file, so that it can be told later what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import coder
from coder.metrics import Parameters


def export_log(
    files: Mapping[str, Path], rows: Mapping[str, int], parameters: Parameters, about: Mapping[str, Any]
) -> str:
    """Return the log as JSON.

    It holds no time of writing: the same study exported again with the same program gives the same log.

    Parameters
    ----------
    files : mapping of str to Path
        Name → where its content lies now.
    rows : mapping of str to int
        Table → number of its rows.
    parameters : Parameters
        The set the numbers were computed with.
    about : mapping
        What else is to be known, such as the study and its schemes.
    """
    log = {
        "format": "securebase-export",
        "version": 1,
        "program": f"Secure Base Coder {coder.__version__}",
        **about,
        "params": parameters.params,
        "rows": dict(rows),
        "files": [
            {"name": name, "bytes": path.stat().st_size, "sha256": _sha256(path)} for name, path in files.items()
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
