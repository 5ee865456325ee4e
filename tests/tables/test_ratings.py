"""The tables of what people rated and classified."""

from __future__ import annotations

from dataclasses import fields

from coder.model.coding import Classification, Coding, Rating
from coder.model.scheme import ClassificationForm, Scale, Scheme
from coder.model.session import Participant, Session
from coder.tables import (
    ClassificationRow,
    ScaleRow,
    classification_rows,
    classifications_table,
    scale_rows,
    scales_table,
)

SCHEME = Scheme(
    id="s",
    revision=1,
    title="S",
    scales=(Scale(id="avoidance", title="Avoidance", min=1, max=7, episodes=("ep5",)),),
    classifications=(ClassificationForm(id="abcd", values=("A", "B"), subgroups={"A": ("A1", "A2")}),),
)
SESSION = Session(id="s1", scheme="s@1", participant=Participant(child="c1"))


def coding(coder: str, *ratings: Rating, classification: Classification | None = None) -> Coding:
    return Coding(session="s1", coder=coder, scheme="s@1", ratings=ratings, classification=classification)


def test_a_rating_stands_beside_the_ends_of_its_scale() -> None:
    rated = coding("anna", Rating(scale="avoidance", episode="ep5", value=6, note="late"))
    assert scale_rows(SESSION, SCHEME, rated) == [ScaleRow("s1", "c1", "anna", "ep5", "avoidance", 6.0, 1, 7, "late")]


def test_a_rating_on_a_scale_the_scheme_does_not_have_is_kept_without_ends() -> None:
    (row,) = scale_rows(SESSION, SCHEME, coding("anna", Rating(scale="odd", episode="ep5", value=2.5)))
    assert (row.scale, row.value, row.min, row.max) == ("odd", 2.5, None, None)


def test_only_codings_somebody_classified_have_a_classification() -> None:
    made = Classification(value="A", subgroup="A1", by="rita")
    rows = list(classification_rows(SESSION, [coding("anna", classification=made), coding("maria")]))
    assert rows == [ClassificationRow("s1", "c1", "anna", "A", "A1", "rita", "")]


def test_columns_are_the_fields_of_the_rows_and_know_the_schemes_words() -> None:
    scales, classes = scales_table([SCHEME]), classifications_table([SCHEME])
    assert [column.source for column in scales.columns] == [field.name for field in fields(ScaleRow)]
    assert [column.source for column in classes.columns] == [field.name for field in fields(ClassificationRow)]
    assert scales.column("scale").allowed == (("avoidance", "Avoidance"),)
    assert scales.column("value").level == "ordinal"
    assert [value for value, _ in classes.column("subgroup").allowed] == ["A1", "A2"]
    assert "never computes" in classes.note
