#!/usr/bin/env python3
"""Set up, run, test and check Secure Base Coder from a clone, with nothing but Python and git.

python3 packaging/dev.py run            set up, then open the sample study (without a display: print its tables)
python3 packaging/dev.py test [...]     set up, then run the tests; what follows goes to pytest
python3 packaging/dev.py check          set up, then ruff, mypy and import-linter
python3 packaging/dev.py lock [...]     renew the locks; what follows goes to uv (--upgrade takes newer releases)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence, not a traceback
    sys.exit("Secure Base Coder needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import debian
import environment
import locks
from console import ROOT, SetupError, call, say

SAMPLE = ROOT / "sample_sessions" / "study"
OWN_COPY = ROOT / "build" / "sample-study"

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as main; main()"],
}


def run(_: list[str]) -> int:
    """Open a copy of the sample study in the window; without a display, print the sample's tables."""
    python = environment.ensure("user")
    if not has_display(os.environ, sys.platform):
        say("There is no display, so the sample study's tables are printed here.")
        return call([str(python), "-m", "coder", "summary", str(SAMPLE)])
    debian.provide(debian.WINDOW, debian.FONTS)
    if not OWN_COPY.exists():
        say(f"Copying the sample study to {OWN_COPY} (delete that folder for a fresh one)")
        if call([str(python), "-m", "coder", "demo", str(OWN_COPY)]):
            return 1
    say(f"Opening {OWN_COPY}")
    status = call([str(python), "-m", "coder", str(OWN_COPY)])
    if status < 0:
        raise SetupError(f"The window was stopped by signal {-status}. Its last words are above.")
    return status


def test(arguments: list[str]) -> int:
    """Run the tests; pytest's own closing line is the last one."""
    debian.provide(debian.OFFSCREEN, debian.FONTS)
    python = environment.ensure("dev")
    return call([str(python), "-m", "pytest", *arguments])


def check(_: list[str]) -> int:
    """Run every check, also after one has failed, and name those that did."""
    python = environment.ensure("dev")
    failed = []
    for name, arguments in CHECKS.items():
        say(f"Running {name}")
        if call([str(python), *arguments]):
            failed.append(name)
    if failed:
        raise SetupError(f"Not clean: {', '.join(failed)}. The places are listed above.")
    say("All checks are clean")
    return 0


def lock(arguments: list[str]) -> int:
    """Renew both locks."""
    locks.renew(environment.make(), arguments)
    return 0


def has_display(variables: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be seen here; only Linux and its like run without a display."""
    if platform in ("win32", "darwin"):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


COMMANDS = {"run": run, "test": test, "check": check, "lock": lock}
TAKES_ARGUMENTS = ("test", "lock")


def main(argv: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 it failed, 2 wrong usage."""
    name, arguments = (argv[0], argv[1:]) if argv else ("", [])
    if name in ("-h", "--help"):
        print(__doc__)
        return 0
    if name not in COMMANDS or (arguments and name not in TAKES_ARGUMENTS):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return COMMANDS[name](arguments)
    except SetupError as error:
        say(str(error), file=sys.stderr)
    except OSError as error:
        say(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
    except KeyboardInterrupt:
        say("Stopped", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
