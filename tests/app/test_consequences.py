"""Which values another boundary of an episode changes."""

from __future__ import annotations

import msgspec

from coder.app.consequences import value_changes
from coder.app.library import shipped_scheme
from coder.model.coding import Coding, Event, PassRecord
from coder.model.session import Episode, Participant, Session

SCHEME = shipped_scheme("strange-situation")
TOGETHER = ("caregiver", "child")
SESSION = Session(
    id="s001",
    scheme=SCHEME.ref,
    participant=Participant(child="c001"),
    episodes=(
        Episode(id="ep4", kind="separation", on=0, off=180_000, present=("child", "stranger")),
        Episode(id="ep5", kind="reunion", on=180_000, off=360_000, present=TOGETHER),
    ),
)
CODING = Coding(
    session="s001",
    coder="anna",
    scheme=SCHEME.ref,
    passes=tuple(PassRecord(id=name, coded=((0, 360_000),)) for name in ("distress", "proximity")),
    events=[
        Event(id="e1", code="cry", on=170_000, off=240_000),
        Event(id="e2", code="none", on=240_000, off=360_000),
        Event(id="e3", code="far", on=180_000, off=360_000),
        Event(id="e4", code="approach", on=200_000),
    ],
)


def test_a_reunion_that_begins_five_seconds_later_shortens_the_latencies_from_it() -> None:
    """Crying at the entry: 20 s to the approach at 3:20 become 15 s, 60 s to calm at 4:00 become 55 s."""
    later = msgspec.structs.replace(
        SESSION,
        episodes=(
            msgspec.structs.replace(SESSION.episodes[0], off=185_000),
            msgspec.structs.replace(SESSION.episodes[1], on=185_000),
        ),
    )
    changed = {(c.measure, c.episode): (c.before, c.after) for c in value_changes(SCHEME, CODING, SESSION, later)}
    assert changed["comfort_latency", "ep5"] == ("20.0", "15.0")
    assert changed["calm_latency", "ep5"] == ("60.0", "55.0")


def test_the_same_episodes_change_nothing() -> None:
    assert value_changes(SCHEME, CODING, SESSION, SESSION) == []
