"""What the families of typed values share: sessions, places, and intervals when a child gives several units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from coder.agreement.bootstrap import Limits, cluster_bootstrap
from coder.agreement.icc import icc, icc_of, unit_moments
from coder.agreement.report.options import Options
from coder.agreement.report.pairs import CodedSession
from coder.agreement.report.place import Place, SessionInfo, Sessions
from coder.agreement.report.sheet import Sheet
from coder.agreement.rows import Family
from coder.agreement.stat import FloatArray, IntArray, Stat
from coder.model.scheme import Scheme

EVERYBODY: Final = ("", "")
"""The coders of a figure over all coders."""


def sessions_of(items: Iterable[CodedSession], independent: bool = True) -> Sessions:
    """Return sessions whose figures have no coding day."""
    return Sessions(tuple(SessionInfo(item.session.id, item.child, "") for item in items), independent)


def place_of(
    family: Family,
    target: str,
    unit: str,
    coders: tuple[str, str],
    scheme: Scheme,
    options: Options,
    order: tuple[int, int],
    params: Mapping[str, object] | None = None,
) -> Place:
    """Return the place of a target of a scheme; ``order`` is that of the scheme and of the target in it."""
    return Place.of(family, target, unit, coders, {"scheme": scheme.ref, **(params or {})}, options, order)


def add_icc(sheet: Sheet, place: Place, sessions: Sessions, table: FloatArray, session: IntArray) -> None:
    """Add ICC(A,1) of complete units (n, 2); ``session`` is the place of each unit's session.

    The interval is F-based when every child gives one unit, else children are resampled.
    """
    n_units = np.bincount(session, minlength=len(sessions.infos))
    result = icc(table.tolist(), sheet.options.conf).icc2
    if one_unit_per_child(sessions, n_units):
        sheet.stat(place, sessions, result, n_units)
        return
    moments = np.zeros((len(sessions.infos), 3 + table.shape[1]))
    np.add.at(moments, session, unit_moments(table))
    (found,) = cluster_bootstrap(sessions.by_child(moments), icc_of, resampling=sheet.options.resampling)
    resampled(sheet, place, sessions, result, n_units, found.shown)


def resampled(sheet: Sheet, place: Place, sessions: Sessions, stat: Stat, n_units: IntArray, limits: Limits) -> None:
    """Add a figure whose analytic interval gives way to a resampled one."""
    sheet.put(place, sessions, stat.name, stat.value, stat.reason, n_units, stat.warnings, limits)


def one_unit_per_child(sessions: Sessions, n_units: IntArray) -> bool:
    """Return whether no child gives more than one unit."""
    return int(sessions.by_child(n_units).max(initial=0)) <= 1
