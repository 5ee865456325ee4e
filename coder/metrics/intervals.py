"""C1, Ainsworth intervals: in how many 15-second bins a behaviour was seen, prorated to three minutes.

The bins run from the start of each episode (Ainsworth, Blehar, Waters & Wall, 1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from coder.metrics.context import Context
from coder.metrics.lookup import lengths_in
from coder.metrics.roles import Role
from coder.metrics.rows import Evidence, Measured, MeasureRow, Status
from coder.metrics.sheet import Sheet
from coder.model.session import Episode
from coder.model.spans import Flags, Times

BIN_MS: Final = 15_000
BINS_IN_3_MIN: Final = 180_000 // BIN_MS


def interval_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the interval counts of six behaviours in every episode."""
    manipulation, locomotion = context.exploration
    behaviours = (
        ("interval_distress", "distress", context.role("distress")),
        ("interval_manipulatory", "explore", manipulation),
        ("interval_locomotor", "explore", locomotion),
        ("interval_visual", "explore_visual", context.role("explore_visual")),
        ("interval_smile", "smile", context.role("smile")),
        ("interval_vocalise", "vocalise", context.role("vocalise")),
    )
    bins = _bins(context.episodes)
    rows = (_rows(context, sheet, measure, name, role, bins) for measure, name, role in behaviours)
    return Measured(tuple(row for group in rows for row in group))


class _Bins(NamedTuple):
    """The bins of all episodes, shape (n,), and where each episode's begin and end among them."""

    on: Times
    off: Times
    slices: list[slice]


def _bins(episodes: Sequence[Episode]) -> _Bins:
    """Cut every episode into bins; a last one under half the length is left out."""
    parts = [_bins_of(episode) for episode in episodes]
    ends = np.cumsum([len(on) for on, _ in parts]).tolist()
    slices = [slice(begin, end) for begin, end in pairwise((0, *ends))]
    nothing = np.empty(0, dtype=np.int64)
    return _Bins(
        np.concatenate([nothing, *(on for on, _ in parts)]),
        np.concatenate([nothing, *(off for _, off in parts)]),
        slices,
    )


def _bins_of(episode: Episode) -> tuple[Times, Times]:
    on = np.arange(episode.on, episode.off, BIN_MS, dtype=np.int64)
    off = np.minimum(on + BIN_MS, episode.off)
    return (on[:-1], off[:-1]) if 2 * (off[-1] - on[-1]) < BIN_MS else (on, off)


def _rows(context: Context, sheet: Sheet, measure: str, name: str, role: Role, bins: _Bins) -> list[MeasureRow]:
    if not role.bound:
        return sheet.not_bound((measure,), (name,))
    if not role.coded:
        return sheet.not_coded((measure,), context.episodes)
    kept = 2 * lengths_in(role.observed, bins.on, bins.off) >= bins.off - bins.on
    points = role.marks.times.searchsorted(bins.off) > role.marks.times.searchsorted(bins.on)
    shown = kept & (points | (lengths_in(role.spans, bins.on, bins.off) > 0))
    return [
        _row(sheet, measure, episode, role, bins, own, kept[own], shown[own])
        for episode, own in zip(context.episodes, bins.slices, strict=True)
    ]


def _row(
    sheet: Sheet, measure: str, episode: Episode, role: Role, bins: _Bins, own: slice, kept: Flags, shown: Flags
) -> MeasureRow:
    """Return the prorated count of the bins that show the behaviour, of those observed for half their length."""
    on, off = bins.on[own], bins.off[own]
    n_kept, n_shown = int(kept.sum()), int(shown.sum())
    missing: Status | None = None if n_kept else "insufficient_obs" if len(kept) else "na_no_exposure"
    seen = zip(on[shown].tolist(), off[shown].tolist(), strict=True)
    points = role.marks.between(episode.on, episode.off).ids.tolist()
    return sheet.number(
        measure,
        episode,
        BINS_IN_3_MIN * n_shown / n_kept if n_kept else 0.0,
        n=n_shown,
        exposure_ms=int((off - on)[kept].sum()),
        missing=missing,
        evidence=Evidence((*role.events_meeting(episode.on, episode.off), *points), tuple(seen)),
    )
