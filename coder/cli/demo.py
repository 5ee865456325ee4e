"""``securebase demo DIR``: copy the sample study."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from coder.app.library import copy_sample


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("demo", help="copy the sample study to a new folder")
    parser.add_argument("folder", metavar="DIR", type=Path, help="the new folder")
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Copy the sample study and say where it is."""
    folder = copy_sample(args.folder)
    print(f"The sample study is in {folder}. Open it with: securebase {folder}")
