"""The tables `scales` and `classifications`: what people rated and classified. The program fills in neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.tables.columns import CHILD, CODER, EPISODE, SESSION
from coder.tables.schema import Column, Table

_NOTE: Final = Column("note", "text", "Comment", "The rater's comment.", missing="none")


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One rating. ``min`` and ``max`` are the ends of the scale, None where the scheme has no such scale."""

    session: str
    child: str
    coder: str
    episode: str
    scale: str
    value: float
    min: int | None
    max: int | None
    note: str


@dataclass(frozen=True, slots=True)
class ClassificationRow:
    """A classification somebody typed in; ``by`` is that person, where it is not the coder."""

    session: str
    child: str
    coder: str
    value: str
    subgroup: str | None
    by: str | None
    note: str


def scales_table(schemes: Iterable[Scheme]) -> Table:
    """Return the table of the ratings made with any of ``schemes``."""
    titles = {scale.id: scale.title for scheme in schemes for scale in scheme.scales}
    outside = "the scheme has no such scale"
    return Table(
        "scales",
        "child × episode × scale × coder",
        (
            SESSION,
            CHILD,
            CODER,
            EPISODE,
            Column(
                "scale",
                "text",
                "Scale",
                "Id of the rating scale.",
                allowed=tuple(titles.items()),
                repeated=True,
            ),
            Column("value", "number", "Rating", "What the rater typed in.", ordered=True),
            Column("min", "integer", "Lowest", "Lowest point of the scale.", missing=outside),
            Column("max", "integer", "Highest", "Highest point of the scale.", missing=outside),
            _NOTE,
        ),
    )


def classifications_table(schemes: Iterable[Scheme]) -> Table:
    """Return the table of the classifications made with any of ``schemes``."""
    forms = [form for scheme in schemes for form in scheme.classifications]
    values = dict.fromkeys(value for form in forms for value in form.values)
    subgroups = dict.fromkeys(name for form in forms for names in form.subgroups.values() for name in names)
    return Table(
        "classifications",
        "child × session × rater",
        (
            SESSION,
            CHILD,
            CODER,
            Column(
                "value",
                "text",
                "Classification",
                "As a certified person typed it in; the program never computes one.",
                allowed=tuple((value, "") for value in values),
                repeated=True,
            ),
            Column(
                "subgroup",
                "text",
                "Subgroup",
                "Subgroup of the classification.",
                allowed=tuple((name, "") for name in subgroups),
                missing="none given",
                repeated=True,
            ),
            replace(
                CODER, name="by", label="Rater", definition="Id of the person who classified.", missing="the coder"
            ),
            _NOTE,
        ),
        note="Typed in by a certified person. The program never computes a classification.",
    )


def scale_rows(session: Session, scheme: Scheme, coding: Coding) -> list[ScaleRow]:
    """Return the ratings of one coding, in its order."""
    scales = {scale.id: scale for scale in scheme.scales}
    rows = []
    for rating in coding.ratings:
        scale = scales.get(rating.scale)
        rows.append(
            ScaleRow(
                session.id,
                session.participant.child,
                coding.coder,
                rating.episode,
                rating.scale,
                float(rating.value),
                scale.min if scale else None,
                scale.max if scale else None,
                rating.note,
            )
        )
    return rows


def classification_rows(session: Session, codings: Sequence[Coding]) -> Iterator[ClassificationRow]:
    """Yield the classification of each coding that has one."""
    for coding in codings:
        made = coding.classification
        if made is not None:
            yield ClassificationRow(
                session.id, session.participant.child, coding.coder, made.value, made.subgroup, made.by, made.note
            )
