"""Sound follows the picture, and its absence is said once."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from coder.ui.code import soundout
from coder.ui.code.soundout import BYTES_PER_SAMPLE, SoundOut
from coder.ui.code.timeline.audio import Sound, spectrum_pixels, wave_pixels
from coder.ui.code.timeline.scale import Scale
from tests.ui.code.conftest import CodeDriver

RATE_HZ = 48_000


class Loudspeaker:
    """Stands in for a sound device: it takes samples and plays them in real time."""

    def __init__(self) -> None:
        self.written = 0
        self.began = 0.0
        self.starts = 0
        self.volume = 0.0

    def start(self) -> Loudspeaker:
        self.written, self.began = 0, time.monotonic()
        self.starts += 1
        return self

    def stop(self) -> None:
        self.began = 0.0

    def setVolume(self, volume: float) -> None:
        self.volume = volume

    def bufferSize(self) -> int:
        return RATE_HZ * BYTES_PER_SAMPLE // 8

    def bytesFree(self) -> int:
        played = int((time.monotonic() - self.began) * RATE_HZ) * BYTES_PER_SAMPLE
        waiting = max(self.written - played, 0)
        self.written = max(self.written, played)
        return max(self.bufferSize() - waiting, 0)

    def write(self, data: bytes) -> int:
        self.written += len(data)
        return len(data)


@pytest.fixture
def loudspeaker(monkeypatch: pytest.MonkeyPatch) -> Loudspeaker:
    made = Loudspeaker()
    monkeypatch.setattr(soundout, "open_sink", lambda: (made, ""))
    return made


def test_sound_is_heard_with_its_picture_and_stops_with_it(loudspeaker: Loudspeaker, coding: CodeDriver) -> None:
    coding.bench.playback.seek(4_000)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(900)
    clock, sound = coding.bench.playback.clock, coding.bench.sound
    assert clock is not None
    assert loudspeaker.written > 0.3 * RATE_HZ * BYTES_PER_SAMPLE
    assert abs(sound._heard_ms() - clock.now_ms()) < 80
    coding.key(Qt.Key.Key_Space)
    assert loudspeaker.began == 0.0


def test_sound_is_off_beyond_twice_the_speed_and_when_muted(loudspeaker: Loudspeaker, coding: CodeDriver) -> None:
    coding.bench.playback.set_speed(4.0)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(60)
    assert loudspeaker.starts == 0
    coding.key(Qt.Key.Key_K)
    coding.bench.run_id("play.mute")
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(60)
    assert loudspeaker.starts == 0
    coding.bench.run_id("play.mute")
    coding.qtbot.waitUntil(lambda: loudspeaker.starts > 0)
    coding.key(Qt.Key.Key_K)


def test_sound_is_made_louder_and_switched_by_keys_and_remembered(loudspeaker: Loudspeaker, coding: CodeDriver) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.waitUntil(lambda: loudspeaker.starts > 0)
    coding.key(Qt.Key.Key_Down, alt)
    assert loudspeaker.volume == 0.7
    assert coding.bench.transport.volume.value() == 70
    coding.key(Qt.Key.Key_M, alt | Qt.KeyboardModifier.ControlModifier)
    assert loudspeaker.began == 0.0
    coding.key(Qt.Key.Key_Up, alt)
    assert coding.bench.sound.on
    coding.key(Qt.Key.Key_Down, alt)
    coding.key(Qt.Key.Key_K)
    assert coding.page.close_session()
    coding.open()
    assert coding.bench.sound.volume == 0.7


def test_shuttling_back_or_fast_says_that_there_is_no_sound(loudspeaker: Loudspeaker, coding: CodeDriver) -> None:
    coding.bench.playback.seek(8_000)
    chip = coding.bench.transport.muted
    coding.key(Qt.Key.Key_L)
    assert not chip.isVisible()
    coding.key(Qt.Key.Key_J)
    assert chip.text == "no sound at this speed"
    assert chip.isVisible()
    coding.key(Qt.Key.Key_K)
    assert not chip.isVisible()


def test_without_a_device_playing_goes_on_and_it_is_said_once(
    coding: CodeDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundout, "open_sink", lambda: (None, "no sound device was found"))
    monkeypatch.setattr(SoundOut, "_told", False)
    coding.key(Qt.Key.Key_Space)
    assert coding.window.host.toast.text == "Playing without sound: no sound device was found."
    coding.window.host.toast.hide()
    coding.key(Qt.Key.Key_Space)
    coding.key(Qt.Key.Key_Space)
    assert coding.window.host.toast.text == ""
    assert coding.bench.playback.playing
    assert not coding.bench.transport.volume.isEnabled()
    coding.key(Qt.Key.Key_Space)


def test_the_sound_is_drawn_in_the_background_and_kept_beside_the_study(coding: CodeDriver) -> None:
    kept = coding.root / ".cache" / "s001-cam1.npz"
    coding.qtbot.waitUntil(lambda: kept.exists() and len(coding.bench.timeline.sound.high) > 0, timeout=10_000)
    assert [row.key for row in coding.bench.timeline.rows][1] == "audio"


def test_the_wave_stands_where_its_sound_is() -> None:
    """A bang from 2.0 to 2.1 s of a camera that began 500 ms late, in stretches of 10 ms."""
    high = np.zeros(1_000, np.int8)
    high[150:160] = 127
    spectrum = np.zeros((500, 8), np.uint8)
    spectrum[75:80, 2] = 255
    sound = Sound(-high, high, 10.0, spectrum, 20.0, at_ms=500)
    scale = Scale(0.0, 0.1, 600, 10_000)
    wave = wave_pixels(sound, scale, 21, 0xFF112233)
    loud = np.flatnonzero((wave != 0).sum(axis=0) > 15)
    assert (loud.min(), loud.max()) == (200, 209)
    tones = spectrum_pixels(sound, scale, 16, QColor("#F2B84B"))
    rows, columns = np.nonzero(tones)
    assert (columns.min(), columns.max()) == (200, 209)
    assert 8 <= rows.min() <= rows.max() <= 13
