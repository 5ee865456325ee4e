"""The history: looking at an earlier state, going back to it, and leaving it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.code.conftest import CodeDriver

CTRL = Qt.KeyboardModifier.ControlModifier
STATES = ("near", "held", "touching")


@pytest.fixture
def two(coding: CodeDriver) -> CodeDriver:
    """Held from 0:20 and touching from 0:24 have been added to near."""
    for ms, letter in ((20_000, "h"), (24_000, "t")):
        coding.bench.playback.seek(ms)
        coding.wait_for_frame(ms // 40)
        coding.type(letter)
    return coding


def click_step(code: CodeDriver, row: int) -> None:
    view = code.bench.history.view
    place = view.visualRect(code.bench.history.model.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def shown(code: CodeDriver) -> list[str]:
    """Codes of the proximity track as the timeline shows them."""
    lane = code.bench.scene.lanes["proximity"]
    return [lane.channel.codes[place].id for place in lane.code]


def test_a_click_shows_the_state_after_a_step_and_changes_nothing(two: CodeDriver) -> None:
    before = two.on_disk()
    click_step(two, 1)
    assert two.bench.rewind_bar.isVisible()
    assert not two.bench.header.isVisible()
    assert two.bench.rewind_bar.heading.text() == "After: Held added at 0:20.000"
    assert shown(two) == ["near", "held"]
    two.wait_for_frame(500)
    two.bench.setFocus()
    two.type("f")
    assert "earlier state" in two.window.host.toast.text
    two.key(Qt.Key.Key_Z, CTRL)
    assert two.on_disk() == before
    two.key(Qt.Key.Key_Escape)
    assert not two.bench.rewind_bar.isVisible()
    assert shown(two) == ["near", "held", "touching"]
    two.bench.playback.seek(30_000)
    assert two.on_disk() == before


def test_enter_goes_back_to_the_state_that_is_shown_and_on_again(two: CodeDriver) -> None:
    click_step(two, 1)
    two.key(Qt.Key.Key_Return)
    assert two.events(*STATES) == [("near", 0, 20_000), ("held", 20_000, None)]
    assert two.window.host.toast.text == "Went back by 1 edit."
    click_step(two, 0)
    assert shown(two) == ["near", "held", "touching"]
    two.key(Qt.Key.Key_Return)
    assert two.events("touching") == [("touching", 24_000, None)]


def test_arrows_in_the_list_show_one_state_after_the_other(two: CodeDriver) -> None:
    view, model = two.bench.history.view, two.bench.history.model
    view.setFocus()
    view.setCurrentIndex(model.index(0))
    assert not two.bench.rewinding.active
    two.key(Qt.Key.Key_Down)
    assert shown(two) == ["near", "held"]
    assert view.hasFocus()
    two.key(Qt.Key.Key_Up)
    assert not two.bench.rewinding.active


def test_an_earlier_state_can_be_looked_at_after_a_restart(two: CodeDriver) -> None:
    assert two.page.close_session()
    two.open(at_ms=24_000)
    click_step(two, 1)
    assert shown(two) == ["near", "held"]
    assert two.page.close_session()
    assert two.events("touching") == [("touching", 24_000, None)]


def test_going_back_is_taken_back_by_its_toast(two: CodeDriver) -> None:
    click_step(two, 1)
    two.key(Qt.Key.Key_Return)
    two.window.host.toast.action.click()
    assert two.events("touching") == [("touching", 24_000, None)]
