"""Overlapping annotations, and kappa where "neither saw anything" cannot occur."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coder.agreement.errors import AgreementError
from coder.agreement.intervals import easydiag
from coder.agreement.ipf import ipf_from_table

from .grid import CODES, codings

Coding = list[tuple[int, int, str]]
counts = st.lists(st.integers(0, 9), min_size=16, max_size=16)


def greedy_links(a: Coding, b: Coding, overlap: float) -> set[tuple[int, int]]:
    """Return the links as the rule reads, trying every pair, the largest overlap first."""
    found = []
    for (i, one), (j, two) in product(enumerate(a), enumerate(b)):
        shared = min(one[1], two[1]) - max(one[0], two[0])
        share = shared / max(one[1] - one[0], two[1] - two[0])
        if shared > 0 and share >= overlap:
            found.append((-share, j, i))
    links: set[tuple[int, int]] = set()
    for _, j, i in sorted(found):
        if all(i != k and j != m for k, m in links):
            links.add((i, j))
    return links


@given(a=codings(CODES), b=codings(CODES), overlap=st.sampled_from([0.51, 0.6, 0.75, 0.9]))
def test_links_are_those_of_trying_every_pair(a: Coding, b: Coding, overlap: float) -> None:
    found = easydiag(a, b, [(0, 60)], CODES, overlap=overlap)
    assert set(found.links) == greedy_links(sorted(a), sorted(b), overlap)


@given(
    a=st.lists(codings(CODES), min_size=2, max_size=2),
    b=st.lists(codings(CODES), min_size=2, max_size=2),
    overlap=st.sampled_from([0.51, 0.6, 0.9]),
)
def test_overlapping_annotations_of_one_coder_link_the_best_first(
    a: list[Coding], b: list[Coding], overlap: float
) -> None:
    one, two = sorted(a[0] + a[1]), sorted(b[0] + b[1])
    found = easydiag(one, two, [(0, 60)], CODES, overlap=overlap)
    assert set(found.links) == greedy_links(one, two, overlap)


@given(a=codings(CODES), b=codings(CODES))
def test_every_annotation_counts_once(a: Coding, b: Coding) -> None:
    found = easydiag(a, b, [(0, 60)], CODES)
    assert found.table.sum() == len(a) + len(b)
    if a or b:
        assert found.linked.value == pytest.approx(2 * len(found.links) / (len(a) + len(b)))


@given(cells=counts)
def test_the_closed_form_is_iterative_proportional_fitting(cells: list[int]) -> None:
    table = np.array(cells, dtype=float).reshape(4, 4)
    table[-1, -1] = 0
    used = (table.sum(0) + table.sum(1))[:-1] > 0
    assume(used.sum() >= 2)
    assume(table[:-1].sum() > 0 and table[:, :-1].sum() > 0)
    found = ipf_from_table(table)
    fitted = np.ones((4, 4))
    fitted[-1, -1] = 0
    for _ in range(400):
        for axis in (0, 1):
            sums = fitted.sum(axis, keepdims=True)
            wanted = table.sum(axis, keepdims=True)
            fitted *= np.divide(wanted, sums, out=np.zeros_like(wanted), where=sums > 0)
    # Where the fit has a limit with all margins right, its diagonal is the expected agreement.
    assume(np.allclose(fitted.sum(1), table.sum(1), atol=1e-9))
    n = table.sum()
    pe = np.trace(fitted[:-1, :-1]) / n
    assert found.pe_ipf.value == pytest.approx(pe, abs=1e-6)
    if pe < 1 - 1e-9:
        po = np.trace(table) / n
        assert found.kappa_ipf.value == pytest.approx((po - pe) / (1 - pe), abs=1e-5)


def test_a_pair_below_the_threshold_is_two_annotations_without_partner() -> None:
    # 50 of 100 ms overlap: half, which is never enough.
    found = easydiag([(0, 100, "x")], [(50, 150, "x")], [(0, 200)], CODES, overlap=0.51)
    assert found.linked.value == 0
    assert found.table[0, 3] == found.table[3, 0] == 1


def test_a_link_never_leaves_its_window() -> None:
    # Cut at 100, each coder has two annotations; both pairs overlap fully.
    found = easydiag([(0, 200, "x")], [(0, 200, "x")], [(0, 100), (100, 200)], CODES)
    assert found.table[0, 0] == 4


def test_states_that_touch_stay_two_annotations() -> None:
    found = easydiag([(0, 50, "x"), (50, 100, "x")], [(0, 100, "x")], [(0, 100)], CODES)
    assert found.linked.value == 0


def test_boundary_errors_are_b_minus_a() -> None:
    found = easydiag([(100, 200, "x")], [(110, 190, "x")], [(0, 300)], CODES)
    assert (found.onset.median.value, found.offset.median.value) == (10, -10)


@pytest.mark.parametrize("overlap", [0.5, 0.91, 0.0])
def test_an_overlap_out_of_range_is_refused(overlap: float) -> None:
    with pytest.raises(AgreementError, match="between"):
        easydiag([], [], [(0, 1)], CODES, overlap=overlap)
