"""One measure over many children: the rows of a group side by side. No Qt here."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from coder.app.evidence import episode_short
from coder.app.results.kept import CodingMeasures, Value
from coder.app.results.reading import SessionMeasures
from coder.metrics import MeasureRow
from coder.metrics.rows import SESSION
from coder.metrics.survival import Curve, Waits, kaplan_meier, waits_of

CodedSession = tuple[SessionMeasures, CodingMeasures]
NO_CONDITION: Final = "condition not known"
FEWEST_FOR_QUARTILES: Final = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of one measure that belong together, at most one per coding; ``name`` says what they share."""

    name: str
    values: tuple[Value, ...]

    @property
    def rows(self) -> list[MeasureRow]:
        """The rows alone."""
        return [value.row for value in self.values]

    @property
    def numbers(self) -> list[float]:
        """The numbers of those rows that have one."""
        return [row.value for row in self.rows if row.value is not None]

    @property
    def missing(self) -> Counter[str]:
        """Why the others have none: the words of their status → how many."""
        return Counter(value.shown.words or "pending" for value in self.values if value.row.value is None)


class Middle(NamedTuple):
    """The median, and the limits of the middle half; the limits are None with fewer than four numbers."""

    median: float
    lower: float | None
    upper: float | None


def middle(numbers: list[float]) -> Middle | None:
    """Return the middle of numbers, quartiles by linear interpolation; None of nothing."""
    if not numbers:
        return None
    if len(numbers) < FEWEST_FOR_QUARTILES:
        return Middle(statistics.median(numbers), None, None)
    lower, median, upper = statistics.quantiles(numbers, n=4, method="inclusive")
    return Middle(median, lower, upper)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sample of latencies with its curve."""

    sample: Sample
    waits: Waits
    curve: Curve

    @property
    def n_censored(self) -> int:
        """How many did not end in the event."""
        return len(self.waits) - self.curve.n_events


def waiting(sample: Sample) -> Waiting:
    """Return the curve of a sample of latencies."""
    waits = waits_of(sample.rows)
    return Waiting(sample, waits, kaplan_meier(waits.times_ms, waits.is_event))


def by_episode(coded: Iterable[CodedSession], measure: str, episodes: Iterable[str]) -> list[Sample]:
    """Return a sample per episode, in the order given; episodes without a row are left out."""
    found: dict[str, list[Value]] = {episode: [] for episode in episodes}
    for _, value in _values(coded, measure):
        if value.row.episode in found:
            found[value.row.episode].append(value)
    return [Sample(episode_short(episode), tuple(values)) for episode, values in found.items() if values]


def by_condition(coded: Iterable[CodedSession], measure: str, episode: str) -> list[Sample]:
    """Return a sample per condition in one episode, in alphabetical order; those of unknown condition come last."""
    found: dict[str, list[Value]] = {}
    for session, value in _values(coded, measure):
        if value.row.episode == episode:
            found.setdefault(session.condition or "", []).append(value)
    names = sorted(found, key=lambda name: (not name, name))
    return [Sample(name or NO_CONDITION, tuple(found[name])) for name in names]


def reunions(sessions: Iterable[SessionMeasures]) -> frozenset[str]:
    """Return the ids of the episodes that are reunions."""
    return frozenset(e.id for session in sessions for e in session.episodes if e.kind == "reunion")


def _values(coded: Iterable[CodedSession], measure: str) -> Iterator[tuple[SessionMeasures, Value]]:
    return (
        (session, value)
        for session, coding in coded
        for value in coding.values
        if value.row.measure == measure and value.row.episode != SESSION
    )
