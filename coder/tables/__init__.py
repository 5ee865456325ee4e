"""Tables of typed rows, written with their codebook for a statistics package.

`write_tables(folder, {MEASURES_TABLE: rows})` writes them; `frame_of(table, rows)` gives a pandas frame.
"""

from coder.tables.agreement_tables import (
    AGREEMENT_CONFUSION_TABLE,
    AGREEMENT_DISAGREEMENTS_TABLE,
    AGREEMENT_EVENTS_TABLE,
    AGREEMENT_SESSIONS_TABLE,
    AGREEMENT_TABLE,
    REASONS,
    WARNINGS,
)
from coder.tables.errors import TablesError
from coder.tables.event_table import EVENTS_TABLE, EventRow, event_rows
from coder.tables.frames import frame_of
from coder.tables.measure_tables import MEASURES_TABLE, OPPORTUNITIES_TABLE
from coder.tables.schema import Column, Table
from coder.tables.writing import WRITERS, Format, write_tables

__all__ = [
    "AGREEMENT_CONFUSION_TABLE",
    "AGREEMENT_DISAGREEMENTS_TABLE",
    "AGREEMENT_EVENTS_TABLE",
    "AGREEMENT_SESSIONS_TABLE",
    "AGREEMENT_TABLE",
    "EVENTS_TABLE",
    "MEASURES_TABLE",
    "OPPORTUNITIES_TABLE",
    "REASONS",
    "WARNINGS",
    "WRITERS",
    "Column",
    "EventRow",
    "Format",
    "Table",
    "TablesError",
    "event_rows",
    "frame_of",
    "write_tables",
]
