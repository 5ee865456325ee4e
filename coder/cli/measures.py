"""``securebase measures STUDY -o DIR``: the tables of what was seen."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from typing import Any

from coder.app.exports import MEASURE_TABLES, USUAL_TABLES, export_measures
from coder.app.measures import study_parameters
from coder.app.studies import OpenStudy
from coder.cli.common import add_format, add_json, add_output, add_study, positive, show, written_text
from coder.metrics import read_settings


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("measures", help="write the tables of measures with their codebook")
    add_study(parser)
    add_output(parser, "DIR", "folder for the tables")
    parser.add_argument(
        "--tables",
        nargs="+",
        choices=MEASURE_TABLES,
        default=list(USUAL_TABLES),
        metavar="TABLE",
        help="which tables (all but classifications)",
    )
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE", help="change a parameter: calm=20000"
    )
    add_format(parser)
    parser.add_argument("--jobs", metavar="N", type=positive, default=1, help="processes to compute with (%(default)s)")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Compute the measures and write the tables."""
    study = OpenStudy.open(args.study)
    parameters = study_parameters(study, read_settings(args.set))
    written = export_measures(
        study, args.output, parameters, args.tables, args.force, jobs=args.jobs, file_format=args.format
    )
    data = {"params": parameters.params, "tables": written.rows, "notes": written.notes}
    show(args, data, written_text(args, written))
