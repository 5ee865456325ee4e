"""Any picture of a video by its number, decoded exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from coder.media.cache import PictureCache
from coder.media.container import is_readable
from coder.media.decoder import Picture, Run, TroubleError, decode_alone
from coder.media.demux import PacketSource
from coder.media.errors import MediaError, UnreachableError
from coder.media.fields import without_second_fields
from coder.media.index import FrameIndex
from coder.media.order import DisplayOrder, display_order
from coder.media.packets import NO_TIME
from coder.media.seek import KeyPictures, is_worth_going_on, key_pictures, starting_points

STREAM_FORMATS = ("mpegts", "mpeg")
TRIES = 2
FEW_BEHIND = 8


class InterruptedReadError(Exception):
    """Somebody no longer wants the picture that was being decoded."""


class Pictures:
    """All pictures of one video file.

    Attributes
    ----------
    index : FrameIndex
        Times of the pictures that are shown; the first and the last are sure to decode.
    first : Picture
        The first picture, for its size, rotation and field order.
    cut_short : bool
        Whether the file ends in packets that cannot be decoded.
    interrupted : callable
        Asked after every picture on the way to the wanted one; when true, `InterruptedReadError` is raised.
    """

    def __init__(self, path: Path, cache: PictureCache) -> None:
        self.path = path
        self.source = PacketSource(path)
        self.source.table = without_second_fields(self.source)
        self.interrupted: Callable[[], bool] = lambda: False
        self._cache = cache
        self._stand_ins: dict[int, int] = {}
        self._damaged: set[int] = set()
        self._lost = False
        self._run: Run | None = None
        stream = self.source.stream
        codec = stream.codec_context.codec.canonical_name
        order = display_order(self.source.table, self.source.container.format.name, codec)
        self.first, self._order = self._find_first(order)
        self._keys: KeyPictures = key_pictures(self.source.table, self._order)
        self.index, self.cut_short = self._cut_tail(self._frame_index())

    @property
    def aspect(self) -> Fraction:
        """Width to height of a stored pixel."""
        ratio = self.source.stream.sample_aspect_ratio
        return ratio if ratio else Fraction(1)

    @property
    def has_damage(self) -> bool:
        """Whether packets before the end are known to be damaged."""
        return bool(np.any(self.source.table.corrupt[:-4]))

    def close(self) -> None:
        """Close the file and forget all pictures."""
        self._run = None
        self._cache.clear()
        self.source.close()

    def get(self, number: int) -> Picture:
        """Return picture `number`, or where it cannot be decoded at all the last one before it that can.

        Raises
        ------
        UnreachableError
            When the file does not answer. The next call opens it anew.
        MediaError
            When neither it nor any before it can be decoded.
        """
        with self._reaching():
            return self._get(number)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Open the file anew after it was lost; tell a file that does not answer from one that is damaged."""
        try:
            if self._lost:
                self.start_again()
            yield
        except MediaError as error:
            self._run = None
            if is_readable(self.path):
                raise
            self._lost = True
            raise UnreachableError(f"{self.path}: the file does not answer.") from error

    def _get(self, number: int) -> Picture:
        steps_back = self._cache.playhead - number
        behind = self._cache.kept if 0 < steps_back <= self._cache.kept else FEW_BEHIND
        if self.source.careful:
            behind = number
        self._cache.move_to(number)
        number = self.stand_in(number)
        picture = self._cache.get(number)
        if picture is not None and self._is_final(picture, number):
            return picture
        try:
            picture = self._decode(number, behind)
        except TroubleError:
            self._check_reachable()
            self._be_careful()
            picture = self._decode(number, behind=number)
        if picture.damaged or picture.number != number:
            self._check_reachable()
        self._cache.put(picture)
        return picture

    def near(self, number: int) -> Picture:
        """Return picture `number` if it is at hand, else the nearest key picture before it; raises as `get` does."""
        with self._reaching():
            return self._near(number)

    def _near(self, number: int) -> Picture:
        if self.is_ready(number):
            return self._get(number)
        place = self._keys.at_or_before(number)
        if place < 0:
            return self._get(number)
        cached = self._cache.get(self._keys.numbers[place])
        if cached is not None:
            return cached
        self._run = None
        return decode_alone(self.source, self._order, self._keys.ordinals[place]) or self._get(number)

    def is_ready(self, number: int) -> bool:
        """Whether picture `number` is decoded already."""
        picture = self._cache.get(self.stand_in(number))
        return picture is not None and self._is_final(picture, picture.number)

    def stand_in(self, number: int) -> int:
        """Return the number of the picture on screen in place of one known not to decode, or `number`."""
        return self._stand_ins.get(number, number)

    def read_ahead(self) -> bool:
        """Decode one more picture into the cache; return whether there was one to decode."""
        if self._run is None or self._run.last >= self._cache.last_wanted:
            return False
        try:
            picture = next(self._run, None)
        except TroubleError:
            self._be_careful()
            return False
        if picture is None:
            self._run = None
            return False
        self._cache.put(picture)
        return True

    def start_again(self) -> None:
        """Forget what went wrong and open the file anew; raises `MediaError` while it cannot be read."""
        self._run = None
        self._cache.clear()
        self._stand_ins.clear()
        self._damaged.clear()
        self.source.start_again()
        self._lost = False

    def _check_reachable(self) -> None:
        """Raise `UnreachableError` when the file itself cannot be read: then nothing is known about its pictures."""
        if self.source.failed and not is_readable(self.path):
            raise UnreachableError(f"{self.path}: the file does not answer.")
        self.source.failed = False

    def _be_careful(self) -> None:
        self._run = None
        self._cache.clear()
        self.source.be_careful()

    def _is_final(self, picture: Picture, number: int) -> bool:
        return picture.number == number and (not picture.damaged or number in self._damaged)

    def _decode(self, number: int, behind: int) -> Picture:
        last = -1 if self._run is None else self._run.last
        if self._run is not None and is_worth_going_on(self._keys, last, number):
            picture = self._advance(self._run, number)
            if picture is not None and self._is_final(picture, number):
                return picture
        return self._decode_anew(number, behind)

    def _decode_anew(self, number: int, behind: int) -> Picture:
        found: list[Picture] = []
        for start in starting_points(self._keys, number):
            self._run = Run(self.source, self._order, start, needed_from=number - behind)
            picture = self._advance(self._run, number)
            if picture is not None and self._is_final(picture, number):
                return picture
            if picture is not None:
                found.append(picture)
            if len(found) == TRIES:
                break
        if not self.source.careful:
            raise TroubleError
        if not found:
            raise MediaError(f"{self.path}: frame {number} cannot be read. The file is damaged there.")
        best = max(found, key=lambda p: (p.number, not p.damaged))
        if best.number < number:
            self._stand_ins[number] = best.number
        if best.damaged:
            self._damaged.add(best.number)
        return best

    def _advance(self, run: Run, number: int) -> Picture | None:
        """Decode up to picture `number`; return it, or the last one before it that comes out of this run."""
        best = None
        for picture in run:
            self._cache.put(picture)
            if picture.number <= number:
                best = picture
            if picture.number >= number:
                return best
            if self.interrupted():
                raise InterruptedReadError
        self._run = None
        return best

    def _find_first(self, order: DisplayOrder) -> tuple[Picture, DisplayOrder]:
        """Return the first picture that decodes whole, and the order of pictures from there on."""
        try:
            first = next((p for p in Run(self.source, order, 0) if not p.damaged), None)
        except TroubleError:
            self._be_careful()
            return self._find_first(order)
        if first is None:
            raise MediaError(f"{self.path}: no picture in this file can be decoded. Copy the recording again.")
        if order.by == "pts":
            return Picture(0, first.pixels, False), order.starting_at(first.number, 0)
        keys = key_pictures(self.source.table, order).numbers
        skipped = keys[0] if keys and keys[0] <= first.number else 0
        return Picture(0, first.pixels, False), order.starting_at(skipped, first.number - skipped)

    def _frame_index(self) -> FrameIndex:
        stamps, stream = self._order.stamps, self.source.stream
        if stream.time_base is None or np.any(stamps == NO_TIME):
            raise MediaError(f"{self.path}: the pictures carry no times. Convert the file to MP4 and add it again.")
        last = int(np.argmax(self._order.slot))
        duration = int(self.source.table.duration[last])
        if not duration and len(stamps) > 1:
            duration = int(np.median(np.diff(stamps)))
        return FrameIndex(stamps, Fraction(stream.time_base), int(stamps[-1]) + duration)

    def _cut_tail(self, index: FrameIndex) -> tuple[FrameIndex, bool]:
        """Return the index without pictures at the end that do not decode, and whether the file is cut short."""
        table, last = self.source.table, len(index) - 1
        ends_early = self._announced_s() > (index.end_pts - int(index.pts[0])) * index.tick_s + 1
        suspicious = ends_early or table.broken or bool(np.any(table.corrupt[-4:]))
        if not suspicious and self.source.container.format.name not in STREAM_FORMATS:
            return index, False
        last = self._last_good(last)
        return index.up_to(last), ends_early or last < len(index) - 1

    def _announced_s(self) -> Fraction:
        """Return the length the file claims in seconds, 0 where it claims none."""
        stream, container = self.source.stream, self.source.container
        if stream.duration is not None and stream.time_base is not None:
            return stream.duration * stream.time_base
        return Fraction(container.duration or 0, av.time_base)

    def _last_good(self, last: int) -> int:
        for start in starting_points(self._keys, last):
            try:
                good = [p.number for p in Run(self.source, self._order, start) if not p.damaged]
            except TroubleError:
                good = []
            if good and (max(good) == last or self.source.careful):
                return max(good)
            if not self.source.careful:
                self._be_careful()
                return self._last_good(last)
        return 0
