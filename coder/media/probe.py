"""What a recording is: codec, size, rate, length, sound, and what to be careful about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

from av.container import InputContainer

from coder.media.cache import PictureCache
from coder.media.container import sound_streams
from coder.media.convert import quarter_turns_counter_clockwise, square_size
from coder.media.pictures import Pictures
from coder.media.rates import Rate, rate_of, standstill
from coder.media.sound_timing import sound_timing, sound_warnings


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """One sound track."""

    codec: str
    sample_rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """Facts about one video file.

    Attributes
    ----------
    container, codec : str
        Short names, such as "mp4" and "h264".
    width, height : int
        Size on screen: square pixels, upright.
    coded_width, coded_height : int
        Size as stored.
    sample_aspect_ratio : str
        Width to height of a stored pixel, such as "16:11".
    rotation_deg : int
        Quarter turns clockwise that bring the stored picture upright: 0, 90, 180 or 270.
    fps : float
        Nominal pictures per second; the mean where the rate varies.
    variable_rate : bool
        Whether the distances between pictures differ (missing pictures aside).
    length_ms : int
        From the first shown picture to the end of the last.
    frames : int
        Number of pictures that are shown.
    audio : tuple of AudioInfo
        Sound tracks in file order.
    warnings : tuple of str
        Sentences for a person; empty when there is nothing to be careful about.
    """

    path: Path
    container: str
    codec: str
    width: int
    height: int
    coded_width: int
    coded_height: int
    sample_aspect_ratio: str
    rotation_deg: int
    fps: float
    variable_rate: bool
    interlaced: bool
    length_ms: int
    frames: int
    audio: tuple[AudioInfo, ...]
    warnings: tuple[str, ...]


def probe(path: str | PathLike[str]) -> MediaInfo:
    """Return the facts about a video file, its sound looked at as well; that reads the file twice.

    Raises
    ------
    MediaError
        When the file cannot be read as a video.
    """
    pictures = Pictures(Path(path), PictureCache(kept=0))
    try:
        info, start_s = describe(pictures), pictures.index.start_s
    finally:
        pictures.close()
    timing = sound_timing(Path(path), start_s)
    return info if timing is None else replace(info, warnings=(*info.warnings, *sound_warnings(timing, info.length_ms)))


def describe(pictures: Pictures) -> MediaInfo:
    """Return the facts about an open video."""
    stream, first, aspect = pictures.source.stream, pictures.first.pixels, pictures.aspect
    turns = quarter_turns_counter_clockwise(first)
    size = square_size(first.width, first.height, aspect)
    rate = rate_of(pictures.index, stream.average_rate or stream.guessed_rate)
    audio = audio_tracks(pictures.source.container)
    return MediaInfo(
        path=pictures.path,
        container=_container_name(pictures.source.container.format.name, pictures.path),
        codec=stream.codec_context.codec.canonical_name,
        width=size[turns % 2],
        height=size[1 - turns % 2],
        coded_width=first.width,
        coded_height=first.height,
        sample_aspect_ratio=f"{aspect.numerator}:{aspect.denominator}",
        rotation_deg=-90 * turns % 360,
        fps=rate.fps,
        variable_rate=rate.variable,
        interlaced=first.interlaced_frame,
        length_ms=pictures.index.length_ms,
        frames=len(pictures.index),
        audio=audio,
        warnings=tuple(_warnings(pictures, rate, audio)),
    )


def audio_tracks(container: InputContainer) -> tuple[AudioInfo, ...]:
    """Return the sound tracks of an open file that can be decoded."""
    contexts = [stream.codec_context for stream in sound_streams(container)]
    return tuple(AudioInfo(c.codec.canonical_name, c.sample_rate, c.layout.nb_channels) for c in contexts)


def _container_name(demuxer: str, path: Path) -> str:
    names = demuxer.split(",")
    suffix = path.suffix.lower().lstrip(".")
    return suffix if suffix in names else names[0]


def _warnings(pictures: Pictures, rate: Rate, audio: tuple[AudioInfo, ...]) -> list[str]:
    found = []
    if rate.variable:
        found.append("The frame rate varies. Times are right; frame numbers follow the time stamps.")
    if rate.dropped:
        found.append(f"{rate.dropped} frames are missing in between. The frame before each gap stays longer.")
    still = standstill(pictures.index)
    if still is not None:
        at = f"{still.on_ms // 60_000}:{still.on_ms // 1000 % 60:02d}"
        found.append(f"The picture stands still for {still.ms / 1000:.1f} s at {at}. That time was not recorded.")
    if pictures.source.table.starts_over:
        found.append("The time stamps start over, as in joined recordings. Check that the sound fits the pictures.")
    if pictures.cut_short:
        found.append("The file is cut short. What is there can be coded; compare its length with the original.")
    if pictures.has_damage:
        found.append("Parts of the file are damaged. Frames there are marked and cannot be stamped.")
    if pictures.first.pixels.interlaced_frame:
        found.append("The video is interlaced: fast movement shows comb lines. One frame holds two moments.")
    if not audio:
        found.append("The file has no sound.")
    return found
