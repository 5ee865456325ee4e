"""The standard coefficients equal those of other programs on random data, to 1e-9.

The other programs are needed by this file alone; where one is not installed its tests are skipped.
"""

from __future__ import annotations

import itertools
import warnings
from typing import Any

import numpy as np
import pytest

from coder.agreement.alpha import kripp_alpha
from coder.agreement.classes import fleiss_counts
from coder.agreement.icc import icc
from coder.agreement.kappa import table_stats
from coder.agreement.weighted_kappa import disagreement, weighted_kappa

SEEDS = range(40)


def random_table(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    q = int(rng.integers(2, 8))
    return rng.integers(0, 30, (q, q)) + np.diag(rng.integers(1, 60, q))


def random_ratings(seed: int, missing: float = 0.0) -> np.ndarray:
    """Return ratings 1 to 7, shape (coders, units), NaN where one is missing."""
    rng = np.random.default_rng(seed)
    k, n = int(rng.integers(2, 5)), int(rng.integers(6, 40))
    truth = rng.integers(1, 8, n)
    found = np.clip(truth + rng.integers(-1, 2, (k, n)), 1, 7).astype(float)
    found[rng.random((k, n)) < missing] = np.nan
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_cohens_kappa_and_its_standard_error_are_those_of_statsmodels(seed: int) -> None:
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    table = random_table(seed)
    other = rater.cohens_kappa(table)
    assert table_stats(table, "unit").kappa.value == pytest.approx(other.kappa, abs=1e-9)
    own = weighted_kappa(table)
    assert own.kappa.value == pytest.approx(other.kappa, abs=1e-9)
    reach = 1.959963984540054 * other.std_kappa
    limits = (max(other.kappa - reach, -1), min(other.kappa + reach, 1))
    assert (own.kappa.ci_lo, own.kappa.ci_hi) == pytest.approx(limits, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_quadratically_weighted_kappa_is_that_of_statsmodels(seed: int) -> None:
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    table = random_table(seed)
    q = len(table)
    own = weighted_kappa(table, disagreement(np.arange(q, dtype=float), 2)).kappa.value
    assert own == pytest.approx(rater.cohens_kappa(table, wt="quadratic").kappa, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_kappa_is_that_of_statsmodels(seed: int) -> None:
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    rng = np.random.default_rng(seed)
    raters, q = int(rng.integers(2, 7)), int(rng.integers(2, 6))
    counts = rng.multinomial(raters, rng.dirichlet(np.ones(q)), size=int(rng.integers(5, 40)))
    if (counts.sum(0) > 0).sum() < 2:
        pytest.skip("one class alone has no kappa")
    assert fleiss_counts(counts.tolist()).fleiss.value == pytest.approx(rater.fleiss_kappa(counts), abs=1e-9)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_is_that_of_krippendorffs_program_also_with_missing_ratings(seed: int, level: Any) -> None:
    other = pytest.importorskip("krippendorff")
    ratings = random_ratings(seed, missing=0.2)
    own = kripp_alpha([[None if np.isnan(v) else v for v in row] for row in ratings], level)
    assert own.value == pytest.approx(other.alpha(reliability_data=ratings, level_of_measurement=level), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_six_correlations_are_those_of_pingouin(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pingouin = pytest.importorskip("pingouin")
    pandas = pytest.importorskip("pandas")
    ratings = random_ratings(seed)
    k, n = ratings.shape
    places = itertools.product(range(k), range(n))
    long = pandas.DataFrame([(unit, coder, ratings[coder, unit]) for coder, unit in places], columns=["u", "c", "v"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pingouin.intraclass_corr(long, targets="u", raters="c", ratings="v")
    other = dict(zip(("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"), found["ICC"], strict=True))
    own = icc(ratings.T.tolist())
    for name, value in other.items():
        assert getattr(own, name).value == pytest.approx(value, abs=1e-9), name


@pytest.mark.parametrize("seed", SEEDS)
def test_coefficients_do_not_ask_which_coder_is_a_or_what_codes_are_called(seed: int) -> None:
    table = random_table(seed)
    order = np.random.default_rng(seed).permutation(len(table))
    one = table_stats(table, "ms")
    for other in (table_stats(table.T, "ms"), table_stats(table[np.ix_(order, order)], "ms")):
        for name in ("po", "kappa", "kappa_max", "pabak", "ac1"):
            assert getattr(other, name).value == pytest.approx(getattr(one, name).value, abs=1e-12), name
    ratings = random_ratings(seed)
    swapped = kripp_alpha(ratings[::-1].tolist(), "nominal").value
    renamed = kripp_alpha(((ratings * 5) % 8).tolist(), "nominal").value
    assert swapped == pytest.approx(kripp_alpha(ratings.tolist(), "nominal").value, abs=1e-12)
    assert renamed == pytest.approx(swapped, abs=1e-12)
