"""Many sessions: the statistic of the summed tables, and beside it how the sessions spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from coder.agreement.bootstrap import Statistic
from coder.agreement.kappa import kappa, margins
from coder.agreement.stat import Reason, Stat

HETEROGENEOUS_ABOVE: Final = 0.10


@dataclass(frozen=True, slots=True)
class Pooled:
    """The pooled figure and its per-session values (`pooled`).

    Attributes
    ----------
    pooled : Stat
        The statistic of the summed tables: the headline. Kappas are never averaged.
    per_session : tuple of (value, reason)
    median, minimum, maximum : Stat
        Over the sessions in which the statistic is defined.
    heterogeneous : bool
        Whether median and pooled figure differ by more than .10.
    """

    pooled: Stat
    per_session: tuple[tuple[float | None, Reason | None], ...]
    n_defined: int
    n_undefined: int
    median: Stat
    minimum: Stat
    maximum: Stat
    heterogeneous: bool


def pooled(tables: ArrayLike, statistic: Statistic = kappa, name: str = "kappa", unit: str = "ms") -> Pooled:
    """Return a statistic of the summed tables and its spread over sessions.

    Parameters
    ----------
    tables : array (S, q, q)
        One table per session.
    statistic
        A coefficient of margins, such as `kappa.kappa` or `ipf.kappa_ipf`.
    """
    array = np.asarray(tables, dtype=np.float64)
    m = margins(array)
    whole = statistic(m.sum(0)).stat(name, float(array.sum()), unit)
    each = statistic(m)
    values = each.values[each.defined]
    n = len(values)

    def spread(label: str, value: float | None) -> Stat:
        return Stat(label, value, None if n else "NO_DEFINED_SESSIONS", n_units=n, unit="session")

    median = float(np.median(values)) if n else None
    apart = abs(median - whole.value) if median is not None and whole.value is not None else 0.0
    return Pooled(
        whole,
        tuple(each.pairs()),
        n,
        len(array) - n,
        spread("median", median),
        spread("min", float(values.min()) if n else None),
        spread("max", float(values.max()) if n else None),
        apart > HETEROGENEOUS_ABOVE,
    )
