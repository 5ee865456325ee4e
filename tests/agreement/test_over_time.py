"""Drift over sessions, pooling, one tape alone, and the kinds of disagreement."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import linregress, t

from coder.agreement.bootstrap import Resampling
from coder.agreement.disagreements import by_code_pair, disagreements
from coder.agreement.drift import baseline, drift_slope, ewma
from coder.agreement.kappa import kappa, margins
from coder.agreement.pooled import pooled
from coder.agreement.shift import JointLine, block_bootstrap, block_tables, rotated_table, shift_kappa
from coder.agreement.sweep import Record, Windows
from coder.agreement.time_table import Categories, join, time_table

from .grid import CODES, UNOBS, codings, inside, line, windows

Coding = list[tuple[int, int, str]]
Spans = list[tuple[int, int]]


def joint_line(a: Coding, b: Coding, spans: Spans) -> JointLine:
    records = [Record.of(side, CODES, UNOBS) for side in (a, b)]
    joint = join(records[0], records[1], Windows.of(spans), Categories.of(CODES, UNOBS))
    return JointLine.of(joint, len(CODES))


@given(a=codings(), b=codings(), spans=windows())
def test_shifting_compares_a_with_b_later_on_the_joint_line(a: Coding, b: Coding, spans: Spans) -> None:
    one, two = line(a), line(b)
    cells = [(one[t], two[t]) for t in inside(spans) if one[t] in CODES and two[t] in CODES]
    joint = joint_line(a, b, spans)
    assert joint.length == len(cells)
    for offset in range(0, len(cells), 7):
        expected = np.zeros((3, 3), dtype=int)
        for i in range(len(cells)):
            expected[CODES.index(cells[i][0]), CODES.index(cells[(i + offset) % len(cells)][1])] += 1  # type: ignore[arg-type]
        assert rotated_table(joint, offset).tolist() == expected.tolist()


@given(a=codings(), b=codings(), spans=windows())
def test_blocks_cut_the_joint_line_and_drop_the_rest(a: Coding, b: Coding, spans: Spans) -> None:
    joint = joint_line(a, b, spans)
    tables = block_tables(joint, 7)
    assert tables.sum((1, 2)).tolist() == [7] * (joint.length // 7)
    whole = time_table(a, b, spans, CODES, unobservable=UNOBS).table
    assert (tables.sum(0) <= whole).all()


def test_fewer_than_20_blocks_give_no_interval() -> None:
    joint = joint_line([(0, 30, "x"), (30, 60, "y")], [(0, 35, "x"), (35, 60, "y")], [(0, 60)])
    found = block_bootstrap(joint, Resampling(n_resamples=50), block_ms=4)
    assert found.shown.reason == "TOO_FEW_BLOCKS"
    assert joint.default_block_ms() == 10_000


def test_a_shifted_copy_agrees_less() -> None:
    states = [(0, 7, "x"), (7, 19, "y"), (19, 31, "z"), (31, 44, "x"), (44, 60, "y")]
    found = shift_kappa(joint_line(states, states, [(0, 60)]), seed=2)
    assert found.kappa.value == 1
    assert found.mean.value is not None and found.mean.value < 0.5
    assert found.p == 1 / 1000


def test_shifting_nothing_says_why() -> None:
    assert shift_kappa(joint_line([], [], [(0, 60)])).mean.reason == "NO_DATA"


def test_the_headline_is_of_the_summed_tables_and_the_spread_beside_it() -> None:
    tables = [[[10, 0], [0, 10]], [[5, 5], [5, 5]], [[9, 0], [0, 0]]]
    found = pooled(tables)
    assert found.pooled.value == pytest.approx(float(kappa(margins(np.sum(tables, 0))).values))
    # Per session 1, 0 and undefined.
    assert (found.median.value, found.minimum.value, found.maximum.value) == (0.5, 0, 1)
    assert found.per_session[2] == (None, "NO_VARIATION")
    assert pooled([[[9, 0], [0, 0]]]).median.reason == "NO_DEFINED_SESSIONS"


def test_sessions_far_from_the_pooled_figure_are_heterogeneous() -> None:
    alike = [[[10, 1], [1, 10]]] * 3
    assert not pooled(alike).heterogeneous
    # Long sessions agree by chance, two short ones fully: the median is 1, the pooled kappa near 0.
    assert pooled([[[500, 500], [500, 500]], [[5, 0], [0, 5]], [[5, 0], [0, 5]]]).heterogeneous


def test_the_baseline_needs_12_defined_sessions_that_vary() -> None:
    y = [0.7, 0.8, None] * 4
    assert baseline(y).reason == "BASELINE_TOO_SHORT"
    assert baseline([0.7] * 12).reason == "BASELINE_NO_VARIATION"
    found = baseline([*[0.7, 0.8] * 6, 0.1])
    # Twelve values .05 from their mean: SD = .05 sqrt(12/11).
    assert (found.mu0, found.sd0) == (pytest.approx(0.75), pytest.approx(0.05 * (12 / 11) ** 0.5))


def test_undefined_sessions_do_not_move_the_chart() -> None:
    assert ewma([0.5, None, 0.6], 0.6, 0.1) == ewma([0.5, 0.6], 0.6, 0.1)


def test_a_lasting_fall_is_signalled() -> None:
    assert ewma([0.7] * 5, 0.7, 0.05).signals == ()
    assert ewma([0.55] * 9, 0.7, 0.05).signals[-1] == 9


def test_the_slope_is_least_squares_per_30_days() -> None:
    rng = np.random.default_rng(5)
    days, y = np.arange(10) * 11.0, 0.8 - 0.001 * np.arange(10) * 11 + rng.normal(0, 0.01, 10)
    found = drift_slope(days.tolist(), y.tolist())
    expected = linregress(days / 30, y)
    reach = t.ppf(0.975, 8) * expected.stderr
    assert found.value == pytest.approx(expected.slope)
    assert (found.ci_lo, found.ci_hi) == pytest.approx((expected.slope - reach, expected.slope + reach))
    assert drift_slope([0, 1, 2], [1, 1, 1]).reason == "TOO_FEW_UNITS"
    assert drift_slope([3] * 8, y[:8].tolist()).reason == "NO_VARIATION"


def test_a_code_only_one_coder_inserted_is_a_label_however_short() -> None:
    a, b = [(0, 60, "x")], [(0, 20, "x"), (20, 22, "y"), (22, 60, "x")]
    (only,) = disagreements(a, b, [(0, 60)], CODES, tol_ms=10)
    assert only.kind == "label"


def test_a_long_boundary_is_a_label() -> None:
    a, b = [(0, 20, "x"), (20, 60, "y")], [(0, 30, "x"), (30, 60, "y")]
    assert [row.kind for row in disagreements(a, b, [(0, 60)], CODES, tol_ms=10)] == ["boundary"]
    assert [row.kind for row in disagreements(a, b, [(0, 60)], CODES, tol_ms=9)] == ["label"]


def test_unobservable_time_ends_a_disagreement() -> None:
    a = [(0, 60, "x")]
    b = [(0, 20, "y"), (20, 25, UNOBS), (25, 60, "y")]
    found = disagreements(a, b, [(0, 60)], CODES, unobservable=UNOBS)
    assert [(row.on_ms, row.off_ms) for row in found] == [(25, 60), (0, 20)]


def test_pairs_of_codes_come_with_their_cumulative_share() -> None:
    a, b = [(0, 60, "x")], [(0, 30, "x"), (30, 40, "y"), (40, 60, "z")]
    assert by_code_pair(disagreements(a, b, [(0, 60)], CODES)) == [
        ("x", "z", 20, pytest.approx(2 / 3)),
        ("x", "y", 10, pytest.approx(1)),
    ]
