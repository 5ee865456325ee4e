"""How long a coder works on an hour of tape, from the times of their own edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from coder.app.identity import CONSENSUS
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.model.spans import Spans
from coder.store import StoreError

LONGEST_PAUSE_S: Final = 300
"""Five minutes without an edit are a break and not work."""
LEAST_TAPE_MS: Final = 60_000
"""Below a minute of coded tape nothing is said."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``factor``: seconds of work per second of tape and pass; ``tape_ms``: from how much tape it was reckoned."""

    factor: float
    tape_ms: int


def work_seconds(times: Iterable[str]) -> float:
    """Return how long somebody worked, from the ISO times of their edits: breaks of five minutes left out."""
    stamps = sorted(datetime.fromisoformat(time) for time in times)
    gaps = ((after - before).total_seconds() for before, after in pairwise(stamps))
    return sum(gap for gap in gaps if gap <= LONGEST_PAUSE_S)


def paces(study: OpenStudy, progress: Progress | None = None) -> dict[str, Pace]:
    """Return coder → pace, for those whose journals tell it; a coding that cannot be read is passed over."""
    worked: dict[str, float] = {}
    taped: dict[str, int] = {}
    ids = study.folder.session_ids()
    for done, session_id in enumerate(ids):
        if progress:
            progress.step(done, len(ids), session_id)
        for coder in study.folder.coders(session_id):
            try:
                times = study.folder.edit_times(session_id, coder)
                if coder == CONSENSUS or len(times) < 2:
                    continue
                coding = study.folder.load_coding(session_id, coder)
            except StoreError:
                continue
            worked[coder] = worked.get(coder, 0) + work_seconds(times)
            taped[coder] = taped.get(coder, 0) + sum(Spans.of(p.coded).length for p in coding.passes)
    return {c: Pace(1_000 * worked[c] / taped[c], taped[c]) for c in worked if taped[c] >= LEAST_TAPE_MS}
