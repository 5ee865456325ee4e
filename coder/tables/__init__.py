"""Tables of typed rows, written with their codebook for a statistics package.

`write_tables(folder, {MEASURES_TABLE: rows})` writes them; `frame_of(table, rows)` gives a pandas frame.
"""

from coder.tables.agreement_tables import (
    AGREEMENT_CODERS_TABLE,
    AGREEMENT_CONFUSION_TABLE,
    AGREEMENT_DISAGREEMENTS_TABLE,
    AGREEMENT_DRIFT_TABLE,
    AGREEMENT_EVENTS_TABLE,
    AGREEMENT_SESSIONS_TABLE,
    AGREEMENT_TABLE,
)
from coder.tables.blocks import Block, row_count
from coder.tables.child_table import ChosenCoding, child_table, chosen_coder
from coder.tables.columns import NOT_A_CLASSIFICATION
from coder.tables.covariate_table import covariate_table, holds_condition
from coder.tables.errors import TablesError
from coder.tables.event_table import EVENTS_TABLE, EventRow, event_rows
from coder.tables.formats import WRITERS, Format, require
from coder.tables.frames import frame_of
from coder.tables.measure_tables import MEASURES_TABLE, OPPORTUNITIES_TABLE
from coder.tables.scale_tables import (
    ClassificationRow,
    ScaleRow,
    classification_rows,
    classifications_table,
    scale_rows,
    scales_table,
)
from coder.tables.schema import Column, Table
from coder.tables.second_table import second_rows, seconds_table
from coder.tables.writing import TablesWritten, file_names, write_tables

__all__ = [
    "AGREEMENT_CODERS_TABLE",
    "AGREEMENT_CONFUSION_TABLE",
    "AGREEMENT_DISAGREEMENTS_TABLE",
    "AGREEMENT_DRIFT_TABLE",
    "AGREEMENT_EVENTS_TABLE",
    "AGREEMENT_SESSIONS_TABLE",
    "AGREEMENT_TABLE",
    "EVENTS_TABLE",
    "MEASURES_TABLE",
    "NOT_A_CLASSIFICATION",
    "OPPORTUNITIES_TABLE",
    "WRITERS",
    "Block",
    "ChosenCoding",
    "ClassificationRow",
    "Column",
    "EventRow",
    "Format",
    "ScaleRow",
    "Table",
    "TablesError",
    "TablesWritten",
    "child_table",
    "chosen_coder",
    "classification_rows",
    "classifications_table",
    "covariate_table",
    "event_rows",
    "file_names",
    "frame_of",
    "holds_condition",
    "require",
    "row_count",
    "scale_rows",
    "scales_table",
    "second_rows",
    "seconds_table",
    "write_tables",
]
