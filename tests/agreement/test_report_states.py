"""The report's time-based figures equal what a grid of 1 ms gives, session by session and pooled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.agreement import Options

from .grid import CODES, UNOBS, codings, inside, kappa, line, windows
from .study import EPISODES, coding, report, row, session

Coding = list[tuple[int, int, str]]
Spans = list[tuple[int, int]]
SCOPES = {"all": EPISODES, "ep1": EPISODES[:1], "ep2": EPISODES[1:]}


def joint_ms(coded_a: Spans, coded_b: Spans, scope: str) -> list[int]:
    scored = inside((e.on, e.off) for e in SCOPES[scope])
    return sorted(set(inside(coded_a)) & set(inside(coded_b)) & set(scored))


def mood_table(a: Coding, b: Coding, times: list[int]) -> np.ndarray:
    table = np.zeros((3, 3), dtype=int)
    one, two = line(a), line(b)
    for t in times:
        if one[t] in CODES and two[t] in CODES:
            table[CODES.index(one[t]), CODES.index(two[t])] += 1
    return table


@settings(max_examples=40)
@given(data=st.lists(st.tuples(codings(), codings(), windows(), windows()), min_size=1, max_size=3))
def test_kappa_and_confusions_are_those_of_a_millisecond_grid(
    data: list[tuple[Coding, Coding, Spans, Spans]],
) -> None:
    sessions = [session(f"s{i}", f"c{i}") for i in range(len(data))]
    pairs = [
        (coding("anna", a, of=f"s{i}", coded=in_a), coding("maria", b, of=f"s{i}", coded=in_b))
        for i, (a, b, in_a, in_b) in enumerate(data)
    ]
    found = report([one for pair in pairs for one in pair], sessions)
    for scope in SCOPES:
        tables = [mood_table(a, b, joint_ms(in_a, in_b, scope)) for a, b, in_a, in_b in data]
        whole = np.sum(tables, axis=0)
        assert row(found, "joint_ms", scope=scope).value == whole.sum()
        assert row(found, "kappa", scope=scope).value == pytest.approx(kappa(whole), abs=1e-12)
        each = [
            r.value
            for r in found.sessions
            if (r.family, r.target, r.code, r.scope, r.stat) == ("state", "mood", "", scope, "kappa")
        ]
        assert each == [pytest.approx(kappa(table), abs=1e-12) for table in tables]
        cells = {
            (r.row, r.col): r.amount
            for r in found.confusion
            if (r.family, r.target, r.scope, r.session) == ("state", "mood", scope, "")
        }
        expected = {(CODES[i], CODES[j]): n for (i, j), n in np.ndenumerate(whole) if n}
        assert cells == expected


@settings(max_examples=40)
@given(a=codings(), b=codings(), in_a=windows(), in_b=windows())
def test_what_is_left_out_is_counted(a: Coding, b: Coding, in_a: Spans, in_b: Spans) -> None:
    found = report([coding("anna", a, coded=in_a), coding("maria", b, coded=in_b)])
    one, two = line(a), line(b)
    times = joint_ms(in_a, in_b, "all")
    unseen = [t for t in times if UNOBS in (one[t], two[t])]
    gaps = [t for t in times if t not in unseen and None in (one[t], two[t])]
    assert row(found, "excluded_unobs_ms").value == len(unseen)
    assert row(found, "excluded_gap_ms").value == len(gaps)


@settings(max_examples=40)
@given(a=codings(), b=codings())
def test_disagreements_add_up_and_gain_what_they_say(a: Coding, b: Coding) -> None:
    found = report([coding("anna", a), coding("maria", b)])
    table = mood_table(a, b, joint_ms([(0, 60)], [(0, 60)], "all"))
    rows = [r for r in found.disagreements if r.target == "mood"]
    assert sum(r.length for r in rows) == table.sum() - np.trace(table)
    assert sum(r.share for r in rows) == pytest.approx(1 if rows else 0)
    before = kappa(table)
    one, two = line(a), line(b)
    for r in rows:
        assert {(one[t], two[t]) for t in range(r.on, r.off)} == {(r.code_a, r.code_b)}
        i, j = CODES.index(r.code_a), CODES.index(r.code_b)
        after = 2 * table
        after[i, j] -= 2 * r.length
        after[i, i] += r.length
        after[j, j] += r.length
        gained = kappa(after)
        if r.gain is None:
            assert before is None or gained is None
        else:
            assert gained is not None and before is not None
            assert r.gain == pytest.approx(gained - before, abs=1e-9)


def test_a_disagreement_names_the_events_behind_it() -> None:
    a = [(0, 10, "x"), (10, 60, "y")]
    b = [(0, 6, "x"), (6, 14, "x"), (14, 60, "y")]
    (one,) = [r for r in report([coding("anna", a), coding("maria", b)]).disagreements if r.target == "mood"]
    assert (one.on, one.off, one.code_a, one.code_b, one.kind) == (10, 14, "y", "x", "boundary")
    assert (one.ids_a, one.ids_b) == ("y@10", "x@6")


def test_an_open_state_ends_where_the_next_begins() -> None:
    a = coding("anna", [(0, 60, "x")])
    opened = coding("maria", [(0, None, "x"), (20, None, "y")])  # type: ignore[list-item]
    found = report([a, opened])
    # Of the 25 + 30 ms of the two episodes, [0, 20) agree.
    assert row(found, "po").value == pytest.approx(20 / 55)


def test_a_channel_that_may_be_empty_has_a_row_and_column_for_that() -> None:
    # Joint time: [0, 25) and [30, 60). Anna holds [0, 10), Maria [0, 4): 4 both, 6 only Anna, 45 neither.
    found = report([coding("anna", [(0, 10, "hold")]), coding("maria", [(0, 4, "hold")])])
    cells = {
        (r.row, r.col): r.amount
        for r in found.confusion
        if (r.target, r.scope, r.session, r.family) == ("touch", "all", "", "state")
    }
    assert cells == {("hold", "hold"): 4, ("hold", "(gap)"): 6, ("(gap)", "(gap)"): 45}
    # po = 49/55; margins 10, 4 and 45, 51: pe = (10*4 + 45*51)/55^2.
    pe = (10 * 4 + 45 * 51) / 55**2
    assert row(found, "kappa", target="touch").value == pytest.approx((49 / 55 - pe) / (1 - pe))
    (only,) = [r for r in found.disagreements if r.target == "touch"]
    assert (only.code_a, only.code_b, only.ids_a, only.ids_b, only.kind) == ("hold", "(gap)", "hold@0", "", "label")


def test_codes_that_overlap_are_each_compared_with_the_rest() -> None:
    # "ball" is exhaustive: time without any code is a gap. Anna: look [0, 20), grasp [10, 30). Maria: look [0, 15),
    # grasp [15, 30). Joint [0, 25): both always have some code, so nothing is a gap before 25.
    a = [(0, 20, "look"), (10, 30, "grasp")]
    b = [(0, 15, "look"), (15, 30, "grasp")]
    found = report([coding("anna", a), coding("maria", b)], options=Options(n_resamples=50, tol_ms=5))
    assert row(found, "joint_ms", target="ball", scope="ep1").value == 25
    assert row(found, "excluded_gap_ms", target="ball", scope="ep2").value == 30
    cells = {
        (r.code, r.row, r.col): r.amount
        for r in found.confusion
        if (r.target, r.session, r.family) == ("ball", "", "state")
    }
    assert cells == {
        ("look", "look", "look"): 15,
        ("look", "look", "(gap)"): 5,
        ("look", "(gap)", "(gap)"): 5,
        ("grasp", "grasp", "grasp"): 10,
        ("grasp", "grasp", "(gap)"): 5,
        ("grasp", "(gap)", "(gap)"): 10,
        ("idle", "(gap)", "(gap)"): 25,
    }
    assert row(found, "po", target="ball", code="look").value == pytest.approx(20 / 25)
    assert row(found, "kappa", target="ball", code="idle").reason == "CODE_UNUSED"
    assert not [r for r in found.agreement if (r.target, r.code, r.stat, r.family) == ("ball", "", "kappa", "state")]


def test_the_tolerance_forgives_late_boundaries_but_not_wrong_codes() -> None:
    a = [(0, 12, "x"), (12, 60, "y")]
    b = [(0, 15, "x"), (15, 40, "y"), (40, 60, "z")]
    found = report([coding("anna", a), coding("maria", b)], options=Options(n_resamples=50, tol_ms=3))
    assert row(found, "kappa").value is not None
    ab, ba = row(found, "kappa_tol_ab").value, row(found, "kappa_tol_ba").value
    # A to B: at 12-15 Maria shows y within 3 ms; from 40 on she shows y within 3 ms until 43. 38 + 17 ms of 55.
    table_ab = np.array([[12, 0, 0], [0, 10 + 3 + 10 + 3, 17], [0, 0, 0]])
    # B to A: at 12-15 Anna shows x within 3 ms; z she never shows.
    table_ba = np.array([[15, 0, 0], [0, 20, 20], [0, 0, 0]])
    assert ab == pytest.approx(kappa(table_ab))
    assert ba == pytest.approx(kappa(table_ba))
    assert row(found, "kappa_tol").value == pytest.approx((ab + ba) / 2)


def test_rare_codes_are_marked_as_small() -> None:
    found = report([coding("anna", [(0, 60, "x")]), coding("maria", [(0, 50, "x"), (50, 60, "y")])])
    assert "SMALL_CELL" in row(found, "kappa", code="y").warnings
