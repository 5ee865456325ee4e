"""The base of everything that is stored: typed records that remember keys they do not know."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

# "$" alone would let a line end follow.
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.@-]{0,79}$(?!\n)", description="letters, digits, _ . @ -")]
"""An identifier that is also safe as a file name."""

Ms = Annotated[int, Meta(ge=-(10**12), le=10**12, description="milliseconds")]
"""A time or length in ms; beyond 31 years it is a mistake, and sums of many still fit 64 bits."""

EpisodeMs = Annotated[int, Meta(ge=-(10**8), le=10**8, description="milliseconds")]
"""An edge of an episode in ms; beyond a day it is a mistake, and steps of seconds within it stay countable."""

Whole = Annotated[int, Meta(ge=-(10**12), le=10**12)]
"""A whole number that is no time; every kind of table can hold it exactly."""

ScalePoint = Annotated[int, Meta(ge=-100, le=100)]
"""An end of a rating scale; a table of every point against every other stays small."""

SpanPair = tuple[Ms, Ms]
"""``(on_ms, off_ms)``, half open."""

EXTRA_KEY = "__extra__"


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen record; ``extra`` carries keys of the file that this version does not know."""

    extra: dict[str, Any] = field(default_factory=dict, name=EXTRA_KEY)
