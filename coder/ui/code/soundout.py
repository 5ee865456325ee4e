"""Sound to the loudspeaker, following the clock of playback.

QtMultimedia is imported when sound is first needed. Without it, or without a sound device, the program works silently
and says so once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal

from coder.media import CameraTime, MediaError
from coder.media.audio import AudioTrack
from coder.media.sound import OUTPUT_CHANNELS, OUTPUT_RATE_HZ, SoundFeed
from coder.ui.code.playback import Playback
from coder.ui.text import tr

SLOWEST_HEARD, FASTEST_HEARD = 0.5, 2.0
FILL_MS = 15
BUFFER_MS = 120
JUMP_MS = 120
"""Sound further from the picture than this starts anew; nearer, it drifts back unheard."""
BYTES_PER_SAMPLE = 2 * OUTPUT_CHANNELS


class SoundOut(QObject):
    """Plays the sound of one recording along with `Playback`.

    Signals
    -------
    said(str)
        Why there is no sound; once per run of the program.
    changed()
        Sound was switched, or turned out to be impossible.
    """

    said = Signal(str)
    changed = Signal()
    _told = False

    def __init__(self, playback: Playback) -> None:
        super().__init__(playback)
        self._playback = playback
        self.on = True
        self.volume = 0.8
        self.reason = tr("this session has no sound")
        self._feed: SoundFeed | None = None
        self._time = CameraTime()
        self._sink: Any = None
        self._device: QIODevice | None = None
        self._sounding = False
        self._speed = 0.0
        self._timer = QTimer(self, interval=FILL_MS)
        self._timer.timeout.connect(self._fill)
        playback.state_changed.connect(self._follow)
        playback.jumped.connect(lambda _ms: self._be_silent())

    def open(self, path: str, time: CameraTime, start_s: Fraction) -> None:
        """Use the sound of a recording; "" when none has any."""
        self.close()
        if not path:
            return
        try:
            self._feed = SoundFeed(AudioTrack(path, start_s))
        except MediaError as error:
            self.reason = str(error)
        else:
            self._time, self.reason = time, ""
        self.changed.emit()

    def close(self) -> None:
        """Let go of the recording and the device."""
        self._be_silent()
        self._timer.stop()
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
        self._sink = self._device = None

    def switch(self) -> None:
        """Turn sound on or off."""
        self.on = not self.on
        self._follow()
        self.changed.emit()

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1."""
        self.volume = volume
        if self._sink is not None:
            self._sink.setVolume(volume)
        self.changed.emit()

    def louder(self, by: float) -> None:
        """Change the volume by a share of the loudest; sound that was off is on then."""
        self.on = True
        self._follow()
        self.set_volume(round(min(max(self.volume + by, 0.0), 1.0), 2))

    def set_time(self, time: CameraTime) -> None:
        """Follow a recording that was placed elsewhere on the session axis."""
        self._time = time

    def _follow(self) -> None:
        """Play, or fall silent, as playback does now."""
        wanted = self.on and self._feed is not None and SLOWEST_HEARD <= self._playback.speed_now <= FASTEST_HEARD
        if wanted and self._ready():
            if self._speed != self._playback.speed_now:
                self._be_silent()
            self._timer.start()
        else:
            self._timer.stop()
            self._be_silent()

    def _ready(self) -> bool:
        """Make the device ready; return whether there is one."""
        if self._sink is None and not self.reason:
            self._sink, self.reason = open_sink()
            if self._sink is None:
                self._tell()
        return self._sink is not None

    def _tell(self) -> None:
        self.changed.emit()
        if not SoundOut._told:
            SoundOut._told = True
            self.said.emit(tr("Playing without sound: {0}.", self.reason))

    def _fill(self) -> None:
        clock = self._playback.clock
        if clock is None or self._feed is None or self._sink is None:
            return
        now = self._time.camera_ms(clock.now_ms())
        if not self._sounding:
            self._begin(now)
            return
        ahead = self._heard_ms() - now
        if abs(ahead) > JUMP_MS and not self._feed.ended:
            self._begin(now)
            return
        self._feed.correct(ahead)
        self._write()

    def _begin(self, camera_ms: int) -> None:
        assert self._feed is not None
        self._speed = self._playback.speed_now
        if self._speed <= 0:
            return
        self._feed.play_from(max(camera_ms, 0), self._speed)
        self._sink.stop()
        self._device = self._sink.start()
        self._sink.setVolume(self.volume)
        self._sounding = True
        self._write()

    def _write(self) -> None:
        assert self._feed is not None
        room = int(self._sink.bytesFree()) // BYTES_PER_SAMPLE
        samples = self._feed.read(room) if room > 0 else None
        if samples is not None and len(samples) and self._device is not None:
            self._device.write(samples.tobytes())

    def _heard_ms(self) -> float:
        """Return the camera time of the sample that is heard now."""
        assert self._feed is not None
        waiting = (int(self._sink.bufferSize()) - int(self._sink.bytesFree())) / BYTES_PER_SAMPLE
        return self._feed.position_ms - waiting / OUTPUT_RATE_HZ * 1000 * self._speed

    def _be_silent(self) -> None:
        if self._sounding and self._sink is not None and self._feed is not None:
            self._sink.stop()
            self._feed.stop()
        self._sounding, self._device = False, None


def open_sink() -> tuple[Any, str]:
    """Return the default sound device ready to be played on, or None and why there is none."""
    try:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
    except ImportError:
        return None, tr("QtMultimedia is not installed")
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return None, tr("no sound device was found")
    form = QAudioFormat()
    form.setSampleRate(OUTPUT_RATE_HZ)
    form.setChannelCount(OUTPUT_CHANNELS)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if not device.isFormatSupported(form):
        return None, tr("the sound device cannot play 48 kHz stereo")
    sink = QAudioSink(device, form)
    sink.setBufferSize(OUTPUT_RATE_HZ * BYTES_PER_SAMPLE * BUFFER_MS // 1000)
    return sink, ""
