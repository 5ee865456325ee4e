"""The error of a single rating in the unit of the scale."""

from __future__ import annotations

from math import sqrt

from coder.agreement.icc import Icc
from coder.agreement.stat import Stat


def measurement_error(found: Icc) -> Stat:
    """Return the standard error of measurement that belongs to ICC(A,1).

    It is the square root of what is not between children: ``sqrt(total * (1 - ICC(A,1)))``, where the total variance
    of one rating is that of children, coders and error together, ``(MSR + (k-1) MSE + k (MSC - MSE) / n) / k``
    (McGraw & Wong 1996, Table 4, case 2A).
    """
    value = found.icc2.value
    if value is None or found.msr is None or found.msc is None or found.mse is None:
        return Stat("sem", reason=found.icc2.reason or "TOO_FEW_UNITS", n_units=found.n, unit="rating")
    k = found.k
    total = (found.msr + (k - 1) * found.mse + k * (found.msc - found.mse) / found.n) / k
    return Stat("sem", sqrt(max(total * (1 - value), 0.0)), n_units=found.n, unit="rating")
