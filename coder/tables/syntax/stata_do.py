"""Stata: a do-file that loads the tables and shows a survival model and a mixed model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from coder.tables.emptiness import described
from coder.tables.names import with_short_names
from coder.tables.schema import Column
from coder.tables.stata import LONGEST_NAME
from coder.tables.syntax.loaded import Loaded
from coder.tables.texts import label

_HEAD: Final = """* Loads the exported tables into Stata. Run it in the folder of the export: cd "...", then do {name}
* The codebook says what each column is. Times are milliseconds. An empty number has its reason in the column beside it.
version 16
"""
_IMPORTED: Final = """* From CSV each table is kept as a .dta beside it.
* Exported as dta, empty numbers carry their reason too (.a to .z).
"""

_ONE_CODER: Final = """* A session has rows of every coder.
* Keep the consensus, else the first coder in the order of ids.
generate rank = cond(coder == "consensus", "", coder)
bysort session (rank): keep if rank == rank[1]
encode child, generate(child_number)"""

_SURVIVAL: Final = """
* Time to seek comfort in seconds. An end that is only known to lie between two times has different bounds, one that
* was not seen has no upper bound. A competing end (picked up, calmed alone) counts as censored at its time.
use "opportunities.dta", clear
keep if measure == {measure} & !missing(lower)
{one_coder}
generate lower_s = max(lower, 1) / 1000
generate upper_s = max(upper, 1) / 1000 if !missing(upper)
capture noisily stintreg i.part, interval(lower_s upper_s) distribution(weibull)
"""

_MIXED: Final = """
* Positive interaction by episode, with a random intercept for each child.
use "measures.dta", clear
keep if measure == {measure} & !missing(value)
{one_coder}
encode episode, generate(episode_number)
capture noisily mixed value i.episode_number || child_number:
"""

_EXAMPLES: Final = {"opportunities": (_SURVIVAL, "comfort_latency"), "measures": (_MIXED, "positive_rate")}
_FORBIDDEN: Final = str.maketrans({'"': "'", "`": "'", "$": " ", "\\": "/"})
"""Characters that Stata would read as the end of a text or the start of a macro."""


def do_file(loaded: Sequence[Loaded], file_format: str, name: str) -> str:
    """Return a do-file that loads CSV or .dta files."""
    imported = file_format == "csv"
    parts = [_HEAD.format(name=name), _IMPORTED if imported else ""]
    parts += [_from_csv(one) if imported else _from_dta(one) for one in loaded]
    for one in loaded:
        text, measure = _EXAMPLES.get(one.table.name, ("", ""))
        if text and one.rows:
            parts.append(text.format(measure=_number(one.table.column("measure"), measure), one_coder=_ONE_CODER))
    return "".join(parts)


def _from_dta(one: Loaded) -> str:
    return f'\n* One row per {one.table.row}.\nuse "{one.table.name}.dta", clear\ndescribe, short\n'


def _from_csv(one: Loaded) -> str:
    table = with_short_names(one.table, LONGEST_NAME)
    if not one.rows:
        return f"\n* {table.name}.csv has no rows.\n"
    lines = [
        f"\n* One row per {table.row}.",
        f'import delimited using "{table.name}.csv", varnames(nonames) rowrange(2) stringcols(_all) ///',
        '    encoding("UTF-8") bindquote(strict) maxquotedrows(unlimited) clear',
    ]
    for place, column in enumerate(table.columns, 1):
        lines += [f"rename v{place} {column.name}", *_typed(column)]
        lines.append(f"label variable {column.name} {_quoted(label(column.label, 80, len))}")
    lines.append(f'compress\nsave "{table.name}.dta", replace\n')
    return "\n".join(lines)


def _typed(column: Column) -> Iterator[str]:
    """Yield what makes a text read from CSV the column it was."""
    if column.type != "text":
        yield f"destring {column.name}, replace"
    if not column.allowed or column.joined:
        return
    words = [
        (n if column.is_labelled else int(value), value, text) for n, (value, text) in enumerate(column.allowed, 1)
    ]
    if column.is_labelled:
        for number, value, _ in words:
            yield f"label define {column.name} {number} {_quoted(value)}, add"
        yield f"encode {column.name}, generate(as_number) label({column.name})"
        yield f"order as_number, after({column.name})"
        yield f"drop {column.name}"
        yield f"rename as_number {column.name}"
    for number, value, text in words:
        shown = described(value, text) if column.is_labelled else text
        yield f"label define {column.name} {number} {_quoted(label(shown, 240))}, modify"
    if not column.is_labelled:
        yield f"label values {column.name} {column.name}"


def _number(column: Column, value: str) -> int:
    return [name for name, _ in column.allowed].index(value) + 1


def _quoted(text: str) -> str:
    return f'"{text.translate(_FORBIDDEN)}"'
