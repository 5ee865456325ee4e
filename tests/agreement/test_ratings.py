"""Ratings, classes and numbers: what the formulas give, and the named reason where they give nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, spearmanr

from coder.agreement.alpha import kripp_alpha
from coder.agreement.classes import fleiss_counts, light_kappa, multi_rater
from coder.agreement.coders import coder_matrix
from coder.agreement.derived import bland_altman, ccc, censored_latency
from coder.agreement.errors import AgreementError
from coder.agreement.icc import icc
from coder.agreement.scales import within
from coder.agreement.weighted_kappa import weighted_kappa

tables = st.lists(st.lists(st.integers(1, 7), min_size=3, max_size=3), min_size=3, max_size=12)


def anova(ratings: np.ndarray) -> dict[str, float]:
    """Return the mean squares from the residuals, term by term."""
    n, k = ratings.shape
    grand, rows, columns = ratings.mean(), ratings.mean(1), ratings.mean(0)
    error = ratings - rows[:, None] - columns + grand
    return {
        "msr": k * ((rows - grand) ** 2).sum() / (n - 1),
        "msc": n * ((columns - grand) ** 2).sum() / (k - 1),
        "mse": (error**2).sum() / ((n - 1) * (k - 1)),
        "msw": ((ratings - rows[:, None]) ** 2).sum() / (n * (k - 1)),
    }


@given(ratings=tables)
def test_mean_squares_are_those_of_the_residuals(ratings: list[list[int]]) -> None:
    found = icc(ratings)
    for name, value in anova(np.array(ratings, dtype=float)).items():
        assert getattr(found, name) == pytest.approx(value, abs=1e-9)


@given(ratings=tables, shift=st.integers(-1000, 1000), scale=st.integers(1, 9))
def test_the_correlation_ignores_where_the_scale_begins_and_its_unit(
    ratings: list[list[int]], shift: int, scale: int
) -> None:
    one, two = icc(ratings), icc([[scale * value + shift for value in row] for row in ratings])
    assert one.icc2.reason == two.icc2.reason
    assert one.icc2.value == pytest.approx(two.icc2.value, abs=1e-9)
    assert one.icc2.ci_lo == pytest.approx(two.icc2.ci_lo, abs=1e-6)


@given(ratings=tables)
def test_an_interval_holds_its_value(ratings: list[list[int]]) -> None:
    found = icc(ratings)
    for stat in (found.icc1, found.icc2, found.icc3):
        if stat.ci_lo is not None and stat.ci_hi is not None and stat.value is not None:
            assert stat.ci_lo - 1e-9 <= stat.value <= stat.ci_hi + 1e-9


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([], "TOO_FEW_UNITS"),
        ([[1, 2]], "TOO_FEW_UNITS"),
        ([[1], [2]], "TOO_FEW_RATERS"),
        ([[4, 4], [4, 4]], "NO_VARIATION"),
        ([[4.3, 4.3], [4.3, 4.3], [4.3, 4.3]], "NO_VARIATION"),
        # MSR = 0, MSC = 0, MSE = 2: the denominator MSR + MSE + 2 (MSC - MSE)/2 is 0.
        ([[1, 3], [3, 1]], "NO_BETWEEN_VARIANCE"),
    ],
)
def test_an_undefined_correlation_says_why(ratings: list[list[float]], reason: str) -> None:
    found = icc(ratings).icc2
    assert (found.value, found.reason, found.ci_lo, found.ci_reason) == (None, reason, None, reason)


def test_without_error_variance_there_is_no_interval() -> None:
    found = icc([[1, 1], [3, 3], [5, 5]]).icc2
    assert (found.value, found.ci_lo, found.ci_reason) == (1, None, "CI_DEGENERATE")


def test_incomplete_rows_are_dropped_and_counted() -> None:
    assert icc([[1, 2], [None, 3], [4, 4]]).n_dropped == 1


def test_a_negative_correlation_stands() -> None:
    found = icc([[1, 5], [5, 1], [2, 4], [4, 2.5]]).icc2
    assert found.value is not None and found.value < 0
    assert found.warnings == ("NEGATIVE",)


def test_kappa_by_chance_is_0_and_perfect_kappa_has_no_interval() -> None:
    # Margins 1/2 each; all cells equal: po = pe.
    assert weighted_kappa([[5, 5], [5, 5]]).kappa.value == 0
    perfect = weighted_kappa([[5, 0], [0, 5]]).kappa
    assert (perfect.value, perfect.ci_reason) == (1, "CI_DEGENERATE")
    assert weighted_kappa([[5, 0], [0, 0]]).kappa.reason == "NO_VARIATION"
    assert weighted_kappa(np.zeros((2, 2))).kappa.reason == "NO_DATA"


def test_quadratic_kappa_equals_its_definition_on_the_full_scale() -> None:
    table = np.zeros((7, 7))
    table[2, 2], table[2, 3], table[4, 3], table[5, 5] = 4, 2, 3, 1
    d = (np.arange(7)[:, None] - np.arange(7)) ** 2
    by_chance = np.outer(table.sum(1), table.sum(0)) / table.sum()
    expected = 1 - (table * d).sum() / (by_chance * d).sum()
    assert weighted_kappa(table, "quadratic").kappa.value == pytest.approx(expected)


def test_within_skips_incomplete_pairs() -> None:
    assert within([], []).exact_pct.reason == "NO_DATA"
    assert within([1, None], [None, 2]).n_incomplete == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [([], "NO_PAIRABLE_UNITS"), ([[1, None], [None, 2]], "NO_PAIRABLE_UNITS"), ([[3, 3], [3, 3]], "NO_VARIATION")],
)
def test_an_undefined_alpha_says_why(data: list[list[float | None]], reason: str) -> None:
    for level in ("nominal", "ordinal", "interval", "ratio"):
        assert kripp_alpha(data, level).reason == reason  # type: ignore[arg-type]


@given(a=st.lists(st.integers(1, 5), min_size=2, max_size=9), seed=st.integers(0, 99))
def test_alpha_does_not_depend_on_the_order_of_coders_and_units(a: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = np.array([a, rng.integers(1, 6, len(a)), rng.integers(1, 6, len(a))])
    mixed = data[rng.permutation(3)][:, rng.permutation(len(a))]
    for level in ("nominal", "ordinal", "interval"):
        one, two = kripp_alpha(data.tolist(), level), kripp_alpha(mixed.tolist(), level)  # type: ignore[arg-type]
        assert one.value == pytest.approx(two.value, abs=1e-9)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [([], [], "NO_DATA"), ([1], [2], "TOO_FEW_UNITS"), ([3, 3, 3], [3, 3, 3], "NO_VARIATION")],
)
def test_an_undefined_concordance_says_why(a: list[float], b: list[float], reason: str) -> None:
    assert ccc(a, b).ccc.reason == reason


def test_concordance_falls_short_of_correlation_by_shift_and_scale() -> None:
    a, b = [1.0, 2, 3, 4, 5], [2.0, 3, 5, 5, 6]
    c = ccc(a, b).ccc
    assert c.value is not None and c.value < pearsonr(a, b).statistic
    assert ccc(a, a).ccc.ci_reason == "CI_DEGENERATE"
    assert ccc([1, 2, 3], [1, 2, 4]).ccc.ci_reason == "CI_DEGENERATE"


def test_a_difference_that_grows_with_the_level_is_flagged() -> None:
    level = np.linspace(10, 100, 20)
    b = level.tolist()
    a = (level * 1.2 + np.tile([-0.3, 0.3], 10)).tolist()
    found = bland_altman(a, b)
    d, mean = np.array(a) - np.array(b), (np.array(a) + np.array(b)) / 2
    expected = spearmanr(d, mean)
    assert found.trend.value == pytest.approx(expected.statistic)
    assert found.trend_p == pytest.approx(expected.pvalue, abs=1e-9)
    assert found.trend_p is not None and found.trend_p < 0.05


def test_limits_of_equal_numbers_have_no_interval() -> None:
    assert bland_altman([1, 2, 3], [1, 2, 3]).bias.ci_reason == "CI_DEGENERATE"
    assert bland_altman([1], [2]).bias.reason == "TOO_FEW_UNITS"


def test_two_that_never_ended_are_no_latency_agreement() -> None:
    found = censored_latency([None, 1000, None], [None, None, 2000])
    assert found.n_both == 0
    assert found.icc.icc2.reason == "TOO_FEW_UNITS"
    assert found.bland_altman.bias.reason == "NO_DATA"


def test_categories_never_used_have_no_kappa_of_their_own() -> None:
    found = fleiss_counts([[3, 0, 0], [0, 3, 0], [2, 1, 0]])
    assert found.per_category[2].reason == "CODE_UNUSED"
    with pytest.raises(AgreementError, match="same number"):
        fleiss_counts([[3, 0], [1, 1]])
    assert fleiss_counts([[1, 0], [0, 1]]).fleiss.reason == "TOO_FEW_RATERS"


def test_coders_who_share_no_unit_have_no_agreement() -> None:
    found = multi_rater([["A", None], [None, "B"]], ["A", "B"])
    assert {found.pa.reason, found.fleiss.reason, found.ac1.reason} == {"NO_PAIRABLE_UNITS"}
    assert light_kappa([["A", None], [None, "B"]], ["A", "B"]).reason == "NO_DEFINED_PAIRS"
    with pytest.raises(AgreementError, match="'Z'"):
        multi_rater([["Z", "A"]], ["A", "B"])


def test_the_coder_who_departs_most_is_named() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 3, 40)
    off = np.where(rng.random(40) < 0.4, (truth + 1) % 3, truth)
    found = coder_matrix(np.array([truth, truth, off]), ["anna", "maria", "zoe"], 3)
    assert found.departs_most == "zoe"
    assert found.pairs["anna", "maria"].kappa.value == 1
    assert found.alpha_without["zoe"].value == 1
    share, others = found.shares["zoe"], found.others_shares["zoe"]
    assert share is not None and others is not None
    assert share == pytest.approx(np.bincount(off, minlength=3) / 40)
    assert others == pytest.approx(np.bincount(truth, minlength=3) / 40)


def test_with_two_coders_nobody_departs() -> None:
    found = coder_matrix(np.array([[0, 1, 0, 1, 2, 2], [1, 1, 0, 0, 2, 2]]), ["anna", "maria"], 3)
    assert found.departs_most is None
