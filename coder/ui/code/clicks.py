"""A short click when a key has recorded something, so that the eyes can stay on the picture.

Each code of a channel has its own pitch. Without QtMultimedia or a sound device nothing is heard.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject

from coder.media.sound import OUTPUT_CHANNELS, OUTPUT_RATE_HZ
from coder.ui.code.soundout import open_sink

CLICK_MS = 35
LOWEST_HZ = 520.0
STEPS = (0, 4, 7, 12, 16, 19, 24)
"""Pitches of the codes of a channel in semitones above the lowest: a chord, so that none jars with another."""
LOUDNESS = 0.25
FULL_SCALE = 32_767


def click_of(place: int) -> bytes:
    """Return the samples of the click of a channel's code, 16 bit stereo at the output's rate."""
    seconds = np.arange(OUTPUT_RATE_HZ * CLICK_MS // 1000) / OUTPUT_RATE_HZ
    pitch = LOWEST_HZ * 2 ** (STEPS[place % len(STEPS)] / 12)
    fading = np.exp(-seconds * 5_000 / CLICK_MS)
    wave = (np.sin(2 * np.pi * pitch * seconds) * fading * LOUDNESS * FULL_SCALE).astype(np.int16)
    return np.repeat(wave, OUTPUT_CHANNELS).tobytes()


class Clicks(QObject):
    """Plays clicks; the device is opened with the first one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: Any = None
        self._impossible = False
        self.played: list[int] = []

    def play(self, place: int) -> None:
        """Let the click of a channel's code be heard."""
        self.played = [*self.played[-9:], place]
        if self._sink is None and not self._impossible:
            self._sink, _ = open_sink()
            self._impossible = self._sink is None
        if self._sink is not None:
            self._sink.stop()
            device = self._sink.start()
            if device is not None:
                device.write(click_of(place))

    def close(self) -> None:
        """Let go of the device."""
        if self._sink is not None:
            self._sink.stop()
        self._sink = None
