"""Settling disagreements with the keys of the Agreement page; what is in `consensus.json` afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.app.consensus import ConsensusWork
from coder.app.studies import OpenStudy
from coder.model.coding import Coding
from coder.store import StudyFolder
from coder.ui.agreement.page import AgreementPage
from coder.ui.window import MainWindow
from tests.double_coded import S1, add
from tests.ui.agreement.conftest import OpenPage
from tests.ui.agreement.test_agreement_page import choose_channel, listed, texts

Key = Qt.Key


def consensus(folder: StudyFolder, session_id: str = "s1") -> Coding:
    return folder.load_coding(session_id, "consensus")


def states(found: Coding) -> list[tuple[str, int, int | None]]:
    return sorted(((e.code, e.on, e.off) for e in found.events if e.off is not None), key=lambda e: e[1])


def at(page: AgreementPage, channel: str, session_id: str = "s1", place: int = 0) -> AgreementPage:
    """Choose the first disagreement of a channel in a session, or one after it."""
    choose_channel(page, channel)
    page.disagreements.show_session(session_id)
    for _ in range(place):
        QTest.keyClick(page.disagreements.list, Key.Key_Down)
    return page


def press(page: AgreementPage, key: Qt.Key) -> None:
    QTest.keyClick(page.disagreements.list, key)


def statuses(page: AgreementPage) -> list[str]:
    return [row[-1] for row in listed(page)]


def toast(page: AgreementPage) -> str:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window.host.toast.text


def test_b_takes_the_second_coder_and_the_track_below_shows_it(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Mood")
    before = page.disagreements.strip.grab().toImage()
    press(page, Key.Key_B)
    assert toast(page) == "Took maria for 0:50 – 1:00."
    assert states(consensus(hand_study)) == [("calm", 0, 50_000), ("upset", 50_000, 100_000)]
    assert statuses(page)[1] == "B"
    assert page.disagreements.strip.grab().toImage() != before


def test_who_decided_when_and_why_is_kept_and_shown(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Mood")
    QTest.keyClicks(page.disagreements.deciding.why, "She cries here.")
    press(page, Key.Key_A)
    (decision,) = consensus(hand_study).decisions
    assert (decision.by, decision.why, decision.took) == ("kim", "She cries here.", "a")
    about = page.disagreements.about.text.text()
    assert about.endswith(f"Took anna, decided by kim on {decision.at[:10]}: She cries here.")
    assert page.disagreements.deciding.why.text() == ""


def test_undo_in_the_message_takes_the_decision_back(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_B)
    window = page.window()
    assert isinstance(window, MainWindow)
    QTest.mouseClick(window.host.toast.action, Qt.MouseButton.LeftButton)
    assert consensus(hand_study).decisions == ()
    assert statuses(page)[1] == "open"


def test_ctrl_z_takes_decisions_back_one_by_one_and_forward_again(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow
) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_A)
    press(page, Key.Key_B)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(empty_window, Key.Key_Z, control)
    assert statuses(page)[1] == "A"
    QTest.keyClick(empty_window, Key.Key_Z, control)
    assert statuses(page)[1] == "open"
    QTest.keyClick(empty_window, Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    assert [d.took for d in consensus(hand_study).decisions] == ["a"]


def test_del_clears_the_decision(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_A)
    press(page, Key.Key_Delete)
    assert toast(page) == "Decision on 0:50 – 1:00 cleared."
    assert consensus(hand_study).decisions == ()
    press(page, Key.Key_Delete)
    assert toast(page) == "There is no decision here to clear."


def test_e_edits_the_code_by_its_letter_and_the_edge_by_arrows(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_E)
    strip = page.disagreements.strip
    QTest.keyClick(strip, Key.Key_A)
    for _ in range(2):
        QTest.keyClick(strip, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(strip, Key.Key_Down)
    QTest.keyClick(strip, Key.Key_Left)
    assert page.disagreements.deciding.bar.times.text() == "0:52.000 – 0:59.960"
    assert consensus_is_untouched(hand_study)
    QTest.keyClick(strip, Key.Key_Return)
    # What the edit leaves at its sides goes to the neighbours: calm before, upset after.
    assert states(consensus(hand_study)) == [
        ("calm", 0, 52_000),
        ("angry", 52_000, 59_960),
        ("upset", 59_960, 100_000),
    ]
    assert statuses(page)[1] == "edited"


def consensus_is_untouched(folder: StudyFolder) -> bool:
    return "consensus" not in folder.coders("s1")


def test_edges_are_dragged_with_the_mouse_and_esc_leaves_all_as_it_was(
    open_page: OpenPage, hand_study: StudyFolder
) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_E)
    strip = page.disagreements.strip
    y = round(strip.row(2).center().y())
    from_x, to_x = round(strip.ruler().x(50_000)), round(strip.ruler().x(40_000))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(from_x, y))
    QTest.mouseMove(strip, QPoint(to_x, y))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(to_x, y))
    assert strip.draft is not None
    assert strip.draft.on_ms == pytest.approx(40_000, abs=200)
    assert strip.draft.off_ms == 60_000
    QTest.keyClick(strip, Key.Key_Escape)
    assert strip.draft is None
    assert consensus_is_untouched(hand_study)


def test_points_are_taken_and_moved(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Bids")
    by_time = {item.on_ms: item for item in page.disagreements.strip.stretch.differences}
    page.disagreements.list.choose(by_time[30_000])
    press(page, Key.Key_B)
    page.disagreements.list.choose(by_time[50_000])
    press(page, Key.Key_E)
    QTest.keyClick(page.disagreements.strip, Key.Key_Right)
    QTest.keyClick(page.disagreements.strip, Key.Key_Return)
    points = sorted((e.on, e.code) for e in consensus(hand_study).events if e.off is None)
    # The bid at 30.0 was dropped with maria, who has none; the wave of 50.0 is a frame later.
    assert points == [(10_000, "bid"), (20_000, "smile"), (50_040, "wave")]


def test_a_session_is_agreed_when_nothing_is_open(open_page: OpenPage) -> None:
    page = at(open_page(), "Mood")
    card = page.disagreements
    assert card.progress.text == "5 decisions open"
    press(page, Key.Key_A)
    assert card.progress.text == "4 decisions open"
    for channel, count in (("Bids", 3), ("Smiles", 1)):
        choose_channel(page, channel)
        for row in range(count):
            card.list.setCurrentIndex(card.list.model().index(row, 0))
            press(page, Key.Key_A)
    assert card.progress.text == "agreed"


def test_shifted_boundaries_of_a_session_are_settled_at_once(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow
) -> None:
    path = hand_study.coding_path("s1", "anna")
    path.write_text(path.read_text(encoding="utf-8").replace("60000", "50800"), encoding="utf-8")
    page = at(open_page(), "Mood")
    assert empty_window.commands.run("agreement.boundaries") is None
    assert toast(page) == "Put 1 shifted boundary in the middle."
    assert states(consensus(hand_study)) == [("calm", 0, 50_400), ("upset", 50_400, 100_000)]
    assert empty_window.commands.run("agreement.boundaries") is None
    assert toast(page) == "No boundary in this session is shifted by 1 s or less."


def test_m_marks_a_training_example_and_takes_the_mark_back(open_page: OpenPage, hand_study: StudyFolder) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_B)
    press(page, Key.Key_M)
    (example,) = consensus(hand_study).examples
    # The consensus calls it upset, as maria did.
    assert (example.code, example.on, example.off, example.by) == ("upset", 50_000, 60_000, "kim")
    assert page.disagreements.deciding.mark.text() == "Unmark example"
    press(page, Key.Key_M)
    assert consensus(hand_study).examples == ()


def test_kappa_stays_that_of_the_independent_codings(open_page: OpenPage, qtbot: QtBot) -> None:
    page = at(open_page(), "Mood")
    before = page.matrix.value.text()
    press(page, Key.Key_A)
    page.reload()
    qtbot.waitUntil(lambda: not page.comparer.busy)
    assert page.matrix.value.text() == before


def test_a_pass_that_is_still_open_is_not_settled(open_page: OpenPage, hand_study: StudyFolder) -> None:
    add(hand_study, "s3", S1, unfinished=("anna",))
    page = at(open_page(), "Mood", "s3")
    assert not page.disagreements.deciding.take_a.isEnabled()
    press(page, Key.Key_A)
    assert toast(page) == "Not both have marked Mood complete."
    assert "consensus" not in hand_study.coders("s3")


def test_while_somebody_else_settles_it_the_page_says_so(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow
) -> None:
    page = at(open_page(), "Mood")
    assert page.figures is not None
    pair = page.figures.coders
    item = next(item for item in pair.pair.sessions if item.session.id == "s1")
    other = ConsensusWork.open(OpenStudy(hand_study, "maria"), pair.scheme, item, ("anna", "maria"))
    press(page, Key.Key_A)
    assert consensus_is_untouched(hand_study)
    said = [text for text in texts(empty_window.host.messages) if "open" in text]
    assert said
    other.close()
    press(page, Key.Key_A)
    assert len(consensus(hand_study).decisions) == 1


def test_leaving_the_page_lets_others_go_on(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow
) -> None:
    page = at(open_page(), "Mood")
    press(page, Key.Key_A)
    lock = hand_study.coding_path("s1", "consensus").with_suffix(".lock")
    assert lock.exists()
    empty_window.show_page("scheme")
    assert not lock.exists()
    empty_window.show_page("agreement")
    assert "A" in statuses(page)


def test_every_decision_has_a_command_with_its_key(open_page: OpenPage, empty_window: MainWindow) -> None:
    at(open_page(), "Mood")
    keys = {name: empty_window.commands.find(f"agreement.{name}").shortcut for name in
            ("play", "take_a", "take_b", "edit", "mark", "clear", "undo", "redo")}  # fmt: skip
    assert keys == {
        "play": "Space",
        "take_a": "A",
        "take_b": "B",
        "edit": "E",
        "mark": "M",
        "clear": "Delete",
        "undo": "Ctrl+Z",
        "redo": "Ctrl+Shift+Z",
    }
