"""Intervals: what resampling children gives, computed at once and one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from coder.agreement.bootstrap import Resampling, bootstrap_places, cluster_bootstrap, draw_weights
from coder.agreement.errors import AgreementError
from coder.agreement.kappa import kappa, margins, observed
from coder.agreement.stat import Batch, stack

from .grid import kappa as plain_kappa

rng = np.random.default_rng(7)
TABLES = rng.integers(0, 40, (12, 3, 3)) + 60 * np.eye(3, dtype=int)


def bca(point: float, replicates: np.ndarray, left_out: np.ndarray, conf: float) -> tuple[float, float]:
    """Return Efron's (1987) interval, written out."""
    share = ((replicates < point).sum() + (replicates == point).sum() / 2) / len(replicates)
    z0 = norm.ppf(share)
    d = left_out.mean() - left_out
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    ends = []
    for p in ((1 - conf) / 2, (1 + conf) / 2):
        z = z0 + norm.ppf(p)
        ends.append(np.quantile(replicates, norm.cdf(z0 + z / (1 - a * z))))
    return ends[0], ends[1]


def test_weights_times_tables_is_drawing_children_one_by_one() -> None:
    weights = draw_weights(12, seed=3, n_resamples=200)
    (found,) = cluster_bootstrap(margins(TABLES), kappa, weights=weights)
    drawn = [np.repeat(np.arange(12), row.astype(int)) for row in weights]
    replicates = np.array([plain_kappa(TABLES[children].sum(0)) for children in drawn])
    assert (found.percentile.lo, found.percentile.hi) == pytest.approx(tuple(np.quantile(replicates, [0.025, 0.975])))
    left_out = np.array([plain_kappa(np.delete(TABLES, i, 0).sum(0)) for i in range(12)])
    point = plain_kappa(TABLES.sum(0))
    assert found.value == pytest.approx(point)
    assert (found.bca.lo, found.bca.hi) == pytest.approx(bca(point, replicates, left_out, 0.95))
    assert found.shown is found.bca


def test_the_same_seed_draws_the_same_children() -> None:
    expected = np.random.Generator(np.random.PCG64(5)).multinomial(7, [1 / 7] * 7, size=30)
    assert draw_weights(7, 5, 30).tolist() == expected.tolist()


def test_children_without_data_do_not_count() -> None:
    with_empty = np.concatenate([TABLES[:6], np.zeros((4, 3, 3)), TABLES[6:]])
    settings = Resampling(seed=2, n_resamples=100)
    assert cluster_bootstrap(margins(with_empty), kappa, resampling=settings) == cluster_bootstrap(
        margins(TABLES), kappa, resampling=settings
    )


@given(
    present=st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=12, max_size=12),
)
def test_many_places_at_once_are_each_place_alone(present: list[list[bool]]) -> None:
    m = margins(np.where(np.array(present)[:, :, None, None], TABLES[:, None], 0))
    settings = Resampling(seed=2, n_resamples=50)

    def both(sums: np.ndarray) -> Batch:
        return stack([kappa(sums), observed(sums)])

    at_once = bootstrap_places(m, both, resampling=settings)
    for place in range(3):
        alone = cluster_bootstrap(m[:, place], both, resampling=settings)
        for one, two in zip(at_once[place], alone, strict=True):
            assert one.shown.reason == two.shown.reason
            assert one.shown.lo == pytest.approx(two.shown.lo, abs=1e-12)
            assert one.shown.hi == pytest.approx(two.shown.hi, abs=1e-12)


def test_fewer_than_5_children_give_no_interval() -> None:
    (found,) = cluster_bootstrap(margins(TABLES[:4]), kappa)
    assert found.value is not None
    assert found.shown.reason == "TOO_FEW_SESSIONS"


def test_5_to_9_children_give_percentiles_and_a_warning() -> None:
    (found,) = cluster_bootstrap(margins(TABLES[:5]), kappa)
    assert found.shown.method == "percentile"
    assert found.shown.warnings == ("FEW_CLUSTERS",)


def test_more_than_5_percent_undefined_resamples_make_it_unstable() -> None:
    # Only one of six children ever shows a second code: without it, in (5/6)^6 = 33 % of resamples, kappa is undefined.
    tables = np.array([[[50, 0], [0, 0]]] * 5 + [[[40, 5], [5, 50]]])
    (found,) = cluster_bootstrap(margins(tables), kappa)
    assert found.shown.reason == "BOOTSTRAP_UNSTABLE"


def test_perfect_agreement_everywhere_has_no_bca_interval() -> None:
    tables = np.array([[[30 + i, 0], [0, 20]] for i in range(12)])
    (found,) = cluster_bootstrap(margins(tables), kappa)
    assert found.value == 1
    assert (found.shown.lo, found.shown.reason) == (None, "BCA_DEGENERATE")


def test_an_undefined_figure_gives_its_own_reason_for_the_interval() -> None:
    (found,) = cluster_bootstrap(margins(np.array([[[9, 0], [0, 0]]] * 12)), kappa)
    assert (found.reason, found.shown.reason) == ("NO_VARIATION", "NO_VARIATION")


def test_weights_must_fit_the_children() -> None:
    with pytest.raises(AgreementError, match="3 children, but 12"):
        cluster_bootstrap(margins(TABLES), kappa, weights=np.ones((1, 3)))
