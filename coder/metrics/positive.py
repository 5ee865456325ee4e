"""M5, positive interaction: smiles, vocalisations and eye contact, as rates of onsets per observed minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.metrics.context import Context, Selection, bounds
from coder.metrics.lookup import lengths_in
from coder.metrics.roles import NO_MARKS, Marks, Role
from coder.metrics.rows import Evidence, Measured, MeasureRow
from coder.metrics.sheet import Sheet, per_minute, share
from coder.model.spans import Spans

ROLES: Final = ("smile", "vocalise", "gaze_partner", "partner_gaze")


@dataclass(frozen=True, slots=True)
class _Behaviour:
    """One of the three: its measures and roles, its spans, and where it begins."""

    rate: str
    prop: str | None
    roles: tuple[str, ...]
    spans: Spans
    onsets: Marks
    flags: tuple[str, ...] = ()


def positive_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of positive interaction, one of each measure per positive episode."""
    selection = context.select(context.parameters.positive_episodes)
    rates, props = [], []
    for behaviour in (_smiles(context), _voice(context), _eye_contact(context)):
        rows = _behaviour_rows(context, sheet, selection, behaviour)
        rates.append([row for row in rows if row.measure == behaviour.rate])
        props += [row for row in rows if row.measure != behaviour.rate]
    sums = _positive_rates(context, sheet, selection, rates)
    return Measured((*(row for rows in rates for row in rows), *sums, *props))


def _smiles(context: Context) -> _Behaviour:
    role = context.role("smile")
    spans = role.spans.merge_gaps(context.parameters.smile_merge)
    return _Behaviour("smile_rate", "smile_prop", ("smile",), spans, role.onsets(spans).merged(role.marks))


def _voice(context: Context) -> _Behaviour:
    """Vocalisations; one that begins in raw distress is no positive one."""
    role = context.role("vocalise")
    spans = role.spans.merge_gaps(context.parameters.voc_merge)
    onsets = role.onsets(spans).merged(role.marks).outside(context.distress.raw)
    flags = () if context.all_coded(("distress",)) else ("not_subtracted",)
    return _Behaviour("voc_rate", None, ("vocalise",), spans, onsets, flags)


def _eye_contact(context: Context) -> _Behaviour:
    child, caregiver = context.role("gaze_partner"), context.role("partner_gaze")
    mutual = (child.spans & caregiver.spans).drop_short(context.parameters.eye_min)
    return _Behaviour(
        "eye_rate", "eye_prop", ("gaze_partner", "partner_gaze"), mutual, _mutual_onsets(mutual, child, caregiver)
    )


def _mutual_onsets(mutual: Spans, child: Role, caregiver: Role) -> Marks:
    """Mutual gaze begins when the second of the two begins to look; where both were cut, its start was not seen."""
    times = mutual.on
    if child.left_cut and caregiver.left_cut and len(times) and times[0] == child.on[0]:
        times = times[1:]
    if not len(times):
        return NO_MARKS
    child_begins, child_ids = child.starting(times)
    _, caregiver_ids = caregiver.starting(times)
    return Marks(times, np.where(child_begins, child_ids, caregiver_ids))


def _behaviour_rows(context: Context, sheet: Sheet, selection: Selection, this: _Behaviour) -> list[MeasureRow]:
    measures = (this.rate,) if this.prop is None else (this.rate, this.prop)
    if missing := context.unbound(this.roles):
        return sheet.not_bound(measures, missing)
    if context.all_coded(this.roles):
        rows = list(_measured_rows(context, sheet, selection, this))
    else:
        rows = sheet.not_coded(measures, selection.held)
    return [*rows, *sheet.not_run(measures, selection)]


def _measured_rows(context: Context, sheet: Sheet, selection: Selection, this: _Behaviour) -> Iterator[MeasureRow]:
    observed = context.observed(*this.roles)
    seen, onsets = this.spans & observed, this.onsets.within(observed)
    on, off = bounds(selection.held)
    sizes = zip(lengths_in(observed, on, off).tolist(), lengths_in(seen, on, off).tolist(), strict=True)
    for episode, (observed_ms, seen_ms) in zip(selection.held, sizes, strict=True):
        begun = onsets.between(episode.on, episode.off)
        missing = sheet.seen_enough(episode.off - episode.on, observed_ms)
        evidence = Evidence(tuple(begun.ids.tolist()), tuple(seen.clip(episode.on, episode.off)))
        values = [(this.rate, per_minute(len(begun), observed_ms))]
        if this.prop is not None:
            values.append((this.prop, share(seen_ms, observed_ms)))
        for measure, value in values:
            yield sheet.number(
                measure,
                episode,
                value,
                n=len(begun),
                exposure_ms=observed_ms,
                missing=missing,
                flags=this.flags,
                evidence=evidence,
            )


def _positive_rates(
    context: Context, sheet: Sheet, selection: Selection, rates: Sequence[Sequence[MeasureRow]]
) -> list[MeasureRow]:
    if missing := context.unbound(ROLES):
        return sheet.not_bound(("positive_rate",), missing)
    rows = [
        _sum(sheet, [behaviour[place] for behaviour in rates], place, selection) for place in range(len(selection.held))
    ]
    return [*rows, *sheet.not_run(("positive_rate",), selection)]


def _sum(sheet: Sheet, rates: Sequence[MeasureRow], place: int, selection: Selection) -> MeasureRow:
    """Sum the three rates of an episode; where one is missing the sum is, with the first such one's status."""
    known = [row for row in rates if row.n is not None and row.exposure_ms is not None]
    lacking = next((row.status for row in rates if row.value is None), None)
    flags = dict.fromkeys(flag for row in rates for flag in row.flags if flag != "curtailed")
    episode = selection.held[place]
    if lacking == "not_coded":
        return sheet.row("positive_rate", episode, lacking, flags=tuple(flags))
    return sheet.number(
        "positive_rate",
        episode,
        sum(row.value or 0 for row in rates),
        n=sum(row.n or 0 for row in known),
        exposure_ms=min(row.exposure_ms or 0 for row in known),
        missing=lacking,
        flags=tuple(flags),
        evidence=Evidence(
            tuple(event for row in known for event in row.evidence.events),
            tuple(sorted(span for row in known for span in row.evidence.spans)),
        ),
    )
