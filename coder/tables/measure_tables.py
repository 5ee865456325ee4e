"""The tables `measures` and `opportunities`; their rows are those of `coder.metrics`."""

from __future__ import annotations

from typing import Final

from coder.metrics import MEASURES
from coder.metrics.wording import PARTS
from coder.tables.columns import CHILD, CODER, EVIDENCE, FLAG, PARAMS, SESSION, STATUS, time_column
from coder.tables.schema import Column, Table

_UNITS: Final = {
    "per_min": "per observed minute",
    "ms": "milliseconds",
    "prop": "share from 0 to 1",
    "count": "count",
    "per_3min": "15-s bins per 3 minutes",
}
_ROW_PARTS: Final = ("all", "reunion", "distress")
_OPPORTUNITY_PARTS: Final = ("at_entry", "within")
_NO_NUMBER: Final = "there is no number; the status says why"
_NOT_LATENCY: Final = "it is no latency, or its status leaves this bound open"

MEASURES_TABLE: Final = Table(
    name="measures",
    row="session × coder × episode × measure × part",
    parametrised=True,
    columns=(
        SESSION,
        CHILD,
        CODER,
        Column("episode", "text", "Episode", "Id of the episode, or session for the whole session."),
        Column(
            "measure",
            "text",
            "Measure",
            "; ".join(f"{measure.name}: {measure.definition}" for measure in MEASURES.values()),
            allowed=tuple((measure.name, measure.label) for measure in MEASURES.values()),
        ),
        Column(
            "part",
            "text",
            "Part",
            "Which part of the time the number is about.",
            allowed=tuple((part, PARTS[part]) for part in _ROW_PARTS),
        ),
        Column("value", "number", "Value", "The number, in the unit of the next column.", missing=_NO_NUMBER),
        Column("unit", "text", "Unit", "Unit of the value.", allowed=tuple(_UNITS.items())),
        Column(
            "n",
            "integer",
            "Count",
            "How many events, spans, signals or opportunities the number rests on, as the measure has it.",
            missing="nothing was looked for: the status is not_coded, not_run or not_bound",
        ),
        time_column(
            "exposure_ms",
            "Exposure",
            "Time the number rests on: observed time for rates and shares, the time timed for latencies.",
            "nothing was looked for: the status is not_coded, not_run or not_bound",
        ),
        STATUS,
        time_column("lower_ms", "Lower bound", "Lower bound of a latency in interval form.", _NOT_LATENCY),
        time_column("upper_ms", "Upper bound", "Upper bound of a latency in interval form.", _NOT_LATENCY),
        FLAG,
        EVIDENCE,
        PARAMS,
    ),
)

OPPORTUNITIES_TABLE: Final = Table(
    name="opportunities",
    row="distress episode × spell with the caregiver × measure",
    parametrised=True,
    columns=(
        SESSION,
        CHILD,
        CODER,
        Column(
            "measure",
            "text",
            "Measure",
            "Which latency was timed.",
            allowed=tuple((name, MEASURES[name].label) for name in ("comfort_latency", "calm_latency")),
        ),
        Column("episode", "text", "Episode", "Id of the first episode that ends after the clock started."),
        Column(
            "part",
            "text",
            "Part",
            "Whether the child was distressed before the caregiver was there.",
            allowed=tuple((part, PARTS[part]) for part in _OPPORTUNITY_PARTS),
        ),
        time_column("de_on", "Distress begins", "Start of the distress episode."),
        time_column("de_off", "Distress ends", "End of the distress episode."),
        time_column("spell_on", "Caregiver from", "Start of the spell with the caregiver."),
        time_column("spell_off", "Caregiver until", "End of the spell with the caregiver."),
        time_column("t0", "Clock start", "When the latency starts to count."),
        time_column("time", "Time", "From clock start to the event, the competing end or censoring.", _NO_NUMBER),
        Column(
            "event",
            "integer",
            "Event",
            "How the time ended, as survival models read it.",
            allowed=(("1", "event"), ("0", "right-censored"), ("2", "competing end")),
            missing=_NO_NUMBER,
        ),
        Column(
            "cause",
            "text",
            "Cause",
            "What competing end came first.",
            allowed=(("caregiver", "picked up first"), ("self_recovered", "calm without seeking")),
            missing="no competing end",
        ),
        STATUS,
        time_column("lower", "Lower bound", "Lower bound of the latency in interval form.", _NOT_LATENCY),
        time_column("upper", "Upper bound", "Upper bound of the latency in interval form.", _NOT_LATENCY),
        FLAG,
        EVIDENCE,
        PARAMS,
    ),
)
