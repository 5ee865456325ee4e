"""Asking for frames without waiting: a worker thread that serves only the newest request."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from coder.media.deinterlace import Deinterlacing
from coder.media.errors import MediaError
from coder.media.frame import Frame
from coder.media.pictures import InterruptedReadError
from coder.media.reader import VideoReader

NS_PER_S = 1_000_000_000
PATIENCE_S = 1.0
TRY_AGAIN_S = 0.5
STREAM_AHEAD = 8
STREAM_BYTES = 96 * 1024 * 1024

Want = Literal["exact", "quick then exact", "quick"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A frame for a request.

    Attributes
    ----------
    ticket : int
        The request's number; later requests have higher ones.
    asked_ms : int
        The camera time asked for.
    frame : Frame
        Its quality tells whether it is the right one or one to look at meanwhile.
    """

    ticket: int
    asked_ms: int
    frame: Frame


class FrameMailbox:
    """Frames of one video, decoded on a thread of its own.

    A new request replaces one that is waiting, and interrupts one that is being served. With nothing to do
    the thread decodes a little ahead of the last frame. While playing (`stream_from`) it fills a short queue
    from which `take_due` picks without waiting.

    A file that cannot be read for a while (a share that does not answer) is no error: the mailbox tries again
    until it can, and serves then what was asked for last.

    Parameters
    ----------
    reader : VideoReader
        The video; the mailbox owns it from now on and closes it.
    on_frame : callable
        Called with each `Delivery`, on the mailbox's thread.
    on_error : callable
        Called with the `MediaError` of a request that cannot be served, on the mailbox's thread.

    Attributes
    ----------
    index, info
        Those of the video; safe to use from any thread.
    dropped : int
        Frames that were passed over while streaming.
    """

    def __init__(
        self,
        reader: VideoReader,
        on_frame: Callable[[Delivery], None],
        on_error: Callable[[MediaError], None],
    ) -> None:
        self.index, self.info = reader.index, reader.info
        self.dropped = 0
        self._reader, self._on_frame, self._on_error = reader, on_frame, on_error
        self._most_queued = max(2, min(STREAM_AHEAD, STREAM_BYTES // reader.picture_bytes))
        self._changed = threading.Condition()
        self._ticket = 0
        self._request: tuple[int, int, Want] | None = None
        self._stream_next: int | None = None
        self._queue: deque[Frame] = deque()
        self._shown: int | None = None
        self._serving = False
        self._closing = False
        self._lost = False
        self._working = False
        self._beat_ns = time.monotonic_ns()
        self._telling = threading.Lock()
        reader.interrupt_when(self._is_wanted_no_more)
        self._thread = threading.Thread(target=self._work, name=f"frames of {reader.path.name}", daemon=True)
        self._thread.start()

    def request(self, ms: int, want: Want = "exact") -> int:
        """Ask for the frame on screen at `ms` of camera time and return the request's ticket.

        "quick" brings a near frame at once, marked approximate unless it happens to be the right one;
        "quick then exact" the right one after it. Ends streaming.
        """
        with self._changed:
            self._end_stream()
            self._ticket += 1
            self._request = (self._ticket, ms, want)
            self._changed.notify_all()
            return self._ticket

    def stream_from(self, ms: int) -> None:
        """Decode from `ms` of camera time on into the queue for `take_due`."""
        with self._changed:
            self._end_stream()
            self._request = None
            self._ticket += 1
            self._stream_next = self.index.number_at(ms)
            self._changed.notify_all()

    def take_due(self, ms: int) -> Frame | None:
        """Return the frame to show at `ms` while streaming, or None when the one on screen stays.

        When the decoder is late, it is sent ahead to the frame that is due.
        """
        due = self.index.number_at(ms)
        frame = None
        with self._changed:
            while self._queue and self._queue[0].number <= due:
                frame = self._queue.popleft()
            if self._stream_next is not None and not self._queue:
                self._stream_next = max(self._stream_next, due)
            if frame is not None:
                self.dropped += 0 if self._shown is None else max(0, frame.number - self._shown - 1)
                self._shown = frame.number
            self._changed.notify_all()
        return frame

    @property
    def busy(self) -> bool:
        """Whether a request waits or is being served."""
        with self._changed:
            return self._serving or self._request is not None

    @property
    def deinterlacing(self) -> Deinterlacing:
        """Which pictures lose their comb lines; a change counts from the next picture on."""
        return self._reader.deinterlacing

    @deinterlacing.setter
    def deinterlacing(self, mode: Deinterlacing) -> None:
        self._reader.deinterlacing = mode

    @property
    def waits_for_file(self) -> bool:
        """Whether the file has not answered for more than a second."""
        with self._changed:
            quiet_ns = time.monotonic_ns() - self._beat_ns
            return self._lost or (self._working and quiet_ns > PATIENCE_S * NS_PER_S)

    def stop(self) -> None:
        """End streaming; the frame on screen stays."""
        with self._changed:
            self._end_stream()
            self._changed.notify_all()

    def close(self) -> None:
        """End the thread and close the video. No callback comes after this returns.

        A file that does not answer is not waited for; its thread ends when it does. Must not be called from a
        callback.
        """
        waits = self.waits_for_file
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        with self._telling:
            pass
        self._thread.join(0 if waits else PATIENCE_S)

    def _end_stream(self) -> None:
        self._stream_next = None
        self._shown = None
        self._queue.clear()

    def _is_wanted_no_more(self) -> bool:
        """Whether to break off; asked after each picture, so it shows that the file answers."""
        self._beat_ns = time.monotonic_ns()
        return self._has_news()

    def _has_news(self) -> bool:
        return self._closing or self._request is not None

    def _work(self) -> None:
        idle = False
        while True:
            with self._changed:
                self._working = False
                while idle and not self._has_work():
                    self._changed.wait()
                if self._closing:
                    break
                request, self._request = self._request, None
                self._serving = request is not None
                number = self._stream_next if request is None and self._has_room() else None
                self._working, self._beat_ns = True, time.monotonic_ns()
            try:
                idle = not self._do(request, number)
            except InterruptedReadError:
                idle = False
            except MediaError as error:
                idle = self._reader.is_reachable()
                if idle:
                    self._report(error)
                else:
                    self._wait_for_file(request)
        self._reader.close()

    def _wait_for_file(self, request: tuple[int, int, Want] | None) -> None:
        """Try again and again to open the file; what was asked for last is kept."""
        with self._changed:
            self._lost = True
            self._request = self._request or request
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing, TRY_AGAIN_S)
                if self._closing:
                    return
            try:
                self._reader.start_again()
            except MediaError:
                continue
            with self._changed:
                self._lost = False
            return

    def _has_work(self) -> bool:
        return self._has_news() or (self._stream_next is not None and self._has_room())

    def _has_room(self) -> bool:
        return len(self._queue) < self._most_queued

    def _do(self, request: tuple[int, int, Want] | None, number: int | None) -> bool:
        """Do one piece of work; return whether there may be more to do at once."""
        if request is not None:
            self._serve(*request)
            return True
        if number is not None:
            self._stream_one(number)
            return True
        return self._stream_next is None and self._reader.read_ahead()

    def _serve(self, ticket: int, ms: int, want: Want) -> None:
        number = self.index.number_at(ms)
        if want != "exact" and not self._reader.is_ready(number):
            frame = self._reader.key_frame_at(ms)
            self._deliver(ticket, ms, frame)
            if frame.exact:
                return
        if want != "quick" or self._reader.is_ready(number):
            self._deliver(ticket, ms, self._reader.frame(number))

    def _deliver(self, ticket: int, ms: int, frame: Frame) -> None:
        with self._telling:
            with self._changed:
                wanted = ticket == self._ticket and not self._closing
            if wanted:
                self._on_frame(Delivery(ticket, ms, frame))

    def _stream_one(self, number: int) -> None:
        with self._changed:
            ticket = self._ticket
        frame = self._reader.frame(number)
        with self._changed:
            if self._ticket != ticket or self._stream_next is None:
                return
            if frame.number > (self._queue[-1].number if self._queue else -1):
                self._queue.append(frame)
            following = max(self._stream_next, number + 1)
            self._stream_next = following if following < len(self.index) else None

    def _report(self, error: MediaError) -> None:
        with self._telling:
            with self._changed:
                self._end_stream()
                closing = self._closing
            if not closing:
                self._on_error(error)
