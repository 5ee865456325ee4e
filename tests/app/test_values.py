"""Measures and coefficients as people read them."""

import pytest

from coder.app.values import coefficient, shown
from coder.metrics import MeasureRow
from coder.metrics.rows import NO_EVIDENCE


def row(measure, status, value=None, lower=None, unit="ms"):
    return MeasureRow(
        session="s1",
        child="c1",
        coder="anna",
        episode="ep5",
        measure=measure,
        part="all",
        value=value,
        unit=unit,
        n=1,
        exposure_ms=1,
        status=status,
        lower_ms=lower,
        upper_ms=None,
        flags=(),
        evidence=NO_EVIDENCE,
        params="",
    )


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (row("comfort_latency", "event", 5_200), "5.2"),
        (row("comfort_latency", "competing:caregiver", lower=47_200), "≥ 47.2 picked up first"),
        (row("comfort_latency", "competing:self_recovered", lower=39_000), "≥ 39.0 calmed alone"),
        (row("comfort_latency", "right_censored", lower=180_000), "≥ 180.0 did not seek"),
        (row("calm_latency", "right_censored", lower=180_000), "≥ 180.0 not calm by the end"),
        (row("calm_latency", "na_no_distress"), "– no distress"),
        (row("comfort_latency", "needs_initiator"), "– who began contact?"),
        (row("smile_rate", "zero", 0, unit="per_min"), "0.0"),
        (row("sb_prop", "ok", 0.663, unit="prop"), "66 %"),
        (row("checks", "ok", 7, unit="count"), "7"),
        (row("smile_rate", "not_coded", unit="per_min"), "pending"),
    ],
)
def test_a_dash_is_never_a_zero_and_censored_times_are_bounds(given, text):
    assert str(shown(given)) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.876, ".88"), (1.0, "1.00"), (-0.05, "−.05"), (-1.0, "−1.00"), (0.0, ".00"), (None, "–")]
)
def test_coefficients_have_two_decimals_and_no_leading_zero(value, text):
    assert coefficient(value) == text
