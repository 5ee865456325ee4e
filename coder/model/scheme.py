"""A coding scheme: what is coded in which pass, and which codes play which role in the measures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from coder.model.record import Id, Ms, Record, ScalePoint

EpisodeKind = Literal["intro", "play", "stranger", "separation", "reunion", "alone", "stranger_return", "other"]
ChannelKind = Literal["state", "point"]


class EpisodeTemplate(Record, frozen=True, kw_only=True):
    """An episode the procedure plans, with its nominal length; ``opened_by`` are the codes whose mark begins it."""

    id: Id
    kind: EpisodeKind
    title: str = ""
    present: tuple[Id, ...] = ()
    nominal_ms: Ms | None = None
    opened_by: tuple[Id, ...] = ()


class Modifier(Record, frozen=True, kw_only=True):
    """A property of an event with a closed list of values, such as who began a contact."""

    id: Id
    values: tuple[str, ...]
    title: str = ""
    required: bool = False


class Code(Record, frozen=True, kw_only=True):
    """One thing a coder can record, with the key that records it."""

    id: Id
    key: str
    title: str
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    color: str = ""
    shape: str = ""
    modifiers: tuple[Modifier, ...] = ()


class Channel(Record, frozen=True, kw_only=True):
    """Codes that belong together: states of one channel, or points of one channel.

    ``exclusive``: at most one state at a time. ``exhaustive``: always in a state, so a gap is unobserved.
    ``unobservable``: id of the code that says "cannot be seen".
    """

    id: Id
    title: str
    kind: ChannelKind
    exclusive: bool = False
    exhaustive: bool = False
    unobservable: Id | None = None
    definition: str = ""
    codes: tuple[Code, ...] = ()


class Pass(Record, frozen=True, kw_only=True):
    """One viewing of the recording with one set of keys."""

    id: Id
    title: str
    definition: str = ""
    channels: tuple[Channel, ...] = ()


class Scale(Record, frozen=True, kw_only=True):
    """A rating scale; values are typed by people."""

    id: Id
    title: str
    min: ScalePoint
    max: ScalePoint
    episodes: tuple[Id, ...] = ()
    definition: str = ""
    anchors: dict[str, str] = {}


class ClassificationForm(Record, frozen=True, kw_only=True):
    """A classification a certified person may type in; the program never fills it."""

    id: Id
    title: str = ""
    values: tuple[str, ...] = ()
    subgroups: dict[str, tuple[str, ...]] = {}


class CodePlace(NamedTuple):
    """Where a code stands in its scheme."""

    pass_: Pass
    channel: Channel
    code: Code


class Scheme(Record, frozen=True, kw_only=True, dict=True):
    """A published version of a coding scheme; a mark of a code in ``ended_by`` ends the session's last episode."""

    id: Id
    revision: int
    title: str
    definition: str = ""
    episodes: tuple[EpisodeTemplate, ...] = ()
    ended_by: tuple[Id, ...] = ()
    passes: tuple[Pass, ...] = ()
    roles: dict[str, tuple[Id, ...]] = {}
    scales: tuple[Scale, ...] = ()
    classifications: tuple[ClassificationForm, ...] = ()

    @property
    def ref(self) -> str:
        """``id@revision``, the name under which codings refer to this scheme."""
        return f"{self.id}@{self.revision}"

    def channels(self) -> Iterator[tuple[Pass, Channel]]:
        """Yield every channel with its pass, in scheme order."""
        return ((pass_, channel) for pass_ in self.passes for channel in pass_.channels)

    @cached_property
    def places(self) -> dict[str, CodePlace]:
        """Code id → its place; of a code id used twice the first stands."""
        places: dict[str, CodePlace] = {}
        for pass_, channel in self.channels():
            for code in channel.codes:
                places.setdefault(code.id, CodePlace(pass_, channel, code))
        return places

    @cached_property
    def pass_by_id(self) -> dict[str, Pass]:
        """Pass id → pass."""
        return {pass_.id: pass_ for pass_ in self.passes}

    @cached_property
    def channel_by_id(self) -> dict[str, Channel]:
        """Channel id → channel."""
        return {channel.id: channel for _, channel in self.channels()}

    def is_point(self, code_id: str) -> bool:
        """Return whether the code is a point event; an unknown code is not."""
        place = self.places.get(code_id)
        return place is not None and place.channel.kind == "point"
