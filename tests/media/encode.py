"""Small videos made on the spot: one function, many settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.media.barcode import draw


@dataclass(frozen=True)
class Recipe:
    """How to make a video; `times` are the pictures' own times in units of `tick`, else 0, 1, 2 … at `rate`."""

    suffix: str
    codec: str = "libx264"
    rate: Fraction = Fraction(25)
    count: int = 100
    size: tuple[int, int] = (160, 96)
    pixels: str = "yuv420p"
    options: dict[str, str] = field(default_factory=dict)
    container: dict[str, str] = field(default_factory=dict)
    format: str | None = None
    tick: Fraction | None = None
    times: Sequence[int] = ()
    start: int = 0
    rotate_deg: int = 0
    aspect: Fraction | None = None
    interlaced: bool = False
    sound: str | None = None
    sound_start_s: Fraction = Fraction(0)


SAMPLE_RATE = 48_000


def _add_video(out: av.container.OutputContainer, recipe: Recipe) -> av.VideoStream:
    stream = out.add_stream(recipe.codec, rate=recipe.rate)
    stream.width, stream.height = recipe.size
    stream.pix_fmt = recipe.pixels
    stream.options = dict(recipe.options)
    context = stream.codec_context
    context.time_base = recipe.tick or 1 / recipe.rate
    if recipe.aspect:
        context.sample_aspect_ratio = recipe.aspect
    if recipe.interlaced:
        context.flags |= av.codec.context.Flags.interlaced_dct | av.codec.context.Flags.interlaced_me
    if recipe.rotate_deg:
        stream.set_display_rotation(recipe.rotate_deg)
    return stream


def _encode_video(out: av.container.OutputContainer, stream: av.VideoStream, recipe: Recipe) -> list[av.Packet]:
    packets = []
    for number in range(recipe.count):
        frame = av.VideoFrame.from_ndarray(draw(number, *recipe.size), format="rgb24")
        frame = frame.reformat(format=recipe.pixels)
        frame.pts = recipe.start + (recipe.times[number] if recipe.times else number)
        frame.time_base = recipe.tick or 1 / recipe.rate
        packets += stream.encode(frame)
    return packets + stream.encode()


def click_track(seconds: float, clicks_s: Sequence[float]) -> np.ndarray:
    """Return mono float samples at 48 kHz, silent but for a 5 ms burst at each of `clicks_s`."""
    samples = np.zeros(int(seconds * SAMPLE_RATE), dtype=np.float32)
    burst = 0.8 * np.sin(2 * np.pi * 3000 * np.arange(int(0.005 * SAMPLE_RATE)) / SAMPLE_RATE)
    for at in clicks_s:
        on = round(at * SAMPLE_RATE)
        samples[on : on + len(burst)] = burst
    return samples


def _encode_sound(stream: av.AudioStream, samples: np.ndarray, start_s: Fraction) -> list[av.Packet]:
    packets, size = [], 1024
    for on in range(0, len(samples), size):
        block = samples[on : on + size]
        if len(block) < size:
            block = np.pad(block, (0, size - len(block)))
        frame = av.AudioFrame.from_ndarray(block[None, :], format="fltp", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = on + int(start_s * SAMPLE_RATE)
        frame.time_base = Fraction(1, SAMPLE_RATE)
        packets += stream.encode(frame)
    return packets + stream.encode()


def make(path: Path, recipe: Recipe, samples: np.ndarray | None = None) -> Path:
    """Write the video of `recipe` to `path`; `samples` (mono, 48 kHz) replace its default sound."""
    with av.open(str(path), "w", format=recipe.format, options=dict(recipe.container)) as out:
        video = _add_video(out, recipe)
        sound = None
        if recipe.sound:
            sound = out.add_stream(recipe.sound, rate=SAMPLE_RATE, layout="mono")
        packets = _encode_video(out, video, recipe)
        if sound is not None:
            if samples is None:
                samples = click_track(float(recipe.count / recipe.rate), [1.0])
            packets += _encode_sound(sound, samples, recipe.sound_start_s)
        for packet in sorted(packets, key=lambda p: (p.dts if p.dts is not None else 0) * p.time_base):
            out.mux(packet)
    return path
