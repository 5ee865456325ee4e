"""The report's point events and annotations: matched window by window, counted, listed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.agreement import Options
from coder.agreement.events import event_match
from coder.agreement.intervals import easydiag

from .grid import codings
from .study import EPISODES, coding, report, row

points = st.lists(st.tuples(st.integers(0, 59), st.sampled_from(["cry", "smile"])), max_size=8)
WINDOWS = [(e.on, e.off) for e in EPISODES]


@settings(max_examples=40)
@given(a=points, b=points)
def test_events_are_matched_within_each_window_and_then_added(
    a: list[tuple[int, str]], b: list[tuple[int, str]]
) -> None:
    found = report([coding("anna", points=a), coding("maria", points=b)])
    parts = [
        event_match([e for e in a if on <= e[0] < off], [e for e in b if on <= e[0] < off], ["cry", "smile"], tol_ms=5)
        for on, off in WINDOWS
    ]
    counts = {"matched": "matched_same", "confused": "confused", "omissions": "omissions", "commissions": "commissions"}
    for stat, field in counts.items():
        expected = sum(getattr(part, field) for part in parts)
        assert row(found, stat, family="event", target="call").value == expected
        assert row(found, stat, family="event", target="call", scope="ep2").value == getattr(parts[1], field)
    kinds = [r.kind for r in found.events]
    assert kinds.count("match") == sum(part.matched_same for part in parts)
    assert kinds.count("confusion") == sum(part.confused for part in parts)
    differences = [r.dt for r in found.events if r.kind == "match"]
    median = row(found, "dt_median", family="event", target="call")
    if differences:
        assert median.value == pytest.approx(np.median(differences))
        q1, q3 = (row(found, name, family="event", target="call").value for name in ("dt_q1", "dt_q3"))
        assert [q1, q3] == pytest.approx(np.quantile(differences, [0.25, 0.75]).tolist())
    else:
        assert median.reason == "NO_MATCHES"


def test_events_between_episodes_count_for_nobody() -> None:
    found = report([coding("anna", points=[(27, "cry")]), coding("maria", points=[(28, "cry")])])
    assert row(found, "f1", family="event", target="call").reason == "NO_EVENTS"
    assert list(found.events) == []


def test_events_across_a_window_bound_are_no_match() -> None:
    # 24 lies in the first episode, 30 in the second: 6 ms apart, with a tolerance of 10.
    options = Options(n_resamples=50, etol_ms=10)
    found = report([coding("anna", points=[(24, "cry")]), coding("maria", points=[(30, "cry")])], options=options)
    assert [r.kind for r in found.events] == ["only_a", "only_b"]


def test_the_list_of_events_names_them_and_their_times() -> None:
    a, b = [(3, "cry"), (20, "smile"), (40, "cry")], [(5, "cry"), (22, "cry")]
    found = report([coding("anna", points=a), coding("maria", points=b)])
    rows = [(r.kind, r.code_a, r.code_b, r.id_a, r.id_b, r.t_a, r.t_b, r.dt) for r in found.events]
    assert rows == [
        ("match", "cry", "cry", "cry@3#0", "cry@5#0", 3, 5, 2),
        ("confusion", "smile", "cry", "smile@20#1", "cry@22#1", 20, 22, 2),
        ("only_a", "cry", "", "cry@40#2", "", 40, None, None),
    ]


def test_per_code_figures_count_that_code_alone() -> None:
    a, b = [(3, "cry"), (20, "smile"), (40, "cry")], [(5, "cry"), (22, "cry")]
    found = report([coding("anna", points=a), coding("maria", points=b)])
    cry = {stat: row(found, stat, family="event", target="call", code="cry") for stat in ("matched", "omissions", "f1")}
    # Anna has 2 cries, Maria 2, one pair: f1 = 2/4. One of Anna's has no partner at all.
    assert (cry["matched"].value, cry["omissions"].value, cry["f1"].value) == (1, 1, 0.5)
    assert cry["f1"].n_units == 4
    smile = row(found, "f1", family="event", target="call", code="smile")
    assert smile.value == 0


@settings(max_examples=40)
@given(a=codings(("x", "y", "z")), b=codings(("x", "y", "z")))
def test_annotations_are_linked_as_easydiag_does(a: list[tuple[int, int, str]], b: list[tuple[int, int, str]]) -> None:
    found = report([coding("anna", a), coding("maria", b)])
    # An exclusive channel closes a state where the next begins, which these never overlap anyway.
    expected = easydiag(a, b, WINDOWS, ["x", "y", "z"], overlap=0.6)
    figures = {
        "linked": expected.linked,
        "po": expected.ipf.po,
        "kappa_ipf": expected.ipf.kappa_ipf,
        "kappa_max": expected.ipf.kappa_max,
        "onset_median": expected.onset.median,
        "offset_bias": expected.offset.bias,
    }
    for name, stat in figures.items():
        one = row(found, name, family="interval")
        assert one.value == pytest.approx(stat.value, abs=1e-12), name
        assert one.reason == stat.reason
    cells = {
        (r.row, r.col): r.amount
        for r in found.confusion
        if (r.family, r.target, r.scope, r.session) == ("interval", "mood", "all", "")
    }
    names = ("x", "y", "z", "(unmatched)")
    assert cells == {(names[i], names[j]): n for (i, j), n in np.ndenumerate(expected.table) if n}


def test_unobservable_stretches_are_no_annotations() -> None:
    states = [(0, 10, "x"), (10, 20, "unobs")]
    found = report([coding("anna", states), coding("maria", states)])
    assert row(found, "linked", family="interval").n_units == 2
