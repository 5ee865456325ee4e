"""Writes a session's camera as H.264 with sound in an MP4 file."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

SOUND_BLOCK = 1024
CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact", "chunk_duration": "2000000"}
"""Sound and picture lie in pieces of two seconds, so that the index of a long, thin file stays small."""


def write_video(
    path: Path,
    frames: Iterable[np.ndarray],
    fps: Fraction,
    size: tuple[int, int],
    quality: int,
    sound: np.ndarray | None = None,
    sound_rate: int = 16_000,
    sound_bits_per_s: int = 16_000,
) -> None:
    """Write BGR pictures (and mono int16 sound) to ``path``; ``quality`` is x264's crf, higher is smaller."""
    with av.open(str(path), "w", options=CONTAINER) as out:
        video = _video_stream(out, fps, size, quality)
        audio = _audio_stream(out, sound_rate, sound_bits_per_s) if sound is not None else None
        written = 0
        for number, picture in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), format="yuv420p")
            frame.pts, frame.time_base = number, 1 / fps
            out.mux(video.encode(frame))
            if audio is not None and sound is not None:
                due = round((number + 1) / fps * sound_rate)
                while written < min(due, len(sound)):
                    out.mux(audio.encode(_sound_frame(sound, written, sound_rate)))
                    written += SOUND_BLOCK
        out.mux(video.encode(None))
        if audio is not None:
            out.mux(audio.encode(None))


def _video_stream(
    out: av.container.OutputContainer, fps: Fraction, size: tuple[int, int], quality: int
) -> av.VideoStream:
    stream = out.add_stream("libx264", rate=fps)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.options = {
        "crf": str(quality), "preset": "slow", "tune": "animation", "g": "250", "threads": "2",
        "x264-params": "aq-mode=0:bframes=5:ref=3",
    }  # fmt: skip
    stream.codec_context.time_base = 1 / fps
    stream.codec_context.color_range = 1
    return stream


def _audio_stream(out: av.container.OutputContainer, rate: int, bits_per_s: int) -> av.AudioStream:
    stream = out.add_stream("aac", rate=rate, layout="mono")
    stream.bit_rate = bits_per_s
    return stream


def _sound_frame(sound: np.ndarray, start: int, rate: int) -> av.AudioFrame:
    block = sound[start : start + SOUND_BLOCK]
    frame = av.AudioFrame.from_ndarray(block[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
    return frame
