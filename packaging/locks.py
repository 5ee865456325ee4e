"""The two locks: what a person installs, and what the tests and checks need on top, with hashes and without hosts."""

from __future__ import annotations

import shutil
from pathlib import Path

from console import ROOT, SetupError, quiet, say

USER = ROOT / "packaging" / "requirements.lock"
DEV = ROOT / "packaging" / "requirements-dev.lock"
COMPILE = [
    "--universal",
    "--fork-strategy=fewest",
    "--generate-hashes",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command=python3 packaging/dev.py lock",
    "--quiet",
]
"""One version of each package for every system and Python, so that numbers do not depend on either."""


def renew(python: Path, arguments: list[str]) -> None:
    """Write both locks anew from pyproject.toml; pins stay unless ``arguments`` ask for newer ones.

    Raises
    ------
    SetupError
        When uv cannot be had, finds no set of versions, or names a host in a lock.
    """
    _provide_uv(python)
    _compile(python, USER, arguments)
    _compile(python, DEV, [*arguments, "--group=dev", f"--constraints={USER.relative_to(ROOT)}"])


def _provide_uv(python: Path) -> None:
    try:
        quiet([str(python), "-m", "uv", "--version"])
    except SetupError:
        say("Installing uv")
        quiet([str(python), "-m", "pip", "install", "--quiet", "uv"], marks=("ERROR",))


def _compile(python: Path, lock: Path, arguments: list[str]) -> None:
    say(f"Renewing {lock.relative_to(ROOT)}")
    draft = lock.with_name(lock.name + ".tmp")
    if lock.exists():
        shutil.copyfile(lock, draft)
    output = f"--output-file={draft.relative_to(ROOT)}"
    try:
        quiet([str(python), "-m", "uv", "pip", "compile", "pyproject.toml", *COMPILE, *arguments, output])
        if "://" in draft.read_text(encoding="utf-8"):
            raise SetupError(f"uv wrote an address into {lock.relative_to(ROOT)}; the lock stays as it was.")
        draft.replace(lock)
    finally:
        draft.unlink(missing_ok=True)
