"""Everything the measures share about one coding, each thing worked out once and only when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from coder.metrics.distress import Distress, find_distress
from coder.metrics.heart_rate import Heart
from coder.metrics.parameters import Parameters
from coder.metrics.roles import Marks, Role, RoleReader, seen_in_all
from coder.model.scheme import EpisodeTemplate
from coder.model.session import Episode
from coder.model.spans import EMPTY, Spans, Times
from coder.model.tracks import Tracks

CAREGIVER: Final = "caregiver"

DOOR_GAP_MS: Final = 2_000
"""Episodes with the caregiver that are no further apart than this belong to one spell."""


class Selection(NamedTuple):
    """The episodes a measure is computed in: those that were held, and those the scheme plans but were not."""

    held: tuple[Episode, ...]
    not_run: tuple[EpisodeTemplate, ...]


class Context:
    """One coding, its parameters and what several measures need of them.

    Attributes
    ----------
    episodes : tuple of Episode
        In time order.
    scored : Spans
        S: union of the episodes.
    heart : Heart or None
        What was recorded of the heart; None where nothing was.
    """

    def __init__(self, tracks: Tracks, parameters: Parameters, heart: Heart | None = None) -> None:
        self.tracks = tracks
        self.parameters = parameters
        self.heart = heart
        self.session = tracks.session
        self.episodes = tuple(sorted(tracks.episodes, key=lambda episode: episode.on))
        self.scored = tracks.scored
        self._reader = RoleReader(tracks)
        self._roles: dict[str, Role] = {}
        self._seen: dict[tuple[str, ...], Spans] = {}

    def role(self, name: str) -> Role:
        """Return what the coding says about a role; an unbound role is empty and says so."""
        if name not in self._roles:
            self._roles[name] = self._reader.role(self._reader.codes(name))
        return self._roles[name]

    def unbound(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Return those of the roles that the scheme does not bind."""
        return tuple(name for name in roles if not self.role(name).bound)

    def all_coded(self, roles: Iterable[str]) -> bool:
        """Return whether every pass these roles are coded in has coded time."""
        return all(self.role(name).coded for name in roles)

    def observed(self, *roles: str) -> Spans:
        """Return O(roles): the time in which all of them could be seen."""
        if roles not in self._seen:
            self._seen[roles] = seen_in_all(self.role(name).observed for name in roles)
        return self._seen[roles]

    def unobserved(self, *roles: str) -> Spans:
        """Return the scored time in which not all of the roles could be seen."""
        return self.scored - self.observed(*roles)

    @cached_property
    def exploration(self) -> tuple[Role, Role]:
        """Exploration by the role's first channel (manipulation) and by its other channels (locomotion)."""
        first, others = self._reader.split("explore")
        return self._reader.role(first), self._reader.role(others)

    @cached_property
    def presence(self) -> Spans:
        """P: union of the episodes with the caregiver."""
        return Spans.of((e.on, e.off) for e in self.episodes if CAREGIVER in e.present)

    @cached_property
    def with_caregiver(self) -> tuple[Episode, ...]:
        """The episodes with the caregiver."""
        return tuple(e for e in self.episodes if CAREGIVER in e.present)

    @cached_property
    def spells(self) -> tuple[tuple[int, int], ...]:
        """Longest runs of episodes with the caregiver, door gaps included, as ``(on, off)``."""
        spells: list[tuple[int, int]] = []
        previous: Episode | None = None
        for episode in self.episodes:
            joins = previous is not None and CAREGIVER in previous.present
            if CAREGIVER in episode.present:
                if joins and episode.on - spells[-1][1] <= DOOR_GAP_MS:
                    spells[-1] = (spells[-1][0], episode.off)
                else:
                    spells.append((episode.on, episode.off))
            previous = episode
        return tuple(spells)

    @cached_property
    def reunions(self) -> Selection:
        """The episodes of kind reunion."""
        planned = self.tracks.scheme.episodes
        held = tuple(e for e in self.episodes if e.kind == "reunion")
        return Selection(held, self._missing(t for t in planned if t.kind == "reunion"))

    def select(self, wanted: tuple[str, ...]) -> Selection:
        """Return the episodes whose kind or id is one of ``wanted``."""
        held = tuple(e for e in self.episodes if e.id in wanted or e.kind in wanted)
        return Selection(
            held, self._missing(t for t in self.tracks.scheme.episodes if t.id in wanted or t.kind in wanted)
        )

    def _missing(self, planned: Iterable[EpisodeTemplate]) -> tuple[EpisodeTemplate, ...]:
        held = {episode.id for episode in self.episodes}
        return tuple(template for template in planned if template.id not in held)

    @cached_property
    def distress(self) -> Distress:
        """The distress episodes and the raw distress in them; none where distress is unbound or not coded."""
        return find_distress(self.role("distress"), self.scored, self.parameters.calm, self.parameters.de_min)

    @cached_property
    def contact_onsets(self) -> Marks:
        """Where contact begins: the starts of its union, so a hand-over inside contact is none."""
        contact = self.role("contact")
        return contact.onsets(contact.spans)

    @cached_property
    def exploring(self) -> Spans:
        """Exploration while neither distressed nor held, over the whole session, before any cut to observed time."""
        first, others = self.exploration
        joined = first.spans.merge_gaps(self.parameters.manip_merge)
        joined = joined | others.spans.merge_gaps(self.parameters.loco_merge)
        held = self.role("held")
        return joined - self.distress.raw - (held.spans if held.coded else EMPTY)

    @cached_property
    def exploring_flags(self) -> tuple[str, ...]:
        """Flags of numbers from `exploring`: whether distress or being held could not be subtracted."""
        return () if self.all_coded(("distress", "held")) else ("not_subtracted",)


def bounds(episodes: Iterable[Episode]) -> tuple[Times, Times]:
    """Return the onsets and the offsets of episodes as two arrays."""
    pairs = np.array([(e.on, e.off) for e in episodes], dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def union(episodes: Iterable[Episode]) -> Spans:
    """Return the union of episodes."""
    pairs = [(e.on, e.off) for e in episodes]
    return Spans.of(pairs) if pairs else EMPTY
