"""What comes with the program: coding schemes and the sample study."""

from __future__ import annotations

import shutil
from pathlib import Path

import coder
from coder.app.errors import AppError
from coder.model.scheme import Scheme
from coder.store import load

SAMPLE = "sample_sessions/study"
DEFAULT_SCHEME = "strange-situation"
"""The scheme of a new study unless another one is chosen."""


def data_path(name: str) -> Path:
    """Return where a data folder lies: inside an installed package, or beside it in a checkout.

    Raises
    ------
    AppError
        When the installation lacks it.
    """
    package = Path(coder.__file__).parent
    for base in (package / "_data", package.parent):
        if (base / name).exists():
            return base / name
    raise AppError(f"This installation lacks “{name}”. Install the program again.")


def shipped_schemes() -> dict[str, Path]:
    """Return scheme id → file of every coding scheme that comes with the program, the default one first."""
    paths = data_path("schemas").glob("*.json")
    return {path.stem: path for path in sorted(paths, key=lambda path: (path.stem != DEFAULT_SCHEME, path.stem))}


def shipped_scheme(scheme_id: str) -> Scheme:
    """Load one of the shipped schemes; raises `AppError` when there is none of that id."""
    schemes = shipped_schemes()
    if scheme_id not in schemes:
        raise AppError(f"There is no scheme “{scheme_id}”. The program comes with: {', '.join(schemes)}.")
    return load(Scheme, schemes[scheme_id])


def copy_sample(target: Path) -> Path:
    """Copy the sample study to the new folder ``target`` and return it.

    Raises
    ------
    AppError
        When the folder is not empty or cannot be written; nothing is left half-copied.
    """
    source = data_path(SAMPLE)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise AppError(f"{target} is there already and not empty. Choose a new folder.")
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copytree(source, part)
        if target.is_dir():
            target.rmdir()
        part.replace(target)
    except OSError as error:
        raise AppError(f"The sample study could not be copied to {target}: {error.strerror}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target
