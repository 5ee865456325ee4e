"""The measures of attachment behaviour: pure functions from one coding to typed rows.

`measure(resolve(scheme, session, coding), parameters)` gives the rows of the tables `measures` and `opportunities`.
"""

from coder.metrics.catalogue import FIVE, LATENCIES, MEASURES, Family, Measure, Unit
from coder.metrics.engine import FAMILIES, measure
from coder.metrics.errors import MetricsError
from coder.metrics.heart_rate import Heart, HeartRate, read_heart_rate
from coder.metrics.parameters import DEFAULTS, MEANINGS, STRICT, Parameters, read_settings
from coder.metrics.rows import Evidence, Measured, MeasureRow, OpportunityRow, Status
from coder.metrics.wording import FLAGS, PARTS, STATUSES

__all__ = [
    "DEFAULTS",
    "FAMILIES",
    "FIVE",
    "FLAGS",
    "LATENCIES",
    "MEANINGS",
    "MEASURES",
    "PARTS",
    "STATUSES",
    "STRICT",
    "Evidence",
    "Family",
    "Heart",
    "HeartRate",
    "Measure",
    "MeasureRow",
    "Measured",
    "MetricsError",
    "OpportunityRow",
    "Parameters",
    "Status",
    "Unit",
    "measure",
    "read_heart_rate",
    "read_settings",
]
