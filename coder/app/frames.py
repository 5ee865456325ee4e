"""Saving exact frames as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.app.errors import AppError
from coder.media import Frame, VideoReader
from coder.media.stills import encode_png
from coder.store import write_atomically


@dataclass(frozen=True, slots=True)
class SavedFrame:
    """A picture on disk: which frame it is, and when it came on screen (ms of the file's own time)."""

    path: Path
    number: int
    on_ms: int


def save_frames(file: Path, times_ms: Sequence[int], target: Path, overwrite: bool = False) -> list[SavedFrame]:
    """Save the frames on screen at the given times.

    One time goes to the file ``target`` (or into it, when it is a folder); several go to ``<ms>.png`` in the folder
    ``target``, which is made when it is missing.

    Raises
    ------
    AppError
        When a picture is there already and ``overwrite`` is not asked for, or a frame cannot be read whole.
    MediaError, StoreError
        When the recording cannot be read or the picture not written.
    """
    into_folder = len(times_ms) > 1 or target.is_dir()
    paths = [target / f"{ms}.png" if into_folder else target for ms in times_ms]
    taken = next((path for path in paths if path.exists()), None)
    if taken and not overwrite:
        raise AppError(f"{taken} is there already. Use --force to replace it.")
    with VideoReader(file) as reader:
        frames = [_exact(reader.frame_at(ms), file, ms) for ms in times_ms]
    if into_folder:
        target.mkdir(parents=True, exist_ok=True)
    for frame, path in zip(frames, paths, strict=True):
        write_atomically(path, encode_png(frame))
    return [SavedFrame(path, frame.number, frame.on_ms) for frame, path in zip(frames, paths, strict=True)]


def _exact(frame: Frame, file: Path, ms: int) -> Frame:
    if not frame.exact:
        raise AppError(f"{file}: the frame at {ms} ms is damaged and cannot be shown as it was.")
    return frame
