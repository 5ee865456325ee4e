"""What a drag shows is what letting go does; the video follows it; tracks are arranged by their names."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from coder.ui.clips import SessionRequest
from tests.ui.code.conftest import FRAME_MS, CodeDriver

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def two(coding: CodeDriver) -> CodeDriver:
    """Near to 20 s, then held to 22 s, then far, which still runs."""
    for ms, letter in ((20_000, "h"), (22_000, "f")):
        coding.bench.playback.seek(ms)
        coding.wait_for_frame(ms // FRAME_MS)
        coding.type(letter)
    coding.bench.timeline.fit(18_000, 24_000)
    return coding


def states(code: CodeDriver) -> list[tuple[str, int, int | None]]:
    return code.events("near", "held", "far")


def press(code: CodeDriver, channel: str, from_ms: int, to_ms: int) -> QPoint:
    """Press and drag without letting go; return where the mouse is."""
    viewport = code.bench.timeline.viewport()
    begin, end = code.place(from_ms, channel), code.place(to_ms, channel)
    QTest.mousePress(viewport, LEFT, NONE, begin)
    for share in (0.4, 1.0):
        QTest.mouseMove(viewport, begin + (end - begin) * share)
    return end


def shown(code: CodeDriver, event_code: str) -> tuple[int, int]:
    """Return where the timeline draws the only event of a code."""
    scene = code.bench.timeline.seen
    (event,) = [e for e in code.bench.sitting.coding.events if e.code == event_code]
    found = scene.lane_with(event.id)
    assert found is not None
    lane, place = found
    return int(lane.on[place]), int(lane.off[place])


def test_while_an_edge_is_dragged_both_states_are_shown_as_they_will_be(two: CodeDriver) -> None:
    end = press(two, "proximity", 20_000, 20_800)
    assert shown(two, "near") == (0, 20_800)
    assert shown(two, "held") == (20_800, 22_000)
    assert states(two)[0] == ("near", 0, 20_000)
    ghost = two.bench.timeline.marks.ghost
    assert ghost is not None
    assert ghost.text == "0:20.800  f 520  +0.800 s"
    QTest.mouseRelease(two.bench.timeline.viewport(), LEFT, NONE, end)
    assert states(two)[:2] == [("near", 0, 20_800), ("held", 20_800, 22_000)]
    assert two.bench.timeline.draft is None


def test_the_video_follows_the_dragged_edge_to_the_exact_frame(two: CodeDriver) -> None:
    end = press(two, "proximity", 20_000, 20_800)
    two.wait_for_frame(520)
    assert two.number_shown() == 520
    chosen = two.bench.sitting.selection.only
    assert chosen is not None
    QTest.mouseRelease(two.bench.timeline.viewport(), LEFT, NONE, end)
    assert two.bench.playback.position_ms == 20_800
    assert two.bench.sitting.selection.only == chosen


def test_escape_gives_a_drag_up_and_brings_the_video_back(two: CodeDriver) -> None:
    before, steps = states(two), len(two.bench.sitting.desk.history)
    end = press(two, "proximity", 20_000, 20_800)
    two.key(Qt.Key.Key_Escape)
    assert two.bench.timeline.draft is None
    QTest.mouseRelease(two.bench.timeline.viewport(), LEFT, NONE, end)
    assert states(two) == before
    assert len(two.bench.sitting.desk.history) == steps
    two.wait_for_frame(550)


def test_a_dragged_edge_leaves_at_least_a_frame_of_its_neighbour(two: CodeDriver) -> None:
    two.drag("proximity", 20_000, 23_500)
    assert states(two)[:2] == [("near", 0, 22_000 - FRAME_MS), ("held", 22_000 - FRAME_MS, 22_000)]


def test_a_dragged_body_keeps_its_length_and_takes_both_neighbours_edges_along(two: CodeDriver) -> None:
    two.drag("proximity", 21_000, 21_400)
    assert states(two) == [("near", 0, 20_400), ("held", 20_400, 22_400), ("far", 22_400, None)]
    assert len(two.bench.sitting.desk.history) == 3


def test_an_edge_is_caught_by_an_episode_and_says_so(two: CodeDriver) -> None:
    two.bench.playback.seek(18_000)
    two.wait_for_frame(450)
    two.bench.timeline.fit(18_000, 27_000)
    end = press(two, "proximity", 22_000, 24_970)
    ghost = two.bench.timeline.marks.ghost
    assert ghost is not None
    assert ghost.caught
    assert ghost.text.endswith(("at a door", "at an episode"))
    QTest.mouseRelease(two.bench.timeline.viewport(), LEFT, NONE, end)
    assert states(two)[1:] == [("held", 20_000, 25_000), ("far", 25_000, None)]


def test_the_end_of_a_dragged_body_is_caught_too(two: CodeDriver) -> None:
    two.bench.playback.seek(22_720)
    two.wait_for_frame(568)
    two.drag("proximity", 21_000, 21_740)
    assert states(two)[1] == ("held", 20_720, 22_720)


def test_a_nudged_edge_is_shown_on_the_video(two: CodeDriver) -> None:
    two.click(21_000, "proximity")
    two.key(Qt.Key.Key_Right, ALT)
    two.wait_for_frame(501)
    assert states(two)[1] == ("held", 20_040, 22_000)


def test_a_running_state_is_dragged_by_its_onset_and_goes_on_running(two: CodeDriver) -> None:
    two.drag("proximity", 22_000, 21_200)
    assert states(two)[1:] == [("held", 20_000, 21_200), ("far", 21_200, None)]


def header(code: CodeDriver, key: str, down: float = 0.5) -> QPoint:
    """Return a place on the name of a track, ``down`` of its height below its top."""
    timeline = code.bench.timeline
    row = next(row for row in timeline.rows if row.key == key)
    return QPoint(60, round(timeline.geometry_now.ruler - timeline.geometry_now.scrolled + row.top + row.height * down))


def keys(code: CodeDriver) -> list[str]:
    return [row.key for row in code.bench.timeline.rows]


def height(code: CodeDriver, key: str) -> int:
    return next(row.height for row in code.bench.timeline.rows if row.key == key)


def test_a_track_is_moved_by_its_name_and_stays_there_when_the_session_is_opened_again(two: CodeDriver) -> None:
    assert keys(two).index("distress") < keys(two).index("proximity")
    viewport = two.bench.timeline.viewport()
    QTest.mousePress(viewport, LEFT, NONE, header(two, "proximity"))
    target = header(two, "distress", 0.1)
    QTest.mouseMove(viewport, target)
    assert two.bench.timeline.marks.drop_y is not None
    QTest.mouseRelease(viewport, LEFT, NONE, target)
    assert keys(two).index("proximity") == keys(two).index("distress") - 1
    wanted = keys(two)
    assert two.page.close_session()
    two.window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    two.wait_for_frame(0)
    assert [key for key in keys(two) if key in wanted] == [key for key in wanted if key in keys(two)]
    assert keys(two).index("proximity") == keys(two).index("distress") - 1


def test_a_track_is_made_taller_by_the_border_of_its_name_and_by_keys(two: CodeDriver) -> None:
    before = height(two, "distress")
    viewport = two.bench.timeline.viewport()
    border = header(two, "distress", 1.0)
    QTest.mousePress(viewport, LEFT, NONE, border)
    QTest.mouseMove(viewport, border + QPoint(0, 30))
    QTest.mouseRelease(viewport, LEFT, NONE, border + QPoint(0, 30))
    assert height(two, "distress") == before + 30
    QTest.mouseClick(viewport, LEFT, NONE, header(two, "distress"))
    two.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier | ALT)
    assert height(two, "distress") < before + 30
    QTest.mouseDClick(viewport, LEFT, NONE, header(two, "distress"))
    assert height(two, "distress") == before


def test_the_track_in_focus_moves_by_keys(two: CodeDriver) -> None:
    place = keys(two).index("proximity_points")
    QTest.mouseClick(two.bench.timeline.viewport(), LEFT, NONE, header(two, "proximity_points"))
    two.key(Qt.Key.Key_Up, ALT | SHIFT)
    assert keys(two).index("proximity_points") == place - 1
    two.bench.run_id("view.track.reset")
    assert keys(two).index("proximity_points") == place


def test_which_tracks_are_shown_is_chosen_and_remembered(two: CodeDriver) -> None:
    two.bench.bar.tracks_chosen.emit(frozenset({"gaze"}))
    assert [k for k in keys(two) if k in ("distress", "gaze", "proximity")] == ["proximity", "gaze"]
    assert two.page.close_session()
    two.window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    two.wait_for_frame(0)
    assert "gaze" in keys(two)
    two.bench.bar.tracks_chosen.emit(None)
    assert "distress" in keys(two)


def test_motion_is_computed_when_it_is_wanted_and_kept_beside_the_study(two: CodeDriver) -> None:
    assert "motion" not in keys(two)
    two.bench.run_id("view.track.motion")
    assert "motion" in keys(two)
    timeline = two.bench.timeline
    two.qtbot.waitUntil(lambda: timeline.motion is not None and len(timeline.motion.times) == 1_000, timeout=20_000)
    assert timeline.motion is not None
    assert timeline.motion.times[25] == 25 * FRAME_MS
    assert np.nanmax(timeline.motion.share) > 0
    assert (two.root / ".cache" / "s001-cam1-motion.npz").exists()


def test_page_keys_scroll_and_following_stops(two: CodeDriver) -> None:
    timeline = two.bench.timeline
    before = timeline.scale.left_ms
    two.key(Qt.Key.Key_PageDown)
    assert timeline.scale.left_ms > before + 3_000
    assert not timeline.following
