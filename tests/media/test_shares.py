"""A share that hangs or fails for a while holds up nobody, and nothing wrong is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.media import FrameMailbox, VideoReader
from coder.media.errors import UnreachableError
from coder.media.mailbox import Delivery
from tests.media.barcode import read
from tests.media.encode import Recipe, make
from tests.media.patience import patiently
from tests.media.shares import Share


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of large frames: far more than a decoder or a file buffer holds."""
    recipe = Recipe("mp4", count=600, size=(320, 192), options={"preset": "ultrafast", "g": "25", "bf": "0"})
    return make(tmp_path_factory.mktemp("film") / "film.mp4", recipe)


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    share = Share(monkeypatch)
    yield share
    share.come_back()


class Desk:
    """Receives what a mailbox brings."""

    def __init__(self, film: Path) -> None:
        self.brought: list[Delivery] = []
        self.errors: list[str] = []
        self.box = FrameMailbox(VideoReader(film), self.brought.append, lambda error: self.errors.append(str(error)))

    def wait_for(self, number: int) -> Delivery:
        for _ in patiently():
            for delivery in self.brought:
                if delivery.frame.number == number and delivery.frame.exact:
                    return delivery
            time.sleep(0.01)
        raise AssertionError


def wait_until_lost(box: FrameMailbox) -> None:
    for _ in patiently():
        if box.waits_for_file:
            return
        time.sleep(0.02)


def test_while_a_share_fails_nothing_is_shown_and_afterwards_the_right_frame_comes(film: Path, share: Share) -> None:
    desk = Desk(film)
    share.down = True
    desk.box.request(20_000)
    wait_until_lost(desk.box)
    assert desk.brought == []
    share.come_back()
    delivery = desk.wait_for(500)
    assert read(delivery.frame.rgb) == 500
    assert not desk.box.waits_for_file
    assert desk.errors == []
    desk.box.close()


def test_of_several_wishes_during_an_outage_the_last_is_served(film: Path, share: Share) -> None:
    desk = Desk(film)
    share.down = True
    for ms in (20_000, 16_000, 12_000):
        desk.box.request(ms)
    wait_until_lost(desk.box)
    desk.box.request(8_000)
    share.come_back()
    desk.wait_for(200)
    assert {d.frame.number for d in desk.brought} == {200}
    desk.box.close()


def test_asking_a_share_that_hangs_does_not_wait(film: Path, share: Share) -> None:
    desk = Desk(film)
    share.hang()
    desk.box.request(20_000)
    wait_until_lost(desk.box)
    began = time.monotonic()
    desk.box.request(4_000)
    assert desk.box.take_due(4_000) is None
    desk.box.close()
    # A second is what a healthy file would be given to end; one that hangs is not waited for at all.
    assert time.monotonic() - began < 1.0


def test_after_hanging_it_goes_on_by_itself(film: Path, share: Share) -> None:
    desk = Desk(film)
    share.hang()
    desk.box.request(20_000)
    wait_until_lost(desk.box)
    share.come_back()
    assert read(desk.wait_for(500).frame.rgb) == 500
    desk.box.close()


def test_a_stream_goes_on_after_an_outage(film: Path, share: Share) -> None:
    desk = Desk(film)
    desk.box.stream_from(0)
    for _ in patiently():
        if (frame := desk.box.take_due(0)) is not None:
            break
    share.down = True
    due = 0
    for _ in patiently():
        due = min(due + 40, 23_000)
        desk.box.take_due(due)
        if desk.box.waits_for_file:
            break
        time.sleep(0.005)
    lost_at = due
    share.come_back()
    for _ in patiently():
        due = min(due + 40, 23_000)
        frame = desk.box.take_due(due)
        if frame is not None and frame.number > lost_at // 40 + 20:
            break
        time.sleep(0.02)
    assert frame is not None
    assert read(frame.rgb) == frame.number
    assert frame.exact
    desk.box.close()


def test_an_outage_leaves_no_frame_marked_as_damaged(film: Path, share: Share) -> None:
    with VideoReader(film) as reader:
        share.down = True
        for number in (100, 300, 500):
            with pytest.raises(UnreachableError):
                reader.frame(number)
        share.come_back()
        for number in (100, 300, 500):
            frame = reader.frame(number)
            assert frame.exact
            assert read(frame.rgb) == number
