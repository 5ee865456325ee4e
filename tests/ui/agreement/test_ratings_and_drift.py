"""Ratings, measures and drift on the Agreement page, counted by hand."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from coder.agreement.icc import icc
from coder.agreement.measurement_error import measurement_error
from coder.agreement.rows import DriftRow
from coder.model.coding import Rating
from coder.model.scheme import Scale
from coder.model.study import Person, Study
from coder.store import StudyFolder
from coder.ui.agreement.drift_plot import DriftFigure
from coder.ui.agreement.page import AgreementPage
from coder.ui.window import MainWindow
from tests.double_coded import S1, SCHEME, coding, session
from tests.ui.agreement.conftest import settled

WARMTH = Scale(id="warmth", title="Warmth", min=1, max=7, episodes=("ep1",))
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
GIVEN = {"s1": (3, 4), "s2": (5, 5), "s3": (2, 1), "s4": (6, 6), "s5": (4, 5)}


def rated_study(root: Path) -> StudyFolder:
    """Write five sessions, each rated by anna and by maria."""
    scheme = msgspec.structs.replace(SCHEME, scales=(WARMTH,))
    people = (Person(id="anna"), Person(id="maria"), Person(id="kim", roles=("supervisor",)))
    folder = StudyFolder.create(root, Study(id="rated", title="Rated twice", people=people), [scheme])
    for session_id, values in GIVEN.items():
        folder.add_session(session(session_id))
        for coder, value in zip(("anna", "maria"), values, strict=True):
            made = coding(scheme, session_id, coder, *S1[coder])
            made.ratings = (Rating(scale="warmth", episode="ep1", value=value),)
            folder.add_coding(made)
    return folder


@pytest.fixture
def page(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> AgreementPage:
    folder = rated_study(tmp_path / "rated")
    empty_window.memory.set_identity("rated", "kim")
    assert empty_window.studies.open_folder(folder.root)
    shown = empty_window.show_page("agreement")
    assert isinstance(shown, AgreementPage)
    settled(shown, qtbot)
    assert empty_window.commands.run("agreement.ratings") is None
    settled(shown, qtbot)
    return shown


def texts(page: AgreementPage, title: str) -> list[str]:
    model = page.ratings.ratings
    rows = [[model.index(row, n).data() for n in range(model.columnCount())] for row in range(model.rowCount())]
    return next(row for row in rows if row[0] == title)


def test_a_scale_has_icc_sem_and_the_share_within_one_point(page: AgreementPage) -> None:
    # Differences −1, 0, 1, 0, −1: bias −.20; all five are within one point.
    row = texts(page, "Warmth")
    assert (row[1], row[7]) == ("5", "100")
    # Row sums 7, 10, 3, 12, 9, mean 8.2: MSR = (1.44 + 3.24 + 27.04 + 14.44 + .64) / 2 / 4 = 5.85.
    # Columns 20 and 21: MSC = .1. Error: (3 - 5 · (−.2)² ) / 2 / 4 = .35.
    # ICC(A,1) = (5.85 - .35) / (5.85 + .35 + 2 (.1 - .35) / 5) = 5.5 / 6.1 = .90
    assert row[2] == ".90"
    # SEM = √(6.1 / 2 · (1 - 5.5 / 6.1)) = √.3 = .55
    assert row[4] == ".55"


def test_the_plot_beside_it_says_bias_and_limits(page: AgreementPage) -> None:
    # The SD of the differences is √(2.8 / 4) = .8367: limits −.2 ± 1.64.
    text = page.limits.words.text()
    assert text.startswith("Warmth, n 5. anna minus maria: bias −0.20")
    assert "95 % limits −1.84" in text
    assert " and 1.44 " in text


def test_the_plot_is_a_table_as_well_and_can_be_saved(
    page: AgreementPage, empty_window: MainWindow, tmp_path: Path
) -> None:
    assert empty_window.commands.run("agreement.tables") is None
    table = page.limits.frame.table
    assert page.limits.as_table
    assert [table.item(0, n).text() for n in range(6)] == ["c1", "s1", "ep1", "3.00", "4.00", "−1.00"]
    for kind in ("svg", "pdf", "png"):
        page.limits.save(tmp_path / f"warmth.{kind}")
        assert (tmp_path / f"warmth.{kind}").stat().st_size > 500


def test_measurement_error_is_the_root_of_what_is_not_between_children() -> None:
    # Shrout and Fleiss 1979, Table 2: MSR 11.24, MSC 32.49, MSE 1.02, k 4, n 6; ICC(2,1) .29.
    # Variances of coders (32.49 - 1.02) / 6 = 5.245 and error 1.019: √6.264 = 2.503.
    assert measurement_error(icc(SHROUT_FLEISS)).value == pytest.approx(2.503, abs=5e-4)


def chart_rows(signal: str | None, count: int = 12) -> list[DriftRow]:
    limits = (None, None, None) if signal is None else (0.5, 0.6, 0.9)
    return [
        DriftRow("mood", "anna", "maria", t, f"s{t}", f"2026-03-{t:02d}", 0.8, *limits, signal)  # type: ignore[arg-type]
        for t in range(1, count + 1)
    ]


def test_a_low_signal_says_recalibrate_and_never_invalid() -> None:
    figure = DriftFigure("Mood", chart_rows("low"), 0.7, "κ")
    assert figure.recalibrate
    assert "recalibrate" in figure.sentence()
    assert "invalid" not in figure.sentence()
    assert figure.data().rows[-1][-1] == "below: recalibrate"


def test_without_enough_sessions_there_are_no_limits_and_it_says_why() -> None:
    figure = DriftFigure("Mood", chart_rows(None, 3), 0.7, "κ")
    assert not figure.recalibrate
    assert "Limits need 12 sessions to start from; there are 3" in figure.sentence()


def test_the_chart_over_time_is_one_command_away(page: AgreementPage, empty_window: MainWindow) -> None:
    assert empty_window.commands.run("agreement.over_time") is None
    assert page.side.currentWidget() is page.drift
    # These codings have no coding date, so there is nothing to put in order.
    assert "no session with a coding date" in page.drift.words.text()
    assert page.drift.grab().toImage().width() > 0
