"""What a proxy stands for: the frame table and the facts of the original recording, kept beside the proxy."""

from __future__ import annotations

import dataclasses
import os
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from coder.media.errors import MediaError
from coder.media.frame import Quality
from coder.media.index import FrameIndex
from coder.media.probe import MediaInfo

VERSION = 1


@dataclass(frozen=True, slots=True)
class FileMark:
    """What tells a recording from another without reading it whole; ``sha256`` is "" where it is not known."""

    size: int
    mtime_ns: int
    sha256: str = ""

    @classmethod
    def of(cls, path: Path, sha256: str = "") -> FileMark:
        """Return the mark of a file; raises OSError where it cannot be looked at."""
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns, sha256)

    def is_same_as(self, other: FileMark) -> bool:
        """Whether both are of one recording: by content where that is known, else by size and time of change."""
        if self.sha256 and other.sha256:
            return self.sha256 == other.sha256 and self.size == other.size
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


@dataclass(frozen=True, eq=False, slots=True)
class Original:
    """The recording behind a proxy.

    Attributes
    ----------
    index : FrameIndex
        The recording's own frame table: numbers and times are always those of the recording.
    info : MediaInfo
        Facts about the recording.
    shown : ndarray of int64, shape (frames,)
        Number of the picture that is seen at each place; another one where the recording is broken.
    damaged : ndarray of bool, shape (frames,)
        Whether the picture seen there is damaged in the recording.
    mark : FileMark
        The recording's file.
    """

    index: FrameIndex
    info: MediaInfo
    shown: NDArray[np.int64]
    damaged: NDArray[np.bool_]
    mark: FileMark

    @property
    def stamps(self) -> NDArray[np.int64]:
        """Time stamps of the proxy's pictures: the recording's own from its first picture on, always rising."""
        own = self.index.pts - self.index.pts[0]
        places = np.arange(len(own))
        return np.asarray(np.maximum.accumulate(own - places) + places, dtype=np.int64)

    def seen(self, number: int, quality: Quality) -> tuple[int, Quality]:
        """Return number and quality of what the recording shows at a place of the proxy."""
        if quality == "good" and self.damaged[number]:
            quality = "damaged"
        return int(self.shown[number]), quality

    def check_fits(self, proxy: FrameIndex) -> None:
        """Raise `MediaError` unless the proxy has a picture for each of the recording's, at the same time."""
        own = (proxy.pts - proxy.pts[0]) * proxy.tick_s.numerator * self.index.tick_s.denominator
        expected = self.stamps * self.index.tick_s.numerator * proxy.tick_s.denominator
        if not np.array_equal(own, expected):
            raise MediaError(f"The proxy of {self.info.path.name} does not have its frames. Make it again.")


def sidecar(proxy: Path) -> Path:
    """Return where the facts about a proxy's original are kept."""
    return proxy.with_suffix(".npz")


class _Facts(msgspec.Struct):
    """The sidecar's part that is no table."""

    version: int
    proxy_size: int
    mark: FileMark
    info: MediaInfo
    tick: tuple[int, int]
    end_pts: int


def save(original: Original, proxy: Path) -> None:
    """Write the facts about the original beside its proxy, whole or not at all; raises OSError."""
    index = original.index
    facts = _Facts(
        VERSION,
        proxy.stat().st_size,
        original.mark,
        dataclasses.replace(original.info, path=Path()),
        (index.tick_s.numerator, index.tick_s.denominator),
        index.end_pts,
    )
    text = msgspec.json.encode(facts, enc_hook=str).decode()
    target = sidecar(proxy)
    part = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with part.open("wb") as file:
            np.savez(file, facts=text, pts=index.pts, shown=original.shown, damaged=original.damaged)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def load(proxy: Path, recording: Path) -> Original | None:
    """Return the facts about the original of a proxy, or None when there is no whole proxy.

    Parameters
    ----------
    proxy : Path
        The proxy's file.
    recording : Path
        Where the original lies now, for messages.
    """
    try:
        with np.load(sidecar(proxy), allow_pickle=False) as kept:
            facts = msgspec.json.decode(str(kept["facts"]), type=_Facts, dec_hook=lambda kind, text: kind(text))
            pts, shown, damaged = kept["pts"], kept["shown"], kept["damaged"]
        whole = proxy.stat().st_size == facts.proxy_size and facts.version == VERSION
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, msgspec.MsgspecError):
        return None
    if not whole or not len(pts) == len(shown) == len(damaged) > 0:
        return None
    index = FrameIndex(pts, Fraction(*facts.tick), facts.end_pts)
    return Original(index, dataclasses.replace(facts.info, path=recording), shown, damaged, facts.mark)
