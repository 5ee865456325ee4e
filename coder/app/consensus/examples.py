"""Training examples: stretches that show well what a code means. Outside go only those of sessions for teaching."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coder.app.consensus.settle import Signature
from coder.app.identity import CONSENSUS
from coder.app.studies import OpenStudy
from coder.model.changes import AnyChange, SetExample
from coder.model.coding import Coding, Example
from coder.model.errors import ModelError
from coder.model.session import Session

TEACHING = "teaching"


@dataclass(frozen=True, slots=True)
class Clip:
    """A training example with its session."""

    session: Session
    scheme: str
    example: Example

    @property
    def may_leave(self) -> bool:
        """Whether the recording may be shown outside the laboratory."""
        return self.session.participant.release == TEACHING


def mark(coding: Coding, code: str, on_ms: int, off_ms: int, sign: Signature) -> AnyChange:
    """Return the change that marks a stretch; raises `ModelError` when it is marked already."""
    if any((e.code, e.on, e.off) == (code, on_ms, off_ms) for e in coding.examples):
        raise ModelError("This stretch is a training example of the code already.")
    numbers = (int(e.id[1:]) for e in coding.examples if e.id[0] == "t" and e.id[1:].isdecimal())
    example = Example(
        id=f"t{max(numbers, default=0) + 1}",
        code=code,
        on=on_ms,
        off=off_ms,
        note=sign.why,
        by=sign.by,
        at=sign.at,
    )
    return SetExample(before=None, after=example, index=len(coding.examples))


def unmark(coding: Coding, example: Example) -> AnyChange:
    """Return the change that takes a mark back."""
    return SetExample(before=example, after=None, index=coding.examples.index(example))


def study_examples(study: OpenStudy) -> Iterator[Clip]:
    """Yield the training examples this person may see, session by session; none of children who have withdrawn.

    Raises
    ------
    StoreError
        When a file cannot be read.
    """
    for session_id in study.folder.session_ids():
        if CONSENSUS not in study.folder.coders(session_id):
            continue
        session = study.session(session_id)
        if session.participant.release == "withdrawn":
            continue
        for coding in study.visible_codings(session_id):
            if coding.coder == CONSENSUS:
                yield from (Clip(session, coding.scheme, example) for example in coding.examples)
