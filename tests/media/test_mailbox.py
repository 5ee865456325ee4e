"""Asking for frames never waits, and only the newest request counts."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import pytest

from coder.media import Delivery, Frame, FrameMailbox, MediaError, VideoReader
from tests.media.conftest import Videos
from tests.media.patience import PATIENCE_S, patiently

LONG = "mp4 29.97 fps long group with B-frames"


class Desk:
    """Receives what a mailbox brings."""

    def __init__(self, reader: VideoReader) -> None:
        self.deliveries: queue.Queue[Delivery] = queue.Queue()
        self.errors: queue.Queue[MediaError] = queue.Queue()
        self.hold = threading.Event()
        self.hold.set()
        self.box = FrameMailbox(reader, self._take, self.errors.put)

    def _take(self, delivery: Delivery) -> None:
        self.deliveries.put(delivery)
        self.hold.wait(PATIENCE_S)

    def next(self) -> Delivery:
        return self.deliveries.get(timeout=PATIENCE_S)


@pytest.fixture
def desk(videos: Videos) -> Iterator[Desk]:
    desk = Desk(VideoReader(videos.path(LONG)))
    yield desk
    desk.hold.set()
    desk.box.close()


def test_the_frame_asked_for_is_brought(desk: Desk) -> None:
    ticket = desk.box.request(2000)
    delivery = desk.next()
    assert (delivery.ticket, delivery.asked_ms) == (ticket, 2000)
    assert delivery.frame.exact
    assert delivery.frame.on_ms <= 2000 < delivery.frame.off_ms


def test_a_quick_look_comes_first_and_is_marked(desk: Desk) -> None:
    desk.box.request(4000, "quick then exact")
    first, second = desk.next(), desk.next()
    assert first.frame.quality == "approximate"
    assert first.frame.number == 0
    assert second.frame.exact
    assert second.frame.number == desk.box.index.number_at(4000)


def test_while_dragging_only_the_quick_look_is_brought(desk: Desk) -> None:
    desk.box.request(4000, "quick")
    assert not desk.next().frame.exact
    desk.box.request(0)
    assert desk.next().frame.number == 0


def test_a_frame_that_is_at_hand_needs_no_quick_look(desk: Desk) -> None:
    desk.box.request(4000)
    desk.next()
    desk.box.request(3980, "quick then exact")
    assert desk.next().frame.exact


def test_requests_overtaken_by_newer_ones_are_left_out(desk: Desk) -> None:
    desk.hold.clear()
    desk.box.request(0)
    desk.next()
    tickets = [desk.box.request(ms) for ms in (1000, 2000, 3000)]
    desk.hold.set()
    delivery = desk.next()
    assert delivery.ticket == tickets[-1]
    assert delivery.frame.number == desk.box.index.number_at(3000)
    assert desk.deliveries.empty()


@pytest.mark.parametrize("kind", ["mp4 intra refresh", "ts open group", "mov mjpeg", "avi packed B-frames"])
def test_an_approximate_frame_is_never_called_exact(videos: Videos, kind: str) -> None:
    with VideoReader(videos.path(kind)) as reader:
        for ms in range(0, reader.index.length_ms, 130):
            frame = reader.key_frame_at(ms)
            assert frame.exact == (frame.number == reader.index.number_at(ms))
            if frame.exact:
                assert frame.on_ms <= ms < frame.off_ms


def test_at_rest_the_next_frames_are_made_ready(videos: Videos) -> None:
    reader = VideoReader(videos.path(LONG))
    reader.frame(20)
    while reader.read_ahead():
        pass
    assert all(reader.is_ready(n) for n in range(20, 37))
    assert not reader.is_ready(38)
    reader.close()


def _wait_for_frame(desk: Desk, ms: int) -> Frame:
    for _ in patiently():
        if (frame := desk.box.take_due(ms)) is not None:
            return frame
    raise AssertionError


def test_streaming_brings_every_frame_in_order(desk: Desk) -> None:
    desk.box.stream_from(0)
    index = desk.box.index
    numbers = [_wait_for_frame(desk, index.on_ms(n)).number for n in range(len(index))]
    assert numbers == list(range(len(index)))
    assert desk.box.dropped == 0


def test_a_late_stream_goes_on_at_the_frame_that_is_due(desk: Desk) -> None:
    desk.box.stream_from(0)
    assert _wait_for_frame(desk, 0).number == 0
    numbers = [0]
    while numbers[-1] < 100:
        numbers.append(_wait_for_frame(desk, desk.box.index.on_ms(100)).number)
    assert numbers[-1] == 100
    assert desk.box.dropped > 50


def test_a_damaged_place_is_reported_and_the_next_request_served(videos: Videos) -> None:
    reader = VideoReader(videos.path("mp4 25 fps"))
    real = reader.frame
    reader.frame = lambda n: real(n) if n else _fail()  # type: ignore[method-assign]
    desk = Desk(reader)
    desk.box.request(0)
    assert "cannot be read" in str(desk.errors.get(timeout=PATIENCE_S))
    desk.box.request(1000)
    assert desk.next().frame.number == 25
    desk.box.close()


def _fail() -> None:
    raise MediaError("frame 0 cannot be read.")


def test_after_closing_nothing_is_brought(videos: Videos) -> None:
    desk = Desk(VideoReader(videos.path(LONG)))
    for ms in range(0, 5000, 50):
        desk.box.request(ms, "quick then exact")
    desk.box.close()
    brought = desk.deliveries.qsize()
    assert not any(t.name.startswith("frames of") and t.is_alive() for t in threading.enumerate())
    assert desk.deliveries.qsize() == brought
