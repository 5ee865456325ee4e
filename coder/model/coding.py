"""One coder's record of one session."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from coder.model.places import Places
from coder.model.record import EXTRA_KEY, Id, Ms, Record, SpanPair, Whole

Certainty = Literal["low", "medium", "high"]


class Event(Record, frozen=True, kw_only=True):
    """Something a coder saw. A point has no ``off``; a state without ``off`` is open.

    ``on``/``off`` are session ms; ``frame`` is the reference camera's frame when it was stamped, for information only.
    """

    id: Id
    code: Id
    on: Ms
    off: Ms | None = None
    mods: dict[str, str] = {}
    frame: Whole | None = None
    note: str = ""
    certainty: Certainty | None = None


class PassRecord(Record, frozen=True, kw_only=True):
    """How far a coder is in one pass; ``coded`` are the stretches declared coded, in any order."""

    id: Id
    coded: tuple[SpanPair, ...] = ()
    complete: bool = False
    finished: str = ""


class Rating(Record, frozen=True, kw_only=True):
    """A value on a scale in an episode, typed by a person."""

    scale: Id
    episode: Id
    value: Whole | float
    note: str = ""


class Classification(Record, frozen=True, kw_only=True):
    """A classification typed by a certified person; never computed."""

    value: str
    subgroup: str = ""
    note: str = ""
    by: str = ""


class Decision(Record, frozen=True, kw_only=True):
    """How one place was settled on which two coders differed; only a consensus holds any.

    ``code_a`` and ``code_b`` are what each had called it, "" where one had recorded nothing. ``took`` says whose record
    stands now, or that it was ``edited``. Of a channel whose states can overlap, ``code`` is the one it is about. Of
    points, ``off`` is the later one's time, and ``events`` are those of the consensus that the decision gave.
    """

    id: Id
    channel: Id
    on: Ms
    off: Ms
    coder_a: Id
    coder_b: Id
    took: Literal["a", "b", "edited"]
    code_a: str = ""
    code_b: str = ""
    code: str = ""
    events: tuple[Id, ...] = ()
    by: str = ""
    at: str = ""
    why: str = ""


class Example(Record, frozen=True, kw_only=True):
    """A stretch that shows well what a code means, marked to train others."""

    id: Id
    code: Id
    on: Ms
    off: Ms
    note: str = ""
    by: str = ""
    at: str = ""


class Coding(Struct, kw_only=True, omit_defaults=True, dict=True):
    """All events, progress and ratings of one coder in one session.

    It is changed only through `coder.model.changes.apply`. Events keep the order of the file, which breaks ties.
    """

    session: Id
    coder: Id
    scheme: str
    passes: tuple[PassRecord, ...] = ()
    events: list[Event] = field(default_factory=list)
    ratings: tuple[Rating, ...] = ()
    classification: Classification | None = None
    decisions: tuple[Decision, ...] = ()
    examples: tuple[Example, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict, name=EXTRA_KEY)

    def pass_record(self, pass_id: str) -> PassRecord:
        """Return the progress in a pass; a pass that is not listed is not coded."""
        return next((p for p in self.passes if p.id == pass_id), PassRecord(id=pass_id))

    @property
    def places(self) -> Places:
        """Where each event stands in the list."""
        known: Places | None = self.__dict__.get("_places")
        if known is None or not known.describe(self.events):
            known = self.__dict__["_places"] = Places(self.events)
        return known
