"""The one door to the measures: from a coding made ready to be read to its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from coder.metrics.catalogue import MEASURES, Family
from coder.metrics.comfort import comfort_rows
from coder.metrics.context import Context
from coder.metrics.heart_rate import Heart
from coder.metrics.inhibition import inhibition_rows
from coder.metrics.intervals import interval_rows
from coder.metrics.parameters import DEFAULTS, Parameters
from coder.metrics.positive import positive_rows
from coder.metrics.recovery import recovery_rows
from coder.metrics.responsiveness import responsiveness_rows
from coder.metrics.rows import Measured
from coder.metrics.secure_base import secure_base_rows
from coder.metrics.seeking import seeking_rows
from coder.metrics.sheet import Sheet
from coder.metrics.soothing import soothing_rows
from coder.metrics.support import support_rows
from coder.model.tracks import Tracks

_MEASURED_BY: Final[dict[Family, Callable[[Context, Sheet], Measured]]] = {
    "seeking": seeking_rows,
    "secure_base": secure_base_rows,
    "comfort": comfort_rows,
    "soothing": soothing_rows,
    "recovery": recovery_rows,
    "positive": positive_rows,
    "intervals": interval_rows,
    "responsiveness": responsiveness_rows,
    "inhibition": inhibition_rows,
    "support": support_rows,
}

FAMILIES: Final[tuple[Family, ...]] = tuple(_MEASURED_BY)

_ORDER: Final = {name: place for place, name in enumerate(MEASURES)}


def measure(
    tracks: Tracks,
    parameters: Parameters = DEFAULTS,
    families: Collection[Family] = FAMILIES,
    heart: Heart | None = None,
) -> Measured:
    """Compute the measures of one coding.

    Parameters
    ----------
    tracks : Tracks
        The coding, closed and cut (`coder.model.tracks.resolve`).
    parameters : Parameters
        The set to compute with.
    families : collection of Family
        Which measures to compute; all when not given.
    heart : Heart, optional
        What was recorded of the heart in the session, on the session axis; None where nothing was.

    Returns
    -------
    Measured
        Rows in the order of the catalogue, each measure's session first, then its episodes in time order, then those
        that were not held; opportunities by measure, in time order.
    """
    context = Context(tracks, parameters, heart)
    sheet = Sheet(context)
    parts = [compute(context, sheet) for family, compute in _MEASURED_BY.items() if family in families]
    rows = sorted((row for part in parts for row in part.rows), key=lambda row: _ORDER[row.measure])
    return Measured(tuple(rows), tuple(row for part in parts for row in part.opportunities))
