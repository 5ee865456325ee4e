"""The report's ratings, classes and measures, and who may be compared with whom."""

from __future__ import annotations

import json

import pytest

from coder.agreement import AgreementError, MeasureValue, Options, agreement_report
from coder.agreement.icc import icc
from coder.model.scheme import Scheme

from .study import SCHEME, coding, report, row, session

MANY = [(i * 2, i * 2 + 2, "xy"[i % 2]) for i in range(22)]


def cohort(n: int, children: int | None = None) -> list[object]:
    return [session(f"s{i:02}", f"c{i % (children or n):02}") for i in range(n)]


def rated(coder: str, values: list[float | None], episode: str = "ep1") -> list[object]:
    return [
        coding(coder, of=f"s{i:02}", ratings=[] if value is None else [(episode, value)])
        for i, value in enumerate(values)
    ]


ANNA = [1.0, 3.0, 5.0, 7.0, 4.0, 2.0]
MARIA = [1.0, 4.0, 7.0, 7.0, 4.0, 3.0]


def test_ratings_of_independent_children_have_an_f_interval() -> None:
    found = report(rated("anna", ANNA) + rated("maria", MARIA), cohort(6))
    one = row(found, "icc2", family="scale", target="warmth", scope="ep1")
    expected = icc(list(zip(ANNA, MARIA, strict=True))).icc2
    assert (one.value, one.ci_lo, one.ci_hi, one.ci_method) == (
        expected.value,
        expected.ci_lo,
        expected.ci_hi,
        "f",
    )
    assert (one.n_units, one.n_sessions, one.n_clusters) == (6, 6, 6)


def test_two_units_of_one_child_make_the_interval_a_resampled_one() -> None:
    found = report(rated("anna", ANNA) + rated("maria", MARIA), cohort(6, children=5))
    one = row(found, "icc2", family="scale", target="warmth", scope="ep1")
    assert (one.ci_method, one.n_clusters, one.warnings) == ("percentile", 5, ("FEW_CLUSTERS",))


def test_percentages_and_incomplete_pairs_of_ratings() -> None:
    found = report(rated("anna", [*ANNA, 5.0, None]) + rated("maria", [*MARIA, None, None]), cohort(8))
    figures = {
        stat: row(found, stat, family="scale", target="warmth").value
        for stat in ("exact_pct", "within1_pct", "n_incomplete")
    }
    # Differences 0, 1, 2, 0, 0, 1: three of six exact, five within one point; one pair with one rating.
    assert figures == {"exact_pct": 50, "within1_pct": pytest.approx(100 * 5 / 6), "n_incomplete": 1}


def test_weighted_kappa_uses_the_whole_scale_by_value() -> None:
    found = report(rated("anna", ANNA) + rated("maria", MARIA), cohort(6))
    # Quadratic: 1 - sum of squared differences / mean squared difference of all 36 combinations, times 6.
    seen = sum((a - b) ** 2 for a, b in zip(ANNA, MARIA, strict=True)) / 6
    chance = sum((a - b) ** 2 for a in ANNA for b in MARIA) / 36
    assert row(found, "weighted_kappa", family="scale", target="warmth").value == pytest.approx(1 - seen / chance)


def test_half_points_are_compared_too() -> None:
    found = report(rated("anna", [1.5, 3, 4]) + rated("maria", [1.5, 3.5, 4]), cohort(3))
    assert row(found, "exact_pct", family="scale", target="warmth").value == pytest.approx(200 / 3)
    cells = {(r.row, r.col) for r in found.confusion if r.family == "scale" and not r.session}
    assert ("1.5", "1.5") in cells and ("3", "3.5") in cells


def test_alpha_of_all_coders_takes_every_rating() -> None:
    codings = rated("anna", ANNA) + rated("maria", MARIA) + rated("zoe", [1.0, None, None, 7.0, 4.0, None])
    found = report(codings, cohort(6))
    assert row(found, "alpha", family="scale", target="warmth", coders=("", "")).n_units == 6


def classified(coder: str, kinds: str) -> list[object]:
    return [coding(coder, of=f"s{i:02}", kind=kind) for i, kind in enumerate(kinds) if kind != "-"]


def test_kappa_of_30_children_has_the_analytic_interval() -> None:
    anna, maria = "A" * 12 + "B" * 12 + "C" * 9, "A" * 11 + "B" * 13 + "C" * 9
    found = report(classified("anna", anna) + classified("maria", maria), cohort(33))
    one = row(found, "kappa", family="class", target="kind")
    # po = 32/33; margins 12, 12, 9 and 11, 13, 9: pe = (132 + 156 + 81) / 33^2.
    pe = (132 + 156 + 81) / 33**2
    assert one.value == pytest.approx((32 / 33 - pe) / (1 - pe))
    assert one.ci_method == "fce"


def test_kappa_of_few_children_is_resampled_and_of_very_few_has_no_interval() -> None:
    anna, maria = "AABBCCAABBCC", "AABBCCABBBCA"
    twelve = report(classified("anna", anna) + classified("maria", maria), cohort(12))
    assert row(twelve, "kappa", family="class", target="kind").ci_method == "bca"
    nine = report(classified("anna", anna[:9]) + classified("maria", maria[:9]), cohort(9))
    one = row(nine, "kappa", family="class", target="kind")
    assert one.value is not None
    assert (one.ci_lo, one.ci_reason) == (None, "TOO_FEW_UNITS")


def test_all_coders_together_are_compared_on_what_two_of_them_classified() -> None:
    codings = classified("anna", "AABBCC") + classified("maria", "AABBC-") + classified("zoe", "A-B---")
    found = report(codings, cohort(6))
    one = row(found, "pa", family="class", target="kind", coders=("", ""))
    assert (one.value, one.n_units) == (1, 5)


def latencies(coder: str, values: list[float | None], statuses: list[str]) -> list[MeasureValue]:
    return [
        MeasureValue(f"s{i:02}", coder, "comfort_latency", "all", value, status, latency=True)
        for i, (value, status) in enumerate(zip(values, statuses, strict=True))
    ]


def test_latencies_that_never_ended_count_in_the_status_alone() -> None:
    statuses_a = ["event", "event", "right_censored", "competing:caregiver", "event", "na_no_distress"]
    statuses_b = ["event", "right_censored", "right_censored", "event", "event", "event"]
    measures = latencies("anna", [10, 20, None, None, 30, None], statuses_a)
    measures += latencies("maria", [12, None, None, 40, 30, 5], statuses_b)
    codings = rated("anna", ANNA) + rated("maria", MARIA)
    found = report(codings, cohort(6), measures=measures)
    place = {"family": "measure", "target": "comfort_latency"}
    status = row(found, "status_po", **place)
    # Five sessions have both statuses; seen/seen twice, neither once, one only twice.
    assert (status.value, status.n_units) == (3 / 5, 5)
    bias = row(found, "bias", **place)
    assert (bias.value, bias.n_units) == (-1, 2)


def test_several_sessions_of_a_child_take_the_analytic_intervals_away() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 6.0, 9.0]
    measures = [
        MeasureValue(f"s{i:02}", coder, "smile_rate", "all", value + (coder == "maria") * i % 2, "ok")
        for coder in ("anna", "maria")
        for i, value in enumerate(values)
    ]
    found = report(rated("anna", ANNA) + rated("maria", MARIA), cohort(6, children=3), measures=measures)
    place = {"family": "measure", "target": "smile_rate"}
    assert row(found, "ccc", **place).ci_reason == "NOT_INDEPENDENT"
    assert row(found, "icc2", **place).ci_reason == "TOO_FEW_SESSIONS"
    assert row(found, "bias", **place).value is not None


def test_a_copy_is_never_compared() -> None:
    found = report([coding("anna", MANY), coding("maria", list(reversed(MANY)))])
    assert {r.reason for r in found.agreement if r.coder_a} == {"NOT_INDEPENDENT"}
    assert {r.ci_reason for r in found.agreement if r.coder_a} <= {None, "NOT_INDEPENDENT"}
    assert found.pairs[0].copies == ("s1",)
    assert not list(found.sessions)


def test_a_copied_session_leaves_the_pair_but_the_others_stay() -> None:
    sessions = [session("s1", "c1"), session("s2", "c2")]
    codings = [coding("anna", MANY), coding("maria", MANY)]
    codings += [coding("anna", [(0, 60, "x")], of="s2"), coding("maria", [(0, 60, "x")], of="s2")]
    found = report(codings, sessions)
    assert (found.pairs[0].sessions, found.pairs[0].copies) == (("s2",), ("s1",))
    assert row(found, "po").n_sessions == 1


def test_twenty_equal_events_can_be_a_coincidence() -> None:
    found = report([coding("anna", MANY[:20]), coding("maria", MANY[:20])])
    assert row(found, "po").value == 1


def test_the_consensus_record_is_nobodys_coding() -> None:
    found = report([coding("anna", MANY[:5]), coding("consensus", MANY[:5]), coding("maria", MANY[:4])])
    assert [(p.coder_a, p.coder_b) for p in found.pairs] == [("anna", "maria")]


def test_every_pair_that_shares_a_session_is_compared() -> None:
    found = report([coding(coder, MANY[:9]) for coder in ("zoe", "anna", "maria")])
    assert [(p.coder_a, p.coder_b) for p in found.pairs] == [("anna", "maria"), ("anna", "zoe"), ("maria", "zoe")]


def test_the_pair_asked_for_keeps_its_order() -> None:
    options = Options(pair=("maria", "anna"), n_resamples=50)
    found = report([coding("anna", [(0, 60, "x")]), coding("maria", [(0, 60, "y")])], options=options)
    (cell,) = [r for r in found.confusion if (r.family, r.target, r.scope, r.session) == ("state", "mood", "all", "")]
    assert (cell.coder_a, cell.row, cell.col) == ("maria", "y", "x")


def test_a_pair_that_shares_nothing_is_said() -> None:
    with pytest.raises(AgreementError, match="anna and zoe have no session"):
        report([coding("anna"), coding("maria")], options=Options(pair=("anna", "zoe")))


def test_versions_of_a_scheme_are_never_pooled() -> None:
    newer = Scheme(**{**{f: getattr(SCHEME, f) for f in SCHEME.__struct_fields__}, "revision": 2})
    sessions = [session("s1", "c1"), session("s2", "c2")]
    codings = [coding(c, [(0, 60, "x")]) for c in ("anna", "maria")]
    codings += [coding(c, [(0, 60, "y")], of="s2", scheme=newer) for c in ("anna", "maria")]
    found = agreement_report(codings, sessions, [SCHEME, newer], Options(n_resamples=50))
    rows = [r for r in found.agreement if (r.target, r.stat, r.scope, r.code) == ("mood", "joint_ms", "all", "")]
    assert [(json.loads(r.params)["scheme"], r.n_sessions) for r in rows] == [("small@1", 1), ("small@2", 1)]


def test_a_study_coded_once_has_no_rows() -> None:
    found = report([coding("anna", MANY)])
    assert (found.pairs, found.agreement, list(found.sessions)) == ((), (), [])


def test_an_unknown_session_or_scheme_is_said() -> None:
    with pytest.raises(AgreementError, match="'s9'"):
        report([coding("anna", of="s9")])
    with pytest.raises(AgreementError, match="small@1"):
        agreement_report([coding("anna")], [session()], [])
    with pytest.raises(AgreementError, match="two codings"):
        report([coding("anna"), coding("anna")])
