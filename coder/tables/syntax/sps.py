"""SPSS: a syntax file that loads the tables and shows a survival table and a mixed model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coder.tables.schema import Column
from coder.tables.syntax.loaded import Loaded
from coder.tables.texts import label

_HEAD: Final = """* Encoding: UTF-8.
* Loads the exported tables into SPSS. Run it in the folder of the export: CD '...'.
* The codebook says what each column is. Times are milliseconds. An empty number has its reason in the column beside it.
"""
_IMPORTED: Final = """* SPSS reads CSV line by line: a comment that holds a line break comes in apart.
* The format sav has no such limit. Each table is kept as a .sav beside its CSV.
"""

_ONE_CODER: Final = """* A session has rows of every coder.
* Keep the consensus, else the first coder in the order of ids.
STRING rank (A80).
COMPUTE rank = coder.
IF (coder = 'consensus') rank = ' '.
AGGREGATE /OUTFILE=* MODE=ADDVARIABLES /BREAK=session /first_rank=MIN(rank).
SELECT IF (rank = first_rank).
"""

_SURVIVAL: Final = """
* Time to seek comfort. A competing end (picked up, calmed alone) counts as censored at its time.
GET FILE='opportunities.sav'.
DATASET NAME comfort.
SELECT IF (measure = 'comfort_latency' AND NOT MISSING(time)).
{one_coder}KM time BY part
  /STATUS=event(1)
  /PRINT=TABLE MEAN
  /PLOT=SURVIVAL.
"""

_MIXED: Final = """
* Positive interaction by episode, with a random intercept for each child.
GET FILE='measures.sav'.
DATASET NAME positive.
SELECT IF (measure = 'positive_rate' AND NOT MISSING(value)).
{one_coder}MIXED value BY episode
  /FIXED=episode
  /RANDOM=INTERCEPT | SUBJECT(child)
  /PRINT=SOLUTION.
"""


def sps_file(loaded: Sequence[Loaded], file_format: str, _name: str) -> str:
    """Return a syntax file that loads CSV or .sav files."""
    imported = file_format == "csv"
    parts = [_HEAD, _IMPORTED if imported else ""]
    parts += [_from_csv(one) if imported else _from_sav(one) for one in loaded]
    names = {one.table.name for one in loaded if one.rows}
    for name, text in (("opportunities", _SURVIVAL), ("measures", _MIXED)):
        if name in names:
            parts.append(text.format(one_coder=_ONE_CODER))
    return "".join(parts)


def _from_sav(one: Loaded) -> str:
    return f"\n* One row per {one.table.row}.\nGET FILE='{one.table.name}.sav'.\nDATASET NAME {one.table.name}.\n"


def _from_csv(one: Loaded) -> str:
    table = one.table
    if not one.rows:
        return f"\n* {table.name}.csv has no rows.\n"
    variables = [f"{column.name} {_format(one, column)}" for column in table.columns]
    labels = [f"{column.name} {_quoted(column.label)}" for column in table.columns]
    values = [f"{column.name} {words}" for column in table.columns if (words := _value_labels(column))]
    levels = [f"{column.name} ({column.level.upper()})" for column in table.columns]
    return (
        f"\n* One row per {table.row}.\n"
        f"GET DATA /TYPE=TXT /FILE='{table.name}.csv' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED /DELIMITERS=','\n"
        f"  /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES={_list(variables, '')}.\n"
        f"DATASET NAME {table.name}.\n"
        f"VARIABLE LABELS{_list(labels, '')}.\n"
        f"{f'VALUE LABELS{_list(values)}.{chr(10)}' if values else ''}"
        f"VARIABLE LEVEL{_list(levels)}.\n"
        f"SAVE OUTFILE='{table.name}.sav'.\n"
    )


def _format(one: Loaded, column: Column) -> str:
    if column.type == "text":
        return f"A{min(one.widths[column.name], 32_767)}"
    return "F13.0" if column.type == "integer" else "F20.8"


def _value_labels(column: Column) -> str:
    if column.joined:
        return ""
    named = ((_quoted(value) if column.type == "text" else value, words) for value, words in column.allowed if words)
    return "\n    ".join(f"{value} {_quoted(words)}" for value, words in named)


def _list(parts: Iterable[str], separator: str = "/") -> str:
    return "\n  " + f"\n  {separator}".join(parts)


def _quoted(text: str) -> str:
    return "'" + label(text, 120).replace("'", "''") + "'"
