"""Errors of the media room."""

from __future__ import annotations


class MediaError(Exception):
    """A video or sound file cannot be used as asked; the text is written for a person."""


class UnreachableError(MediaError):
    """The file cannot be read at the moment: a share does not answer, a disk was unplugged."""
