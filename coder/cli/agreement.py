"""``securebase agreement STUDY -o DIR``: the tables of how far coders agree."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from typing import Any

from coder.app.agreement import study_agreement, study_options
from coder.app.exports import export_agreement
from coder.app.studies import OpenStudy
from coder.cli.common import add_format, add_json, add_output, add_study, natural, show, written_text


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("agreement", help="write the tables of inter-rater agreement")
    add_study(parser)
    add_output(parser, "DIR", "folder for the tables")
    parser.add_argument("--pair", nargs=2, metavar="CODER", help="compare these two only, the first as coder A")
    parser.add_argument("--seed", type=natural, metavar="N", help="seed of the resampled intervals (the study's)")
    add_format(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Compare the coders and write the tables."""
    study = OpenStudy.open(args.study)
    pair = (args.pair[0], args.pair[1]) if args.pair else None
    report = study_agreement(study, study_options(study, pair, args.seed), everyone=True)
    written = export_agreement(report, args.output, args.force, args.format)
    data = {"seed": report.options.seed, "tables": written.rows, "notes": written.notes}
    show(args, data, written_text(args, written))
