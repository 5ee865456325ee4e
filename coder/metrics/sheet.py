"""Writing rows: what every row of one coding has in common, and the rules of status that every measure follows."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import Final

from coder.metrics.catalogue import MEASURES
from coder.metrics.context import Context, Selection
from coder.metrics.rows import ALL, NO_EVIDENCE, SESSION, Evidence, MeasureRow, Status
from coder.model.scheme import EpisodeTemplate
from coder.model.session import Episode

MS_PER_MIN: Final = 60_000


class Sheet:
    """Makes the rows of one coding."""

    def __init__(self, context: Context) -> None:
        self.session = context.session.id
        self.child = context.session.participant.child
        self.coder = context.tracks.coder
        self.params = context.parameters.params
        self._min_obs_ms = context.parameters.min_obs_ms
        self._min_obs_prop = context.parameters.min_obs_prop

    def row(
        self,
        measure: str,
        episode: Episode | EpisodeTemplate | None,
        status: Status,
        value: float | None = None,
        *,
        n: int | None = None,
        exposure_ms: int | None = None,
        part: str = ALL,
        lower_ms: int | None = None,
        upper_ms: int | None = None,
        flags: tuple[str, ...] = (),
        evidence: Evidence = NO_EVIDENCE,
    ) -> MeasureRow:
        """Return a row of an episode, or of the session where ``episode`` is None."""
        if isinstance(episode, Episode) and episode.curtailed:
            flags = (*flags, "curtailed")
        return MeasureRow(
            self.session,
            self.child,
            self.coder,
            SESSION if episode is None else episode.id,
            measure,
            part,
            value,
            MEASURES[measure].unit,
            n,
            exposure_ms,
            status,
            lower_ms,
            upper_ms,
            flags,
            evidence,
            self.params,
        )

    def number(
        self,
        measure: str,
        episode: Episode | None,
        value: float,
        *,
        n: int,
        exposure_ms: int,
        missing: Status | None = None,
        zero: Status = "zero",
        part: str = ALL,
        flags: tuple[str, ...] = (),
        evidence: Evidence = NO_EVIDENCE,
    ) -> MeasureRow:
        """Return a row with a number, or with the status ``missing`` and no number where there is one.

        ``zero`` is the status of a measured 0: that none was seen, unless 0 is a number like any other.
        """
        status: Status = missing or ("ok" if value else zero)
        shown = None if missing else value
        return self.row(
            measure, episode, status, shown, n=n, exposure_ms=exposure_ms, part=part, flags=flags, evidence=evidence
        )

    def not_run(self, measures: Iterable[str], selection: Selection, part: str = ALL) -> list[MeasureRow]:
        """Return the rows of the planned episodes that were not held."""
        return [
            self.row(measure, template, "not_run", part=part) for measure in measures for template in selection.not_run
        ]

    def not_bound(self, measures: Iterable[str], roles: tuple[str, ...]) -> list[MeasureRow]:
        """Return the one row of each measure whose ``roles`` the scheme does not bind."""
        return [self.row(measure, None, "not_bound", flags=roles) for measure in measures]

    def not_coded(self, measures: Iterable[str], episodes: Iterable[Episode | None]) -> list[MeasureRow]:
        """Return rows that say that a needed pass was not coded."""
        return [self.row(measure, episode, "not_coded") for measure in measures for episode in episodes]

    def seen_enough(self, window_ms: int, observed_ms: int) -> Status | None:
        """Return why ``observed_ms`` of a window of ``window_ms`` is too little for a rate or share, or None."""
        if not window_ms:
            return "na_no_exposure"
        if observed_ms < max(self._min_obs_ms, 1) or observed_ms / window_ms < self._min_obs_prop:
            return "insufficient_obs"
        return None


def per_minute(count: int, exposure_ms: int) -> float:
    """Return a rate per minute; 0 where there is no exposure."""
    return count * MS_PER_MIN / exposure_ms if exposure_ms else 0.0


def share(part_ms: int, whole_ms: int) -> float:
    """Return a proportion; 0 where there is no whole."""
    return part_ms / whole_ms if whole_ms else 0.0


def median(times_ms: Sequence[int]) -> float:
    """Return the median, the mean of the middle two of an even number; 0 of nothing."""
    return statistics.median(times_ms) if times_ms else 0
