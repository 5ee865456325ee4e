"""Columns that several tables share, written once."""

from __future__ import annotations

from typing import Final

from coder.metrics.wording import FLAGS, STATUSES
from coder.tables.schema import Column

NOT_A_CLASSIFICATION: Final = "Behaviour counts and times. Not an attachment classification."
"""What goes with every number about a child."""

SESSION: Final = Column("session", "text", "Session", "Id of the session.", repeated=True)
CHILD: Final = Column("child", "text", "Child", "Id of the child, the same in all its sessions.", repeated=True)
CODER: Final = Column("coder", "text", "Coder", "Id of the coder; consensus is the agreed third record.", repeated=True)
EPISODE: Final = Column("episode", "text", "Episode", "Id of the episode.", repeated=True)
STATUS: Final = Column(
    "status",
    "text",
    "Status",
    "How the number came about, or why there is none.",
    allowed=tuple(STATUSES.items()),
    filled=("ok", "zero", "event"),
)
FLAG: Final = Column(
    "flags",
    "text",
    "Flags",
    "What else to know about the row, joined by semicolons; for not_bound the roles the scheme does not bind.",
    allowed=tuple(FLAGS.items()),
    missing="none",
    joined=True,
)
EVIDENCE: Final = Column(
    "evidence",
    "text",
    "Evidence",
    "Ids of the events and stretches of session time (ms) the number came from, joined by semicolons.",
    missing="it came from no event",
)
PARAMS: Final = Column(
    "params", "text", "Parameter set", "Short hash of the parameters; the codebook lists them.", repeated=True
)


def time_column(name: str, label: str, definition: str, missing: str = "", reason: str = "") -> Column:
    """Return a column of session times or durations in ms."""
    return Column(name, "integer", label, definition, unit="ms", missing=missing, reason=reason)
