"""The report as a whole: every row is there, in order, with its settings, and does not depend on the order given."""

from __future__ import annotations

import itertools
import json
from dataclasses import fields, replace

import numpy as np
import pytest

from coder.agreement import AgreementRow, Options
from coder.agreement.bootstrap import Resampling, cluster_bootstrap
from coder.agreement.kappa import kappa, margins
from coder.agreement.rows import FAMILIES, ConfusionRow, DisagreementRow, EventRow, SessionRow

from .grid import CODES, inside, line
from .study import EPISODES, coding, report, row, session

rng = np.random.default_rng(11)


def random_states() -> list[tuple[int, int, str]]:
    cuts = [0, *sorted(rng.choice(np.arange(1, 60), 9, replace=False).tolist()), 60]
    return [(on, off, str(rng.choice(CODES))) for on, off in itertools.pairwise(cuts)]


def confuse(states: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [(on, off, code if rng.random() < 0.7 else str(rng.choice(CODES))) for on, off, code in states]


TRUTH = [random_states() for _ in range(12)]
SESSIONS = [session(f"s{i:02}", f"c{i:02}") for i in range(12)]
CODINGS = [coding("anna", states, of=f"s{i:02}") for i, states in enumerate(TRUTH)]
CODINGS += [coding("maria", confuse(states), of=f"s{i:02}") for i, states in enumerate(TRUTH)]
OPTIONS = Options(n_resamples=200, seed=4)


COLUMNS = {
    AgreementRow: "family target code scope coder_a coder_b stat value reason ci_lo ci_hi ci_method ci_reason n_units "
    "unit n_sessions n_clusters warnings params",
    SessionRow: "session child coding_day family target code scope coder_a coder_b stat value reason n_units "
    "unit n_sessions n_clusters warnings params",
    ConfusionRow: "family target code scope session coder_a coder_b row col amount unit",
    EventRow: "session target coder_a coder_b kind code_a code_b id_a id_b t_a t_b dt",
    DisagreementRow: "session target coder_a coder_b on off code_a code_b ids_a ids_b length share gain kind",
}
MOOD_STATS = (
    "joint_ms excluded_unobs_ms excluded_gap_ms po kappa kappa_max ac1 kappa_tol kappa_tol_ab kappa_tol_ba "
    "unobs_po unobs_kappa"
)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_columns_are_those_of_the_table(table: type) -> None:
    assert " ".join(field.name for field in fields(table)) == COLUMNS[table]


def test_the_interval_is_that_of_resampling_the_childrens_tables() -> None:
    found = report(CODINGS, SESSIONS, OPTIONS)
    times = inside((e.on, e.off) for e in EPISODES)
    tables = np.zeros((12, 3, 3), dtype=int)
    for i in range(12):
        one, two = (line([(e.on, e.off, e.code) for e in c.events]) for c in (CODINGS[i], CODINGS[12 + i]))
        for t in times:
            tables[i, CODES.index(one[t]), CODES.index(two[t])] += 1  # type: ignore[arg-type]
    (expected,) = cluster_bootstrap(margins(tables), kappa, resampling=Resampling(4, 200))
    shown = row(found, "kappa")
    assert shown.ci_method == "bca"
    assert (shown.ci_lo, shown.ci_hi) == pytest.approx((expected.bca.lo, expected.bca.hi), abs=1e-12)


def test_the_same_study_gives_the_same_report_in_any_order() -> None:
    one = report(CODINGS, SESSIONS, OPTIONS)
    two = report(list(reversed(CODINGS)), list(reversed(SESSIONS)), OPTIONS)
    assert one.agreement == two.agreement
    assert list(one.sessions) == list(two.sessions)
    assert list(one.disagreements) == list(two.disagreements)


def test_every_figure_has_a_row_at_every_episode_with_data_or_without() -> None:
    full, empty = report(CODINGS, SESSIONS, OPTIONS), report([coding("anna", coded=()), coding("maria", coded=())])
    where = [[(r.family, r.target, r.code, r.scope, r.stat) for r in one.agreement] for one in (full, empty)]
    assert where[0] == where[1]
    mood = [r for r in empty.agreement if r.coder_a and r.target == "mood" and r.code == ""]
    counted = {"joint_ms", "excluded_unobs_ms", "excluded_gap_ms"}
    assert {r.value for r in mood if r.stat in counted} == {0}
    assert {r.reason for r in mood if r.stat not in counted} == {"NO_DATA"}
    assert {r.reason for r in empty.agreement if r.target == "call"} == {"NO_DATA"}


def test_rows_come_by_family_target_code_scope_and_coders() -> None:
    rows = report(CODINGS, SESSIONS, OPTIONS).agreement
    families = [FAMILIES.index(r.family) for r in rows]
    assert families == sorted(families)
    mood = [r for r in rows if (r.family, r.target) == ("state", "mood") and r.coder_a]
    assert list(dict.fromkeys(r.code for r in mood)) == ["", "x", "y", "z"]
    assert list(dict.fromkeys(r.scope for r in mood)) == ["all", "ep1", "ep2"]
    assert " ".join(r.stat for r in mood if (r.code, r.scope) == ("", "all")) == MOOD_STATS
    assert {r.scope for r in mood if r.code} == {"all"}


def test_settings_stand_with_the_figures_they_change() -> None:
    found = report(CODINGS, SESSIONS, replace(OPTIONS, tol_ms=7, unobs_policy="drop_both"))
    plain, resampled = row(found, "kappa_max"), row(found, "kappa")
    settings = {"scheme": "small@1", "tol_ms": 7, "unobs_policy": "drop_both", "gap_policy": "exclude"}
    assert json.loads(plain.params) == settings
    assert json.loads(resampled.params) == settings | {"seed": 4, "B": 200, "conf": 0.95}
    assert json.loads(row(found, "matched", family="event", target="call").params) == {
        "scheme": "small@1",
        "tol_ms": 2000,
    }


def test_a_value_or_a_reason_and_never_both() -> None:
    found = report(CODINGS, SESSIONS, OPTIONS)
    for r in (*found.agreement, *found.sessions):
        assert (r.value is None) != (r.reason is None)
        assert r.value is None or r.value == r.value


def test_pooled_ms_and_counts_are_the_sum_of_the_sessions() -> None:
    found = report(CODINGS, SESSIONS, OPTIONS)
    each = [r.value for r in found.sessions if (r.target, r.stat, r.scope) == ("mood", "joint_ms", "ep1")]
    assert len(each) == 12
    assert row(found, "joint_ms", scope="ep1").value == sum(v for v in each if v is not None)


def test_a_session_row_says_when_the_later_coder_finished() -> None:
    codings = [
        coding("anna", finished="2026-11-20T10:12:00Z"),
        coding("maria", finished="2026-11-22T08:00:00Z"),
    ]
    assert {r.coding_day for r in report(codings).sessions} == {"2026-11-22"}


def test_alpha_of_two_coders_stands_beside_their_kappa() -> None:
    found = report(CODINGS, SESSIONS, OPTIONS)
    alpha = row(found, "alpha", coders=("", ""))
    assert alpha.value == pytest.approx(row(found, "kappa").value, abs=0.02)
    assert alpha.n_units == row(found, "joint_ms").value
    assert alpha.ci_method == "bca"


def test_time_only_one_coder_coded_has_no_part_in_alpha() -> None:
    found = report([coding("anna", [(0, 60, "x")], coded=[(0, 10)]), coding("maria", [(0, 60, "y")], coded=[(5, 60)])])
    assert row(found, "alpha", coders=("", "")).n_units == 5
