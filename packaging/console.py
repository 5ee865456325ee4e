"""What dev.py says, what it starts, and how it stops: short lines, one per step."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
"""Settings of the person's own shell that would lead Python or pip out of the environment."""


class SetupError(Exception):
    """A message to a person: what failed and what to do."""


def say(line: str, file: TextIO | None = None) -> None:
    """Print one line at once, so that it stands before the output of what is started next."""
    print(f"dev: {line}", file=file or sys.stdout, flush=True)


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables a started program gets."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"PYTHONNOUSERSITE": "1"} | dict(extra or {})


def call(command: list[str]) -> int:
    """Run a program in the project's folder with the terminal's own input and output; return its exit code."""
    try:
        return subprocess.run(command, cwd=ROOT, env=child_environment()).returncode
    except OSError as error:
        raise SetupError(f"{command[0]} could not be started: {error.strerror}.") from error


def last_words(output: str, marks: tuple[str, ...]) -> str:
    """Return the last line of ``output`` that starts with one of ``marks``, else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(marks)]
    return (marked or lines or ["it said nothing"])[-1]


def quiet(command: list[str], marks: tuple[str, ...] = ("error",), **extra: str) -> str:
    """Run a program without input and return what it printed.

    Raises
    ------
    SetupError
        With the program's own last words, when it cannot be started or fails.
    """
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=child_environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise SetupError(f"{command[0]} could not be started: {error.strerror}.") from error
    if done.returncode:
        raise SetupError(f"{Path(command[0]).name} failed: {last_words(done.stdout, marks)}")
    return done.stdout
