"""The parser of ``securebase`` and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable

import coder
from coder.app.report.writing import Print, no_paper
from coder.cli import add, agreement, check, demo, measures, media, new, report, summary
from coder.cli.common import PERSON_ERRORS
from coder.cli.lines import make_ready_to_print, one_line

COMMANDS = (new, demo, add, check, measures, agreement, report, summary, media)

DONE, BAD_INPUT = 0, 1
STOPPED = "Stopped. Nothing half-written was left behind."

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


def run(argv: list[str], to_paper: Print = no_paper) -> int:
    """Run one command and return its exit code; no error becomes a traceback.

    ``to_paper`` lays a report out on paper; the toolkit that can do that belongs to the window.
    """
    make_ready_to_print()
    args = build_parser().parse_args(argv, Namespace(to_paper=to_paper))
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
        return _refuse(_in_words(error))
    except MemoryError:
        return _refuse("The memory is full. Close other programs, or work on fewer sessions at a time.")
    except KeyboardInterrupt:
        return _refuse(STOPPED)
    return code


def _in_words(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename:
        return f"{error.filename}: {reason}."
    if isinstance(error, FileNotFoundError):
        return "The folder you are in is not there any more. Change to another folder."
    return f"The output could not be printed: {reason}."


def _refuse(message: str) -> int:
    print(f"securebase: {one_line(message)}", file=sys.stderr)
    return BAD_INPUT
