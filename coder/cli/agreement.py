"""``securebase agreement STUDY -o DIR``: the tables of how far coders agree."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from coder.agreement import Options
from coder.agreement.wording import REASONS, WARNINGS
from coder.app.agreement import study_agreement, study_options
from coder.app.exports import export_agreement
from coder.app.report.compose import agreement_page
from coder.app.report.page import page
from coder.app.studies import OpenStudy
from coder.cli.common import add_format, add_json, add_output, add_study, natural, positive, show, written_text


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("agreement", help="write the tables of inter-rater agreement, and a report page")
    add_study(parser)
    add_output(parser, "DIR", "folder for the tables")
    parser.add_argument("--pair", nargs=2, metavar="CODER", help="compare these two only, the first as coder A")
    parser.add_argument("--seed", type=natural, metavar="N", help="seed of the resampled intervals (the study's)")
    parser.add_argument("--tolerance", type=natural, metavar="MS", help="tolerance of kappa at boundaries (2000)")
    parser.add_argument("--event-tolerance", type=natural, metavar="MS", help="tolerance of point events (2000)")
    parser.add_argument("--overlap", type=float, metavar="SHARE", help="least overlap of linked states (0.6)")
    parser.add_argument("--modifier", metavar="ID", help="tell point events apart by this modifier as well")
    parser.add_argument("--resamples", type=positive, metavar="N", help="resamples behind an interval (2000)")
    add_format(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Compare the coders and write the tables."""
    study = OpenStudy.open(args.study)
    report = study_agreement(study, _options(study, args), everyone=True)
    told = page(agreement_page(study, report, datetime.now(UTC).date()))
    written = export_agreement(report, args.output, args.force, args.format, told)
    data = {
        "options": asdict(report.options),
        "tables": written.rows,
        "notes": written.notes,
        "figures": [asdict(row) for row in report.agreement],
        "reasons": REASONS,
        "warnings": WARNINGS,
    }
    show(args, data, written_text(args, written))


def _options(study: OpenStudy, args: Namespace) -> Options:
    pair = (args.pair[0], args.pair[1]) if args.pair else None
    chosen = {
        "tol_ms": args.tolerance,
        "etol_ms": args.event_tolerance,
        "overlap": args.overlap,
        "event_modifier": args.modifier,
        "n_resamples": args.resamples,
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    return replace(study_options(study, pair, args.seed), **given)
