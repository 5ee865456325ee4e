"""What a person means to do, turned into typed changes; `coder.model.changes.apply` carries them out.

Every function returns a change, or None when there is nothing to do, and raises `ModelError` with one sentence when
it cannot be done. In an exclusive channel no change leaves two states overlapping, and edges shared by two states
move together.
"""

from coder.model.edits.copying import Copied, copies, paste, with_code
from coder.model.edits.events import (
    press_point,
    recode,
    set_certainty,
    set_modifier,
    set_note,
)
from coder.model.edits.progress import add_coded, complete_pass, remove_coded, reopen_pass, uncoded
from coder.model.edits.ratings import set_classification, set_rating
from coder.model.edits.several import delete, heirs, move
from coder.model.edits.states import end_state, merge, press_state, retime, split

__all__ = [
    "Copied",
    "add_coded",
    "complete_pass",
    "copies",
    "delete",
    "end_state",
    "heirs",
    "merge",
    "move",
    "paste",
    "press_point",
    "press_state",
    "recode",
    "remove_coded",
    "reopen_pass",
    "retime",
    "set_certainty",
    "set_classification",
    "set_modifier",
    "set_note",
    "set_rating",
    "split",
    "uncoded",
    "with_code",
]
