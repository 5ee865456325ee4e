"""The key card: found by typing, on paper, and never with one key for two things."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from coder.app.library import shipped_scheme
from coder.ui.clips import SessionRequest
from coder.ui.commands import strokes_of
from coder.ui.memory import OwnKeys
from coder.ui.shell.keycard import KeyCard, matching
from coder.ui.shell.keyprint import card_document
from coder.ui.widgets.keycap import key_names
from coder.ui.window import MainWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(window: MainWindow, qtbot: QtBot) -> KeyCard:
    window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    qtbot.waitUntil(lambda: window.page.bench.playback.has_reference, timeout=5_000)
    window.open_key_card()
    return window.key_card


def shown(card: KeyCard) -> list[str]:
    return [label.text() for label in card._scroll.findChildren(QLabel)]


def test_the_card_shows_codes_and_commands_and_is_searched_by_typing(card: KeyCard, window: MainWindow) -> None:
    assert {"Proximity to caregiver", "Held", "Playback", "Play or pause"} <= set(shown(card))
    QTest.keyClicks(card.search, "door")
    assert shown(card) == ["Playback", "Previous door event", "Next door event"]
    card.search.setText("ctrl+z")
    assert shown(card) == ["Edit", "Undo"]
    card.search.setText("no such key")
    assert card._scroll.widget().text() == "No key matches."
    card.accept()
    assert window.page.close_session()


def test_help_says_what_the_page_is_for(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.page.purpose in [label.text() for label in window.key_card.findChildren(QLabel)]
    window.key_card.accept()


def test_keys_are_changed_from_the_card(card: KeyCard, window: MainWindow) -> None:
    card.buttons["Change keys…"].click()
    assert window.settings.list.currentItem().text() == "Keys"
    window.settings.accept()
    assert window.page.close_session()


def test_headings_find_their_keys() -> None:
    groups = [("Playback", [("Space", "Play")]), ("Edit", [("Del", "Delete event"), ("Ctrl+Z", "Undo")])]
    assert matching(groups, "edit") == [groups[1]]
    assert matching(groups, "") == groups
    assert matching(groups, "space") == [groups[0]]


def test_the_plus_key_has_a_cap_of_its_own() -> None:
    assert key_names("Ctrl++") == ["Ctrl", "+"]
    assert key_names("+") == ["+"]
    assert key_names("Ctrl+Shift+Right") == ["Ctrl", "Shift", "→"]


def test_the_printed_card_holds_every_code_with_its_key() -> None:
    scheme = shipped_scheme("strange-situation")
    text = card_document(scheme, {"bid": "F13"}, "anna").toPlainText()
    lines = text.splitlines()
    assert "Strange Situation, version 1" in lines
    for place in scheme.places.values():
        at = lines.index(place.code.title)
        assert (
            lines[at - 1] == ("F13" if place.code.id == "bid" else place.code.key.upper())
            or place.code.title in (lines[at + 1 :])
        )
    assert "Who began the contact: child, caregiver" in lines
    assert "With anna's own keys for: Bid." in text


def test_the_card_is_saved_as_a_file_of_some_pages(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "card.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.run_command(window.commands.find("help.save_keys"))
    assert target.read_bytes().startswith(b"%PDF")
    assert window.host.toast.text == "Key card saved as card.pdf."


def test_no_key_of_the_code_page_means_two_things(card: KeyCard, window: MainWindow) -> None:
    card.accept()
    strokes = Counter(stroke for command in window.commands.all() for stroke in strokes_of(command.shortcut))
    assert [stroke for stroke, count in strokes.items() if count > 1] == []
    assert window.page.close_session()


def test_own_keys_are_on_the_card(card: KeyCard, window: MainWindow) -> None:
    card.accept()
    window.coder.choose_keys(OwnKeys(commands={"play.toggle": "F13"}, codes={"strange-situation": {"bid": "y"}}))
    window.open_key_card()
    groups = dict(window.key_card.groups)
    assert ("Y", "Bid") in groups["Proximity events"]
    assert ("F13", "Play or pause") in groups["Playback"]
    window.key_card.accept()
    assert window.page.close_session()
