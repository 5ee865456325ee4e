"""The check of a pass before it is complete: findings, their places, and fixes on one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coder.model.spans import Spans
from tests.ui.code.conftest import CodeDriver

CTRL = Qt.KeyboardModifier.ControlModifier
CHECK = CTRL | Qt.KeyboardModifier.ShiftModifier


def check(code: CodeDriver) -> list[str]:
    """Ask for the check by its key and return what it lists."""
    code.key(Qt.Key.Key_K, CHECK)
    return listed(code)


def listed(code: CodeDriver) -> list[str]:
    return [finding.text for finding in code.bench.checking.card.model.findings]


def code_reunions(code: CodeDriver) -> None:
    """Code what is left of the pass: held from 0:20, far from 0:35, both episodes declared coded."""
    for ms, letter in ((20_000, "h"), (35_000, "f")):
        code.bench.playback.seek(ms)
        code.wait_for_frame(ms // 40)
        code.bench.sitting.select(())
        code.type(letter)
        code.bench.sitting.select(())
        code.bench.run_id("pass.mark")


def test_the_check_lists_what_is_found_in_time_order_and_goes_to_the_first(coding: CodeDriver) -> None:
    assert check(coding) == [
        "Near while the caregiver is out of the room",
        "Approach while the caregiver is out of the room",
        "Not coded yet: 0:20 – 0:25",
        "Not coded yet: 0:35 – 0:40",
    ]
    coding.wait_for_frame(375)
    assert coding.bench.sitting.selection.ids == ("e4",)
    assert coding.bench.checking.card.view.hasFocus()
    coding.key(Qt.Key.Key_Down)
    coding.key(Qt.Key.Key_Down)
    coding.wait_for_frame(500)
    assert coding.bench.sitting.selection.ids == ()


def test_a_click_on_a_finding_goes_to_its_place(coding: CodeDriver) -> None:
    check(coding)
    card = coding.bench.checking.card
    place = card.view.visualRect(card.model.index(3)).center()
    QTest.mouseClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    coding.wait_for_frame(875)


def test_a_finding_is_settled_by_one_key_in_one_undo_step(coding: CodeDriver) -> None:
    before = coding.on_disk().events
    check(coding)
    assert coding.bench.checking.card.fix.text() == "Cut out"
    coding.type("f")
    assert coding.events("near") == [("near", 0, 15_000)]
    assert listed(coding)[0] == "Approach while the caregiver is out of the room"
    assert coding.bench.checking.card.fix.text() == "Delete"
    coding.key(Qt.Key.Key_Z, CTRL)
    assert coding.on_disk().events == before
    assert len(listed(coding)) == 4


def test_all_findings_of_a_kind_are_settled_in_one_undo_step(coding: CodeDriver) -> None:
    coded = coding.on_disk().pass_record("proximity").coded
    check(coding)
    coding.key(Qt.Key.Key_Down)
    coding.key(Qt.Key.Key_Down)
    QTest.keyClick(coding.target, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert Spans.of(coding.on_disk().pass_record("proximity").coded) == Spans.of(
        [(0, 20_000), (20_000, 25_000), (35_000, 40_000)]
    )
    coding.key(Qt.Key.Key_Z, CTRL)
    assert coding.on_disk().pass_record("proximity").coded == coded


def test_a_missing_modifier_is_set_by_its_digit(coding: CodeDriver) -> None:
    code_reunions(coding)
    texts = check(coding)
    assert "Held lacks: Who began the contact" in texts
    for _ in range(texts.index("Held lacks: Who began the contact")):
        coding.key(Qt.Key.Key_Down)
    coding.type("2")
    assert coding.event("held").mods == {"by": "caregiver"}
    assert "Held lacks: Who began the contact" not in listed(coding)


def test_completing_lists_findings_first_and_can_go_on_all_the_same(coding: CodeDriver) -> None:
    code_reunions(coding)
    coding.bench.pad.head.complete.click()
    assert not coding.on_disk().pass_record("proximity").complete
    card = coding.bench.checking.card
    assert card.complete.text() == "Mark complete all the same"
    card.complete.click()
    assert coding.on_disk().pass_record("proximity").complete
    assert coding.bench.middle.at_rest
    assert coding.window.host.toast.text == "Pass 2 marked complete."
    assert coding.window.host.toast.action.text() == "Reopen"


def test_a_pass_with_gaps_cannot_be_completed_from_the_check_until_they_are_settled(coding: CodeDriver) -> None:
    check(coding)
    card = coding.bench.checking.card
    assert not card.complete.isEnabled()
    for _ in range(6):
        coding.type("f")
    assert listed(coding) == []
    assert card.complete.isEnabled()
    card.complete.click()
    assert coding.on_disk().pass_record("proximity").complete


def test_escape_closes_the_check_and_letters_code_again(coding: CodeDriver) -> None:
    check(coding)
    coding.type("b")
    assert coding.events("bid") == []
    coding.key(Qt.Key.Key_Escape)
    assert coding.bench.middle.currentWidget() is coding.bench.inspector
    coding.type("b")
    assert len(coding.events("bid")) == 1


def test_enter_leaves_the_list_open_and_gives_the_keys_back(coding: CodeDriver) -> None:
    check(coding)
    coding.key(Qt.Key.Key_Return)
    assert coding.bench.checking.open
    coding.wait_for_frame(375)
    coding.bench.sitting.select(())
    coding.type("b")
    assert coding.events("bid") == []
    assert "The caregiver is not in the room" in coding.window.host.toast.text


def test_a_complete_pass_can_be_checked_but_not_mended(code: CodeDriver) -> None:
    code.open(pass_id="distress")
    assert check(code) == []
    assert not code.bench.checking.card.complete.isEnabled()
