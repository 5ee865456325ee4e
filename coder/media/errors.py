"""Errors of the media room."""

from __future__ import annotations

from pathlib import Path


class MediaError(Exception):
    """A video or sound file cannot be used as asked; the text is written for a person."""


def no_such_file(path: Path) -> MediaError:
    """Return the error for a path that leads nowhere."""
    return MediaError(f"{path}: there is no such file. Check the path, or locate the video again.")


def is_a_folder(path: Path) -> MediaError:
    """Return the error for a folder given where a video is wanted."""
    return MediaError(f"{path}: this is a folder, not a video. Choose the video file inside it.")


def is_empty(path: Path) -> MediaError:
    """Return the error for a file without a single byte."""
    return MediaError(f"{path}: the file is empty. Copy the recording again.")


def not_readable(path: Path) -> MediaError:
    """Return the error for a file the person may not open."""
    return MediaError(f"{path}: the file may not be read. Ask for permission to read it.")


def not_a_video(path: Path) -> MediaError:
    """Return the error for content that no demuxer recognises."""
    return MediaError(f"{path}: this is not a video this program can read. If it plays elsewhere, convert it to MP4.")


def no_picture(path: Path) -> MediaError:
    """Return the error for a file with sound only."""
    return MediaError(f"{path}: the file has no pictures, only sound or data. Choose the video file.")


def no_sound(path: Path) -> MediaError:
    """Return the error for a file without a sound track."""
    return MediaError(f"{path}: the file has no sound. Go on without it, or choose another camera's sound.")


def no_decodable_picture(path: Path) -> MediaError:
    """Return the error for a file whose pictures are all damaged or of an unknown codec."""
    return MediaError(f"{path}: no picture in this file can be decoded. Copy the recording again.")


def no_time_stamps(path: Path) -> MediaError:
    """Return the error for a raw stream whose pictures carry no times."""
    return MediaError(f"{path}: the pictures carry no times. Convert the file to MP4 and add it again.")
