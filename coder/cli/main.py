"""The parser of ``securebase`` and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable

import coder
from coder.cli import add, agreement, check, demo, measures, media, new, summary
from coder.cli.common import PERSON_ERRORS

COMMANDS = (new, demo, add, check, measures, agreement, summary, media)

DONE, BAD_INPUT = 0, 1

DESCRIPTION = """Code separation-reunion recordings frame by frame, measure what was seen, and check agreement.

`securebase` opens the window; `securebase STUDY` opens it with a study. The commands below do the same work
without a window. Exit code: 0 done, 1 the input is bad (one line says what and where), 2 wrong usage."""


def build_parser() -> ArgumentParser:
    """Return the parser with all commands."""
    parser = ArgumentParser(
        prog="securebase",
        description=DESCRIPTION,
        formatter_class=RawDescriptionHelpFormatter,
        usage="securebase [STUDY] | securebase COMMAND …",
    )
    parser.add_argument("--version", action="version", version=f"Secure Base Coder {coder.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.register(commands)
    return parser


def run(argv: list[str]) -> int:
    """Run one command and return its exit code; no error becomes a traceback."""
    args = build_parser().parse_args(argv)
    return _guarded(lambda: args.run(args) or DONE)


def _guarded(work: Callable[[], int]) -> int:
    try:
        code = work()
        sys.stdout.flush()
    except PERSON_ERRORS as error:
        return _refuse(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except OSError as error:
        return _refuse(f"{error.filename or 'A file'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        return _refuse("Stopped. Nothing half-written was left behind.")
    return code


def _refuse(message: str) -> int:
    print("securebase: " + " ".join(message.split()), file=sys.stderr)
    return BAD_INPUT
