"""``securebase report STUDY -o FILE``: the report of a study, as a page or on paper."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from datetime import UTC, datetime
from typing import Any

from coder.app.measures import study_parameters
from coder.app.report.compose import study_report
from coder.app.report.writing import check_target, write_report
from coder.app.studies import OpenStudy
from coder.cli.common import add_json, add_output, add_study, show
from coder.metrics import read_settings


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("report", help="write the report of a study: sessions, measures, agreement, methods")
    add_study(parser)
    add_output(parser, "FILE", "a page (.html) or paper (.pdf)")
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE", help="change a parameter: calm=20000"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Put the report together and write it."""
    check_target(args.output, args.force)
    study = OpenStudy.open(args.study)
    parameters = study_parameters(study, read_settings(args.set))
    report = study_report(study, datetime.now(UTC).date(), everyone=True, parameters=parameters)
    write_report(report, args.output, args.to_paper, args.force)
    data = {"file": str(args.output), "params": parameters.params, "sections": [one.name for one in report.sections]}
    show(args, data, f"{args.output}: {', '.join(section.title for section in report.sections)}")
