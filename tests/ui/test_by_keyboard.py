"""Everything can be reached without a mouse and is named for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QSlider, QWidget

from coder.ui.clips import SessionRequest
from coder.ui.pages import PAGES
from coder.ui.window import MainWindow

INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QSlider)


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def is_a_part(widget: QWidget) -> bool:
    """Whether Qt made it as a part of another widget: the clear button of a field, the list of a box."""
    return widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), INTERACTIVE)


@pytest.mark.parametrize("page_id", [entry.page_id for entry in PAGES])
def test_whatever_can_be_used_has_a_name(window: MainWindow, page_id: str) -> None:
    window.show_page(page_id)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for kind in INTERACTIVE
        for widget in window.findChildren(kind)
        if widget.isVisibleTo(window) and not is_a_part(widget) and not name_of(widget)
    ]
    assert nameless == []


def test_every_command_has_a_title_and_a_place(window: MainWindow) -> None:
    commands = window.commands.all()
    assert all(command.title.strip() for command in commands)
    shortcuts = [command.shortcut for command in commands if command.shortcut]
    assert sorted(shortcuts) == sorted(set(shortcuts))


def test_tab_walks_through_the_page(window: MainWindow) -> None:
    window.show_page("study").setFocus()
    seen: list[str] = []
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(name_of(widget))
    for name in ("Sessions", "Find child ID", "Media: any", "Add videos…", "Study", "Settings"):
        assert name in seen


def test_arrows_walk_the_rail(window: MainWindow) -> None:
    window.rail.buttons["study"].setFocus()
    for entry in PAGES[1:]:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Down)
        assert window.page.page_id == entry.page_id
        window.rail.buttons[entry.page_id].setFocus()


def test_ctrl_f6_goes_round_the_panes(window: MainWindow) -> None:
    inside: list[bool] = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        focus = QApplication.focusWidget()
        assert focus is not None
        inside.append(window.rail.isAncestorOf(focus))
    assert any(inside)
    assert not all(inside)


def test_the_focus_is_drawn_around_what_has_it(window: MainWindow) -> None:
    window.show_page("study")
    button = window.page.add_button
    window.page.view.setFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    after = button.grab().toImage()
    ring = window.looks.tables.color("focus")
    middle = after.height() // 2
    assert [after.pixelColor(x, middle).name() for x in (0, 1)] == [ring.name()] * 2
    assert before.pixelColor(0, middle).name() != ring.name()


@pytest.mark.skipif("code" not in [entry.page_id for entry in PAGES], reason="needs the Code page")
def test_from_start_to_coding_by_keys_alone(window: MainWindow) -> None:
    asked: list[SessionRequest] = []
    window.page.open_session.connect(asked.append)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "c017")
    window.page.view.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == [SessionRequest("s001", "anna")]
    assert window.page.page_id == "code"
