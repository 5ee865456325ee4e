"""What a user can choose about an agreement report; everything here is stored with the figures it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from coder.agreement.bootstrap import Resampling
from coder.agreement.errors import AgreementError
from coder.agreement.intervals import check_overlap
from coder.agreement.time_table import GapPolicy, UnobsPolicy
from coder.model.scheme import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Settings of an agreement report.

    Attributes
    ----------
    pair : (coder_a, coder_b), optional
        Only this pair, in this order; by default every pair in order of their ids.
    tol_ms : int
        Tolerance of the tolerant kappa, and the longest disagreement that can be a boundary.
    etol_ms : int
        Tolerance within which two point events can be the same.
    event_modifier : str
        Id of a modifier: then point events of one code with different values of it count as different. Empty: the
        code alone counts.
    overlap : float
        Least overlap of linked annotations, .51 to .90.
    unobs_policy
        What happens to time a coder marked as unobservable; see `time_table.time_table`.
    gap_policy
        The same for time without a code; ``by_channel`` leaves gaps out of exhaustive channels only.
    seed, n_resamples, conf
        Of the intervals.
    """

    pair: tuple[str, str] | None = None
    tol_ms: int = 2000
    etol_ms: int = 2000
    event_modifier: str = ""
    overlap: float = 0.60
    unobs_policy: UnobsPolicy = "drop_either"
    gap_policy: Literal["by_channel", "exclude", "as_none"] = "by_channel"
    seed: int = 1
    n_resamples: int = 2000
    conf: float = 0.95

    def __post_init__(self) -> None:
        check_overlap(self.overlap)
        if self.tol_ms < 0 or self.etol_ms < 0:
            raise AgreementError("A tolerance must be 0 ms or more.")
        if self.n_resamples < 1 or not 0 < self.conf < 1:
            raise AgreementError("At least one resample is needed, and a confidence between 0 and 1.")
        if self.seed < 0:
            raise AgreementError(f"The seed must be 0 or more: {self.seed} is not.")

    @property
    def resampling(self) -> Resampling:
        """How intervals are resampled."""
        return Resampling(self.seed, self.n_resamples, self.conf)

    def gaps_of(self, channel: Channel) -> GapPolicy:
        """Return what happens to time without a code on a channel."""
        if self.gap_policy == "by_channel":
            return "exclude" if channel.exhaustive else "as_none"
        return self.gap_policy


DEFAULTS: Final = Options()
