"""A network share that can be made to hang or to fail, in place of the file system."""

from __future__ import annotations

import errno
import io
import threading
from pathlib import Path

import av
import pytest

from coder.media.errors import MediaError


class Share:
    """Opens recordings through itself; while it `hangs` reads wait, while it is `down` they fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.down = False
        self.answers = threading.Event()
        self.answers.set()
        monkeypatch.setattr("coder.media.demux.open_recording", self.open)
        for place in ("coder.media.pictures.is_readable", "coder.media.reader.is_readable"):
            monkeypatch.setattr(place, lambda _path: not self.down)

    def hang(self) -> None:
        """Let every read wait from now on."""
        self.answers.clear()

    def come_back(self) -> None:
        """Answer again."""
        self.down = False
        self.answers.set()

    def open(self, path: Path) -> av.container.InputContainer:
        """Open a recording as `coder.media.container.open_recording` does."""
        try:
            return av.open(RemoteFile(path, self))
        except (av.FFmpegError, OSError) as error:
            raise MediaError(f"{path}: this is not a video this program can read.") from error


class RemoteFile(io.RawIOBase):
    """A file on the share."""

    def __init__(self, path: Path, share: Share) -> None:
        self._file, self._share = path.open("rb"), share

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        return self._file.seek(place, whence)

    def read(self, size: int = -1) -> bytes:
        self._share.answers.wait(60)
        if self._share.down:
            raise av.FFmpegError(errno.EIO, "the share is gone")
        return self._file.read(size)

    def close(self) -> None:
        self._file.close()
        super().close()
