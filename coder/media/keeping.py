"""Results computed from a recording, kept in a file beside the study until the recording is another one."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def identity_of(path: Path, *facts: object) -> str:
    """Return what tells whether something kept still belongs to a recording; "" when that cannot be known."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return " ".join(map(str, (state.st_size, state.st_mtime_ns, *facts)))


def load_kept(cache: Path, source: str, *names: str) -> list[NDArray[np.generic]] | None:
    """Return the named arrays of a cache file, or None when it is not there or does not fit ``source``."""
    try:
        with np.load(cache, allow_pickle=False) as kept:
            if not source or str(kept["source"]) != source:
                return None
            return [kept[name] for name in names]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError):
        return None


def save_kept(cache: Path, source: str, **arrays: NDArray[np.generic]) -> None:
    """Write a cache file whole or not at all; a folder that cannot be written to only means computing again."""
    part = cache.with_name(f"{cache.name}.{os.getpid()}.tmp")
    try:
        cache.parent.mkdir(exist_ok=True)
        with part.open("wb") as file:
            np.savez(file, source=np.array(source), **arrays)  # type: ignore[arg-type]
        part.replace(cache)
    except OSError:
        part.unlink(missing_ok=True)
