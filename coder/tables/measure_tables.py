"""The tables `measures` and `opportunities`; their rows are those of `coder.metrics`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from coder.metrics import MEASURES
from coder.metrics.wording import PARTS
from coder.tables.columns import (
    CHILD,
    CODER,
    EPISODE,
    EVIDENCE,
    FLAG,
    NOT_A_CLASSIFICATION,
    PARAMS,
    SESSION,
    STATUS,
    time_column,
)
from coder.tables.schema import Column, Table

UNITS: Final = {
    "per_min": "per observed minute",
    "ms": "milliseconds",
    "prop": "share from 0 to 1",
    "count": "count",
    "per_3min": "15-s bins per 3 minutes",
}
_ROW_PARTS: Final = ("all", "reunion", "distress")
_OPPORTUNITY_PARTS: Final = ("at_entry", "within")
_TIMED: Final = ("comfort_latency", "calm_latency", "hr_recovery")
NO_NUMBER: Final = "there is no number; the status says why"
_NOT_LOOKED_FOR: Final = "nothing was looked for: the status is not_coded, not_run or not_bound"
_NOT_LATENCY: Final = "it is no latency, or its status leaves this bound open"

MEASURES_TABLE: Final = Table(
    name="measures",
    row="session × coder × episode × measure × part",
    parametrised=True,
    note=NOT_A_CLASSIFICATION,
    columns=(
        SESSION,
        CHILD,
        CODER,
        Column("episode", "text", "Episode", "Id of the episode, or session for the whole session.", repeated=True),
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
        Column(
            "value",
            "number",
            "Value",
            "The number, in the unit of the next column.",
            missing=NO_NUMBER,
            reason="status",
        ),
        Column("unit", "text", "Unit", "Unit of the value.", allowed=tuple(UNITS.items())),
        Column(
            "n",
            "integer",
            "Count",
            "How many events, spans, signals or opportunities the number rests on, as the measure has it.",
            missing=_NOT_LOOKED_FOR,
            reason="status",
        ),
        time_column(
            "exposure_ms",
            "Exposure",
            "Time the number rests on: observed time for rates and shares, the time timed for latencies.",
            _NOT_LOOKED_FOR,
            reason="status",
        ),
        STATUS,
        time_column(
            "lower_ms", "Lower bound", "Lower bound of a latency in interval form.", _NOT_LATENCY, reason="status"
        ),
        time_column(
            "upper_ms", "Upper bound", "Upper bound of a latency in interval form.", _NOT_LATENCY, reason="status"
        ),
        FLAG,
        EVIDENCE,
        PARAMS,
    ),
)

OPPORTUNITIES_TABLE: Final = Table(
    name="opportunities",
    row="distress episode × spell with the caregiver × measure",
    parametrised=True,
    note=NOT_A_CLASSIFICATION,
    columns=(
        SESSION,
        CHILD,
        CODER,
        Column(
            "measure",
            "text",
            "Measure",
            "Which latency was timed.",
            allowed=tuple((name, MEASURES[name].label) for name in _TIMED if name in MEASURES),
        ),
        replace(EPISODE, definition="Id of the first episode that ends after the clock started."),
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
        time_column(
            "time", "Time", "From clock start to the event, the competing end or censoring.", NO_NUMBER, reason="status"
        ),
        Column(
            "event",
            "integer",
            "Event",
            "How the time ended, as survival models read it.",
            allowed=(("1", "event"), ("0", "right-censored"), ("2", "competing end")),
            missing=NO_NUMBER,
            reason="status",
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
        time_column(
            "lower", "Lower bound", "Lower bound of the latency in interval form.", _NOT_LATENCY, reason="status"
        ),
        time_column(
            "upper", "Upper bound", "Upper bound of the latency in interval form.", _NOT_LATENCY, reason="status"
        ),
        FLAG,
        EVIDENCE,
        PARAMS,
    ),
)
