"""A proxy: a small copy of a heavy recording that opens, plays and jumps fast, frame for frame the same.

Every picture of the recording becomes one picture of the proxy, at the recording's own time, variable rate included.
The frame table of the recording is kept beside it (`coder.media.original`), so whoever looks at the proxy sees the
recording's frame numbers and times.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream

from coder.media.cache import PictureCache
from coder.media.convert import COLORSPACE_BT709
from coder.media.errors import MediaError
from coder.media.original import FileMark, Original, save, sidecar
from coder.media.pictures import Pictures
from coder.media.probe import MediaInfo, describe
from coder.media.proxy_sound import ProxySound
from coder.media.reader import VideoReader
from coder.media.smaller import Smaller

SUFFIX = ".mp4"
MOST_HEIGHT = 540
KEY_EVERY = 12
_OPTIONS = {"preset": "veryfast", "crf": "23", "tune": "fastdecode", "bf": "0", "sc_threshold": "0"}
_LIMITED_RANGE = 1
HEAVY_PIXELS = 1280 * 720
HEAVY_CODECS = frozenset({"hevc", "av1", "vp9", "prores", "dnxhd", "mjpeg", "ffv1", "rawvideo", "dvvideo"})


def is_heavy(info: MediaInfo) -> bool:
    """Whether a proxy makes a recording easier to work with: larger than 720p, or costly to decode at that size."""
    pixels = info.coded_width * info.coded_height
    return pixels > HEAVY_PIXELS or (pixels == HEAVY_PIXELS and info.codec in HEAVY_CODECS)


def make_proxy(
    recording: Path,
    target: Path,
    sha256: str = "",
    step: Callable[[int, int], object] = lambda _done, _total: None,
) -> Original:
    """Write the proxy of a recording to ``target`` (.mp4) and what it stands for beside it; both whole or not at all.

    Parameters
    ----------
    sha256 : str
        The recording's, where it is known.
    step : callable
        Called with (pictures done, pictures there are) after each picture. It may wait, so that somebody else can
        use the machine; what it raises ends the work, and nothing is left behind.

    Raises
    ------
    MediaError
        When the recording cannot be read, or the proxy cannot be written.
    """
    part = target.with_name(f"{target.stem}.{os.getpid()}.part{SUFFIX}")
    pictures = Pictures(recording, PictureCache(kept=1))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sidecar(target).unlink(missing_ok=True)
        original = _encode(pictures, part, FileMark.of(recording, sha256), step)
        VideoReader(part, original=original).close()
        part.replace(target)
        save(original, target)
    except (av.FFmpegError, OSError) as error:
        raise MediaError(f"{target}: the proxy of {recording.name} cannot be written. {error}") from error
    finally:
        pictures.close()
        part.unlink(missing_ok=True)
    return original


def proxy_size(info: MediaInfo) -> tuple[int, int]:
    """Return width and height of a proxy: even, upright, never larger than the recording."""
    factor = min(1.0, MOST_HEIGHT / min(info.width, info.height))
    return _even(info.width * factor), _even(info.height * factor)


def _even(side: float) -> int:
    return max(2, 2 * round(side / 2))


def _encode(pictures: Pictures, part: Path, mark: FileMark, step: Callable[[int, int], object]) -> Original:
    info, count = describe(pictures), len(pictures.index)
    shown, damaged = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_)
    original = Original(pictures.index, info, shown, damaged, mark)
    stamps, small = original.stamps, Smaller(proxy_size(info))
    with av.open(str(part), "w", format="mp4") as out:
        stream = _video_stream(out, info, pictures.index.tick_s)
        sound = ProxySound(out, pictures)
        try:
            for number in range(count):
                picture = pictures.get(number)
                shown[number], damaged[number] = picture.number, picture.damaged
                frame = small.of(picture.pixels)
                frame.pts, frame.time_base = int(stamps[number]), pictures.index.tick_s
                out.mux(stream.encode(frame))
                out.mux(sound.until(pictures.index.on_ms(number)))
                step(number + 1, count)
            out.mux(stream.encode(None))
            out.mux(sound.rest())
        finally:
            sound.close()
    return original


def _video_stream(out: OutputContainer, info: MediaInfo, tick_s: Fraction) -> VideoStream:
    options = _OPTIONS | {"g": str(KEY_EVERY), "keyint_min": str(KEY_EVERY)}
    stream = out.add_stream("libx264", rate=Fraction(info.fps or 25).limit_denominator(1001), options=options)
    stream.width, stream.height = proxy_size(info)
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = tick_s
    context.colorspace, context.color_range = COLORSPACE_BT709, _LIMITED_RANGE
    context.thread_count = max(1, (os.cpu_count() or 2) // 2)
    return stream
