"""The project's own Python in .venv: made, filled from a lock, and remembered by a stamp."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import debian
import locks
from console import ROOT, SetupError, child_environment, last_words, quiet, say

Level = Literal["user", "dev"]

VENV = ROOT / ".venv"
STAMP = "securebase.json"
PIP_INSTALL = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]


def ensure(level: Level) -> Path:
    """Return the environment's Python, with everything of ``level`` installed.

    Quick when nothing changed: the stamp names the Python, the folder and the lock that were used last.

    Raises
    ------
    SetupError
        When the environment cannot be made or filled; what is half-made is made anew next time.
    """
    if is_current(VENV, level):
        return python_of(VENV)
    python = make()
    stamp = wanted(level)
    write_stamp(VENV, {})
    say(f"Installing the packages of {_lock(level).relative_to(ROOT)} (the first time takes some minutes)")
    _install(python, _lock(level))
    _link(VENV)
    write_stamp(VENV, stamp)
    return python


def make() -> Path:
    """Return the environment's Python, after making the environment if it is absent or broken."""
    python = python_of(VENV)
    if is_usable(VENV):
        return python
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        debian.provide_venv()
    if VENV.is_symlink() or VENV.exists():
        say("Rebuilding .venv: it is broken, half-made or made by another Python")
        _remove(VENV)
    else:
        say("Making .venv")
    VENV.mkdir()
    write_stamp(VENV, {})
    base: str = getattr(sys, "_base_executable", sys.executable)
    quiet([base, "-m", "venv", str(VENV)], marks=("Error",))
    (VENV / STAMP).unlink()
    return python


def is_usable(venv: Path) -> bool:
    """Whether packages can be installed into ``venv`` as it is."""
    stamp = read_stamp(venv)
    if stamp is not None and {name: stamp.get(name) for name in ("python", "root")} != _here():
        return False
    try:
        quiet([str(python_of(venv)), "-m", "pip", "--version"])
    except SetupError:
        return False
    return True


def is_current(venv: Path, level: Level) -> bool:
    """Whether ``venv`` holds what ``level`` needs; one for development holds what a person needs as well."""
    stamp = read_stamp(venv)
    return python_of(venv).exists() and stamp in (wanted(level), wanted("dev"))


def wanted(level: Level) -> dict[str, str]:
    """Return the stamp of an environment that has everything of ``level``."""
    return _here() | {"level": level, "lock": hashlib.sha256(_lock(level).read_bytes()).hexdigest()}


def read_stamp(venv: Path) -> dict[str, str] | None:
    """Return the stamp of ``venv``, empty when its making was cut short, None when there is none."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except OSError:
        return None
    except ValueError:
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, stamp: dict[str, str]) -> None:
    """Remember what is in ``venv``; an empty stamp says that work on it has begun and not ended."""
    (venv / STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def python_of(venv: Path) -> Path:
    """Return the path of the environment's Python."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _here() -> dict[str, str]:
    version = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    return {"python": version, "root": str(ROOT)}


def _lock(level: Level) -> Path:
    return locks.USER if level == "user" else locks.DEV


def _remove(venv: Path) -> None:
    try:
        if venv.is_symlink() or venv.is_file():
            venv.unlink()
        else:
            shutil.rmtree(venv)
    except OSError as error:
        raise SetupError(f"{venv} could not be removed: {error}. Close what uses it and start again.") from error


def _install(python: Path, lock: Path) -> None:
    """Install exactly what ``lock`` names, saying which package is on its way."""
    command = [str(python), *PIP_INSTALL, "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(lock)]
    variables = child_environment({"PIP_DEFAULT_TIMEOUT": os.environ.get("PIP_DEFAULT_TIMEOUT", "60")})
    spoken = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            spoken.append(line)
            if download := re.match(r"\s*Downloading (?:\S*/)?([^\s/-]+)\S* \((.+ [MG]B)\)", line):
                say(f"  {download[1]}, {download[2]}")
    if pip.returncode:
        raise SetupError(f"pip could not install the packages: {_reason(''.join(spoken))}")


def _reason(spoken: str) -> str:
    """Return why pip failed; without a connection it would only say that it found no such package."""
    if broken := re.search(r"after connection broken by '(.+)'", spoken):
        return f"no connection. Check the network and start again ({broken[1]})."
    return last_words(spoken, ("ERROR",))


def _link(venv: Path) -> None:
    """Let the environment import the clone's own code, and give it the command ``securebase``."""
    scripts = python_of(venv).parent
    site = next(venv.glob("Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"))
    (site / "securebase.pth").write_text(f"{ROOT}\n", encoding="locale")
    if os.name == "nt":
        (scripts / "securebase.cmd").write_text('@"%~dp0python.exe" -m coder %*\n', encoding="utf-8")
        return
    command = scripts / "securebase"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(python_of(venv)))} -m coder "$@"\n', encoding="utf-8")
    command.chmod(0o755)
