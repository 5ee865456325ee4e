"""``securebase summary STUDY``: the measures and the agreement of a study, printed."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from typing import Any

from coder.app.agreement import study_agreement, study_options
from coder.app.measures import study_measures, study_parameters
from coder.app.studies import OpenStudy
from coder.app.summary import NOTICE, TextTable, agreement_table, measures_table
from coder.cli.common import add_json, add_study, show, table_text


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("summary", help="print the five measures and the agreement of a study")
    add_study(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> None:
    """Print one table of measures and one of agreement."""
    study = OpenStudy.open(args.study)
    tables = [
        measures_table(study_measures(study, study_parameters(study), everyone=True)),
        agreement_table(study_agreement(study, study_options(study), everyone=True)),
    ]
    head = f"{study.study.title}: {len(study.folder.session_ids())} sessions\n{NOTICE}"
    data = [{"title": t.title, "rows": [dict(zip(t.header, row, strict=True)) for row in t.rows]} for t in tables]
    show(args, {"title": study.study.title, "tables": data}, "\n\n".join([head, *map(_text, tables)]))


def _text(table: TextTable) -> str:
    return f"{table.title}\n{table_text(table.header, table.rows)}" if table.rows else f"{table.title}\nnothing yet"
