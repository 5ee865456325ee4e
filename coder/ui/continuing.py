"""Where the person goes on coding: where they stopped, else the first pass they have left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.app.overview import SessionOverview
from coder.model.scheme import Pass
from coder.ui.clips import SessionRequest
from coder.ui.memory import Memory

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy


@dataclass(frozen=True, slots=True)
class NextCoding:
    """A pass to go on with; ``at_ms`` None and ``when`` "" where this coder has not been in it."""

    overview: SessionOverview
    pass_: Pass
    coder: str
    at_ms: int | None = None
    when: str = ""

    @property
    def request(self) -> SessionRequest:
        """What the Code page is asked for."""
        return SessionRequest(self.overview.session.id, self.coder, self.pass_.id, self.at_ms)


def next_coding(memory: Memory, study: OpenStudy, overviews: Sequence[SessionOverview]) -> NextCoding | None:
    """Return where to go on, or None when nothing is left or nobody codes."""
    coder = study.identity
    if coder is None:
        return None
    by_id = {o.session.id: o for o in overviews if not o.trouble and o.session.participant.release != "withdrawn"}
    place = memory.last_place(study.study.id, coder)
    if place is not None and place.session_id in by_id:
        overview = by_id[place.session_id]
        pass_ = overview.scheme.pass_by_id.get(place.pass_id)
        if pass_ is not None:
            return NextCoding(overview, pass_, coder, place.at_ms, place.when)
    own_first = sorted(by_id.values(), key=lambda o: not 0 < o.share_of(coder) < 1)
    for overview in own_first:
        progress = overview.progress.get(coder, {})
        left = [p for p in overview.scheme.passes if p.id not in progress or not progress[p.id].complete]
        if left and overview.session.media:
            return NextCoding(overview, left[0], coder)
    return None
