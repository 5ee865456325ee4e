"""The tables of agreement between coders; their rows are those of `coder.agreement.rows`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from coder.tables.columns import CHILD, SESSION, time_column
from coder.tables.schema import Column, Table

_FAMILIES: Final = {
    "state": "states, by time",
    "event": "points, matched within a tolerance",
    "interval": "states as annotations, linked by overlap",
    "scale": "rating scales",
    "class": "classifications",
    "measure": "measures computed from each coding",
}
REASONS: Final = {
    "NO_DATA": "no jointly observed time, or no complete pair",
    "NO_VARIATION": "both used one and the same category, or nothing varies",
    "CODE_UNUSED": "neither coder used the code",
    "SINGLE_CATEGORY": "the scheme has fewer than two categories",
    "NO_EVENTS": "neither coder has events",
    "ONE_CODER_EMPTY": "only one coder has events",
    "NO_MATCHES": "no matched pair to measure",
    "SINGLE_CODE_STRUCTURAL_ZERO": "with a single code this coefficient says nothing",
    "NO_PAIRABLE_UNITS": "no unit was coded by two coders",
    "TOO_FEW_UNITS": "too few units",
    "TOO_FEW_RATERS": "fewer than two coders",
    "NO_BETWEEN_VARIANCE": "the children do not differ enough to divide by",
    "CI_DEGENERATE": "the interval cannot be computed",
    "BCA_DEGENERATE": "the bootstrap interval cannot be computed",
    "BOOTSTRAP_UNSTABLE": "too many resamples were undefined",
    "TOO_FEW_SESSIONS": "fewer than five children with data",
    "TOO_FEW_BLOCKS": "fewer than twenty blocks",
    "BASELINE_NO_VARIATION": "the baseline does not vary",
    "BASELINE_TOO_SHORT": "the baseline is too short",
    "NO_DEFINED_SESSIONS": "no session has a value",
    "NO_DEFINED_PAIRS": "no pair has a value",
    "NOT_INDEPENDENT": "the codings are not independent",
}
WARNINGS: Final = {
    "SMALL_CELL": "the code is rare",
    "FEW_CLUSTERS": "fewer than ten children",
    "SKEWED_MARGINS": "one category prevails",
    "GAPS": "more than 2 % of the time has no code",
    "DEGENERATE_MARGIN": "one coder used a single category",
    "NEGATIVE": "less agreement than chance",
    "UNBALANCED": "different coders per child",
}
_CI_METHODS: Final = {
    "percentile": "bootstrap percentiles",
    "bca": "bias-corrected bootstrap",
    "f": "F distribution",
    "fce": "Fleiss, Cohen and Everitt",
    "lin": "Lin",
    "t": "t distribution",
}
_CODER_A: Final = Column(
    "coder_a", "text", "Coder A", "Id of the first coder.", missing="all coders together", repeated=True
)
_CODER_B: Final = Column(
    "coder_b", "text", "Coder B", "Id of the second coder.", missing="all coders together", repeated=True
)
_FAMILY: Final = Column("family", "text", "Family", "What is compared.", allowed=tuple(_FAMILIES.items()))
_TARGET: Final = Column(
    "target", "text", "Target", "Id of the channel, scale, classification or measure.", repeated=True
)
_CODE: Final = Column("code", "text", "Code", "Code or part the figure is about.", missing="all of them", repeated=True)
_SCOPE: Final = Column("scope", "text", "Scope", "all, or the id of the episode.", repeated=True)
_STAT: Final = Column("stat", "text", "Statistic", "Name of the figure.", repeated=True)
_VALUE: Final = Column("value", "number", "Value", "The figure.", missing="undefined; reason says why", reason="reason")
_REASON: Final = Column(
    "reason", "text", "Reason", "Why there is no value.", allowed=tuple(REASONS.items()), missing="there is a value"
)
_INTERVAL: Final = (
    Column("ci_lo", "number", "Lower limit", "Lower limit of the interval.", missing="no interval", reason="ci_reason"),
    Column("ci_hi", "number", "Upper limit", "Upper limit of the interval.", missing="no interval", reason="ci_reason"),
    Column(
        "ci_method",
        "text",
        "Interval by",
        "How the interval was made.",
        allowed=tuple(_CI_METHODS.items()),
        missing="no interval",
    ),
    Column(
        "ci_reason",
        "text",
        "No interval because",
        "Why there is no interval.",
        allowed=tuple(REASONS.items()),
        missing="there is one, or none belongs to this figure",
    ),
)
_SIZE: Final = (
    Column("n_units", "integer", "Units", "How many units the figure rests on."),
    Column("unit", "text", "Unit", "What a unit is.", repeated=True),
    Column("n_sessions", "integer", "Sessions", "Sessions with units."),
    Column("n_clusters", "integer", "Children", "Children with units."),
    Column(
        "warnings",
        "text",
        "Warnings",
        "What to keep in mind about the value, joined by semicolons.",
        allowed=tuple(WARNINGS.items()),
        missing="none",
        joined=True,
    ),
    Column("params", "text", "Settings", "The settings that change the figure, as JSON.", repeated=True),
)

AGREEMENT_TABLE: Final = Table(
    name="agreement",
    row="figure × pair of coders, pooled over sessions",
    columns=(_FAMILY, _TARGET, _CODE, _SCOPE, _CODER_A, _CODER_B, _STAT, _VALUE, _REASON, *_INTERVAL, *_SIZE),
)

AGREEMENT_SESSIONS_TABLE: Final = Table(
    name="agreement_sessions",
    row="figure × pair of coders × session",
    columns=(
        SESSION,
        CHILD,
        Column(
            "coding_day",
            "text",
            "Coded on",
            "Day on which the later coder finished.",
            missing="not finished",
            repeated=True,
        ),
        _FAMILY,
        _TARGET,
        _CODE,
        _SCOPE,
        _CODER_A,
        _CODER_B,
        _STAT,
        _VALUE,
        _REASON,
        *_SIZE,
    ),
)

AGREEMENT_CONFUSION_TABLE: Final = Table(
    name="agreement_confusion",
    row="cell above zero of a table of codes",
    columns=(
        _FAMILY,
        _TARGET,
        _CODE,
        _SCOPE,
        replace(SESSION, missing="all sessions together"),
        _CODER_A,
        _CODER_B,
        Column("row", "text", "Row", "What coder A says; (gap) no code, (unmatched) no such event.", repeated=True),
        Column("col", "text", "Column", "What coder B says; (gap) no code, (unmatched) no such event.", repeated=True),
        Column("amount", "integer", "Amount", "What the cell holds, in the unit of the next column."),
        Column("unit", "text", "Unit", "Unit of the amount.", allowed=(("ms", "milliseconds"), ("count", "tallies"))),
    ),
)

AGREEMENT_EVENTS_TABLE: Final = Table(
    name="agreement_events",
    row="pair of matched events, or event only one coder has",
    columns=(
        SESSION,
        _TARGET,
        _CODER_A,
        _CODER_B,
        Column(
            "kind",
            "text",
            "Kind",
            "What the two coders made of it.",
            allowed=(
                ("match", "the same code within the tolerance"),
                ("confusion", "different codes within the tolerance"),
                ("only_a", "only coder A has it"),
                ("only_b", "only coder B has it"),
            ),
        ),
        Column("code_a", "text", "Code of A", "Coder A's code.", missing="only coder B has it", repeated=True),
        Column("code_b", "text", "Code of B", "Coder B's code.", missing="only coder A has it", repeated=True),
        Column("id_a", "text", "Event of A", "Id of coder A's event.", missing="only coder B has it"),
        Column("id_b", "text", "Event of B", "Id of coder B's event.", missing="only coder A has it"),
        time_column("t_a", "Time of A", "Session time of coder A's event.", "only coder B has it"),
        time_column("t_b", "Time of B", "Session time of coder B's event.", "only coder A has it"),
        time_column("dt", "Difference", "Time of B minus time of A.", "only one coder has it"),
    ),
)

AGREEMENT_DISAGREEMENTS_TABLE: Final = Table(
    name="agreement_disagreements",
    row="stretch in which two coders' codes differ",
    columns=(
        SESSION,
        _TARGET,
        _CODER_A,
        _CODER_B,
        time_column("on", "Begins", "Start in session time."),
        time_column("off", "Ends", "End in session time."),
        Column("code_a", "text", "Code of A", "Coder A's code; (gap) is no code.", repeated=True),
        Column("code_b", "text", "Code of B", "Coder B's code; (gap) is no code.", repeated=True),
        Column("ids_a", "text", "Events of A", "Ids of coder A's events in it, joined by semicolons.", missing="none"),
        Column("ids_b", "text", "Events of B", "Ids of coder B's events in it, joined by semicolons.", missing="none"),
        time_column("length", "Length", "From start to end."),
        Column("share", "number", "Share", "Share of all disagreement of the session and channel."),
        Column("gain", "number", "Gain", "How much kappa would rise if it were settled.", missing="kappa is undefined"),
        Column(
            "kind",
            "text",
            "Kind",
            "Whether the codes or only their boundary differ.",
            allowed=(("boundary", "one boundary is set differently"), ("label", "the codes differ")),
        ),
    ),
)
