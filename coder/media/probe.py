"""What a recording is: codec, size, rate, length, sound, and what to be careful about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
    width, height : int
        Size on screen in square pixels, after rotation.
    coded_width, coded_height : int
        Size as stored.
    sample_aspect_ratio : str
        Width to height of a stored pixel, as "16:11".
    rotation_deg : int
        Clockwise quarter turns applied to show the picture upright: 0, 90, 180 or 270.
    fps : float
        Nominal rate in pictures per second.
    variable_rate : bool
        Whether the distances between pictures differ (dropped pictures aside).
    length_ms : int
        From the first shown picture to the end of the last.
    warnings : tuple of str
        Sentences for a person.
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
    length_ms: int
    frames: int
    audio: tuple[AudioInfo, ...]
    warnings: tuple[str, ...]
