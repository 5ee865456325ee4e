"""What other parameters make of the same codings: which rows change, from what to what, and which statuses flip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.app.results.kept import Value
from coder.app.results.reading import SessionMeasures, codings_of

RowKey = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row under two sets of parameters; None where it is there under one of them only."""

    before: Value | None
    after: Value | None

    @property
    def value(self) -> Value:
        """The row as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def flips(self) -> bool:
        """Whether the status is another one now."""
        return (self.before and self.before.row.status) != (self.after and self.after.row.status)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changed rows, of how many there are."""

    rows: tuple[ChangedRow, ...]
    total: int

    @property
    def flips(self) -> int:
        """How many statuses are others now."""
        return sum(row.flips for row in self.rows)


def compare(before: Sequence[SessionMeasures], after: Sequence[SessionMeasures]) -> Comparison:
    """Return which rows differ in value, bounds or status, in the order of the data."""
    old, new = (dict(_keyed(sessions)) for sessions in (before, after))
    keys = [*new, *(key for key in old if key not in new)]
    changed = (ChangedRow(old.get(key), new.get(key)) for key in keys)
    return Comparison(tuple(row for row in changed if _content(row.before) != _content(row.after)), len(keys))


def _keyed(sessions: Iterable[SessionMeasures]) -> Iterator[tuple[RowKey, Value]]:
    for _, coding in codings_of(sessions):
        for value in coding.values:
            row = value.row
            yield (row.session, row.coder, row.measure, row.episode, row.part), value


def _content(value: Value | None) -> object:
    if value is None:
        return None
    row = value.row
    return row.value, row.status, row.lower_ms, row.upper_ms
