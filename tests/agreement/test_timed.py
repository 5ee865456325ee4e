"""Duration tables, tolerance and alpha equal what a grid of 1 ms gives."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.agreement.alpha import kripp_alpha, time_alpha
from coder.agreement.errors import AgreementError
from coder.agreement.kappa import per_code, table_stats
from coder.agreement.time_table import time_table, unobs_table
from coder.agreement.tolerance import time_kappa_tol
from coder.agreement.unit_grid import time_unit_kappa_tol

from .grid import CODES, UNOBS, codings, inside, kappa, line, tolerant_table, windows

Coding = list[tuple[int, int, str]]
Spans = list[tuple[int, int]]


def grid_table(a: Coding, b: Coding, spans: Spans, unobs: str, gaps: str) -> tuple[np.ndarray, int, int]:
    names: list[str | None] = list(CODES)
    names += [None] if gaps == "as_none" else []
    names += [UNOBS] if unobs != "drop_either" else []
    table, n_unobs, n_gap = np.zeros((len(names), len(names)), dtype=int), 0, 0
    one, two = line(a), line(b)
    for t in inside(spans):
        cell = (one[t], two[t])
        unseen = cell.count(UNOBS)
        if (unobs == "drop_either" and unseen) or (unobs == "drop_both" and unseen == 2):
            n_unobs += 1
        elif gaps == "exclude" and None in cell:
            n_gap += 1
        else:
            table[names.index(cell[0]), names.index(cell[1])] += 1
    return table, n_unobs, n_gap


@given(
    a=codings(),
    b=codings(),
    spans=windows(),
    unobs=st.sampled_from(["drop_either", "drop_both", "as_code"]),
    gaps=st.sampled_from(["exclude", "as_none"]),
)
def test_the_table_is_that_of_a_millisecond_grid(a: Coding, b: Coding, spans: Spans, unobs: Any, gaps: Any) -> None:
    found = time_table(a, b, spans, CODES, unobservable=UNOBS, unobs_policy=unobs, gap_policy=gaps)
    table, n_unobs, n_gap = grid_table(a, b, spans, unobs, gaps)
    assert found.table.tolist() == table.tolist()
    assert (found.excluded_unobs_ms, found.excluded_gap_ms) == (n_unobs, n_gap)
    assert found.stats().kappa.value == pytest.approx(kappa(table), abs=1e-12)


@given(a=codings(), b=codings(), spans=windows())
def test_swapping_the_coders_changes_no_coefficient(a: Coding, b: Coding, spans: Spans) -> None:
    one = time_table(a, b, spans, CODES, unobservable=UNOBS)
    two = time_table(b, a, spans, CODES, unobservable=UNOBS)
    assert one.table.tolist() == two.table.T.tolist()
    for name in ("po", "kappa", "kappa_max", "pabak", "ac1"):
        mine, theirs = getattr(one.stats(), name), getattr(two.stats(), name)
        assert mine.value == pytest.approx(theirs.value, abs=1e-12)
        assert mine.reason == theirs.reason


@given(a=codings(), b=codings(), spans=windows(), order=st.sampled_from(list(permutations(CODES))))
def test_the_order_and_names_of_codes_do_not_matter(a: Coding, b: Coding, spans: Spans, order: tuple[str, ...]) -> None:
    name = dict(zip(CODES, order, strict=True)) | {UNOBS: UNOBS}
    renamed = [[(on, off, name[code]) for on, off, code in side] for side in (a, b)]
    one = time_table(a, b, spans, CODES, unobservable=UNOBS).stats()
    two = time_table(renamed[0], renamed[1], spans, CODES, unobservable=UNOBS).stats()
    assert one.kappa.value == pytest.approx(two.kappa.value, abs=1e-12)
    assert one.ac1.value == pytest.approx(two.ac1.value, abs=1e-12)


@given(a=codings(), b=codings(), spans=windows(), tol=st.integers(0, 12))
def test_the_tolerance_is_that_of_a_millisecond_grid(a: Coding, b: Coding, spans: Spans, tol: int) -> None:
    found = time_kappa_tol(a, b, spans, CODES, tol_ms=tol, unobservable=UNOBS)
    # A stretch [s, e) made longer reaches [s - tol, e + tol); a cell at its last ms e - 1 reaches t < e + tol. So from
    # t a cell u counts when u - tol <= t and t < u + 1 + tol: u from t - tol to t + tol.
    one, two = line(a), line(b)
    assert found.table_ab.tolist() == tolerant_table(one, two, spans, tol).tolist()
    assert found.table_ba.tolist() == tolerant_table(two, one, spans, tol).T.tolist()


@given(a=codings(), b=codings(), spans=windows(), tol=st.integers(0, 12))
def test_a_tolerance_never_lowers_the_percent_agreement(a: Coding, b: Coding, spans: Spans, tol: int) -> None:
    plain = time_table(a, b, spans, CODES, unobservable=UNOBS, gap_policy="as_none")
    tolerant = time_kappa_tol(a, b, spans, CODES, tol_ms=tol, unobservable=UNOBS, gap_policy="as_none")
    assert tolerant.table_ab.sum() == plain.joint_ms
    if plain.joint_ms:
        po = plain.stats().po.value
        assert po is not None
        for wide in (tolerant.po_ab.value, tolerant.po_ba.value):
            assert wide is not None and wide >= po - 1e-12


@given(a=codings(), b=codings(), spans=windows())
def test_without_tolerance_all_forms_of_kappa_are_one(a: Coding, b: Coding, spans: Spans) -> None:
    plain = time_table(a, b, spans, CODES, unobservable=UNOBS).stats()
    exact = time_kappa_tol(a, b, spans, CODES, tol_ms=0, unobservable=UNOBS)
    units = time_unit_kappa_tol(a, b, spans, CODES, unit_ms=1, tol_units=0, unobservable=UNOBS)
    for other in (exact.kappa_ab, exact.kappa_ba, exact.kappa_mean, units.kappa_mean):
        assert other.value == pytest.approx(plain.kappa.value, abs=1e-12)


@given(a=codings(), b=codings(), spans=windows(), tol=st.integers(0, 5))
def test_units_of_1_ms_are_the_grid(a: Coding, b: Coding, spans: Spans, tol: int) -> None:
    units = time_unit_kappa_tol(a, b, spans, CODES, unit_ms=1, tol_units=tol, unobservable=UNOBS)
    assert units.table_ab.tolist() == tolerant_table(line(a), line(b), spans, tol).tolist()


@given(tracks=st.lists(codings(), min_size=2, max_size=4), spans=windows())
def test_time_alpha_is_alpha_over_milliseconds(tracks: list[Coding], spans: Spans) -> None:
    found = time_alpha(tracks, spans, CODES, unobservable=UNOBS)
    lines = [line(track) for track in tracks]
    data = [[cells[t] if cells[t] in CODES else None for t in inside(spans)] for cells in lines]
    expected = kripp_alpha(data)
    assert found.value == pytest.approx(expected.value, abs=1e-9)
    assert (found.reason, found.n_units) == (expected.reason, expected.n_units)


@given(a=codings(), b=codings(), spans=windows())
def test_the_unobservable_table_counts_who_saw_nothing(a: Coding, b: Coding, spans: Spans) -> None:
    expected = np.zeros((2, 2), dtype=int)
    for one, two in ((line(a)[t], line(b)[t]) for t in inside(spans)):
        if one is not None and two is not None:
            expected[int(one == UNOBS), int(two == UNOBS)] += 1
    assert unobs_table(a, b, spans, CODES, UNOBS).tolist() == expected.tolist()


def test_touching_windows_are_as_one_for_the_table_but_not_for_the_tolerance() -> None:
    a, b = [(0, 10, "x"), (10, 20, "y")], [(0, 12, "x"), (12, 20, "y")]
    whole, parts = [(0, 20)], [(0, 11), (11, 20)]
    assert time_table(a, b, whole, CODES).table.tolist() == time_table(a, b, parts, CODES).table.tolist()
    # B shows y from 12 on, so within 2 ms of 10; but a window that ends at 11 hides that from the ms 10.
    assert time_kappa_tol(a, b, whole, CODES, tol_ms=2).po_ab.value == 1
    assert time_kappa_tol(a, b, parts, CODES, tol_ms=2).po_ab.value == pytest.approx(19 / 20)


def test_gaps_are_warned_of_above_2_percent() -> None:
    a = [(0, 1000, "x")]
    assert time_table(a, [(0, 980, "x")], [(0, 1000)], CODES).warnings == ()
    assert time_table(a, [(0, 979, "x")], [(0, 1000)], CODES).warnings == ("GAPS",)


def test_one_constant_coder_gives_a_kappa_of_0_and_a_warning() -> None:
    stats = table_stats([[60, 40], [0, 0]])
    assert stats.kappa.value == 0
    assert stats.kappa.warnings == ("DEGENERATE_MARGIN",)


def test_agreement_below_chance_is_shown_and_warned_of() -> None:
    stats = table_stats([[0, 50], [50, 0]])
    assert stats.kappa.value == -1
    assert "NEGATIVE" in stats.kappa.warnings


def test_a_rare_code_is_marked_as_skewed() -> None:
    # (a - d) / n = (5 - 93) / 100 = -.88, beyond .8 in size.
    assert per_code([[5, 1], [1, 93]], 0).kappa.warnings == ("SKEWED_MARGINS",)
    # (45 - 40) / 100 = .05.
    assert per_code([[45, 10], [5, 40]], 0).kappa.warnings == ()


@pytest.mark.parametrize(
    ("a", "spans", "says"),
    [
        ([(0, 5, "x"), (4, 9, "y")], [(0, 9)], "overlap"),
        ([(5, 5, "x")], [(0, 9)], "ends before it begins"),
        ([(0, 5, "other")], [(0, 9)], "'other'"),
        ([(0, 5, "x")], [(0, 9), (8, 12)], "overlap"),
    ],
)
def test_what_cannot_be_compared_is_said(a: Coding, spans: Spans, says: str) -> None:
    with pytest.raises(AgreementError, match=says):
        time_table(a, [], spans, CODES)


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(AgreementError, match="negative"):
        time_kappa_tol([], [], [(0, 1)], CODES, tol_ms=-1)
