"""The measures by name, in the order of the tables: their unit, and what they are in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Family = Literal[
    "seeking",
    "secure_base",
    "comfort",
    "soothing",
    "recovery",
    "positive",
    "intervals",
    "responsiveness",
    "inhibition",
    "support",
]
Unit = Literal["per_min", "ms", "prop", "count", "per_3min"]

FIVE: Final[tuple[Family, ...]] = ("seeking", "secure_base", "comfort", "soothing", "positive")
"""The families of the five measures; the others are companions."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one value of the column ``measure`` stands for."""

    name: str
    family: Family
    unit: Unit
    label: str
    definition: str


_LISTED: Final = (
    Measure(
        "proximity_rate",
        "seeking",
        "per_min",
        "Approaches to the caregiver",
        "Approaches per observed minute of stress (reunions and distress) with the caregiver there, not in contact.",
    ),
    Measure("bids_rate", "seeking", "per_min", "Bids", "Bids per minute of the same time."),
    Measure(
        "sb_time",
        "secure_base",
        "ms",
        "Secure base time",
        "Exploration close in time to a check-back with the caregiver.",
    ),
    Measure("sb_prop", "secure_base", "prop", "Secure base share", "Secure base time as a share of observed time."),
    Measure("checks", "secure_base", "count", "Check-backs", "Check-backs during or shortly after exploration."),
    Measure("check_rate", "secure_base", "per_min", "Check-back rate", "Check-backs per minute of exploration."),
    Measure(
        "x_time", "secure_base", "ms", "Exploration time", "Exploration while neither distressed nor held by anyone."
    ),
    Measure("x_prop", "secure_base", "prop", "Exploration share", "Exploration time as a share of observed time."),
    Measure("x_longest", "secure_base", "ms", "Longest exploration", "The longest unbroken stretch of exploration."),
    Measure(
        "check_gap", "secure_base", "ms", "Time between check-backs", "Median time between successive check-backs."
    ),
    Measure(
        "comfort_latency",
        "comfort",
        "ms",
        "Time to seek comfort",
        "From distress with the caregiver there to the child's first approach, bid or contact of its own.",
    ),
    Measure(
        "calm_latency",
        "soothing",
        "ms",
        "Time to calm",
        "From the start of the clock to the end of distress, when calm is confirmed.",
    ),
    Measure(
        "hr_recovery",
        "recovery",
        "ms",
        "Heart rate recovery",
        "From the same start until heart rate stays at or below its baseline mean + 1 SD for the calm time.",
    ),
    Measure("distress_prop", "soothing", "prop", "Share in distress", "Distress as a share of observed reunion time."),
    Measure("to_play", "soothing", "ms", "Time to play", "From reunion to the first exploration of at least 3 s."),
    Measure("smile_rate", "positive", "per_min", "Smiles", "Smiles that begin, per observed minute."),
    Measure(
        "voc_rate", "positive", "per_min", "Vocalisations", "Vocalisations that begin outside distress, per minute."
    ),
    Measure("eye_rate", "positive", "per_min", "Eye contact", "Mutual gaze that begins, per observed minute."),
    Measure(
        "positive_rate",
        "positive",
        "per_min",
        "Positive interaction",
        "Smiles, vocalisations and eye contact, summed.",
    ),
    Measure("smile_prop", "positive", "prop", "Share smiling", "Smiling as a share of observed time."),
    Measure("eye_prop", "positive", "prop", "Share in eye contact", "Eye contact as a share of observed time."),
    *(
        Measure(
            f"interval_{name}", "intervals", "per_3min", f"{label}, 15-s bins", f"Bins of 15 s with {words}, per 3 min."
        )
        for name, label, words in (
            ("distress", "Distress", "distress"),
            ("manipulatory", "Manipulation", "manipulatory exploration"),
            ("locomotor", "Locomotion", "locomotor exploration"),
            ("visual", "Visual exploration", "visual exploration"),
            ("smile", "Smiles", "smiling"),
            ("vocalise", "Vocalisations", "vocalising"),
        )
    ),
    *(
        Measure(
            f"{stage}_prop",
            "responsiveness",
            "prop",
            f"Signals {done}",
            f"Share of the child's signals {done}.",
        )
        for stage, done in (("attend", "noticed"), ("understand", "understood"), ("act", "acted on"))
    ),
    *(
        Measure(f"{stage}_latency", "responsiveness", "ms", f"Time to {verb}", f"Median time from a signal to {noun}.")
        for stage, verb, noun in (
            ("attend", "notice", "being noticed"),
            ("understand", "understand", "being understood"),
            ("act", "act", "the answering act"),
        )
    ),
    Measure(
        "exploration_inhibition",
        "inhibition",
        "prop",
        "Exploration lost to distress",
        "Share of calm time spent exploring minus share of distressed time spent exploring.",
    ),
    Measure("availability_prop", "support", "prop", "Partner available", "Availability as a share of observed time."),
    Measure("encouragement_rate", "support", "per_min", "Encouragement", "Encouragements per observed minute."),
    Measure("intrusion_rate", "support", "per_min", "Intrusion", "Intrusions per observed minute."),
)

MEASURES: Final[dict[str, Measure]] = {measure.name: measure for measure in _LISTED}
"""Measure name → measure, in the order of the tables."""

LATENCIES: Final = ("comfort_latency", "calm_latency", "hr_recovery", "to_play")
"""Names of the measures that are a time to an event which may never come."""
