"""Other parameters on the same codings: which rows change, and how stable a result is over a grid."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.app.errors import Cancelled
from coder.app.jobs import Progress
from coder.app.results.changed import Comparison, compare
from coder.app.results.reading import MeasureReader
from coder.app.results.stability import Grid, stability
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS, MetricsError, Parameters
from tests.studies import vector_study


@pytest.fixture
def study(tmp_path: Path) -> OpenStudy:
    vector_study(tmp_path / "study")
    return OpenStudy.open(tmp_path / "study", "maria")


def compared(study: OpenStudy, parameters: Parameters) -> Comparison:
    before, after = (MeasureReader(study, p, keeps=False).read(Progress()) for p in (DEFAULTS, parameters))
    return compare(before, after)


def changed(found: Comparison, session: str, coder: str = "anna") -> dict[tuple[str, str], tuple[str, str, bool]]:
    """Return what changed in a coding: measure and episode → old, new, flips."""
    return {
        (one.value.row.measure, one.value.row.episode): (str(one.before.shown), str(one.after.shown), one.flips)
        for one in found.rows
        if (one.value.row.session, one.value.row.coder) == (session, coder) and one.before and one.after
    }


def test_the_same_parameters_change_nothing(study: OpenStudy) -> None:
    found = compared(study, DEFAULTS)
    assert found.rows == ()
    assert found.total > 100


def test_a_longer_calm_takes_the_events_of_soothing_away(study: OpenStudy) -> None:
    # the worked example: distress ends at 526 s, the reunion at 660 s; at 790 s and 940 s
    found = changed(compared(study, Parameters(calm=135_000)), "worked_example")
    assert found["calm_latency", "ep5"] == ("46.0", "≥ 46.0 not calm by the end", True)
    # distress begins again 139 s later, so nothing is joined; 150 s remain in the second reunion: still calm
    assert ("calm_latency", "ep8") not in found


def test_a_later_clock_changes_the_value_but_no_status(study: OpenStudy) -> None:
    # from contact at 491 s: 526 − 491
    found = changed(compared(study, Parameters(soothe_from="contact")), "worked_example")
    assert found["calm_latency", "ep5"] == ("46.0", "35.0", False)


def test_a_row_that_is_there_under_one_set_only_is_named(study: OpenStudy) -> None:
    found = compared(study, Parameters(de_min=10**6))
    gone = [one for one in found.rows if one.after is None]
    assert all(one.flips and one.value is one.before for one in gone)


def test_a_grid_holds_every_combination() -> None:
    grid = Grid({"calm": (1, 2), "de_min": (3, 4)})
    assert list(grid.settings()) == [
        {"calm": 1, "de_min": 3},
        {"calm": 1, "de_min": 4},
        {"calm": 2, "de_min": 3},
        {"calm": 2, "de_min": 4},
    ]


def test_stability_counts_each_session_once_and_tells_what_flips(study: OpenStudy) -> None:
    grid = Grid({"calm": (15_000, 135_000)})
    found = stability(study, DEFAULTS, grid, "calm_latency", frozenset({"ep5", "ep8"}))
    assert found.n_codings == len(study.folder.session_ids())
    same, longer = (result for _, result in found.outcomes)
    assert same == found.reference
    assert same.flips == 0
    # the worked example alone loses an event, see above
    assert longer.flips >= 1
    assert longer.n < same.n


def test_a_value_that_cannot_be_is_refused_before_anything_is_read(study: OpenStudy) -> None:
    with pytest.raises(MetricsError, match="cannot be below 0"):
        stability(study, DEFAULTS, Grid({"calm": (-1,)}), "calm_latency", frozenset({"ep5"}))


def test_stability_can_be_stopped(study: OpenStudy) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        stability(study, DEFAULTS, Grid({"calm": (1,)}), "calm_latency", frozenset({"ep5"}), progress)
