"""System libraries that Debian and its like keep outside Python: find the missing ones, install or name them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

from console import SetupError, quiet, say

OFFSCREEN = (
    "libegl1",
    "libgl1",
    "libglib2.0-0",
    "libfontconfig1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libgssapi-krb5-2",
    "libpulse0",
)
"""What Qt loads even without a screen; the last one is QtMultimedia's."""

WINDOW = (
    *OFFSCREEN,
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libwayland-cursor0",
)
"""What Qt loads to draw on a real screen, X11 or Wayland."""

FONTS = ("fonts-inter", "fonts-dejavu-core")
"""The window is drawn for these; it works with others."""


def is_here() -> bool:
    """Whether this system is Debian or one of its like."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def is_root() -> bool:
    """Whether packages can be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def provide(needed: Iterable[str], wanted: Iterable[str] = ()) -> None:
    """Install the missing packages as root, else name them and go on.

    Raises
    ------
    SetupError
        When root cannot install one of the ``needed``; a missing ``wanted`` one is only named.
    """
    if not is_here():
        return
    names = [*needed, *wanted]
    absent = missing(names)
    if absent and is_root():
        install(absent, required=set(needed))
    elif absent:
        say(f"Missing system packages: {' '.join(absent)}")
        say(f"Install them with: {advice(absent)}")


def provide_venv() -> None:
    """Install Debian's separate package for Python environments, or say how to get it."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not is_here():
        raise SetupError("This Python lacks its modules venv and ensurepip. Install them and start again.")
    if not is_root():
        raise SetupError(f"Python environments need one more package: {advice([package])}. Then start again.")
    install([package], required={package})


def missing(packages: list[str]) -> list[str]:
    """Return those of ``packages`` that are not installed, also not under Debian's 64-bit-time name."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n"]
    names = [*packages, *(f"{package}t64" for package in packages)]
    answer = subprocess.run([*query, *names], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    present = {
        line.split()[1].removesuffix("t64") for line in answer.stdout.splitlines() if line.startswith("installed ")
    }
    return [package for package in packages if package not in present]


def advice(packages: list[str]) -> str:
    """Return the command that installs ``packages``."""
    return f"sudo apt-get install {' '.join(packages)}"


def install(packages: list[str], required: set[str]) -> None:
    """Install ``packages`` with apt-get; one that is not ``required`` may fail."""
    say(f"Installing system packages: {' '.join(packages)}")
    try:
        _apt_get("update")
    except SetupError as error:
        say(f"The package lists are not fresh: {error}")
    try:
        _apt_get("install", *packages)
    except SetupError:
        needed = [package for package in packages if package in required]
        if needed:
            _apt_get("install", *needed)
        say(f"Went on without: {' '.join(missing(packages))}")


def _apt_get(*arguments: str) -> None:
    command = ["apt-get", "--quiet", "--yes", "--no-install-recommends", *arguments]
    quiet(command, marks=("E:",), DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
