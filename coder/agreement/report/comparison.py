"""One pair of coders in one pass: the joint window, the sessions, and the places of its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coder.agreement.report.axis import Axis
from coder.agreement.report.options import Options
from coder.agreement.report.pairs import CodedSession, Pair
from coder.agreement.report.place import Place, SessionInfo, Sessions
from coder.agreement.rows import ALL_EPISODES, Family
from coder.agreement.stat import BoolArray, IntArray
from coder.model.scheme import Channel, Pass, Scheme
from coder.model.spans import Spans


@dataclass(frozen=True)
class Comparison:
    """What the families of timed codes need to compare two coders in one pass."""

    scheme: Scheme
    pass_: Pass
    pair: Pair
    options: Options
    scheme_place: int

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions of the pair, with the day the later coder finished the pass."""
        coders = (self.pair.coder_a, self.pair.coder_b)
        infos = tuple(
            SessionInfo(item.session.id, item.child, item.coding_day(coders, self.pass_.id))
            for item in self.pair.sessions
        )
        return Sessions(infos, self.pair.independent)

    @cached_property
    def axis(self) -> Axis:
        """All sessions end to end; a window is what both coded within the chosen episodes."""
        return axis_of(self.scheme, self.pair.sessions, [self._joint(item) for item in self.pair.sessions])

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """``all``, then the scheme's episodes."""
        return scopes_of(self.scheme)

    @cached_property
    def window_ms(self) -> IntArray:
        """Length of the joint window of every session and scope."""
        return self.axis.window_ms()

    @cached_property
    def no_window(self) -> BoolArray:
        """Where a session has no joint window in a scope, shape (s, scopes)."""
        nothing: BoolArray = self.window_ms == 0
        return nothing

    def at_scopes(self, place: Place) -> list[Place]:
        """Return the place for every scope."""
        return [place.at(name, scope) for scope, name in enumerate(self.scopes)]

    def place(self, family: Family, channel: Channel, unit: str, params: Mapping[str, object]) -> Place:
        """Return the place of a channel's figures."""
        target_place = [each.id for _, each in self.scheme.channels()].index(channel.id)
        return Place.of(
            family,
            channel.id,
            unit,
            (self.pair.coder_a, self.pair.coder_b),
            {"scheme": self.scheme.ref, **params},
            self.options,
            (self.scheme_place, target_place),
        )

    def _joint(self, item: CodedSession) -> Spans:
        one, two = item.tracks[self.pair.coder_a], item.tracks[self.pair.coder_b]
        channel = self.pass_.channels[0].id
        return one.by_channel[channel].coded & two.by_channel[channel].coded & one.scored


def scopes_of(scheme: Scheme) -> tuple[str, ...]:
    """Return ``all`` and the ids of the scheme's episodes."""
    return (ALL_EPISODES, *dict.fromkeys(episode.id for episode in scheme.episodes))


def axis_of(scheme: Scheme, sessions: Sequence[CodedSession], joint: Sequence[Spans]) -> Axis:
    """Lay sessions end to end with their joint windows and the scheme's episodes."""
    episodes = scopes_of(scheme)[1:]
    by_scope = [
        [Spans.of((e.on, e.off) for e in item.session.episodes if e.id == episode) for episode in episodes]
        for item in sessions
    ]
    return Axis.of(joint, by_scope, len(episodes))
