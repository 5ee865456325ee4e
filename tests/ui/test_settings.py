"""The settings: look, habits, own keys, person, study."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.app.library import shipped_scheme
from coder.store import StudyFolder, read_diary
from coder.ui.clips import SessionRequest
from coder.ui.commands import Command, with_own_keys
from coder.ui.memory import Habits, Memory, OwnKeys
from coder.ui.shell.settings import SettingsDialog
from coder.ui.shell.settings.conflicts import conflicts
from coder.ui.window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings(window: MainWindow) -> SettingsDialog:
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    return window.settings


def test_settings_act_at_once(window: MainWindow, settings: SettingsDialog) -> None:
    look = settings.look
    look.appearance.setCurrentIndex(look.appearance.findData("dark"))
    assert window.looks.tables.name == "dark"
    look.text_size.setValue(12)
    assert window.looks.tables.scale_percent == 120
    assert look.percent.text() == "120 %"
    before = window.looks.tables.color("line2").lightness()
    look.contrast.setChecked(True)
    assert window.looks.tables.color("line2").lightness() > before
    look.motion.setChecked(True)
    assert window.looks.tables.duration_ms("panel") == 0
    settings.accept()


def test_arrows_walk_the_sections(settings: SettingsDialog) -> None:
    settings.list.setFocus()
    seen = []
    for _ in settings.sections:
        seen.append(settings.list.currentItem().text())
        assert settings.sections[settings.list.currentRow()].isVisible()
        QTest.keyClick(settings.list, Qt.Key.Key_Down)
    assert seen == ["Look", "Coding", "Keys", "Person", "Study"]
    settings.accept()


def test_habits_are_kept_for_each_coder(window: MainWindow, settings: SettingsDialog, qtbot: QtBot) -> None:
    coding = settings.coding
    coding.keys.setCurrentIndex(coding.keys.findData(True))
    coding.bounce.setCurrentIndex(coding.bounce.findData(200))
    coding.pause.setCurrentIndex(coding.pause.findData(45))
    coding.clicks.setChecked(True)
    wanted = Habits(hold_keys=True, bounce_ms=200, break_min=45, clicks=True)
    assert window.coder.habits == wanted
    with qtbot.waitSignal(window.host.overviews.loaded):
        settings.who.identity.setCurrentIndex(settings.who.identity.findData("maria"))
    assert window.coder.habits == Habits()
    assert not settings.coding.clicks.isChecked()
    assert Memory().habits("anna") == wanted
    settings.accept()


def test_going_on_as_another_person_changes_what_is_seen(
    window: MainWindow, settings: SettingsDialog, qtbot: QtBot
) -> None:
    combo = settings.who.identity
    with qtbot.waitSignal(window.host.overviews.loaded):
        combo.setCurrentIndex(combo.findData("maria"))
    assert window.status.identity.text() == "maria, supervisor"
    assert window.status.blind.text() == "Blind mode on · condition hidden"
    settings.accept()


def test_what_cannot_be_read_of_habits_is_as_at_first() -> None:
    memory = Memory()
    memory._file.setValue("habits/anna", '{"bounce_ms": -5, "break_min": 7}')
    memory._file.setValue("keys/anna", "no JSON")
    assert memory.habits("anna") == Habits()
    assert memory.own_keys("anna") == OwnKeys()


def test_a_command_gets_another_key_at_once_and_gives_up_its_own(
    window: MainWindow, settings: SettingsDialog, qtbot: QtBot
) -> None:
    keys = settings.keys
    settings.show_section("Keys")
    keys.choose("help.keys")
    keys.field.setFocus()
    QTest.keyClick(keys.field, Qt.Key.Key_F9, CTRL)
    assert keys.field.text() == "Ctrl+F9"
    assert window.commands.find("help.keys").shortcut == "Shift+F1"
    QTest.mouseClick(keys.save, Qt.MouseButton.LeftButton)
    settings.accept()
    qtbot.waitUntil(lambda: "Ctrl+F9" in [action.shortcut().toString() for action in window.actions()])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F9, CTRL)
    assert ("Ctrl+F9", "Key card") in dict(window.key_card.groups)["Help"]
    window.key_card.accept()
    assert Memory().own_keys("anna").commands == {"help.keys": "Ctrl+F9"}


def test_a_key_that_is_taken_is_said_before_it_is_used(settings: SettingsDialog) -> None:
    keys = settings.keys
    settings.show_section("Keys")
    keys.choose("help.keys")
    QTest.keyClick(keys.field, Qt.Key.Key_K, CTRL)
    assert keys.wrong.text() == "Ctrl+K would be both “Command palette” and “Key card”."
    assert not keys.save.isEnabled()
    QTest.mouseClick(keys.default, Qt.MouseButton.LeftButton)
    assert not keys.wrong.isVisible()
    assert not keys.save.isEnabled()
    settings.accept()


def test_all_keys_can_be_as_at_first_again(window: MainWindow, settings: SettingsDialog) -> None:
    window.coder.choose_keys(OwnKeys(commands={"help.keys": "Ctrl+F9"}, codes={"strange-situation": {"bid": "y"}}))
    settings.accept()
    window.open_settings("Keys")
    keys = window.settings.keys
    QTest.mouseClick(keys.all_default, Qt.MouseButton.LeftButton)
    QTest.mouseClick(keys.save, Qt.MouseButton.LeftButton)
    assert window.coder.keys == OwnKeys()
    window.settings.accept()


def test_the_list_of_keys_can_be_searched(settings: SettingsDialog) -> None:
    settings.show_section("Keys")
    QTest.keyClicks(settings.keys.search, "scream")
    shown = [item.text(0) for item in settings.keys._items() if not item.isHidden()]
    assert shown == ["Scream"]
    settings.accept()


def test_a_code_gets_another_key_and_the_scheme_keeps_its_own(
    window: MainWindow, study_path: Path, qtbot: QtBot
) -> None:
    window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    bench = window.page.bench
    qtbot.waitUntil(lambda: bench.pictures.views[0].on_screen is not None, timeout=5_000)
    window.open_settings("Keys")
    keys = window.settings.keys
    keys.choose("bid")
    QTest.keyClick(keys.field, Qt.Key.Key_F13)
    assert keys.field.text() == "F13"
    QTest.mouseClick(keys.save, Qt.MouseButton.LeftButton)
    window.settings.accept()
    QTest.keyClick(bench, "b")
    QTest.keyClick(bench, Qt.Key.Key_F13)
    qtbot.waitUntil(lambda: bench.sitting.desk.save_state.kind == "saved")
    opened = StudyFolder.open(study_path)
    assert [e.code for e in opened.load_coding("s001", "anna").events if e.code == "bid"] == ["bid"]
    assert opened.schemes["strange-situation@1"].places["bid"].code.key == "b"
    assert bench.pad.rows["bid"].code.key == "F13"
    assert window.page.close_session()


def test_own_keys_are_checked_against_everything_that_has_a_key() -> None:
    scheme = shipped_scheme("strange-situation")
    commands = [
        Command("play", "Play or pause", lambda: None, "Space", binds=False),
        Command("back", "Shuttle back", lambda: None, "J", binds=False),
        Command("save", "Keep", lambda: None, "Ctrl+S"),
    ]

    def of(**codes: str) -> list[str]:
        return conflicts(commands, [scheme], OwnKeys(codes={"strange-situation": codes}))

    assert of(bid="y") == []
    assert of(bid="v") == ["V would be both “Bid” and “Avoid” in Proximity & contact."]
    assert of(bid="j") == ["J would be both “Bid” and “Shuttle back” in Proximity & contact."]
    assert of(bid="3") == ["3 is a digit: digits choose modifiers."]
    assert of(bid="v", avoid="b") == []
    assert conflicts(commands, [], OwnKeys(commands={"play": "Esc"})) == ["Esc cannot be given away."]
    taken = conflicts(commands, [scheme], OwnKeys(commands={"play": "Z"}))
    assert "Z would be both “Resist” and “Play or pause” in Proximity & contact." in taken
    assert conflicts(commands, [scheme], OwnKeys()) == []


def test_a_key_given_to_one_command_is_no_longer_that_of_another() -> None:
    commands = [
        Command("one", "One", lambda: None, "F8"),
        Command("two", "Two", lambda: None, "Ctrl+Y, F9"),
        Command("three", "Three", lambda: None, ""),
    ]
    now = {c.id: c.shortcut for c in with_own_keys(commands, {"three": "F9", "one": ""})}
    assert now == {"one": "", "two": "Ctrl+Y", "three": "F9"}


def test_a_supervisor_sets_the_reaction_time_and_the_diary_says_who(
    open_as: object, study_path: Path, qtbot: QtBot
) -> None:
    window = open_as("maria")
    window.open_settings("Study")
    box = window.settings.study.reaction
    with qtbot.waitSignal(window.host.overviews.loaded):
        box.setCurrentIndex(box.findData(200))
    window.settings.accept()
    assert StudyFolder.open(study_path).study.settings.reaction_ms == 200
    entry = read_diary(study_path)[-1]
    assert (entry.by, entry.what) == ("maria", "reaction time 200 ms now, before 0 ms")


def test_a_coder_cannot_set_the_reaction_time(settings: SettingsDialog) -> None:
    settings.show_section("Study")
    assert not settings.study.reaction.isEnabled()
    settings.accept()


def test_the_code_page_is_divided_as_each_coder_left_it() -> None:
    memory = Memory()
    memory.coder = "anna"
    memory.set_shape("code.left", QByteArray(b"anna's"))
    memory.coder = "ben"
    assert memory.shape("code.left") is None
    memory.set_shape("code.left", QByteArray(b"ben's"))
    memory.coder = "anna"
    assert memory.shape("code.left") == QByteArray(b"anna's")
