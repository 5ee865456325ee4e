"""The table of measures: its values and words, walking, sorting, filtering, copying."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.ui.measures.page import MeasuresPage
from coder.ui.window import MainWindow
from tests.ui.measures.reading import cell, choose, column_texts, row_of, texts

Said = dict[tuple[str, str, str], str]

OBSERVED: Said = {
    # 2 approaches in 180 s; 481 000 − 480 000 ms; 790 000 − 760 000 ms
    ("worked_example", "ep5", "proximity_rate.n"): "2",
    ("worked_example", "ep5", "proximity_rate"): "0.7",
    ("worked_example", "ep5", "comfort_latency"): "1.0",
    ("worked_example", "ep5", "comfort_latency.status"): "",
    ("worked_example", "ep8", "calm_latency"): "30.0",
    # exploration near a check-back: 20 000 + 10 000 of 120 000 ms
    ("secure_base_simple", "ep2", "sb_time"): "30.0",
    ("secure_base_simple", "ep2", "sb_prop"): "25 %",
    # 2 smiles, 1 vocalisation, 1 mutual gaze in 2 min
    ("positive_interaction", "ep2", "smile_rate"): "1.0",
    ("positive_interaction", "ep2", "voc_rate"): "0.5",
    ("positive_interaction", "ep2", "eye_rate"): "0.5",
    ("positive_interaction", "ep2", "positive_rate"): "2.0",
    ("missing_is_typed", "ep2", "sb_time"): "0.0",
    # 1 approach in 40 s of distress in play
    ("seeking_in_distress_outside_reunions", "ep2", "proximity_rate"): "1.5",
}
OTHER_ENDS: Said = {
    ("who_started_the_contact", "ep5", "comfort_latency"): "≥ 3.0",
    ("who_started_the_contact", "ep5", "comfort_latency.status"): "picked up first",
    ("recovers_alone_and_open_cry", "ep2", "comfort_latency"): "≥ 10.0",
    ("recovers_alone_and_open_cry", "ep2", "comfort_latency.status"): "calmed alone",
    ("recovers_alone_and_open_cry", "ep5", "comfort_latency.status"): "did not seek",
    ("recovers_alone_and_open_cry", "ep5", "calm_latency"): "≥ 20.0",
    ("recovers_alone_and_open_cry", "ep5", "calm_latency.status"): "not calm by the end",
}
NO_NUMBER: Said = {
    ("worked_example", "ep2", "comfort_latency"): "–",
    ("worked_example", "ep2", "comfort_latency.status"): "no distress",
    ("worked_example", "ep2", "proximity_rate"): "",
    ("who_started_the_contact", "ep8", "comfort_latency"): "",
    ("who_started_the_contact", "ep8", "comfort_latency.status"): "who began contact?",
    # proximity could be seen in 20 of 60 s
    ("missing_is_typed", "ep5", "proximity_rate.n"): "too little seen (33 %)",
    ("missing_is_typed", "ep5", "smile_rate"): "pending pass 4 open",
    ("missing_is_typed", "ep8", "calm_latency"): "",
    ("missing_is_typed", "ep8", "calm_latency.status"): "not held",
}


@pytest.mark.parametrize("said", [OBSERVED, OTHER_ENDS, NO_NUMBER], ids=["observed", "other ends", "no number"])
def test_values_and_statuses_are_said_in_words(page: MeasuresPage, said: Said) -> None:
    assert {place: cell(page, *place) for place in said} == said


def test_recovery_of_the_heart_stands_beside_time_to_calm_where_it_was_recorded(
    sample_page: MeasuresPage,
) -> None:
    table = sample_page.view.table
    place = table.column_of("hr_recovery")
    assert table.columns[place].group == "4 Ease of soothing"
    assert table.headerData(place, Qt.Orientation.Horizontal) == "heart s"
    assert float(cell(sample_page, "s001", "ep5", "hr_recovery")) > 0
    assert cell(sample_page, "s002", "ep5", "hr_recovery") == "no HR"


def test_without_any_heart_rate_there_is_no_column_for_it(page: MeasuresPage) -> None:
    assert page.view.table.column_of("hr_recovery") == -1


def test_headings_are_grouped_and_carry_units(page: MeasuresPage) -> None:
    table = page.view.table
    groups = list(dict.fromkeys(column.group for column in table.columns if column.group))
    assert groups == [
        "1 Seeking proximity",
        "2 Secure base",
        "3 Comfort seeking",
        "4 Ease of soothing",
        "5 Positive interaction, per min",
    ]
    titles = [table.headerData(place, Qt.Orientation.Horizontal) for place in range(table.columnCount())]
    assert titles[:2] == ["Child", "Ep"]
    assert {"approaches", "per min", "time s", "latency s", "calm s"} <= set(titles)


def test_words_that_hold_for_a_whole_measure_run_across_it(page: MeasuresPage) -> None:
    table, view = page.view.table, page.view
    row = row_of(page, "missing_is_typed", "ep5")
    assert view.columnSpan(row, table.column_of("proximity_rate.n")) == 2
    assert view.columnSpan(row, table.column_of("smile_rate")) == 2  # eye contact has been coded
    assert view.columnSpan(row_of(page, "worked_example", "ep5"), table.column_of("proximity_rate.n")) == 1


def test_child_and_episode_stay_while_the_table_scrolls(page: MeasuresPage) -> None:
    page.view.horizontalScrollBar().setValue(page.view.horizontalScrollBar().maximum())
    frozen = page.view.frozen
    assert frozen.isVisible()
    assert [frozen.isColumnHidden(place) for place in range(3)] == [False, False, True]
    page.view.verticalScrollBar().setValue(60)
    assert frozen.verticalScrollBar().value() == 60
    child = page.view.table.index(3, 0)
    assert frozen.visualRect(child).top() == page.view.visualRect(child).top()


def test_the_usual_lines_are_base_and_reunions(page: MeasuresPage) -> None:
    assert set(column_texts(page, "episode")) == {"2", "5", "8"}
    assert page.filters.episodes.text().startswith("Episodes: 2, 5, 8")


def test_episodes_can_be_added_and_taken_away(page: MeasuresPage) -> None:
    actions = {action.text(): action for action in page.filters.episodes.menu().actions()}
    actions["Ep 3"].trigger()
    assert "3" in column_texts(page, "episode")
    actions["Ep 2"].trigger()
    assert "2" not in column_texts(page, "episode")
    actions["Usual episodes"].trigger()
    assert set(column_texts(page, "episode")) == {"2", "5", "8"}


def test_typing_after_ctrl_f_leaves_the_child_that_was_looked_for(page: MeasuresPage, empty_window: MainWindow) -> None:
    total = page.view.table.rowCount()
    QTest.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.filters.text
    QTest.keyClicks(page.filters.text, "worked")
    assert {line.session_id for line in page.view.table.lines} == {"worked_example"}
    assert page.filters.count.text() == f"{total} rows · 3 shown"


def test_no_match_offers_to_clear_the_filters(page: MeasuresPage) -> None:
    total = page.view.table.rowCount()
    QTest.keyClicks(page.filters.text, "zzz")
    assert "No rows match." in texts(page)
    page.filters.clear()
    assert page.view.table.rowCount() == total
    assert "No rows match." not in texts(page)


def test_one_coder_or_all_of_them_can_be_shown(page: MeasuresPage) -> None:
    count = page.view.table.rowCount()
    assert {line.coder for line in page.view.table.lines} == {"anna"}
    actions = {action.text(): action for action in page.filters.source.menu().actions()}
    actions["maria"].trigger()
    assert {line.coder for line in page.view.table.lines} == {"maria"}
    actions["all coders"].trigger()
    assert page.view.table.rowCount() == 2 * count
    assert set(column_texts(page, "coder")) == {"anna", "maria"}


def test_arrows_move_and_the_card_follows(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    assert page.evidence.title.text() == "c001 · Ep 5 · Comfort seeking"
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.evidence.title.text() == "c001 · Ep 8 · Comfort seeking"
    for _ in range(2):
        QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.evidence.title.text() == "c001 · Ep 8 · Ease of soothing"
    page.evidence.previous.click()
    assert page.evidence.title.text() == "c001 · Ep 5 · Ease of soothing"
    page.evidence.next.click()
    assert page.evidence.title.text() == "c001 · Ep 8 · Ease of soothing"


def test_a_click_on_a_heading_sorts_and_what_has_no_number_comes_last(page: MeasuresPage) -> None:
    place = page.view.table.column_of("comfort_latency")
    header = page.view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(place) + 20, header.height() - 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    rising = [text.removeprefix("≥ ") for text in column_texts(page, "comfort_latency")]
    numbers = [float(text) for text in rising if text not in ("–", "")]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1.0
    assert all(text in ("–", "") for text in rising[len(numbers) :])
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    falling = [text.removeprefix("≥ ") for text in column_texts(page, "comfort_latency")]
    assert [float(text) for text in falling[: len(numbers)]] == sorted(numbers, reverse=True)


def test_the_chosen_number_stays_chosen_when_the_order_changes(page: MeasuresPage) -> None:
    choose(page, "who_started_the_contact", "ep5", "comfort_latency")
    page.view.sortByColumn(page.view.table.column_of("calm_latency"), Qt.SortOrder.DescendingOrder)
    value = page.view.value()
    assert value is not None
    assert (value.row.session, value.row.episode) == ("who_started_the_contact", "ep5")


def test_copied_cells_carry_child_episode_and_headings(page: MeasuresPage) -> None:
    choose(page, "who_started_the_contact", "ep5", "comfort_latency")
    QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Child\tEpisode\t3 Comfort seeking: latency s\t3 Comfort seeking: status",
        "c001\t5\t≥ 3.0\tpicked up first",
    ]


def test_all_rows_of_the_table_measures_can_be_shown_and_filtered(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    page.filters.set_shape("rows")
    measured = sum(len(c.values) for s in page.sessions for c in s.codings if c.coder == "anna")
    assert page.view.table.rowCount() == measured
    value = page.view.value()
    assert value is not None
    assert (value.row.session, value.row.episode, value.row.measure) == ("worked_example", "ep5", "comfort_latency")
    actions = {action.text(): action for action in page.filters.measures.menu().actions()}
    actions["3 Comfort seeking"].trigger()
    assert set(column_texts(page, "measure")) == {"Time to seek comfort"}
    actions["Companions"].trigger()
    assert "Exploration lost to distress" in column_texts(page, "measure")
    assert "Smiles" not in column_texts(page, "measure")
    page.filters.set_shape("overview")
    assert page.view.table.column_of("comfort_latency") > 0


def test_a_row_of_the_long_table_says_unit_bounds_and_flags(page: MeasuresPage) -> None:
    page.filters.set_shape("rows")
    table = page.view.table
    row = table.row_of(("who_started_the_contact", "anna", "ep5", "comfort_latency", "all"))
    said = {column.id: table.index(row, place).data() for place, column in enumerate(table.columns)}
    assert (said["value"], said["unit"], said["status"]) == ("≥ 3.0", "s", "picked up first")
    assert (said["n"], said["bounds"]) == ("1", "3.0 – ∞")
    assert said["flags"].startswith("distress began with the caregiver there")


def test_a_screen_reader_hears_heading_and_words(page: MeasuresPage) -> None:
    table = page.view.table
    row, column = row_of(page, "who_started_the_contact", "ep5"), table.column_of("comfort_latency.status")
    spoken = table.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "3 Comfort seeking: status: picked up first"
    nothing = table.index(row_of(page, "worked_example", "ep2"), table.column_of("proximity_rate"))
    assert nothing.data(Qt.ItemDataRole.AccessibleTextRole).endswith("Not computed in this episode.")
    assert page.view.accessibleName() == "Measures"
