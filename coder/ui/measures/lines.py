"""The lines of the two tables, and what the filters leave of them. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coder.app.evidence import PENDING
from coder.app.identity import CONSENSUS
from coder.app.results.kept import CodingMeasures, Value
from coder.app.results.reading import SessionMeasures, codings_of
from coder.metrics import FIVE, MEASURES, Family
from coder.metrics.rows import ALL, SESSION

CONSENSUS_ELSE_PRIMARY: Final = "consensus, else primary"
EVERYONE: Final = "all coders"
COMPANIONS: Final = "companions"

OVERVIEW_MEASURES: Final = (
    "proximity_rate",
    "sb_time",
    "sb_prop",
    "comfort_latency",
    "calm_latency",
    "hr_recovery",
    "smile_rate",
    "voc_rate",
    "eye_rate",
    "positive_rate",
)
SUPPORT_MEASURES: Final = ("availability_prop", "encouragement_rate", "intrusion_rate")
"""Shown in the overview where the scheme binds them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the overview: a child in an episode; ``values`` by measure."""

    session_id: str
    child: str
    coder: str
    episode: str
    values: dict[str, Value]

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other line."""
        return self.session_id, self.coder, self.episode

    @property
    def pending(self) -> bool:
        """Whether a number of this line still waits for a pass."""
        return any(value.shown.value == PENDING for value in self.values.values())


@dataclass(frozen=True, slots=True)
class RowLine:
    """One line of the long table: a row of the table `measures`."""

    value: Value

    @property
    def session_id(self) -> str:
        """Id of the session."""
        return self.value.row.session

    @property
    def child(self) -> str:
        """Id of the child."""
        return self.value.row.child

    @property
    def coder(self) -> str:
        """Who coded."""
        return self.value.row.coder

    @property
    def episode(self) -> str:
        """Id of the episode, or ``session``."""
        return self.value.row.episode

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other line."""
        row = self.value.row
        return row.session, row.coder, row.episode, row.measure, row.part

    @property
    def pending(self) -> bool:
        """Whether the number still waits for a pass."""
        return self.value.shown.value == PENDING


AnyLine = Line | RowLine


@dataclass(frozen=True, slots=True)
class Filters:
    """What is left of the tables.

    ``source`` is whose coding counts; ``episodes`` None keeps those the overview is about, and all in the long table;
    ``measures`` is a family, `COMPANIONS`, or "" for all, and speaks of the long table alone.
    """

    text: str = ""
    source: str = CONSENSUS_ELSE_PRIMARY
    episodes: frozenset[str] | None = None
    measures: str = ""


def chosen_codings(session: SessionMeasures, source: str) -> list[CodingMeasures]:
    """Return whose coding of a session is shown: everyone's, one coder's, or the one the session counts with.

    It counts with the consensus, else with the coder whose id comes first; somebody who has coded nothing never stands
    for it while another has. The exported table `children` goes by the same rule (`coder.tables.chosen_coder`).
    """
    if source == EVERYONE:
        return list(session.codings)
    if source != CONSENSUS_ELSE_PRIMARY:
        return [coding for coding in session.codings if coding.coder == source]
    return sorted(session.codings, key=lambda one: (not one.begun, one.coder != CONSENSUS, one.coder))[:1]


def overview_lines(sessions: Sequence[SessionMeasures], filters: Filters) -> Iterator[Line]:
    """Yield a line per session, coding and episode that the filters leave, in the order of the data."""
    kept = main_episodes(sessions) if filters.episodes is None else filters.episodes
    for session in sessions:
        if not keeps_child(session, filters):
            continue
        for coding in chosen_codings(session, filters.source):
            by_episode = _by_episode(coding)
            for episode in sorted(by_episode, key=episode_order):
                if episode in kept:
                    yield Line(session.session_id, session.child, coding.coder, episode, by_episode[episode])


def _by_episode(coding: CodingMeasures) -> dict[str, dict[str, Value]]:
    """Return episode → measure → value; what the scheme lacks is said in every episode."""
    found: dict[str, dict[str, Value]] = {}
    unbound: dict[str, Value] = {}
    for value in coding.values:
        row = value.row
        support = row.measure in SUPPORT_MEASURES and row.status != "not_bound"
        if row.measure not in OVERVIEW_MEASURES and not support:
            continue
        if row.status == "not_bound":
            unbound[row.measure] = value
        elif row.part == ALL or row.episode != SESSION:
            found.setdefault(row.episode, {})[row.measure] = value
    return {episode: {**unbound, **values} for episode, values in found.items()}


def row_lines(sessions: Iterable[SessionMeasures], filters: Filters) -> Iterator[RowLine]:
    """Yield every row of the table `measures` that the filters leave."""
    for session in sessions:
        if not keeps_child(session, filters):
            continue
        for coding in chosen_codings(session, filters.source):
            for value in coding.values:
                row = value.row
                if _keeps_measure(row.measure, filters) and (
                    filters.episodes is None or row.episode in filters.episodes
                ):
                    yield RowLine(value)


def episodes_measured(sessions: Iterable[SessionMeasures], measure: str = "") -> list[str]:
    """Return the ids of all episodes any row speaks of, or any row of one measure, in order, the session last."""
    values = (value for _, coding in codings_of(sessions) for value in coding.values)
    found = {value.row.episode for value in values if measure in ("", value.row.measure)}
    return sorted(found, key=episode_order)


def main_episodes(sessions: Iterable[SessionMeasures]) -> frozenset[str]:
    """Return the episodes the overview is about: those of secure base behaviour, and the reunions."""
    return frozenset(
        value.row.episode
        for _, coding in codings_of(sessions)
        for value in coding.values
        if value.row.episode != SESSION and (value.row.measure in ("sb_time", "to_play") or value.row.part == "reunion")
    )


def has_heart(sessions: Iterable[SessionMeasures]) -> bool:
    """Return whether a heart rate was recorded in any session."""
    return any(
        value.row.measure == "hr_recovery" and "no_hr" not in value.row.flags and value.row.n is not None
        for _, coding in codings_of(sessions)
        for value in coding.values
    )


def is_bound(sessions: Iterable[SessionMeasures], measure: str) -> bool:
    """Return whether the scheme of any session has codes for a measure."""
    return any(
        value.row.measure == measure and value.row.status != "not_bound"
        for _, coding in codings_of(sessions)
        for value in coding.values
    )


def coders_of(sessions: Iterable[SessionMeasures]) -> list[str]:
    """Return everyone whose coding is there, in alphabetical order."""
    return sorted({coding.coder for _, coding in codings_of(sessions)})


def episode_order(episode_id: str) -> tuple[bool, int, str]:
    """Return what episodes are sorted by: their number, then their id; the session comes last."""
    digits = "".join(character for character in episode_id if character.isdecimal())
    return episode_id == SESSION, int(digits or 0), episode_id


def keeps_child(session: SessionMeasures, filters: Filters) -> bool:
    """Return whether the text that is looked for is in the child's or the session's id."""
    return filters.text.strip().casefold() in f"{session.child} {session.session_id}".casefold()


def _keeps_measure(measure: str, filters: Filters) -> bool:
    if not filters.measures:
        return True
    family: Family = MEASURES[measure].family
    return family == filters.measures or (filters.measures == COMPANIONS and family not in FIVE)
