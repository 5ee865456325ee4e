"""``securebase new STUDY``: make an empty study."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from coder.app.creation import create_study
from coder.app.library import DEFAULT_SCHEME


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("new", help="make an empty study")
    parser.add_argument("study", metavar="STUDY", type=Path, help="the new folder")
    parser.add_argument("--scheme", metavar="ID", default=DEFAULT_SCHEME, help="coding scheme (%(default)s)")
    parser.add_argument("--title", metavar="TEXT", help="title of the study (the folder's name)")
    parser.add_argument(
        "--coder", metavar="ID", action="append", default=[], help="someone who codes; may be given several times"
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Make the study and say what to do next."""
    create_study(args.study, args.scheme, title=args.title, coders=args.coder)
    print(f"Made {args.study} with the scheme {args.scheme}. Add a session with: securebase add {args.study} VIDEO …")
