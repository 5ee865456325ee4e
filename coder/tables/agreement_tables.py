"""The tables of agreement between coders; their rows are those of `coder.agreement.rows`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from coder.agreement.wording import CI_METHODS, FAMILIES, REASONS, WARNINGS
from coder.tables.columns import CHILD, SESSION, time_column
from coder.tables.schema import Column, Table

_CODER_A: Final = Column(
    "coder_a", "text", "Coder A", "Id of the first coder.", missing="all coders together", repeated=True
)
_CODER_B: Final = Column(
    "coder_b", "text", "Coder B", "Id of the second coder.", missing="all coders together", repeated=True
)
_FAMILY: Final = Column("family", "text", "Family", "What is compared.", allowed=tuple(FAMILIES.items()))
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
_NO_BASELINE: Final = "fewer than 12 sessions to start from, or they do not vary"
_INTERVAL: Final = (
    Column("ci_lo", "number", "Lower limit", "Lower limit of the interval.", missing="no interval", reason="ci_reason"),
    Column("ci_hi", "number", "Upper limit", "Upper limit of the interval.", missing="no interval", reason="ci_reason"),
    Column(
        "ci_method",
        "text",
        "Interval by",
        "How the interval was made.",
        allowed=tuple(CI_METHODS.items()),
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
    row="pair of matched events, or event of one coder",
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

AGREEMENT_DRIFT_TABLE: Final = Table(
    name="agreement_drift",
    row="session × pair × target, in the order of coding",
    columns=(
        _TARGET,
        _CODER_A,
        _CODER_B,
        Column("t", "integer", "Number", "Place of the session in the order of coding; the first is 1."),
        SESSION,
        Column("coding_day", "text", "Coded on", "Day on which the later coder finished.", repeated=True),
        Column("y", "number", "Figure", "Kappa of states, F1 of points, mean absolute difference of ratings."),
        Column("z", "number", "Moving average", "Weighted moving average of the figure.", missing=_NO_BASELINE),
        Column("lo", "number", "Lower limit", "Lower limit of the moving average.", missing=_NO_BASELINE),
        Column("hi", "number", "Upper limit", "Upper limit of the moving average.", missing=_NO_BASELINE),
        Column(
            "signal",
            "text",
            "Signal",
            "Whether the moving average has left its limits; then recalibrate the coders.",
            allowed=(
                ("none", "within the limits"),
                ("low", "below the lower limit"),
                ("high", "above the upper limit"),
            ),
            missing=_NO_BASELINE,
        ),
    ),
)

AGREEMENT_CODERS_TABLE: Final = Table(
    name="agreement_coders",
    row="code × coder × channel or classification",
    columns=(
        _TARGET,
        replace(_CODER_A, name="coder", label="Coder", definition="Id of the coder.", missing=""),
        Column("n_units", "integer", "Units", "What the coder shares with anybody: ms of states, or classifications."),
        Column(
            "alpha_without",
            "number",
            "Alpha without the coder",
            "Krippendorff's nominal alpha of all other coders.",
            missing="the others share nothing, or used one category",
        ),
        Column(
            "rise",
            "number",
            "Rise",
            "How much alpha rises without the coder.",
            missing="alpha is undefined with or without the coder",
        ),
        Column("code", "text", "Code", "Code or class.", repeated=True),
        Column(
            "share",
            "number",
            "Share",
            "Part of the shared units to which the coder gave the code.",
            missing="the coder shares no units",
        ),
        Column(
            "others_share",
            "number",
            "Share of the others",
            "Mean of the other coders' shares.",
            missing="the others share no units",
        ),
    ),
)
