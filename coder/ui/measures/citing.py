"""A value as it is cited."""

from __future__ import annotations

from coder import __version__
from coder.app.evidence import Derivation, episode_short
from coder.metrics import MEASURES, STATUSES
from coder.ui.measures.columns import with_unit


def citation(found: Derivation, coder: str) -> str:
    """Return a value with everything that is needed to find it again, as one line of text."""
    row = found.row
    value = with_unit(found.shown, row.unit) or found.shown.words
    parts = [
        f"{row.session}, {row.child}, {episode_short(row.episode)}",
        f"{MEASURES[row.measure].label} ({row.measure}): {value} ({STATUSES[row.status]})",
        f"coded by {coder}",
        f"parameters {row.params}",
        f"Secure Base Coder {__version__}",
    ]
    return "; ".join(parts)
