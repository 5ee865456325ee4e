"""Episodes from the marks of the structure pass: which mark opens which episode, and where the session ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coder.model.coding import Coding
from coder.model.scheme import EpisodeTemplate, Scheme
from coder.model.session import Episode

CAREGIVER = "caregiver"

Mark = tuple[int, str]
"""Session ms and code of a mark."""


def structure_codes(scheme: Scheme) -> frozenset[str]:
    """Return the codes whose marks open episodes or end the session."""
    return frozenset(code for template in scheme.episodes for code in template.opened_by) | frozenset(scheme.ended_by)


def marks_of(scheme: Scheme, coding: Coding) -> list[Mark]:
    """Return a coding's marks that open episodes or end the session, in time order."""
    wanted = structure_codes(scheme)
    return sorted((event.on, event.code) for event in coding.events if event.code in wanted)


def derive_episodes(
    scheme: Scheme, marks: Iterable[Mark], length_ms: int, known: Sequence[Episode] = ()
) -> tuple[Episode, ...]:
    """Return the episodes that marks open, in time order.

    The first episode is the earliest of the procedure that has a mark; marks before it open nothing. From then on a
    mark opens the next episode that it can open. It may pass over episodes that were not held, but only where the
    caregiver's coming and going fits: a stranger who comes in again while the caregiver is there opens nothing. An
    episode lasts to the next one, the last one to the mark that ends the session.

    Parameters
    ----------
    marks : iterable of (ms, code)
    length_ms : int
        Where the last episode ends while no mark ends the session.
    known : sequence of Episode
        The session's episodes so far: who was set as present in them stays.
    """
    opened: list[tuple[EpisodeTemplate, int]] = []
    end: int | None = None
    ordered = sorted(marks)
    first = _first(scheme, [code for _, code in ordered])
    for ms, code in ordered:
        if code in scheme.ended_by and opened:
            end = ms
            break
        if opened:
            template = _opened(scheme, opened[-1][0], code)
        else:
            template = first if first is not None and code in first.opened_by else None
        if template is not None:
            opened.append((template, ms))
    if not opened:
        return ()
    ends = [ms for _, ms in opened[1:]] + [max(length_ms, opened[-1][1] + 1) if end is None else end]
    kept = {episode.id: episode for episode in known}
    return tuple(
        _episode(template, on, off, kept.get(template.id))
        for (template, on), off in zip(opened, ends, strict=True)
        if on < off
    )


def same_boundaries(one: Sequence[Episode], other: Sequence[Episode]) -> bool:
    """Return whether two lists hold the same episodes from the same to the same moment."""
    return [(e.id, e.on, e.off) for e in one] == [(e.id, e.on, e.off) for e in other]


def _episode(template: EpisodeTemplate, on: int, off: int, known: Episode | None) -> Episode:
    return Episode(
        id=template.id,
        kind=template.kind,
        on=on,
        off=off,
        present=known.present if known is not None else template.present,
        nominal_ms=template.nominal_ms,
    )


def _first(scheme: Scheme, codes: Sequence[str]) -> EpisodeTemplate | None:
    """Return the earliest episode of the procedure that one of the marks opens."""
    return next((template for template in scheme.episodes if not set(codes).isdisjoint(template.opened_by)), None)


def _opened(scheme: Scheme, running: EpisodeTemplate, code: str) -> EpisodeTemplate | None:
    """Return the episode a mark opens while another one runs, or None."""
    later = scheme.episodes[scheme.episodes.index(running) + 1 :]
    found = next((template for template in later if code in template.opened_by), None)
    if found is None or found is later[0]:
        return found
    return found if _fits(scheme, running, code, found) else None


def _fits(scheme: Scheme, running: EpisodeTemplate, code: str, found: EpisodeTemplate) -> bool:
    """Return whether the caregiver would be where ``found`` needs her, if ``code`` happened in ``running``."""
    here, moves = CAREGIVER in running.present, _moves_caregiver(scheme, code)
    if moves is not None and moves == here:
        return False
    return (here if moves is None else moves) == (CAREGIVER in found.present)


def _moves_caregiver(scheme: Scheme, code: str) -> bool | None:
    """Return whether a mark brings the caregiver in (True) or out (False), as the procedure shows; None: neither."""
    for before, after in pairwise(scheme.episodes):
        was, now = CAREGIVER in before.present, CAREGIVER in after.present
        if code in after.opened_by and was != now:
            return now
    return None
