"""Expected rows of comfort seeking (M3) and ease of soothing (M4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maker.bookkeeping import CALM_MS, Book, Row, measured, seen_status
from maker.grid import between, first_false, ms, runs, starts
from maker.tape import TICK_MS, Episode

CALM = CALM_MS // TICK_MS


@dataclass(frozen=True)
class Occasion:
    """One occasion to seek or to be soothed, times in ticks."""

    start: int
    end: int
    status: str
    took: int
    lower: int | None
    upper: int | None


def comfort(book: Book) -> list[Row]:
    """Return the rows of comfort_latency."""
    return _rows(book, "comfort_latency", [_seeking(book, *meeting) for meeting in _meetings(book)])


def calming(book: Book) -> list[Row]:
    """Return the rows of calm_latency and distress_prop."""
    rows = _rows(book, "calm_latency", [_soothing(book, *meeting) for meeting in _meetings(book)])
    for name, episode in book.episodes_of_kind("reunion"):
        rows.append(_distress_share(book, name, episode))
    return rows


def _meetings(book: Book) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for distress in book.distress:
        for spell in book.spells():
            if distress[0] < spell[1] and spell[0] < distress[1]:
                yield distress, spell


def _seeking(book: Book, distress: tuple[int, int], spell: tuple[int, int]) -> Occasion:
    start, end = max(distress[0], spell[0]), min(distress[1], spell[1])
    if start > 0 and book.contact[start] and book.contact[start - 1]:
        return Occasion(start, end, "na_already_contact", 0, None, None)
    seen = book.seen("proximity")
    found = _first_seeking(book, start, end)
    if found:
        tick, status = found
        if status == "needs_initiator":
            return Occasion(start, end, status, 0, None, None)
        hidden = first_false(seen, start, tick)
        lower = (tick if hidden is None else hidden) - start
        return Occasion(start, end, status, tick - start, lower, tick - start if status == "event" else None)
    if ms(seen[start:end]) * 2 < (end - start) * TICK_MS:
        return Occasion(start, end, "insufficient_obs", 0, None, None)
    alone = distress[1] <= spell[1] and not book.cut_at_end(distress[1])
    hidden = first_false(seen, start, end)
    lower = (end if hidden is None else hidden) - start
    return Occasion(start, end, "competing:self_recovered" if alone else "right_censored", end - start, lower, None)


def _first_seeking(book: Book, start: int, end: int) -> tuple[int, str] | None:
    """Return tick and status of the earliest act that ends the wait; child goes before caregiver before unknown."""
    acts = [(tick, 0, "event") for tick in book.points("approach", "bid") if start <= tick < end]
    for tick in starts(book.contact):
        if start <= tick < end:
            by = str(book.tape.mods["proximity"][tick])
            rank = {"child": (0, "event"), "caregiver": (1, "competing:caregiver")}.get(by, (2, "needs_initiator"))
            acts.append((tick, *rank))
    return (min(acts)[0], min(acts)[2]) if acts else None


def _soothing(book: Book, distress: tuple[int, int], spell: tuple[int, int]) -> Occasion:
    start, end = max(distress[0], spell[0]), min(distress[1], spell[1])
    if spell[1] <= distress[1]:
        return Occasion(start, end, "right_censored", spell[1] - start, spell[1] - start, None)
    took = distress[1] - start
    watched = (book.seen("distress") | ~book.scored)[distress[1] : distress[1] + CALM]
    if distress[1] + CALM <= spell[1] and watched.all():
        return Occasion(start, end, "event", took, took, took)
    return Occasion(start, end, "right_censored", took, took, None)


def _rows(book: Book, measure: str, occasions: list[Occasion]) -> list[Row]:
    rows = [_row(book, measure, "session", occasions, bool(book.distress))]
    for episode in book.tape.episodes:
        if "caregiver" in episode.present:
            own = [o for o in occasions if _home(book, o) == episode]
            met = any(on < episode.off and episode.on < off for on, off in book.distress)
            rows.append(_row(book, measure, episode.id, own, met))
    rows += [book.row(name, measure) for name, episode in book.episodes_of_kind("reunion") if episode is None]
    return rows


def _home(book: Book, occasion: Occasion) -> Episode:
    return next(e for e in book.tape.episodes if e.off > occasion.start)


def _row(book: Book, measure: str, episode: str, occasions: list[Occasion], met: bool) -> Row:
    if not occasions:
        status = "na_no_exposure" if met else "na_no_distress"
        return book.row(episode, measure, n=0, exposure_ms=0, status=status)
    first = occasions[0]
    return book.row(
        episode,
        measure,
        value=first.took * TICK_MS if first.status == "event" else None,
        n=len(occasions),
        exposure_ms=(first.end - first.start) * TICK_MS,
        status=first.status,
        lower_ms=None if first.lower is None else first.lower * TICK_MS,
        upper_ms=None if first.upper is None else first.upper * TICK_MS,
    )


def _distress_share(book: Book, name: str, episode: Episode | None) -> Row:
    if episode is None:
        return book.row(name, "distress_prop")
    inside = between(book.n, episode.on, episode.off)
    seen = inside & book.seen("distress")
    upset = seen & book.raw_distress & book.distress_mask
    missing = seen_status(ms(inside), ms(seen))
    result = {"value": None, "status": missing} if missing else measured(ms(upset) / ms(seen))
    return book.row(name, "distress_prop", n=len(runs(upset)), exposure_ms=ms(seen), **result)
