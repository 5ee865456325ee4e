"""Opening a recording: only files, only recording formats, and every failure as a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition, Stream
from av.video.stream import VideoStream

from coder.media.errors import MediaError

STUMBLES_IN_A_ROW = 10
LOOK_BYTES = 4096

# Playlists, text art, still pictures and network formats are left out on purpose: a file is data, and must
# never make the program open a second one.
RECORDING_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,asf,flv,mxf,ogg,dv,nut,"
    "wtv,rm,ivf,obu,mjpeg,gif,gxf,dhav,nsv,nuv,swf,yuv4mpegpipe,wav,mp3,aac,flac,w64,caf,aiff,amr,ac3"
)


def open_recording(path: Path) -> InputContainer:
    """Open a video or sound file.

    Raises
    ------
    MediaError
        When there is no such file, or it is not a recording.
    """
    _check_file(path)
    try:
        return av.open(
            str(path.absolute()),
            metadata_errors="replace",
            container_options={"protocol_whitelist": "file", "format_whitelist": RECORDING_FORMATS},
        )
    except PermissionError as error:
        raise MediaError(f"{path}: the file may not be read. Ask for permission to read it.") from error
    except (av.FFmpegError, OSError, ValueError) as error:
        raise MediaError(
            f"{path}: this is not a video this program can read. "
            "If it plays elsewhere, convert it to MP4; if not, copy the recording again."
        ) from error


def is_readable(path: Path) -> bool:
    """Whether a file can be read at all at the moment: its first and its last bytes."""
    try:
        with path.open("rb") as file:
            file.read(1)
            file.seek(-min(LOOK_BYTES, path.stat().st_size), os.SEEK_END)
            return bool(file.read(LOOK_BYTES))
    except OSError:
        return False


def sound_streams(container: InputContainer) -> list[AudioStream]:
    """Return the sound tracks that can be decoded."""
    return [s for s in container.streams.audio if s.codec_context is not None and s.codec_context.sample_rate > 0]


def packets_of(container: InputContainer, stream: Stream, on_error: Callable[[], None] = lambda: None) -> Iterator[Any]:
    """Yield a stream's packets to the end of the file, going on after places that cannot be read.

    A stream that turns up only in the middle of the file (new sound in a transport stream) makes the demuxer
    stumble with an IndexError; that is no error of the file.
    """
    stumbles = 0
    while stumbles <= STUMBLES_IN_A_ROW:
        try:
            for packet in container.demux(stream):
                stumbles = 0
                yield packet
            return
        except av.FFmpegError:
            on_error()
            stumbles += 1
        except IndexError:
            stumbles += 1


def _check_file(path: Path) -> None:
    if not path.exists():
        raise MediaError(f"{path}: there is no such file. Check the path, or locate the video again.")
    if path.is_dir():
        raise MediaError(f"{path}: this is a folder, not a video. Choose the video file inside it.")
    if not path.is_file():
        raise MediaError(f"{path}: this is not a file. Choose a video file.")
    if path.stat().st_size == 0:
        raise MediaError(f"{path}: the file is empty. Copy the recording again.")


def picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the video stream (cover art does not count) and silence all others.

    Raises
    ------
    MediaError
        When there are no moving pictures, or their codec is unknown.
    """
    streams = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not streams:
        raise MediaError(f"{path}: the file has no pictures, only sound or data. Choose the video file.")
    if streams[0].codec_context is None:
        raise MediaError(f"{path}: the pictures are in a format this program cannot decode. Convert it to MP4.")
    for other in container.streams:
        if other is not streams[0]:
            other.discard = Discard.all
    return streams[0]
