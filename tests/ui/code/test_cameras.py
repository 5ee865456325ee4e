"""Looking at the cameras: zoom, light, turn, layouts, a window of their own. None of it touches what is stored."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from coder.ui.code.cameraview import CameraView
from coder.ui.code.video.looking import Looking
from coder.ui.code.video.panel import PicturePanel
from tests.media.encode import Recipe, make
from tests.ui.code.conftest import CodeDriver, number_in

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton


def wheel(view: CameraView, at: QPointF, notches: int, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """Turn the wheel over a view."""
    turn = QPoint(0, 120 * notches)
    nothing, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(view, QWheelEvent(at, view.mapToGlobal(at), QPoint(), turn, nothing, modifier, phase, False))


def share_at(view: CameraView, at: QPointF) -> tuple[float, float]:
    """Return which part of the picture lies at a point of the view."""
    place = view.picture_rect()
    return (at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height()


def brightness(view: CameraView) -> float:
    """Return the mean green of what is painted in the middle of a view."""
    image = view.grab().toImage().convertToFormat(view.picture.image.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    height, width = pixels.shape[:2]
    return float(pixels[height // 2 : height * 3 // 4, width // 3 : width * 2 // 3, 1].mean())


def plates(view: CameraView, corner: str) -> list[str]:
    return [plate.text for plate in view.overlay.plates if plate.corner == corner]


def session_bytes(code: CodeDriver) -> bytes:
    return (code.root / "sessions" / "s001" / "session.json").read_bytes()


def test_ctrl_wheel_zooms_to_what_is_under_the_cursor(coding: CodeDriver) -> None:
    view = coding.view
    at = QPointF(view.width() * 0.4, view.height() * 0.6)
    before = share_at(view, at)
    wheel(view, at, 3)
    # 1.25 to the third: 1.95
    assert view.sight.zoom == pytest.approx(1.953, abs=0.001)
    assert share_at(view, at) == pytest.approx(before, abs=0.002)
    assert plates(view, "top-right") == ["2.0×"]
    wheel(view, at, -5)
    assert view.sight.whole
    assert plates(view, "top-right") == []


def test_the_wheel_alone_does_not_zoom(coding: CodeDriver) -> None:
    wheel(coding.view, QPointF(50, 50), 3, Qt.KeyboardModifier.NoModifier)
    assert coding.view.sight.whole


def test_a_zoomed_picture_is_pushed_and_never_leaves_the_view_empty(coding: CodeDriver) -> None:
    view = coding.view
    wheel(view, QPointF(view.rect().center()), 6)
    before = view.picture_rect()
    QTest.mousePress(view, LEFT, pos=QPoint(200, 150))
    QTest.mouseMove(view, QPoint(230, 160))
    QTest.mouseMove(view, QPoint(250, 170))
    QTest.mouseRelease(view, LEFT, pos=QPoint(250, 170))
    assert view.picture_rect().topLeft() - before.topLeft() == QPointF(50, 20)
    QTest.mousePress(view, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(view, QPoint(5_000, 5_000))
    QTest.mouseRelease(view, LEFT, pos=QPoint(5_000, 5_000))
    assert view.picture_rect().left() <= 0
    assert view.picture_rect().top() <= 0


def test_keys_zoom_push_and_show_the_whole_picture_again(coding: CodeDriver) -> None:
    view = coding.view
    coding.key(Qt.Key.Key_Plus, CTRL | ALT)
    assert view.sight.zoom == pytest.approx(1.5625)
    coding.key(Qt.Key.Key_Plus, CTRL | ALT)
    middle = view.sight.x
    coding.key(Qt.Key.Key_Right, CTRL | ALT | SHIFT)
    assert view.sight.x > middle
    coding.key(Qt.Key.Key_0, CTRL | ALT)
    assert view.sight.whole
    coding.key(Qt.Key.Key_0, CTRL | ALT)
    assert "the whole picture is shown" in coding.window.host.toast.text


def test_a_turned_picture_stands_upright_and_stays_the_same_frame(coding: CodeDriver) -> None:
    view = coding.view
    coding.key(Qt.Key.Key_F9, CTRL)
    assert view.picture_rect().height() > view.picture_rect().width()
    assert plates(view, "top-right") == ["turned 90°"]
    coding.key(Qt.Key.Key_Right)
    coding.wait_for_frame(1)
    coding.type("p")
    assert [e.frame for e in coding.on_disk().events if e.code == "approach" and e.on == 40] == [1]
    for _ in range(3):
        coding.key(Qt.Key.Key_F9, CTRL)
    assert view.sight.quarter_turns == 0


def test_a_dark_tape_is_lit_in_a_panel_and_only_on_screen(coding: CodeDriver) -> None:
    before, stored = brightness(coding.view), session_bytes(coding)
    coding.key(Qt.Key.Key_F9, SHIFT)
    panel = coding.bench.findChild(PicturePanel)
    assert panel is not None
    assert panel.heading.text() == "Cam 1"
    for _ in range(3):
        QTest.keyClick(panel.gamma, Qt.Key.Key_PageUp)
    assert brightness(coding.view) > before + 10
    assert number_in(coding.view.picture.image) == 0
    assert coding.number_shown() == 0
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert plates(coding.view, "top-right") == ["light changed"]
    assert coding.bench.isAncestorOf(QApplication.focusWidget())
    coding.key(Qt.Key.Key_F9, CTRL | SHIFT)
    assert brightness(coding.view) == pytest.approx(before, abs=0.5)
    assert session_bytes(coding) == stored


def test_deinterlacing_is_switched_for_one_camera(two_cameras: CodeDriver) -> None:
    code = two_cameras
    code.key(Qt.Key.Key_F9)
    code.bench.looking.ask()
    panel = code.bench.findChild(PicturePanel)
    assert panel.heading.text() == "Cam 2 · View 2"
    panel.deinterlacing.findChildren(QPushButton)[1].click()
    assert [box.deinterlacing for box in code.bench.playback._player.mailboxes] == ["auto", "always"]
    assert plates(code.bench.pictures.views[1], "top-right") == ["deinterlaced"]
    panel.accept()


def test_how_a_camera_is_looked_at_is_remembered_for_the_coder_alone(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_F9, CTRL)
    wheel(coding.view, QPointF(100, 100), 2)
    sight = coding.view.sight
    stored = session_bytes(coding)
    assert coding.page.close_session()
    coding.open()
    assert coding.view.sight == sight
    assert session_bytes(coding) == stored
    coding.window.studies.become("ben")
    coding.open(coder="ben")
    assert coding.view.sight.whole


def test_a_remembered_sight_that_makes_no_sense_is_forgotten(coding: CodeDriver) -> None:
    looking: Looking = coding.bench.looking
    coding.window.memory.remember(looking._key(0), {"zoom": -3.0, "gamma": 0.0})
    assert coding.page.close_session()
    coding.open()
    assert coding.view.sight.whole


def test_layouts_follow_each_other_and_are_remembered(code: CodeDriver) -> None:
    code.add_cameras(2)
    code.open()
    views = code.bench.pictures.views

    def shape() -> list[tuple[int, int]]:
        return [(view.width(), view.height()) for view in views if view.isVisible()]

    large = shape()
    assert large[0][0] > 1.5 * large[1][0]
    code.key(Qt.Key.Key_L, CTRL | ALT)
    assert len({width for width, _ in shape()}) == 1
    assert views[2].y() > views[0].y()
    code.key(Qt.Key.Key_L, CTRL | ALT)
    assert len({view.y() for view in views}) == 1
    code.key(Qt.Key.Key_L, CTRL | ALT)
    assert [view.isVisible() for view in views] == [True, False, False]
    code.key(Qt.Key.Key_L, CTRL | ALT)
    assert shape() == large
    code.key(Qt.Key.Key_2, CTRL | ALT)
    assert views[1].width() > views[0].width()
    assert code.page.close_session()
    code.open()
    assert code.bench.cameras.large == 1
    QTest.mouseDClick(code.bench.pictures.views[0], LEFT)
    assert code.bench.cameras.large == 0


def test_the_layout_button_lists_what_can_be_done(two_cameras: CodeDriver) -> None:
    menu = two_cameras.bench.transport.camera_menu
    menu.aboutToShow.emit()
    side = next(action for action in menu.actions() if action.text() == "Side by side")
    side.trigger()
    first, second = two_cameras.bench.pictures.views
    assert first.size() == second.size()
    assert first.y() == second.y()


def test_the_cameras_go_to_a_window_of_their_own_and_back(coding: CodeDriver) -> None:
    coding.bench.playback.seek(22_000)
    coding.wait_for_frame(550)
    coding.key(Qt.Key.Key_D, CTRL | SHIFT)
    other = coding.bench.second_screen.window
    assert other is not None
    assert other.isVisible()
    assert other.isAncestorOf(coding.view)
    QTest.keyClick(other, Qt.Key.Key_Right)
    coding.wait_for_frame(551)
    QTest.keyClick(other, Qt.Key.Key_H)
    assert ("held", 22_040, None) in coding.events("held")
    QTest.keyClick(other, Qt.Key.Key_Z, CTRL)
    assert coding.events("held") == []
    QTest.keyPress(other, Qt.Key.Key_K)
    QTest.keyClick(other, Qt.Key.Key_L)
    assert coding.bench.playback.speed_now == 0.25
    QTest.keyRelease(other, Qt.Key.Key_K)
    QTest.keyClick(other, Qt.Key.Key_K)
    other.close()
    assert coding.bench.isAncestorOf(coding.view)
    assert coding.view.isVisible()
    assert not coding.bench.second_screen.away


def test_closing_the_session_closes_the_window_of_the_cameras(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_D, CTRL | SHIFT)
    other = coding.bench.second_screen.window
    assert coding.page.close_session()
    assert not other.isVisible()


def test_what_is_written_over_the_video_is_switched_off_and_on(coding: CodeDriver) -> None:
    coding.bench.playback.seek(16_000)
    coding.wait_for_frame(400)
    assert "00:00:16.000" in plates(coding.view, "bottom-left")
    assert "frame 400" in plates(coding.view, "bottom-left")
    assert any(text.startswith("Ep 4") for text in plates(coding.view, "top"))
    assert plates(coding.view, "bottom-right") == ["Near · 16.0 s"]
    coding.key(Qt.Key.Key_F12)
    assert coding.view.overlay.plates == ()
    coding.key(Qt.Key.Key_F12)
    assert coding.view.overlay.plates


def test_a_frame_before_a_gap_is_striped_and_says_how_many_are_missing(code: CodeDriver, tmp_path: Path) -> None:
    gap = tuple(n if n < 50 else n + 3 for n in range(100))
    made = make(tmp_path / "gap.mp4", Recipe(".mp4", times=gap, options={"bf": "0", "g": "25"}))
    shutil.copy(made, code.root / "media" / "s001_cam1.mp4")
    code.open(at_ms=48 * 40)
    assert not code.view.overlay.striped
    code.key(Qt.Key.Key_Right)
    code.wait_for_frame(49)
    assert code.view.overlay.striped
    assert "then 3 frames are missing" in plates(code.view, "bottom-left")
    code.key(Qt.Key.Key_Right)
    code.wait_for_frame(50)
    assert code.bench.playback.position_ms == 53 * 40
    assert not code.view.overlay.striped
