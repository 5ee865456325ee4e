"""Agreement of two or more coders: timed codes, events, intervals, scales, classes and derived measures.

`agreement_report` compares all coders of a study and gives the rows of the agreement tables. Behind it every statistic
is a plain function in the module of its subject: duration tables in `time_table`, their coefficients in `kappa`,
`tolerance`, `alpha`, point events in `events`, overlapping states in `intervals`, ratings in `icc`, `weighted_kappa`
and `scales`, classes in `classes`, derived numbers in `derived`, uncertainty in `bootstrap`.
"""

from coder.agreement.errors import AgreementError
from coder.agreement.report.compare import AgreementReport, ComparedPair, agreement_report
from coder.agreement.report.measures import MeasureValue
from coder.agreement.report.options import Options
from coder.agreement.rows import AgreementRow, ConfusionRow, DisagreementRow, EventRow, SessionRow
from coder.agreement.stat import Stat

__all__ = [
    "AgreementError",
    "AgreementReport",
    "AgreementRow",
    "ComparedPair",
    "ConfusionRow",
    "DisagreementRow",
    "EventRow",
    "MeasureValue",
    "Options",
    "SessionRow",
    "Stat",
    "agreement_report",
]
