"""R: a script that reads the tables and shows a survival model and a mixed model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coder.tables.schema import Column
from coder.tables.syntax.loaded import Loaded

_HEAD: Final = """# Reads the exported tables into R. Run it in the folder of the export: source("{name}").
# The codebook says what each column is. Times are milliseconds. An empty number has its reason in the column beside it.
"""

_READ_CSV: Final = """
read_table <- function(file, types) {
  read.csv(file, na.strings = "", colClasses = types, fileEncoding = "UTF-8", check.names = FALSE)
}
"""

_ONE_CODER: Final = """
# A session has rows of every coder. This keeps the consensus, else the first coder in the order of ids.
one_coder <- function(data) {
  rank <- ifelse(data$coder == "consensus", "", as.character(data$coder))
  data[rank == ave(rank, as.character(data$session), FUN = min), ]
}
"""

_SURVIVAL: Final = """
# Time to seek comfort in seconds. An end that is only known to lie between two times has different bounds, one that
# was not seen has no upper bound. A competing end (picked up, calmed alone) counts as censored at its time.
if (requireNamespace("survival", quietly = TRUE)) {
  library(survival)
  timed <- subset(one_coder(opportunities), measure == "comfort_latency" & !is.na(lower))
  if (nrow(timed) > 0) {
    print(survfit(Surv(lower / 1000, upper / 1000, type = "interval2") ~ part, data = timed))
  }
}
"""

_MIXED: Final = """
# Positive interaction by episode, with a random intercept for each child.
if (requireNamespace("lme4", quietly = TRUE)) {
  rates <- droplevels(subset(one_coder(measures), measure == "positive_rate" & !is.na(value)))
  if (nlevels(rates$episode) > 1 && nlevels(rates$child) > 1 && nrow(rates) > nlevels(rates$child)) {
    print(summary(lme4::lmer(value ~ episode + (1 | child), data = rates)))
  }
}
"""


def r_script(loaded: Sequence[Loaded], file_format: str, name: str) -> str:
    """Return a script that reads CSV or RDS files."""
    names = {one.table.name for one in loaded}
    read = _from_csv if file_format == "csv" else _from_rds
    parts = [_HEAD.format(name=name), _READ_CSV if file_format == "csv" else ""]
    parts += [read(one) for one in loaded]
    parts += [_ONE_CODER] if names & {"measures", "opportunities"} else []
    parts += [_SURVIVAL] if "opportunities" in names else []
    parts += [_MIXED] if "measures" in names else []
    return "".join(parts)


def _from_rds(one: Loaded) -> str:
    return f'\n# One row per {one.table.row}.\n{one.table.name} <- readRDS("{one.table.name}.rds")\n'


def _from_csv(one: Loaded) -> str:
    table = one.table
    types = [f"{column.name} = {_quoted(_type(column))}" for column in table.columns]
    lines = [f'\n# One row per {table.row}.\n{table.name} <- read_table("{table.name}.csv", c(', *_lines(types), "))\n"]
    for column in table.columns:
        cells = f"{table.name}${column.name}"
        if column.is_category:
            lines.append(f"{cells} <- {_factor(cells, column)}\n")
        lines.append(f'attr({cells}, "label") <- {_quoted(column.label)}\n')
    return "".join(lines)


def _type(column: Column) -> str:
    return "character" if column.type == "text" else "numeric"


def _factor(cells: str, column: Column) -> str:
    if not column.is_labelled:
        return f"factor({cells})"
    known = ", ".join(_quoted(value) for value, _ in column.allowed)
    ordered = ", ordered = TRUE" if column.ordered else ""
    return f"factor({cells}, levels = union(c({known}), unique(na.omit({cells}))){ordered})"


def _lines(parts: Iterable[str]) -> list[str]:
    return ["\n  " + ",\n  ".join(parts) + "\n"]


def _quoted(text: str) -> str:
    """Return an R string of ASCII characters alone, so that no locale can spoil it."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    code = ord(character)
    if 32 <= code < 127:
        return character
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
