"""The Agreement page shows what was counted by hand in `tests.double_coded`, and why a figure is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coder.store import StudyFolder
from coder.ui.agreement.lines import Group
from coder.ui.agreement.page import BLIND, NO_PAIRS, AgreementPage
from coder.ui.clips import ClipRequest
from coder.ui.window import MainWindow
from tests.double_coded import S1, S2, add, write_study
from tests.ui.agreement.conftest import OpenPage, settled

WHY_NO_INTERVAL = "Fewer than five children have data, and an interval needs five"
TEXT = Qt.ItemDataRole.DisplayRole
TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def heading(page: AgreementPage, section: int) -> str:
    return str(page.lines.lines.headerData(section, Qt.Orientation.Horizontal))


def cell(page: AgreementPage, channel: str, column: str) -> QModelIndex:
    model = page.lines.lines
    columns = [heading(page, n) for n in range(model.columnCount())]
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    return model.index(rows.index(channel), columns.index(column))


def shown(page: AgreementPage, channel: str, column: str) -> str:
    return str(cell(page, channel, column).data())


def choose_channel(page: AgreementPage, channel: str) -> None:
    page.lines.setCurrentIndex(cell(page, channel, "Channel"))


def matrix(page: AgreementPage) -> dict[tuple[str, str], str]:
    model = page.matrix.heat.cells
    rows = [model.headerData(n, Qt.Orientation.Vertical) for n in range(model.rowCount())]
    columns = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return {
        (a, b): text
        for n, a in enumerate(rows)
        for m, b in enumerate(columns)
        if (text := model.index(n, m).data()) is not None
    }


def cell_index(page: AgreementPage, code_a: str, code_b: str) -> QModelIndex:
    model = page.matrix.heat.cells
    names = [model.headerData(n, Qt.Orientation.Vertical) for n in range(model.rowCount())]
    return model.index(names.index(code_a), names.index(code_b))


def click(view: QAbstractItemView, index: QModelIndex) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def listed(page: AgreementPage) -> list[list[str]]:
    view = page.disagreements.list
    model = view.model()
    columns = [n for n in range(model.columnCount()) if not view.isColumnHidden(n)]
    return [[model.index(row, n).data() for n in columns] for row in range(model.rowCount())]


def use(page: AgreementPage, name: str, qtbot: QtBot) -> None:
    """Press one of the segments at the left, as its text says."""
    for buttons in (page.choices.tolerance, page.choices.unobservable):
        for button in buttons.findChildren(QWidget):
            if getattr(button, "text", str)() == name:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                settled(page, qtbot)
                return
    pytest.fail(f"There is no button {name}.")


def test_kappa_and_what_stands_beside_it_are_as_counted_by_hand(open_page: OpenPage) -> None:
    page = open_page()
    assert (shown(page, "Mood", "n"), shown(page, "Mood", "κ"), shown(page, "Mood", "% agr.")) == ("2", ".44", "72.2")


def test_ac1_is_as_counted_by_hand(open_page: OpenPage) -> None:
    # Three codes can be seen; shares (140 + 90)/360, (40 + 90)/360, 0:
    # pg = (.6389·.3611 + .3611·.6389) / 2 = .2307, AC1 = (.7222 - .2307) / .7693 = .6389
    assert shown(open_page(), "Mood", "AC1") == ".64"


def test_below_five_children_there_is_no_interval_and_no_criterion_word(open_page: OpenPage) -> None:
    page = open_page()
    assert shown(page, "Mood", "95 % CI") == "—"
    assert shown(page, "Mood", "Criterion") == "too few for a CI"
    assert WHY_NO_INTERVAL in cell(page, "Mood", "95 % CI").data(TIP)
    assert cell(page, "Mood", "95 % CI").data(SPOKEN) == f"95 % CI: {WHY_NO_INTERVAL}."


def test_events_are_shown_with_counts_f1_and_kappa(open_page: OpenPage) -> None:
    page = open_page()
    assert shown(page, "Bids", "κ") == "−.11"
    assert shown(page, "Bids", "AC1") == ".33"
    assert shown(page, "Bids", "% agr.") == "1 · 1 · 1"
    assert "matched 1 · A only 1 · B only 1 · other code 1" in cell(page, "Bids", "κ").data(TIP)


def test_over_events_the_columns_have_other_headings(open_page: OpenPage) -> None:
    model = open_page().lines.lines
    (row,) = [n for n, row in enumerate(model.rows) if isinstance(row, Group) and row.events]
    texts = [model.index(row, n).data() for n in range(model.columnCount())]
    assert texts[0] == "Event-based, ± 2 s"
    assert texts[5:7] == ["F1", "both · A · B"]


def test_a_channel_of_one_code_shows_counts_and_f1_instead_of_kappa(open_page: OpenPage) -> None:
    page = open_page()
    assert shown(page, "Smiles", "κ") == "—"
    assert shown(page, "Smiles", "AC1") == ".67"
    assert shown(page, "Smiles", "% agr.") == "1 · 1 · 0"
    assert shown(page, "Smiles", "Criterion") == "one code, no κ"


def test_a_channel_that_was_not_coded_twice_says_so(open_page: OpenPage, hand_study: StudyFolder) -> None:
    for session in ("s1", "s2"):
        path = hand_study.coding_path(session, "anna")
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"id": "mood", "coded": [[0, 100000]]', '"id": "mood"'), encoding="utf-8")
    page = open_page()
    assert shown(page, "Mood", "κ") == "—"
    assert "Nothing here was coded by both" in cell(page, "Mood", "κ").data(TIP)
    choose_channel(page, "Mood")
    assert "Nothing here was coded by both." in texts(page.matrix)


def test_the_matrix_shows_percent_of_rows_and_seconds(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    found = matrix(page)
    assert found["Calm", "Calm"] == "64 %\n90 s"
    assert found["Calm", "Upset"] == "36 %\n50 s"
    assert found["Upset", "Upset"] == "100 %\n40 s"
    assert found["Upset", "Calm"] == "0 %\n0 s"
    assert found["Angry", "Calm"] == "0 s"
    assert "Out of sight" not in {name for pair in found for name in pair}


def test_the_largest_confusion_is_named(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    assert "Calm / Upset: 100 % of all lost seconds." in texts(page.matrix)
    assert cell_index(page, "Calm", "Upset").data(SPOKEN) == (
        "anna: Calm, maria: Upset. 50 s, 36 % of what anna called Calm. The largest confusion"
    )


def test_the_matrix_of_events_counts_pairs_and_those_without_one(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Bids")
    found = matrix(page)
    assert found["Bid", "Bid"] == "50 %\n1"
    assert found["Bid", "(unmatched)"] == "50 %\n1"
    assert found["Wave", "Bid"] == "100 %\n1"
    assert found["(unmatched)", "Bid"] == "1"
    assert ("(unmatched)", "(unmatched)") not in found


def test_codes_have_their_own_kappa_and_an_unused_one_has_a_reason(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    codes = page.matrix.codes.codes
    assert [codes.index(n).data() for n in range(codes.rowCount())] == ["Calm .44", "Upset .44", "Angry —"]
    assert codes.index(2).data(SPOKEN) == "Angry: κ —. Neither coder used this code."


def test_each_session_has_its_own_kappa(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    dots = page.matrix.dots
    assert [dots.sentence(row) for row in dots.rows] == ["s2: κ .00", "s1: κ .80"]
    assert "Median .40, .00 to .80, n 2." in texts(page.matrix)


def test_the_tolerant_kappa_never_stands_alone(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    assert page.matrix.value.text().startswith("κ .44 · within ± 2 s .")


def test_disagreements_are_listed_the_longest_first(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    assert listed(page) == [
        ["1", "s2", "0:40", "Calm / Upset", "40.0 s", "100 %", "1.00", "open"],
        ["2", "s1", "0:50", "Calm / Upset", "10.0 s", "100 %", ".20", "open"],
        # It costs no agreement, since anna could not see; the consensus needs a decision all the same.
        ["3", "s2", "1:20", "Out of sight / Upset", "20.0 s", "", "", "open"],
    ]


def test_a_click_on_a_cell_lists_only_what_lies_in_it(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    click(page.matrix.heat, cell_index(page, "Upset", "Upset"))
    assert [row[1:5] for row in listed(page)] == [["s1", "1:00", "Upset / Upset", "40.0 s"]]
    click(page.matrix.heat, cell_index(page, "Upset", "Calm"))
    assert listed(page) == []
    assert "Nothing lies in this cell." in texts(page.disagreements)
    QTest.mouseClick(page.disagreements.show_all, Qt.MouseButton.LeftButton)
    assert len(listed(page)) == 3


def test_enter_on_a_cell_does_what_a_click_does(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Bids")
    page.matrix.heat.setCurrentIndex(cell_index(page, "Bid", "Bid"))
    QTest.keyClick(page.matrix.heat, Qt.Key.Key_Right)
    QTest.keyClick(page.matrix.heat, Qt.Key.Key_Down)
    QTest.keyClick(page.matrix.heat, Qt.Key.Key_Left)
    QTest.keyClick(page.matrix.heat, Qt.Key.Key_Return)
    assert [row[1:] for row in listed(page)] == [["s1", "0:50", "Wave / Bid", "0.5 s", "open"]]


def test_the_strip_shows_the_episode_of_the_chosen_disagreement(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    card, strip = page.disagreements, page.disagreements.strip
    assert card.header.title.text() == "Disagreements · c2 · s2 · play · Mood"
    assert card.header.quiet.text() == "1 span, 20.0 s of 60 s differ"
    assert (strip.stretch.on_ms, strip.stretch.off_ms) == (0, 60_000)
    QTest.keyClick(card.list, Qt.Key.Key_Down)
    assert card.header.title.text() == "Disagreements · c1 · s1 · play · Mood"
    assert strip.accessibleDescription() == "0:50.0 – 1:00.0. anna: Calm, maria: Upset"


def test_a_click_on_the_strip_chooses_the_disagreement_there(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Bids")
    card, strip = page.disagreements, page.disagreements.strip
    by_time = {item.on_ms: item for item in strip.stretch.differences}
    assert sorted(by_time) == [30_000, 34_000, 50_000]
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.box_of(by_time[34_000]).center().toPoint())
    assert card.item == by_time[34_000]
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert card.item == by_time[50_000]


def test_sessions_can_be_stepped_through(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    card = page.disagreements
    assert (card.session_id, card.which.text()) == ("s2", "session 2 of 2")
    assert empty_window.commands.run("agreement.previous") is None
    assert (card.session_id, card.which.text()) == ("s1", "session 1 of 2")
    assert not card.earlier.isEnabled()
    QTest.keyClick(empty_window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert card.session_id == "s2"


def test_the_list_can_keep_to_one_session(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    QTest.keyClick(page.disagreements.source, Qt.Key.Key_Right)
    assert [row[1] for row in listed(page)] == ["s2", "s2"]
    page.disagreements.step_session(-1)
    assert [row[1] for row in listed(page)] == ["s1"]


def test_a_dot_leads_to_its_session(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    dots = page.matrix.dots
    (first,) = [row for row in dots.rows if row.session == "s1"]
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, pos=dots.place_of(first).toPoint())
    assert page.disagreements.session_id == "s1"
    QTest.keyClick(dots, Qt.Key.Key_Left)
    assert page.disagreements.session_id == "s2"


@pytest.mark.parametrize(
    ("modifier", "coder", "events"),
    [(Qt.KeyboardModifier.NoModifier, "anna", ("m1",)), (Qt.KeyboardModifier.ShiftModifier, "maria", ("m2",))],
)
def test_enter_asks_for_the_disagreement_in_code(
    open_page: OpenPage, modifier: Qt.KeyboardModifier, coder: str, events: tuple[str, ...]
) -> None:
    page = open_page()
    page.open_clip.disconnect()
    asked: list[ClipRequest] = []
    page.open_clip.connect(asked.append)
    choose_channel(page, "Mood")
    QTest.keyClick(page.disagreements.list, Qt.Key.Key_Down)
    QTest.keyClick(page.disagreements.list, Qt.Key.Key_Return, modifier)
    assert asked == [ClipRequest("s1", coder, 50_000, 60_000, events, "Mood, A: Calm, B: Upset")]


def test_a_double_click_shows_the_disagreement_in_review(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    view = page.disagreements.list
    place = view.visualRect(view.model().index(1, 3)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert empty_window.page.page_id == "code"
    assert any("Mood, A: Calm, B: Upset" in text for text in texts(empty_window.page))


def test_codes_that_may_overlap_have_a_line_each(open_page: OpenPage, tmp_path, empty_window, qtbot) -> None:
    page = open_page()
    assert empty_window.studies.open_folder(write_study(tmp_path / "hands", hands=True).root)
    empty_window.studies.become("kim")
    settled(page, qtbot)
    # (0.95 - 0.78) / (1 - 0.78), see the same test of what is shown.
    assert shown(page, "Hands: Reach", "κ") == ".77"
    assert shown(page, "Hands: Hold", "κ") == "1.00"
    choose_channel(page, "Hands: Reach")
    assert matrix(page)["Reach", "No code"] == "33 %\n10 s"
    assert page.disagreements.strip.accessibleDescription() == "0:20.0 – 0:30.0. anna: Reach, maria: No code"
    assert page.disagreements.strip.grab().toImage().width() > 0


def test_the_disagreement_stays_chosen_when_it_weighs_something_else(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    page.disagreements.show_session("s1")
    before = page.disagreements.item.place
    use(page, "count", qtbot)
    assert page.disagreements.item.place == before


def test_tolerance_counts_more_events_as_the_same(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    use(page, "± 5 s", qtbot)
    assert shown(page, "Bids", "% agr.") == "2 · 0 · 0"
    assert shown(page, "Bids", "AC1") == ".67"
    assert shown(page, "Bids", "κ") == ".00"
    use(page, "0 s", qtbot)
    assert shown(page, "Bids", "% agr.") == "0 · 3 · 3"


def test_unobservable_time_can_be_counted(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    use(page, "count", qtbot)
    assert shown(page, "Mood", "κ") == ".39"
    assert matrix(page)["Out of sight", "Upset"] == "100 %\n20 s"
    use(page, "leave out", qtbot)
    assert shown(page, "Mood", "κ") == ".44"


def test_one_episode_can_be_compared_alone(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    names = [page.choices.episodes.itemText(n) for n in range(page.choices.episodes.count())]
    assert names == ["All scored episodes", "1 · play", "2 · Reunion"]
    page.choices.episodes.setFocus()
    QTest.keyClick(page.choices.episodes, Qt.Key.Key_End)
    settled(page, qtbot)
    assert shown(page, "Mood", "κ") == ".00"
    assert "One coder used a single code throughout" in cell(page, "Mood", "κ").data(TIP)
    assert matrix(page)["Calm", "Upset"] == "100 %\n20 s"
    assert [row[1:3] for row in listed(page)] == [["s2", "1:00"], ["s2", "1:20"]]


def test_figures_are_never_missing_while_others_are_computed(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    choose_channel(page, "Bids")
    page.choices.tolerance.chosen.emit("5000")
    # The old figure, or the new one where it was computed ahead.
    assert shown(page, "Bids", "AC1") in (".33", ".67")
    settled(page, qtbot)
    assert shown(page, "Bids", "AC1") == ".67"


def test_the_chosen_channel_and_session_stay_chosen(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    page.disagreements.show_session("s1")
    use(page, "± 5 s", qtbot)
    assert page.lines.line().channel.id == "mood"
    assert page.disagreements.session_id == "s1"


def test_pairs_are_listed_with_sessions_and_lowest_kappa(
    open_page: OpenPage, hand_study: StudyFolder, qtbot: QtBot
) -> None:
    add(hand_study, "s3", {"anna": S1["anna"], "kim": S1["maria"]})
    page = open_page("maria")
    pairs = page.choices.pairs.pairs
    # The lowest kappa of both pairs is that of the bids.
    assert [pairs.index(n).data() for n in range(2)] == [
        "anna – kim  1 session  −.11",
        "anna – maria  2 sessions  −.11",
    ]
    assert pairs.index(1).data(SPOKEN) == "anna – maria, 2 sessions. Lowest κ −.11: Bids"
    page.choices.pairs.setFocus()
    QTest.keyClick(page.choices.pairs, Qt.Key.Key_Down)
    settled(page, qtbot)
    assert shown(page, "Mood", "n") == "2"
    assert "anna and maria, 2 sessions coded twice, independently" in texts(page.heading)


def test_what_is_below_the_criterion_comes_first(open_page: OpenPage, hand_study: StudyFolder) -> None:
    # Mood: five more children with kappa 0 as in s2, so that the whole interval is below .70.
    # Bids: as before in one child; five children agree on every bid.
    for number in range(3, 8):
        states, points = S2["anna"][0], [("bid", 20.0), ("wave", 60.0)]
        add(hand_study, f"s{number}", {"anna": (states, points), "maria": (S2["maria"][0], points)})
    page = open_page()
    assert shown(page, "Mood", "Criterion") == "below .70"
    assert page.lines.line().channel.id == "mood"
    assert page.lines.lines.rows[0].title == "Time-based, to the millisecond"


def test_headings_sort_within_their_group(open_page: OpenPage) -> None:
    page = open_page()
    header = page.lines.horizontalHeader()

    def events() -> list[str]:
        model = page.lines.lines
        return [model.index(row, 0).data() for row in range(3, model.rowCount())]

    def press(section: int) -> None:
        place = QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert events() == ["Bids", "Smiles"]
    press(0)
    press(0)
    assert events() == ["Smiles", "Bids"]
    press(2)
    # Smiles have no kappa and so come last, whichever way kappa is sorted.
    assert events() == ["Bids", "Smiles"]
    press(2)
    assert events() == ["Bids", "Smiles"]


def test_headings_are_walked_over(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Mood")
    page.lines.setFocus()
    QTest.keyClick(page.lines, Qt.Key.Key_Down)
    assert page.lines.line().channel.id == "bids"
    QTest.keyClick(page.lines, Qt.Key.Key_Up)
    assert page.lines.line().channel.id == "mood"


def test_enter_on_a_channel_goes_to_its_disagreements(open_page: OpenPage) -> None:
    page = open_page()
    page.lines.setFocus()
    QTest.keyClick(page.lines, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.disagreements.list


def test_someone_who_only_codes_sees_one_sentence(open_page: OpenPage) -> None:
    page = open_page("anna")
    assert texts(page) == ["Agreement", BLIND]
    assert page.comparer.found is None


def test_in_an_open_study_everybody_sees_it(open_page: OpenPage, tmp_path, empty_window, qtbot) -> None:
    open_page("anna")
    folder = write_study(tmp_path / "open", blind=False)
    assert empty_window.studies.open_folder(folder.root)
    empty_window.studies.become("anna")
    page = empty_window.page
    settled(page, qtbot)
    assert shown(page, "Mood", "κ") == ".44"


def test_becoming_a_coder_hides_everything_at_once(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page("kim")
    assert shown(page, "Mood", "κ") == ".44"
    empty_window.studies.become("anna")
    assert texts(page) == ["Agreement", BLIND]
    empty_window.run_command(empty_window.commands.find("agreement.export"))
    assert empty_window.host.toast.text == "Export agreement tables: no coders are compared."


def test_a_session_the_person_still_codes_is_left_out_and_named(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow, qtbot: QtBot
) -> None:
    add(hand_study, "s3", S1, unfinished=("maria",))
    page = open_page("maria")
    assert shown(page, "Mood", "n") == "2"
    assert "1 session is left out: you are still coding it yourself (s3)." in texts(page.choices)
    empty_window.studies.become("kim")
    settled(page, qtbot)
    assert shown(page, "Mood", "n") == "3"
    assert not page.choices.left_out.isVisible()


def test_when_all_is_left_out_that_is_all_there_is(open_page: OpenPage, tmp_path, empty_window, qtbot) -> None:
    open_page("kim")
    folder = write_study(tmp_path / "other")
    for session, coders in (("s1", S1), ("s2", S2)):
        path = folder.coding_path(session, "maria")
        path.write_text(path.read_text(encoding="utf-8").replace(', "complete": true', ""), encoding="utf-8")
        assert coders
    assert empty_window.studies.open_folder(folder.root)
    empty_window.studies.become("maria")
    settled(empty_window.page, qtbot)
    assert "2 sessions are left out: you are still coding them yourself (s1, s2)." in texts(empty_window.page)


def test_a_child_whose_consent_is_withdrawn_is_left_out(open_page: OpenPage, hand_study: StudyFolder) -> None:
    path = hand_study.session_path("s2")
    path.write_text(path.read_text().replace('"child": "c2"', '"child": "c2", "release": "withdrawn"'))
    page = open_page()
    assert shown(page, "Mood", "κ") == ".80"
    assert "Left out because consent was withdrawn: s2." in texts(page.choices)


def test_copies_are_left_out_and_named(open_page: OpenPage, hand_study: StudyFolder) -> None:
    points = [("bid", float(second)) for second in range(2, 92, 4)]
    add(hand_study, "s3", {"anna": (S1["anna"][0], points), "maria": (S1["anna"][0], points)})
    page = open_page()
    assert shown(page, "Mood", "n") == "2"
    assert "Left out because one coding is a copy of the other: s3." in texts(page.choices)


def test_without_a_second_coder_there_is_one_line_and_one_way_on(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow
) -> None:
    for session in ("s1", "s2"):
        hand_study.coding_path(session, "maria").unlink()
    page = open_page()
    assert NO_PAIRS in texts(page)
    (button,) = page._no_pairs.buttons
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert empty_window.page.page_id == "study"


def test_a_coding_that_cannot_be_read_ends_in_one_clear_bar(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow, qtbot: QtBot
) -> None:
    path = hand_study.coding_path("s1", "anna")
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    page = open_page()
    (text,) = [text for text in texts(empty_window) if text.startswith("The coders could not be compared. ")]
    assert "anna.json" in text
    assert text.endswith("Nothing was changed.")
    path.write_text(whole, encoding="utf-8")
    page.reload()
    settled(page, qtbot)
    assert shown(page, "Mood", "κ") == ".44"
    assert text not in texts(empty_window)


def test_what_was_coded_in_the_meantime_is_compared_on_return(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow, qtbot: QtBot
) -> None:
    page = open_page()
    empty_window.show_page("scheme")
    add(hand_study, "s3", S1)
    empty_window.show_page("agreement")
    settled(page, qtbot)
    assert shown(page, "Mood", "n") == "3"


def test_sessions_without_a_figure_are_counted_with_the_reason(open_page: OpenPage) -> None:
    page = open_page()
    choose_channel(page, "Bids")
    # The bids of s1 are those of the whole study; in s2 there are none.
    assert "Median −.11, −.11 to −.11, n 1. 1 without (no events)." in texts(page.matrix)


def test_at_the_least_window_size_no_figure_is_cut_off(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page()
    empty_window.resize(1280, 760)
    QApplication.processEvents()
    assert page.lines.horizontalScrollBar().maximum() == 0
    hidden = [heading(page, n) for n in range(page.lines.lines.columnCount()) if page.lines.isColumnHidden(n)]
    assert hidden == ["AC1", "% agr."]
    assert "AC1 .64" in cell(page, "Mood", "κ").data(TIP)
    assert page.disagreements.list.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("appearance", ["dark", "light"])
def test_every_part_is_painted_in_either_theme(open_page: OpenPage, empty_window: MainWindow, appearance: str) -> None:
    page = open_page()
    assert empty_window.commands.run(f"view.look.{appearance}") is None
    for channel in ("Mood", "Bids", "Smiles"):
        choose_channel(page, channel)
        for part in (page.lines, page.matrix.heat, page.matrix.codes, page.matrix.dots, page.disagreements.strip):
            image = part.grab().toImage()
            step = max(1, image.width() // 60)
            colors = {image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), 3)}
            assert len(colors) > 3, part
