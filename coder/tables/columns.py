"""Columns that several tables share, written once."""

from __future__ import annotations

from typing import Final

from coder.metrics.wording import FLAGS, STATUSES
from coder.tables.schema import Column

SESSION: Final = Column("session", "text", "Session", "Id of the session.")
CHILD: Final = Column("child", "text", "Child", "Id of the child, the same in all its sessions.")
CODER: Final = Column("coder", "text", "Coder", "Id of the coder; consensus is the agreed third record.")
STATUS: Final = Column(
    "status",
    "text",
    "Status",
    "How the number came about, or why there is none.",
    allowed=tuple(STATUSES.items()),
)
FLAG: Final = Column(
    "flags",
    "text",
    "Flags",
    "What else to know about the row, joined by semicolons; for not_bound the roles the scheme does not bind.",
    allowed=tuple(FLAGS.items()),
    missing="none",
)
EVIDENCE: Final = Column(
    "evidence",
    "text",
    "Evidence",
    "Ids of the events and stretches of session time (ms) the number came from, joined by semicolons.",
    missing="it came from no event",
)
PARAMS: Final = Column("params", "text", "Parameter set", "Short hash of the parameters; the codebook lists them.")


def time_column(name: str, label: str, definition: str = "", missing: str = "", field: str = "") -> Column:
    """Return a column of session times or durations in ms."""
    return Column(name, "integer", label, definition, unit="ms", missing=missing, field=field)
