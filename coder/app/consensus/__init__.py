"""The consensus of two coders: what both say by itself, and what was decided where they differ.

Codings of the two never change. The consensus is a third coding; each decision in it says who made it, when and why.
"""

from coder.app.consensus.places import Claim, Part, Place, parts_of
from coder.app.consensus.state import Piece, SessionConsensus, Status
from coder.app.consensus.work import ConsensusWork

__all__ = ["Claim", "ConsensusWork", "Part", "Piece", "Place", "SessionConsensus", "Status", "parts_of"]
