"""A camera is placed on the reference's time by moments both show, or by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.app.alignment import SameMoment, aligned, camera_change, drift_ms_per_min, moved
from coder.app.errors import AppError
from coder.media import CameraTime
from coder.model.changes import apply, invert
from coder.model.session import Media, Participant, Session

CAMERA = Media(id="cam2", path="media/cam2.mp4")


def time_of(camera: Media) -> CameraTime:
    return CameraTime(camera.offset_ms, camera.rate)


def test_one_moment_gives_the_offset() -> None:
    # The clap is at 12.000 s in the session and at 9.600 s of the camera: it started 2.400 s later.
    placed = aligned(CAMERA, [SameMoment(12_000, 9_600)])
    assert (placed.offset_ms, placed.rate, placed.aligned_by) == (2_400, 1.0, "marks")


def test_two_moments_give_the_rate_as_well() -> None:
    # 600 s of the session are 600.060 s of the camera: 1.0001. Back from 60 s by 57.594 / 1.0001 s: 2.4118 s.
    placed = aligned(CAMERA, [SameMoment(60_000, 57_594), SameMoment(660_000, 657_654)])
    assert placed.rate == pytest.approx(1.0001, abs=1e-12)
    assert placed.offset_ms == 2_411
    assert drift_ms_per_min(placed.rate) == pytest.approx(6.0)


def test_one_moment_keeps_the_rate_that_was_found_before() -> None:
    placed = aligned(Media(id="cam2", path="x", rate=1.0001), [SameMoment(660_000, 657_654)])
    assert placed.rate == 1.0001
    assert time_of(placed).camera_ms(660_000) == pytest.approx(657_654, abs=1)


def test_two_moments_close_to_each_other_say_nothing_about_the_rate() -> None:
    with pytest.raises(AppError, match=r"4\.0 s apart.*at least 10 s"):
        aligned(CAMERA, [SameMoment(1_000, 1_000), SameMoment(5_000, 5_001)])


def test_moments_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(AppError, match="do not show the same moments"):
        aligned(CAMERA, [SameMoment(0, 0), SameMoment(60_000, 90_000)])


@given(
    st.integers(-100_000, 100_000), st.floats(0.995, 1.005), st.integers(0, 200_000), st.integers(300_000, 1_300_000)
)
def test_marks_find_again_how_a_camera_was_started(offset_ms: int, rate: float, early: int, late: int) -> None:
    """Times are whole ms, so each mark may be off by one; the whole session is then met within three."""
    truth = CameraTime(offset_ms, rate)
    marks = [SameMoment(ms, truth.camera_ms(ms)) for ms in (early, late)]
    placed = time_of(aligned(CAMERA, marks))
    for mark in marks:
        assert 0 <= placed.camera_ms(mark.session_ms) - mark.camera_ms <= 2
    for ms in (early, (early + late) // 2, late):
        assert abs(placed.camera_ms(ms) - truth.camera_ms(ms)) <= 3


def test_moving_by_hand_is_said_to_be_so() -> None:
    placed = moved(Media(id="cam2", path="x", offset_ms=40, aligned_by="clap"), -80)
    assert (placed.offset_ms, placed.aligned_by) == (-40, "hand")


def test_the_change_can_be_taken_back_and_leaves_the_other_cameras() -> None:
    first = Media(id="cam1", path="a", role="reference")
    session = Session(id="s001", scheme="x@1", participant=Participant(child="c1"), media=(first, CAMERA))
    change = camera_change(session, moved(CAMERA, 40))
    assert change is not None
    after, _ = apply(session, change)
    assert [camera.offset_ms for camera in after.media] == [0, 40]
    assert apply(after, invert(change))[0] == session
    assert camera_change(session, CAMERA) is None
