"""A study: the people, the settings and the plan for reliability."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from coder.model.plan import Reliability
from coder.model.record import Id, Record

Role = Literal["coder", "supervisor", "analyst", "certified_rater"]


ReactionMs = Annotated[int, Meta(ge=0, le=2_000, description="milliseconds")]
"""A reaction time; nobody takes longer than 2 s from seeing to pressing."""


class Person(Record, frozen=True, kw_only=True):
    """Someone who works on the study, by an id."""

    id: Id
    roles: tuple[Role, ...] = ("coder",)


class Settings(Record, frozen=True, kw_only=True):
    """What holds for the whole study; ``parameters`` override the measures' defaults, ``presets`` are sets to try.

    ``reaction_ms``: a code key pressed while the recording plays is given the frame on screen this long before.
    """

    blind: bool = True
    parameters: dict[str, Any] = {}
    reaction_ms: ReactionMs = 0
    presets: dict[str, dict[str, Any]] = {}


class Study(Record, frozen=True, kw_only=True):
    """The head of a study folder; ``schemes`` are references such as ``strange-situation@1``."""

    id: Id
    title: str
    schemes: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    settings: Settings = Settings()
    reliability: Reliability = Reliability()
