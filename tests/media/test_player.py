"""Cameras are played together, each frame at its time."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest

from coder.media import Camera, CameraTime, Delivery, MediaError, PlayClock, Player, VideoReader
from tests.media.barcode import read
from tests.media.conftest import Videos
from tests.media.patience import PATIENCE_S, patiently
from tests.media.test_clock import Time

OFFSET_MS = 1_000


class Room:
    """Two cameras, the second started one second after the first."""

    def __init__(self, videos: Videos) -> None:
        self.time = Time()
        self.clock = PlayClock(5_000, self.time)
        self.brought: queue.Queue[tuple[int, Delivery]] = queue.Queue()
        self.errors: queue.Queue[tuple[int, MediaError]] = queue.Queue()
        cameras = [
            Camera(VideoReader(videos.path("mp4 25 fps"))),
            Camera(VideoReader(videos.path("ts open group")), CameraTime(offset_ms=OFFSET_MS)),
        ]
        self.player = Player(cameras, self.clock, lambda *a: self.brought.put(a), lambda *a: self.errors.put(a))

    def brought_for(self, camera: int) -> Delivery:
        """Return the next exact frame of a camera."""
        for _ in patiently():
            place, delivery = self.brought.get(timeout=PATIENCE_S)
            if place == camera and delivery.frame.exact:
                return delivery
        raise AssertionError

    def show(self, camera: int, until_number: int) -> list[int]:
        """Tick until a camera shows a frame; return all it showed."""
        shown: list[int] = []
        for _ in patiently():
            shown += [read(due.frame.rgb) for due in self.player.tick() if due.camera == camera]
            if shown and shown[-1] >= until_number:
                break
        return shown


@pytest.fixture
def room(videos: Videos) -> Iterator[Room]:
    room = Room(videos)
    yield room
    room.player.close()


def test_a_seek_brings_each_camera_the_frame_of_that_moment(room: Room) -> None:
    room.player.seek(2_000, "exact")
    numbers = {}
    while len(numbers) < 2:
        camera, delivery = room.brought.get(timeout=PATIENCE_S)
        numbers[camera] = read(delivery.frame.rgb)
    # 25 frames a second: 2 s is frame 50 of the first, and 1 s is frame 25 of the second
    assert numbers == {0: 50, 1: 25}


def test_a_camera_covers_only_the_time_it_recorded(room: Room) -> None:
    assert not room.player.covers(1, OFFSET_MS - 1)
    assert room.player.covers(1, OFFSET_MS)
    assert room.player.covers(0, 3_999)
    assert not room.player.covers(0, 4_000)


def test_playing_shows_every_frame_at_its_time(room: Room) -> None:
    room.player.play()
    for frame in range(30):
        assert room.show(0, frame)[-1] == frame
        room.time.wait(40)
    assert room.player.mailboxes[0].dropped == 0


def test_both_cameras_stay_in_step(room: Room) -> None:
    room.clock.seek(2_000)
    room.player.play()
    assert room.show(1, 25)[-1] == 25
    room.time.wait(1_000)
    assert room.show(1, 50)[-1] == 50


def test_frames_passed_over_are_counted(room: Room) -> None:
    room.player.play()
    room.show(0, 0)
    room.time.wait(2_000)
    room.show(0, 50)
    assert room.player.dropped >= 40


def test_a_step_stops_and_goes_one_reference_frame(room: Room) -> None:
    room.player.seek(2_010, "exact")
    assert room.brought_for(0).frame.number == 50
    assert room.player.step(1) == 2_040
    assert room.brought_for(0).frame.number == 51
    assert room.player.step(-2) == 1_960
    assert room.brought_for(0).frame.number == 49
    assert not room.clock.playing


def test_steps_end_at_the_first_and_the_last_frame(room: Room) -> None:
    assert room.player.step(-5) == 0
    assert room.player.step(100_000) == 3_960


def test_pausing_brings_the_exact_frame_of_that_moment(room: Room) -> None:
    room.player.play()
    room.time.wait(1_234)
    room.player.pause()
    assert room.brought_for(0).frame.number == 30


def test_a_repeated_stretch_starts_over_on_screen(room: Room) -> None:
    room.clock.set_loop((1_000, 2_000))
    room.player.play()
    assert room.show(0, 25)[-1] == 25
    room.time.wait(800)
    room.show(0, 45)
    room.time.wait(240)
    shown: list[int] = []
    for _ in patiently():
        shown += [due.frame.number for due in room.player.tick() if due.camera == 0]
        if 26 in shown:
            break
    assert min(shown) == 26


def test_backwards_each_frame_asked_for_is_brought(room: Room) -> None:
    room.clock.seek(2_000)
    room.player.set_speed(-1.0)
    room.player.play()
    for number in (50, 49, 48):
        room.player.tick()
        assert room.brought_for(0).frame.number == number
        for _ in patiently():
            if not room.player.mailboxes[0].busy:
                break
        room.time.wait(40)


def test_five_cameras_are_refused(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 25 fps")) as reader, pytest.raises(MediaError, match="one to four"):
        Player([Camera(reader)] * 5, PlayClock(1000), lambda *_: None, lambda *_: None)
