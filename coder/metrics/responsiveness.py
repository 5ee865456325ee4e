"""C2, caregiver responsiveness: does the caregiver notice, understand and act on the child's signals, and how soon?

The stages are those of Ainsworth's sensitivity (1969/1974): to be aware of a signal, to read it, to answer it promptly.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from coder.metrics.context import Context
from coder.metrics.roles import Ids, Marks
from coder.metrics.rows import Evidence, Measured, MeasureRow, Status
from coder.metrics.sheet import Sheet, median
from coder.model.session import Episode
from coder.model.spans import Flags, Spans, Times

STAGES: Final = ("attend", "understand", "act")
ROLES: Final = ("distress", "bid", *STAGES)
MEASURED: Final = (*(f"{stage}_prop" for stage in STAGES), *(f"{stage}_latency" for stage in STAGES))

SIGNAL_GAP_MS: Final = 3_000
"""A signal closer than this to the last one kept repeats it."""


class Signals(NamedTuple):
    """The child's signals and the first point of each stage in the time an answer may take.

    ``answered`` (bool), ``latency_ms`` (int64) and ``events`` (ids) have shape (n signals, 3 stages) and mean nothing
    where ``answered`` is false.
    """

    marks: Marks
    answered: Flags
    latency_ms: Times
    events: Ids


class _Target(NamedTuple):
    """The session (``episode`` None) or an episode, with its signals."""

    episode: Episode | None
    exposure_ms: int
    missing: Status | None
    signals: Signals


def responsiveness_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of the session and of every episode with the caregiver."""
    if missing := context.unbound(ROLES):
        return Measured(tuple(sheet.not_bound(MEASURED, missing)))
    targets = (None, *context.with_caregiver)
    if not context.all_coded(ROLES):
        return Measured(tuple(sheet.not_coded(MEASURED, targets)))
    observed = context.presence & context.observed(*STAGES)
    signals = child_signals(context, observed)
    measured = [_target(context, episode, observed, signals) for episode in targets]
    stages, rows = range(len(STAGES)), (_share_answered, _median_latency)
    return Measured(tuple(row(sheet, target, stage) for row in rows for stage in stages for target in measured))


def child_signals(context: Context, observed: Spans) -> Signals:
    """Return the onsets of distress and the bids that the caregiver could be seen to answer, with the answers."""
    marks = context.distress.onsets.merged(context.role("bid").marks)
    marks = marks.within(observed).spaced(SIGNAL_GAP_MS)
    until = marks.times + context.parameters.respond_within
    until[:-1] = np.minimum(until[:-1], marks.times[1:])
    spell_ends = np.array([off for _, off in context.spells], dtype=np.int64)
    until = np.minimum(until, spell_ends[spell_ends.searchsorted(marks.times, "right")])
    stages = [_first_points(context.role(stage).marks, marks.times, until) for stage in STAGES]
    answered, latency_ms, events = (np.stack(column, axis=1) for column in zip(*stages, strict=True))
    return Signals(marks, answered, latency_ms, events)


def _first_points(stage: Marks, on: Times, off: Times) -> tuple[Flags, Times, Ids]:
    """Return for each ``[on, off)`` whether ``stage`` has a point in it, its latency, and its event."""
    if not len(stage):
        return np.zeros(len(on), dtype=bool), np.zeros(len(on), dtype=np.int64), np.full(len(on), "", dtype=object)
    place = stage.times.searchsorted(on)
    first = np.minimum(place, len(stage) - 1)
    return (place < len(stage)) & (stage.times[first] < off), stage.times[first] - on, stage.ids[first]


def _target(context: Context, episode: Episode | None, observed: Spans, signals: Signals) -> _Target:
    if episode is None:
        window_ms, exposure_ms, own = context.presence.length, observed.length, slice(None)
    else:
        window_ms, exposure_ms = episode.off - episode.on, observed.length_within(episode.on, episode.off)
        own = slice(*signals.marks.times.searchsorted((episode.on, episode.off)).tolist())
    missing: Status | None = "na_no_exposure" if not window_ms else None if exposure_ms else "insufficient_obs"
    marks = Marks(signals.marks.times[own], signals.marks.ids[own])
    mine = Signals(marks, signals.answered[own], signals.latency_ms[own], signals.events[own])
    return _Target(episode, exposure_ms, missing, mine)


def _share_answered(sheet: Sheet, target: _Target, stage: int) -> MeasureRow:
    """Who acts has noticed: a signal is answered at a stage if that stage or a later one was seen."""
    signals, n = target.signals, len(target.signals.marks)
    seen = signals.answered[:, stage:]
    answers = signals.events[:, stage:][seen]
    return sheet.number(
        MEASURED[stage],
        target.episode,
        int(seen.any(axis=1).sum()) / n if n else 0.0,
        n=n,
        exposure_ms=target.exposure_ms,
        missing=target.missing or (None if n else "na_no_exposure"),
        evidence=Evidence((*signals.marks.ids.tolist(), *answers.tolist())),
    )


def _median_latency(sheet: Sheet, target: _Target, stage: int) -> MeasureRow:
    """The median over the stage's own points; a median of 0 was measured, so it is `ok`."""
    signals = target.signals
    seen = signals.answered[:, stage]
    latencies: list[int] = signals.latency_ms[:, stage][seen].tolist()
    return sheet.number(
        MEASURED[len(STAGES) + stage],
        target.episode,
        median(latencies),
        n=len(latencies),
        exposure_ms=target.exposure_ms,
        missing=target.missing or (None if latencies else "na_no_exposure"),
        zero="ok",
        evidence=Evidence((*signals.marks.ids[seen].tolist(), *signals.events[:, stage][seen].tolist())),
    )
