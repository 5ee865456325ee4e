"""Scrubbing and four cameras in the real window: shown frames a second, skew between cameras, frames dropped, memory.

Usage: ``python benchmarks/video_window.py [--scrub-seconds 10] [--minutes 1]``; without a screen it paints offscreen.

Four generated 720p H.264 videos of 30 frames a second, a key frame in 250, make one session. First the playhead is
dragged along the ruler of the timeline with the mouse, forwards and backwards, and every picture of camera 1 that is
painted is counted; the peers are sent along the same path, one exact frame after the other. Then all four cameras play
at 1×; five times in a frame it is looked up which frame each of them shows.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEvent, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from benchmarks.media_players import PLAYERS, Ours, Video
from benchmarks.media_seek import _open, _silence_libraries
from coder.app.library import shipped_scheme
from coder.model.session import Episode, Media, Participant, Session
from coder.model.study import Person, Study
from coder.store import StudyFolder
from coder.ui.app import make_application
from coder.ui.clips import SessionRequest
from coder.ui.code.bench import Bench
from coder.ui.memory import Memory
from coder.ui.window import MainWindow
from tests.media.encode import Recipe, make

CAMERAS = 4
RATE = 30
TAPE_S = 60
FRAME_MS = 1000 / RATE
LOOKS_PER_FRAME = 5
MOVES_PER_S = 60
SWEEP_S = 6.0


def made_study(folder: Path, video: Path) -> Path:
    """Write a study with one session of four cameras that all hold the same pictures."""
    scheme = shipped_scheme("strange-situation")
    study = StudyFolder.create(folder / "study", Study(id="b", title="B", people=(Person(id="anna"),)), [scheme])
    (study.root / "media").mkdir()
    media = []
    for number in range(1, CAMERAS + 1):
        path = f"media/cam{number}.mp4"
        shutil.copy(video, study.root / path)
        media.append(Media(id=f"cam{number}", path=path, role="reference" if number == 1 else "view"))
    episodes = (Episode(id="ep1", kind="intro", on=0, off=TAPE_S * 1000),)
    child = Participant(child="c001")
    study.add_session(Session(id="s001", scheme=scheme.ref, participant=child, media=tuple(media), episodes=episodes))
    return study.root


def opened(root: Path) -> tuple[MainWindow, Bench]:
    """Open the session in the window and wait for its first pictures."""
    window = MainWindow(Memory())
    window.resize(1600, 1000)
    window.show()
    window.studies.open_folder(root)
    window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    bench = window.page.bench  # type: ignore[attr-defined]
    spin(4.0)
    return window, bench


def spin(seconds: float) -> None:
    """Let the window work."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def place_at(second: float) -> float:
    """Return where a sweep over the tape is after so many seconds, 0 to 1: on and back again."""
    return (1 - math.cos(math.pi * second / SWEEP_S)) / 2


def scrub(bench: Bench, seconds: float) -> float:
    """Drag the playhead along the ruler; return the pictures of camera 1 painted per second."""
    shown: list[int] = []
    bench.pictures.views[0].painted.connect(lambda picture: shown.append(picture.seen.number))
    view = bench.timeline
    viewport, geometry = view.viewport(), view.geometry_now

    def mouse(kind: QEvent.Type, second: float) -> None:
        x = geometry.names + 2 + place_at(second) * (geometry.tracks_width - 4)
        where = QPointF(x, geometry.ruler / 2)
        button = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        event = QMouseEvent(kind, where, viewport.mapToGlobal(where), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)

    began = time.monotonic()
    mouse(QEvent.Type.MouseButtonPress, 0)
    while (now := time.monotonic() - began) < seconds:
        mouse(QEvent.Type.MouseMove, now)
        spin(1 / MOVES_PER_S)
    mouse(QEvent.Type.MouseButtonRelease, seconds)
    return len(shown) / seconds


def scrub_peer(name: str, video: Path, seconds: float) -> float | None:
    """Send another player along the same path, exact frame by exact frame; return frames per second."""
    kind = next(kind for kind in PLAYERS if kind.name == name)
    count = TAPE_S * RATE
    player = _open(kind, Video(video, tuple(n * FRAME_MS for n in range(count)), 0.0))
    if player is None:
        return None
    done, began = 0, time.monotonic()
    while (now := time.monotonic() - began) < seconds:
        player.go(min(int(place_at(now) * count), count - 1))
        done += 1
    player.close()
    return done / seconds


def play(bench: Bench, minutes: float) -> tuple[Counter[int], int, int]:
    """Play all cameras; return how often which skew was seen (in frames), frames dropped, and frames due."""
    skews: Counter[int] = Counter()

    def look() -> None:
        numbers = [v.on_screen.seen.number for v in bench.pictures.views if v.on_screen is not None]
        if len(numbers) == CAMERAS:
            skews[max(numbers) - min(numbers)] += 1

    timer = QTimer(interval=round(FRAME_MS / LOOKS_PER_FRAME), timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(look)
    playback = bench.playback
    before, played = playback.dropped, 0.0
    while played < minutes * 60:
        playback.seek(0)
        spin(1.0)
        playback.play()
        spin(0.5)
        timer.start()
        stretch = min(TAPE_S - 3.0, minutes * 60 - played)
        spin(stretch)
        timer.stop()
        playback.pause()
        played += stretch
    return skews, playback.dropped - before, round(played * RATE * CAMERAS)


def memory_mb() -> float:
    """Return the resident memory of this process."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scrub-seconds", type=float, default=10.0)
    parser.add_argument("--minutes", type=float, default=1.0)
    args = parser.parse_args()
    _silence_libraries()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, name)
        options = {"g": "250", "keyint_min": "250", "bf": "3", "preset": "veryfast", "sc_threshold": "0"}
        recipe = Recipe("mp4", rate=Fraction(RATE), count=RATE * TAPE_S, size=(1280, 720), options=options)
        video = make(folder / "tape.mp4", recipe)
        make_application()
        window, bench = opened(made_study(folder, video))
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"scrubbing 4 × 720p, camera 1: {scrub(bench, args.scrub_seconds):.1f} frames shown a second")
        for peer in [kind.name for kind in PLAYERS if kind is not Ours]:
            found = scrub_peer(peer, video, args.scrub_seconds)
            print(f"  peer {peer}, one 720p video: " + ("not installed" if found is None else f"{found:.1f} a second"))
        start = memory_mb()
        skews, dropped, due = play(bench, args.minutes)
        total = skews.total()
        spread = ", ".join(f"{skew} frames {100 * n / total:.2f} %" for skew, n in sorted(skews.items()))
        print(f"four cameras at 1×, {args.minutes:g} min: skew {spread} of {total:,} looks")
        print(f"dropped {dropped} of {due:,} frames; memory {start:.0f} MB before, {memory_mb():.0f} MB after")
        window.close()


if __name__ == "__main__":
    main()
