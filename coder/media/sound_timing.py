"""Whether the sound of a recording fits its pictures: where it begins and ends, its gaps, and its clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard

from coder.media.container import open_recording, packets_of, sound_streams

GAP_S = 0.1
APART_S = 0.3
DRIFT_S = 0.08
_ROUGH_TICK_S = Fraction(1, 2_000)


@dataclass(frozen=True, slots=True)
class SoundTiming:
    """When there is sound, in seconds on the axis of the pictures.

    Attributes
    ----------
    on_s, off_s : float
        Begin of the first sample and end of the last.
    gaps, missing_s : int, float
        How often the time stamps jump ahead, and by how much in all.
    drift_s : float
        How much longer the time stamps last than the samples do, gaps aside: a sound clock that runs slow or fast.
    """

    on_s: float
    off_s: float
    gaps: int = 0
    missing_s: float = 0.0
    drift_s: float = 0.0


def sound_timing(path: Path, start_s: Fraction) -> SoundTiming | None:
    """Return the timing of the first sound track, None where there is none.

    Parameters
    ----------
    start_s : Fraction
        The file's own time at the first shown picture.
    """
    with open_recording(path) as container:
        tracks = sound_streams(container)
        if not tracks:
            return None
        for other in container.streams:
            if other is not tracks[0]:
                other.discard = Discard.all
        facts = list(_packets(container, tracks[0]))
        tick_s = Fraction(tracks[0].time_base or Fraction(1, av.time_base))
        length_s = _packet_length(tracks[0])
    if not facts:
        return None
    stamps = np.array([pts for pts, _ in facts], dtype=np.float64) * float(tick_s)
    lengths = np.array([duration for _, duration in facts], dtype=np.float64) * float(tick_s)
    if length_s and abs(length_s - float(np.median(lengths))) < 1.5 * float(tick_s):
        lengths[:] = length_s
    elif tick_s > _ROUGH_TICK_S:
        return SoundTiming(stamps[0] - float(start_s), stamps[-1] + lengths[-1] - float(start_s))
    jumps = stamps[1:] - stamps[:-1] - lengths[:-1]
    gaps = jumps[jumps > GAP_S]
    return SoundTiming(
        float(stamps[0]) - float(start_s),
        float(stamps[-1] + lengths[-1]) - float(start_s),
        len(gaps),
        float(gaps.sum()),
        float(jumps[np.abs(jumps) <= GAP_S].sum()),
    )


def sound_warnings(timing: SoundTiming, length_ms: int) -> list[str]:
    """Return sentences for a person about sound that does not fit pictures of this length."""
    found = []
    early = length_ms / 1000 - timing.off_s
    check = "If it is not just cut off, it drifts: check lips and voice near the end."
    if timing.on_s > APART_S:
        found.append(f"The sound begins {timing.on_s:.1f} s after the pictures. Until then it is silent.")
    if early > APART_S:
        found.append(f"The sound ends {early:.1f} s before the pictures. {check}")
    elif early < -APART_S:
        found.append(f"The sound goes on {-early:.1f} s after the last picture. {check}")
    if timing.gaps:
        times = "1 gap" if timing.gaps == 1 else f"{timing.gaps} gaps"
        found.append(f"The sound has {times}, {timing.missing_s:.1f} s in all. It is silent there.")
    if abs(timing.drift_s) > DRIFT_S:
        found.append(
            f"The sound drifts: its clock is {abs(timing.drift_s):.2f} s off over the recording. "
            "It is played by its time stamps; check lips and voice near the end."
        )
    return found


def _packets(container: InputContainer, stream: AudioStream) -> Iterator[tuple[int, int]]:
    for packet in packets_of(container, stream):
        if packet.pts is not None and packet.size and not packet.is_discard:
            yield packet.pts, packet.duration or 0


def _packet_length(stream: AudioStream) -> float:
    """Return how long the samples of a packet last in seconds, 0 where packets differ."""
    context = stream.codec_context
    return context.frame_size / context.sample_rate if context.frame_size and context.sample_rate else 0.0
