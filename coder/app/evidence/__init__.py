"""From a number to what it came from: the events and stretches a person can look at and play."""

from coder.app.evidence.derivation import Derivation, derive, opportunities_of
from coder.app.evidence.names import episode_name, episode_number, episode_short
from coder.app.evidence.pieces import Part, Piece
from coder.app.evidence.stated import PENDING, stated

__all__ = [
    "PENDING",
    "Derivation",
    "Part",
    "Piece",
    "derive",
    "episode_name",
    "episode_number",
    "episode_short",
    "opportunities_of",
    "stated",
]
