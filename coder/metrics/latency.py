"""What the latencies of distress share: their opportunities, and the rows of both tables made from them.

An opportunity is one distress episode in one spell with the caregiver: the caregiver was there to be sought, or to
soothe. The statuses are those of survival analysis: an event, right-censored, or a competing end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from coder.metrics.context import Context
from coder.metrics.distress import DistressEpisode
from coder.metrics.rows import Evidence, MeasureRow, OpportunityRow, Status
from coder.metrics.sheet import Sheet
from coder.model.session import Episode
from coder.model.spans import Spans

Latency = Literal["comfort_latency", "calm_latency", "hr_recovery"]

EVENT_CODES: Final[dict[Status, Literal[0, 1, 2]]] = {
    "event": 1,
    "right_censored": 0,
    "competing:caregiver": 2,
    "competing:self_recovered": 2,
}
"""How each status that has a time is written for survival models."""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One distress episode × spell, and how it ended.

    ``t0`` and ``t1`` bound it in session ms; ``end`` is the moment of the event, competing end or censoring, None where
    the status has no time; ``seen_until`` is where unobserved time first intervened, None if it did not.
    """

    distress: DistressEpisode
    spell: tuple[int, int]
    t0: int
    t1: int
    status: Status = "right_censored"
    end: int | None = None
    seen_until: int | None = None
    flags: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    @property
    def part(self) -> Literal["at_entry", "within"]:
        """Whether the distress was there before the caregiver."""
        return "at_entry" if self.distress.on < self.spell[0] else "within"

    @property
    def time_ms(self) -> int | None:
        """Time from t0 to the end."""
        return None if self.end is None else self.end - self.t0

    @property
    def lower_ms(self) -> int | None:
        """Lower bound of the latency."""
        return self.time_ms if self.seen_until is None or self.end is None else self.seen_until - self.t0

    @property
    def upper_ms(self) -> int | None:
        """Upper bound of the latency, known only of an event."""
        return self.time_ms if self.status == "event" else None

    @property
    def all_flags(self) -> tuple[str, ...]:
        """The flags of the opportunity itself, without its part."""
        cut = (("left_cut", self.distress.left_cut), ("right_cut", self.distress.right_cut))
        censored = ("interval_censored",) if self.end is not None and self.seen_until is not None else ()
        return (*self.flags, *censored, *(flag for flag, is_cut in cut if is_cut))

    @property
    def evidence(self) -> Evidence:
        """The deciding events, then those of the distress, and the stretch that was timed."""
        return Evidence(self.events, ((self.t0, self.t1 if self.end is None else max(self.end, self.t0 + 1)),))


def meetings(context: Context) -> Iterator[Opportunity]:
    """Yield every distress episode × spell that meet, in time order, its clock started at their common start."""
    episodes, first = context.distress.episodes, 0
    for spell in context.spells:
        while first < len(episodes) and episodes[first].off <= spell[0]:
            first += 1
        place = first
        while place < len(episodes) and episodes[place].on < spell[1]:
            episode = episodes[place]
            yield Opportunity(episode, spell, max(episode.on, spell[0]), min(episode.off, spell[1]))
            place += 1


def latency_rows(
    context: Context, sheet: Sheet, measure: Latency, roles: tuple[str, ...], opportunities: Sequence[Opportunity]
) -> list[MeasureRow]:
    """Return the rows of the session and of every episode with the caregiver: its first opportunity stands for it."""
    if missing := context.unbound(roles):
        return sheet.not_bound((measure,), missing)
    if not context.all_coded(roles):
        rows = sheet.not_coded((measure,), (None, *context.with_caregiver))
    else:
        rows = held_rows(context, sheet, measure, opportunities)
    return [*rows, *sheet.not_run((measure,), context.reunions)]


def held_rows(
    context: Context, sheet: Sheet, measure: Latency, opportunities: Sequence[Opportunity]
) -> list[MeasureRow]:
    """Return the rows of the session and of the episodes with the caregiver that were held and coded."""
    own = _by_episode(context, opportunities)
    rows = [_row(sheet, measure, None, opportunities) if opportunities else _none(context, sheet, measure, None)]
    for episode in context.with_caregiver:
        mine = own.get(episode.id)
        rows.append(_row(sheet, measure, episode, mine) if mine else _none(context, sheet, measure, episode))
    return rows


def opportunity_rows(
    context: Context, sheet: Sheet, measure: Latency, opportunities: Sequence[Opportunity]
) -> list[OpportunityRow]:
    """Return the rows of the table `opportunities`."""
    return [_opportunity_row(context, sheet, measure, opportunity) for opportunity in opportunities]


def _opportunity_row(context: Context, sheet: Sheet, measure: Latency, this: Opportunity) -> OpportunityRow:
    episode = _home(context, this)
    timed = EVENT_CODES.get(this.status)
    return OpportunityRow(
        session=sheet.session,
        child=sheet.child,
        coder=sheet.coder,
        measure=measure,
        episode=episode.id,
        part=this.part,
        de_on=this.distress.on,
        de_off=this.distress.off,
        spell_on=this.spell[0],
        spell_off=this.spell[1],
        t0=this.t0,
        time=this.time_ms,
        event=timed,
        cause=this.status.partition(":")[2] or None,
        status=this.status,
        lower=this.lower_ms,
        upper=this.upper_ms,
        flags=(*this.all_flags, "curtailed") if episode.curtailed else this.all_flags,
        evidence=this.evidence,
        params=sheet.params,
    )


def _row(sheet: Sheet, measure: Latency, episode: Episode | None, mine: Sequence[Opportunity]) -> MeasureRow:
    first = mine[0]
    return sheet.row(
        measure,
        episode,
        first.status,
        first.time_ms if first.status == "event" else None,
        n=len(mine),
        exposure_ms=first.t1 - first.t0,
        lower_ms=first.lower_ms,
        upper_ms=first.upper_ms,
        flags=(first.part, *first.all_flags),
        evidence=first.evidence,
    )


def _none(context: Context, sheet: Sheet, measure: Latency, episode: Episode | None) -> MeasureRow:
    """Return the row of an episode, or of the session, that has no opportunity of its own."""
    distress = context.distress
    window = context.presence if episode is None else Spans.of([(episode.on, episode.off)])
    met = distress.spans & (context.scored if episode is None else window)
    status: Status = "na_no_exposure" if met else "na_no_distress"
    if not window:
        status = "na_no_exposure"
    elif not window - distress.unobserved:
        status = "insufficient_obs"
    return sheet.row(measure, episode, status, n=0, exposure_ms=0)


def _by_episode(context: Context, opportunities: Sequence[Opportunity]) -> dict[str, list[Opportunity]]:
    own: dict[str, list[Opportunity]] = {}
    for opportunity in opportunities:
        own.setdefault(_home(context, opportunity).id, []).append(opportunity)
    return own


def _home(context: Context, opportunity: Opportunity) -> Episode:
    """Return the episode an opportunity belongs to: the first that ends after its clock started."""
    return context.episodes[bisect_right(context.episodes, opportunity.t0, key=lambda episode: episode.off)]
