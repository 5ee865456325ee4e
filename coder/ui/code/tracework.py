"""Heart rate and motion energy for the timeline, brought in the background."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from coder.app.errors import Cancelled
from coder.app.heart import SessionHeart, heart_baseline, heart_in
from coder.app.jobs import Job, Progress
from coder.media import CameraTime
from coder.media.motion import motion
from coder.model.changes import Touched
from coder.model.coding import Coding
from coder.model.session import Media
from coder.store import StudyFolder, find_media
from coder.ui.code.screen import ordered_media
from coder.ui.code.soundview import CACHE_FOLDER, PERCENT
from coder.ui.code.timeline.traces import Heart, Motion, bounds_of, no_motion_yet, top_of
from coder.ui.jobs import UiJobs
from coder.ui.text import tr

if TYPE_CHECKING:
    import threading

    from coder.ui.code.bench import Bench

BASELINE_AFTER_MS = 800
"""How long after an edit the baseline is worked out anew: it leaves distress out."""
Baseline = tuple[float, float] | None


class TraceWork(QObject):
    """Reads the heart rate when the session has one, and computes the motion energy when the person wants to see it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._jobs: UiJobs | None = None
        self._running: list[Job[object]] = []
        self._found: SessionHeart | None = None
        self._asked_motion = self._ended = False
        self._later = QTimer(self, singleShot=True, interval=BASELINE_AFTER_MS)
        self._later.timeout.connect(self._read_baseline)

    def begin(self, jobs: UiJobs) -> None:
        """Start with what there is."""
        self._jobs = jobs
        sitting = self._bench.sitting
        sitting.desk.listeners.append(self._touched)
        if sitting.session.physiology:
            self._read_heart()
        self.look()

    def _read_heart(self) -> None:
        folder, session = self._bench.sitting.desk.study, self._bench.sitting.session
        self._run(tr("Reading the heart rate"), lambda _progress: heart_in(folder, session), self._heart_read)

    def look(self) -> None:
        """Compute the motion energy if its track is wanted by now."""
        bench = self._bench
        wanted = "motion" in bench.tracks.arrangement.extras
        media = ordered_media(bench.sitting.session)
        if self._jobs is None or not wanted or self._asked_motion or not media:
            return
        self._asked_motion = True
        folder, session_id = bench.sitting.desk.study, bench.sitting.session.id
        bench.timeline.set_motion(no_motion_yet(tr("being computed")))
        work = motion_work(folder, session_id, media[0], bench.pictures.name_of(0), bench.loading.calm)
        self._run(tr("Finding motion"), work, self._motion_found, self._motion_failed)

    def end(self) -> None:
        """Stop whatever is still being brought."""
        self._ended = True
        self._later.stop()
        for job in self._running:
            job.stop()

    def _run(
        self,
        name: str,
        work: Callable[[Progress], object],
        done: Callable[[object], object],
        failed: Callable[[Exception], object] = lambda _error: None,
    ) -> None:
        assert self._jobs is not None
        self._running = [job for job in self._running if not job.future.done()]
        self._running.append(self._jobs.run(name, work, done, failed, lambda: None))

    def _touched(self, touched: Touched) -> None:
        if "physiology" in touched.parts:
            self._read_heart()
        elif touched.events or touched.parts:
            self._later.start()

    def _heart_read(self, found: object) -> None:
        if self._ended or not isinstance(found, SessionHeart):
            return
        self._found = found
        self._bench.timeline.set_heart(heart_trace(found, None) if found.recording is not None else None)
        self._read_baseline()

    def _read_baseline(self) -> None:
        """Work the baseline out from the coding as it is now."""
        found, sitting = self._found, self._bench.sitting
        if found is None or found.heart is None or found.heart.rate is None or self._ended:
            return
        heart, scheme, session = found.heart, sitting.scheme, sitting.session
        coding: Coding = copy.copy(sitting.coding)
        coding.events = list(coding.events)

        def work(_progress: Progress) -> Baseline:
            baseline = heart_baseline(scheme, session, coding, heart)
            return None if baseline is None else (baseline.mean, baseline.sd)

        self._run(tr("Finding the baseline"), work, self._baseline_found)

    def _baseline_found(self, baseline: object) -> None:
        if not self._ended and self._found is not None:
            self._bench.timeline.set_heart(heart_trace(self._found, baseline))  # type: ignore[arg-type]

    def _motion_found(self, found: object) -> None:
        if not self._ended and isinstance(found, Motion):
            self._bench.timeline.set_motion(found)

    def _motion_failed(self, error: Exception) -> None:
        if not self._ended:
            self._bench.timeline.set_motion(no_motion_yet(tr("cannot be computed")))
            self._bench.talk.refuse(str(error))


def heart_trace(found: SessionHeart, baseline: Baseline) -> Heart:
    """Return what the timeline shows of a session's heart rate, or why it shows nothing."""
    rate = found.heart.rate if found.heart else None
    if rate is None:
        nothing = np.zeros(0, dtype=np.int64)
        return Heart(nothing, np.zeros(0), nothing, text=tr("cannot be shown"), problem=" ".join(found.problems))
    within = np.clip(rate.clean.on.searchsorted(rate.times, "right") - 1, 0, None)
    until = np.minimum(rate.until, rate.clean.off[within]) if len(rate.clean) else rate.until
    text = tr("bpm") if baseline is None else tr("bpm · baseline {0}", f"{baseline[0]:.0f}")
    return Heart(rate.times, rate.bpm, until, baseline, text, bounds=bounds_of(rate.bpm, baseline))


def motion_work(
    folder: StudyFolder, session_id: str, media: Media, name: str, calm: threading.Event
) -> Callable[[Progress], object]:
    """Return the work that finds the motion energy of a camera and keeps it beside the picture of its sound.

    It goes on only while ``calm`` is set, so that decoding for the coder always goes first.
    """

    def work(progress: Progress) -> Motion:
        path = find_media(folder, media)
        if path is None:
            raise Cancelled("The recording is not there.")

        cache = folder.root / CACHE_FOLDER / f"{session_id}-{media.id}-motion.npz"
        with contextlib.suppress(OSError):
            cache.parent.mkdir(exist_ok=True)
        made = motion(path, cache, lambda share: progress.when_calm(calm, round(share * PERCENT), PERCENT))
        if made is None:
            raise Cancelled("Stopped.")
        time = CameraTime(media.offset_ms, media.rate)
        times = np.rint(made.at_ms / time.rate + time.offset_ms).astype(np.int64)
        step = int(np.median(np.diff(times))) if len(times) > 1 else 1
        return Motion(times, made.share, int(times[-1]) + step if len(times) else 0, name, top_of(made.share))

    return work
