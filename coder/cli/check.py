"""``securebase check STUDY``: validate everything and list what is wrong."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from typing import Any

from coder.app.soundness import all_problems
from coder.cli.common import add_json, add_study, show
from coder.cli.lines import one_line


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("check", help="validate a study and list every problem with its place")
    add_study(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """List the problems; returns 1 when one of them is an error."""
    problems = all_problems(args.study)
    errors = sum(problem.severity == "error" for problem in problems)
    data = [{"severity": p.severity, "file": p.file, "place": p.place, "text": p.text} for p in problems]
    lines = [one_line(f"{p.severity}: {p.file}{f' {p.place}' if p.place else ''}: {p.text}") for p in problems]
    counts = f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}."
    end = counts if problems else "No problems found."
    show(args, {"problems": data, "errors": errors}, "\n".join([*lines, end]))
    return 1 if errors else 0


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
