"""Both coders' states of one channel on the long axis, in the forms the families need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coder.agreement.annotations import Annotations
from coder.agreement.report.axis import Axis, Laid, Stretches, flattened, observable_codes
from coder.agreement.report.comparison import Comparison
from coder.agreement.report.pairs import CodedSession
from coder.agreement.stat import IntArray
from coder.agreement.sweep import UNOBS, Record
from coder.agreement.time_table import NONE_LABEL, Categories
from coder.model.scheme import Channel


@dataclass(frozen=True)
class CoderStates:
    """One coder's states of one channel in all sessions of a pair.

    ``ids`` are the events' ids in the order of `Laid.source`.
    """

    axis: Axis
    per_session: tuple[Stretches, ...]

    @cached_property
    def laid(self) -> Laid:
        """The states on the long axis, as coded."""
        return self.axis.lay(self.per_session)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of all sessions' events, one session after the other."""
        return tuple(id_ for stretches in self.per_session for id_ in stretches.ids)

    def annotations(self, codes: Sequence[str]) -> Annotations:
        """Return the observable states as annotations, cut to the windows."""
        laid = self.laid
        rank = np.argsort(np.argsort(np.array(codes, dtype=object))) if codes else np.empty(0, dtype=np.int64)
        seen = laid.label != UNOBS
        label = laid.label[seen]
        return Annotations.cut(laid.on[seen], laid.off[seen], label, rank[label], self.axis.windows)


@dataclass(frozen=True)
class StateChannel:
    """A state channel of a pair of coders.

    ``codes`` are the observable ones, in the order of the scheme.
    """

    comparison: Comparison
    channel: Channel

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The observable codes."""
        return observable_codes(self.channel)

    @cached_property
    def sides(self) -> tuple[CoderStates, CoderStates]:
        """Both coders' states as coded."""
        return self._sides(lambda item, coder: item.stretches(coder, self.channel))

    @cached_property
    def annotations(self) -> tuple[Annotations, Annotations]:
        """Both coders' observable states as annotations."""
        one, two = (side.annotations(self.codes) for side in self.sides)
        return one, two

    @cached_property
    def records(self) -> tuple[Record, Record]:
        """Both coders' records of an exclusive channel."""
        one, two = (record_of(side.laid) for side in self.sides)
        return one, two

    def records_of(self, code: str) -> tuple[Record, Record]:
        """Return both coders' records of one code of a channel that is not exclusive, against everything else."""
        channel = self.channel
        leave_gaps_out = self.comparison.options.gaps_of(channel) == "exclude"

        def stretches(item: CodedSession, coder: str) -> Stretches:
            states = item.track(coder, channel.id).states
            return flattened(states, code, channel.unobservable, leave_gaps_out)

        one, two = self._sides(stretches)
        return record_of(one.laid), record_of(two.laid)

    def categories(self, code: str = "") -> Categories:
        """Return the rows and columns of the channel's table, or of one code's."""
        options, channel = self.comparison.options, self.channel
        gaps = options.gaps_of(channel)
        if not code:
            return Categories.of(self.codes, channel.unobservable, options.unobs_policy, gaps)
        if gaps == "exclude":
            names = (code, NONE_LABEL)
            return Categories.of(names, channel.unobservable, options.unobs_policy, "exclude")
        return Categories.of((code,), channel.unobservable, options.unobs_policy, "as_none")

    @cached_property
    def occurrences(self) -> IntArray:
        """Return how often each coder used each code within the joint windows, shape (2, codes)."""
        scope = self.comparison.axis.scope
        return np.array(
            [np.bincount(a.label[scope[a.window] == 0], minlength=len(self.codes)) for a in self.annotations]
        )

    def _sides(self, stretches_of: Callable[[CodedSession, str], Stretches]) -> tuple[CoderStates, CoderStates]:
        pair = self.comparison.pair
        one, two = (
            CoderStates(
                self.comparison.axis,
                tuple(stretches_of(item, coder) for item in pair.sessions),
            )
            for coder in (pair.coder_a, pair.coder_b)
        )
        return one, two


def record_of(laid: Laid) -> Record:
    """Return disjoint stretches on the axis as a record."""
    return Record(laid.on, laid.off, laid.label)
