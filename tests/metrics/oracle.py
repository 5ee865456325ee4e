"""The measures a second time, as slowly and plainly as their definitions read.

Time is a grid of cells, every set is a Python set of cells, and nothing of the engine is used. A cell is ``CELL`` ms,
so that a session of a few hundred cells holds everything; constants and parameters are in cells here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from coder.model.coding import Coding, Event
from coder.model.scheme import Channel, Scheme
from coder.model.session import Episode, Session

CELL = 500
DOOR, PLAY, SIGNAL, BIN, LEAST = 4, 6, 6, 30, 20
"""2 s, 3 s, 3 s, 15 s and 10 s."""

Cells = set[int]
Key = tuple[str, str, str]


@dataclass
class Seen:
    """One state: the cells it fills, and whether its start or its end was cut."""

    event: Event
    cells: Cells
    left_cut: bool
    right_cut: bool


@dataclass
class RoleGrid:
    """One role on the grid."""

    bound: bool
    coded: bool
    observed: Cells
    states: list[Seen]
    points: Cells

    @property
    def cells(self) -> Cells:
        return set().union(*(seen.cells for seen in self.states))


def runs(cells: Iterable[int]) -> list[tuple[int, int]]:
    """Unbroken runs of cells, half open."""
    found: list[list[int]] = []
    for cell in sorted(cells):
        if found and found[-1][1] == cell:
            found[-1][1] = cell + 1
        else:
            found.append([cell, cell + 1])
    return [(on, off) for on, off in found]


def span(on: int, off: int) -> Cells:
    return set(range(on, off))


def clean(cells: Cells, merge: int, least: int) -> Cells:
    joined = set(cells)
    for (_, off), (on, _) in zip(runs(cells), runs(cells)[1:], strict=False):
        if on - off < merge:
            joined |= span(off, on)
    return set().union(*(span(on, off) for on, off in runs(joined) if off - on >= least))


def in_cells(ms: int) -> int:
    assert ms % CELL == 0
    return ms // CELL


class Grid:
    """One coding on the grid: episodes, presence, spells, roles, distress."""

    def __init__(self, scheme: Scheme, session: Session, coding: Coding, parameters: dict[str, object]) -> None:
        self.scheme, self.session, self.coding, self.p = scheme, session, coding, parameters
        self.episodes = [(e, in_cells(e.on), in_cells(e.off)) for e in session.episodes]
        self.scored: Cells = set().union(*(span(on, off) for _, on, off in self.episodes))
        self.begin, self.end = (min(self.scored), max(self.scored) + 1) if self.scored else (0, 0)
        self.presence = set().union(*(span(on, off) for e, on, off in self.episodes if "caregiver" in e.present))
        self.spells = self._spells()
        self._read: dict[tuple[str, ...], RoleGrid] = {}
        self.distress = self.role("distress")
        self.de = self._distress_episodes()
        self.d = self.distress.cells & set().union(*(span(on, off) for on, off in self.de))

    def of(self, episode: Episode) -> Cells:
        return span(in_cells(episode.on), in_cells(episode.off))

    def _spells(self) -> list[tuple[int, int]]:
        spells: list[tuple[int, int]] = []
        open_spell = False
        for episode, on, off in self.episodes:
            if "caregiver" not in episode.present:
                open_spell = False
            elif open_spell and on - spells[-1][1] <= DOOR:
                spells[-1] = (spells[-1][0], off)
            else:
                spells.append((on, off))
                open_spell = True
        return spells

    def role(self, name: str) -> RoleGrid:
        return self.codes(self.scheme.roles.get(name, ()))

    def codes(self, codes: tuple[str, ...]) -> RoleGrid:
        if codes not in self._read:
            self._read[codes] = self._read_codes(codes)
        return self._read[codes]

    def _read_codes(self, codes: tuple[str, ...]) -> RoleGrid:
        places = [
            (pass_, channel)
            for pass_ in self.scheme.passes
            for channel in pass_.channels
            if any(code.id in codes for code in channel.codes)
        ]
        result = RoleGrid(bool(places), True, self._everything(), [], set())
        for pass_, channel in places:
            coded = self._coded(pass_.id)
            result.coded &= bool(coded)
            bound = max(coded) + 1 if coded else self.begin
            states = self._states(channel, min(bound, self.end))
            result.observed &= self._observed(channel, coded, states)
            if channel.kind == "state":
                result.states += [seen for seen in states if seen.event.code in codes]
            elif coded:
                own = [code.id for code in channel.codes if code.id in codes]
                on = {in_cells(e.on) for e in self.coding.events if e.code in own}
                result.points |= {t for t in on if self.begin <= t < min(bound, self.end)}
        return result

    def _everything(self) -> Cells:
        return span(self.begin - 50, self.end + 50)

    def _coded(self, pass_id: str) -> Cells:
        record = self.coding.pass_record(pass_id)
        return set().union(*(span(in_cells(on), in_cells(off)) for on, off in record.coded))

    def _states(self, channel: Channel, end: int) -> list[Seen]:
        own = [e for e in self.coding.events if any(e.code == code.id for code in channel.codes)]
        if channel.kind == "point":
            return []
        found = []
        for event in own:
            cells = {t for t in range(self.begin, end) if self._runs_at(event, t, own, channel.exclusive)}
            if cells:
                still = self._runs_at(event, end, own, channel.exclusive)
                found.append(Seen(event, cells, in_cells(event.on) < self.begin, still))
        return found

    def _runs_at(self, event: Event, t: int, own: list[Event], exclusive: bool) -> bool:
        if in_cells(event.on) > t or (event.off is not None and in_cells(event.off) <= t):
            return False
        if not exclusive:
            return True
        latest = max((in_cells(e.on), place) for place, e in enumerate(own) if in_cells(e.on) <= t)
        return own[latest[1]] is event

    def _observed(self, channel: Channel, coded: Cells, states: list[Seen]) -> Cells:
        observed = set(coded)
        if channel.kind == "state" and channel.exhaustive:
            observed &= set().union(*(seen.cells for seen in states))
        for seen in states:
            if seen.event.code == channel.unobservable:
                observed -= seen.cells
        return observed

    def o(self, *roles: str) -> Cells:
        return set.intersection(*(self.role(name).observed for name in roles))

    def _distress_episodes(self) -> list[tuple[int, int]]:
        if not self.distress.coded or not self.distress.bound:
            self.distress = RoleGrid(self.distress.bound, False, self.distress.observed, [], set())
            return []
        raw = self.distress.cells
        joined = runs(clean(raw, self.p["calm"], 0))
        return [(on, off) for on, off in joined if len(raw & span(on, off)) >= self.p["de_min"]]

    def de_cut(self, de: tuple[int, int]) -> tuple[bool, bool]:
        """Whether a distress episode's start and end were cut."""
        left = any(seen.left_cut and min(seen.cells) == de[0] for seen in self.distress.states)
        right = any(seen.right_cut and max(seen.cells) + 1 == de[1] for seen in self.distress.states)
        return left, right or de[1] in self.scored - self.distress.observed

    def onsets(self, cells: Cells, states: list[Seen]) -> Cells:
        """Starts of ``cells`` that are onsets of a state: not where all that is known is that it ran before."""
        cut = any(seen.left_cut for seen in states)
        return {on for on, _ in runs(cells) if not (cut and on == self.begin)}

    def subtracting(self) -> tuple[Cells, bool]:
        """What exploration loses: raw distress and being held; and whether one of them could not be taken away."""
        held = self.role("held")
        lost = set(self.d) | (held.cells if held.bound and held.coded else set())
        return lost, not (self.distress.coded and held.bound and held.coded)

    def exploring(self) -> Cells:
        first, others = self.explore_codes()
        joined = clean(self.codes(first).cells, self.p["manip_merge"], 0)
        joined |= clean(self.codes(others).cells, self.p["loco_merge"], 0)
        return joined - self.subtracting()[0]

    def explore_codes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        codes = self.scheme.roles.get("explore", ())
        channel = self.scheme.places[codes[0]].channel.id if codes else ""
        first = tuple(code for code in codes if self.scheme.places[code].channel.id == channel)
        return first, tuple(code for code in codes if code not in first)


def middle(values: list[int]) -> float:
    return median(values) if values else 0
