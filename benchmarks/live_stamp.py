"""Are keys stamped with the frame that was on screen? A real window, a real keyboard queue, a full-length session.

Usage: ``python benchmarks/live_stamp.py [--minutes 20] [--speed 0.5 1 2] [--load 2] [--seed 1]``; needs Xvfb, xdotool.

The program runs on a virtual screen and plays the sample session with both cameras, at each speed from the beginning.
A second process presses the keys of the gaze pass at random moments through the X server, and looks at the screen
itself, in the memory of the virtual screen, right before and right after each press: every picture carries its number
as a barcode. If the same frame is there both times, that frame is the truth; if the picture changed in between, either
of the two is. At the end the program is killed with SIGKILL, and what is on disk is compared with the truth, press by
press.

``--load N`` keeps N further processes busy on one core all the while.

Reported for each speed: presses, frames off, presses lost, frames dropped, memory.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import random
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coder.store import StudyFolder
from sample_sessions.maker.stamp import COLUMNS, ROWS, number_of

ROOT = Path(__file__).resolve().parents[1]
SCREEN = (1600, 1000)
SESSION, CODER, PASS = "s001", "anna", "gaze"
STATES, POINT = "fctaso", "h"
PAUSE_S = (0.25, 1.9)
FRAME_MS = 40
PIXEL_BYTES = 4


@dataclass(frozen=True)
class Press:
    """One key press and what was on screen around it."""

    key: str
    before: int
    after: int

    def saw(self, frame: int | None) -> bool:
        """Return whether a frame was on screen when the key went down, as far as that is known."""
        low, high = sorted((self.before, self.after))
        return frame is not None and low <= frame <= high


class Screen:
    """The memory of the virtual screen."""

    def __init__(self, folder: Path, box: tuple[int, int, int, int]) -> None:
        file = folder / "Xvfb_screen0"
        with file.open("r+b") as handle:
            self._memory = mmap.mmap(handle.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self._memory[:100])
        self._start = header[0] + header[19] * 12
        self._stride = header[12]
        self._box = box

    def number(self) -> int:
        """Read the barcode, again if a picture was just being drawn."""
        for _ in range(50):
            found = number_of(self._blocks() > 125)
            if found >= 0:
                return found
        return -1

    def _blocks(self) -> np.ndarray:
        left, top, width, height = self._box
        first = self._start + top * self._stride
        rows = np.frombuffer(self._memory, np.uint8, height * self._stride, first).reshape(height, self._stride)
        green = rows[:, left * PIXEL_BYTES + 1 : (left + width) * PIXEL_BYTES : PIXEL_BYTES].astype(float)
        cell_h, cell_w = height / ROWS, width / COLUMNS
        return np.array(
            [
                [
                    green[
                        round((r + 0.3) * cell_h) : round((r + 0.7) * cell_h),
                        round((c + 0.3) * cell_w) : round((c + 0.7) * cell_w),
                    ].mean()
                    for c in range(COLUMNS)
                ]
                for r in range(ROWS)
            ]
        )


def fresh_study(folder: Path) -> Path:
    """Copy the sample study, with the coder's work on the session taken out."""
    study = folder / "study"
    shutil.copytree(ROOT / "sample_sessions" / "study", study)
    for file in (study / "sessions" / SESSION / "codings").glob(f"{CODER}.*"):
        file.unlink()
    return study


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep a number of processes busy on the last core."""
    core = max(os.sched_getaffinity(0))
    command = f"import os; os.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
    running = [subprocess.Popen([sys.executable, "-c", command]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def press_for(
    minutes: float, seed: int, display: str, screen: Screen, pid: int, goes_on: Callable[[], bool]
) -> tuple[list[Press], list[float]]:
    """Press keys at random moments while it plays; return the presses, and the memory every ten seconds."""
    dice = random.Random(seed)
    environment = {**os.environ, "DISPLAY": display}
    keyboard = subprocess.Popen(
        ["xdotool", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True, bufsize=1
    )
    assert keyboard.stdin is not None and keyboard.stdout is not None
    presses: list[Press] = []
    memory: list[float] = []
    last, began = "", time.monotonic()
    while (now := time.monotonic() - began) < minutes * 60 and goes_on():
        key = POINT if dice.random() < 0.25 else dice.choice([k for k in STATES if k != last])
        last = last if key == POINT else key
        before = screen.number()
        keyboard.stdin.write(f"keydown --delay 0 {key}\ngetmouselocation\n")
        keyboard.stdin.flush()
        keyboard.stdout.readline()
        presses.append(Press(key, before, screen.number()))
        keyboard.stdin.write(f"keyup --delay 0 {key}\n")
        keyboard.stdin.flush()
        if now // 10 >= len(memory):
            memory.append(memory_mb(pid))
        time.sleep(dice.uniform(*PAUSE_S))
    keyboard.stdin.close()
    keyboard.wait()
    return presses, memory


def compare(study: Path, presses: list[Press]) -> tuple[dict[str, int], list[str]]:
    """Count the presses on disk whose frame is not the one that was on screen, and list them.

    Two state keys on one and the same frame are one state: the later key is what the coder means, and the earlier one
    leaves no event.
    """
    opened = StudyFolder.open(study)
    scheme = next(iter(opened.schemes.values()))
    keys = {c.id: c.key for channel in scheme.pass_by_id[PASS].channels for c in channel.codes}
    stored = sorted(
        (e for e in opened.load_coding(SESSION, CODER).events if e.code in keys), key=lambda e: int(e.id[1:])
    )
    rows, lost, superseded = [], 0, 0
    for place, press in enumerate(presses):
        event = stored[0] if stored else None
        if event is not None and keys[event.code] == press.key:
            rows.append((press, stored.pop(0)))
        elif event is not None and _superseded(press, presses[place + 1 :], keys[event.code], event.frame):
            superseded += 1
        else:
            lost += 1
    off = [(press, event) for press, event in rows if not press.saw(event.frame)]
    return {
        "presses": len(presses),
        "on disk with their frame": len(rows),
        "replaced on the same frame": superseded,
        "lost": lost + len(stored),
        "frames off": len(off),
        "time is not the frame's": sum(event.on != (event.frame or 0) * FRAME_MS for _, event in rows),
        "pressed while the picture changed": sum(press.before != press.after for press, _ in rows),
    }, [f"{e.code}: frame {e.frame} stored, {p.before} before and {p.after} after the press" for p, e in off]


def _superseded(press: Press, later: list[Press], stored_key: str, frame: int | None) -> bool:
    follows = bool(later) and later[0].key == stored_key
    return follows and press.key != POINT and stored_key != POINT and press.saw(frame)


def run(minutes: float, seed: int, speed: float, load: int) -> dict[str, int]:
    """Run the program, press keys, kill it, print what came of it and return it."""
    with tempfile.TemporaryDirectory(prefix="live-stamp-") as name:
        folder = Path(name)
        study = fresh_study(folder)
        frames = folder / "frames"
        frames.mkdir()
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-fbdir", str(frames)], stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": name, "XDG_CONFIG_HOME": name}
        facts = folder / "facts.json"
        program = subprocess.Popen([sys.executable, __file__, "--play", str(study), str(facts), str(speed)], env=env)

        def plays() -> bool:
            return bool(read_facts(facts).get("playing"))

        try:
            wait_until(plays, 60)
            screen = Screen(frames, tuple(read_facts(facts)["box"]))
            with busy(load):
                presses, memory = press_for(minutes, seed, display, screen, program.pid, plays)
            time.sleep(0.2)
            last = read_facts(facts)
        finally:
            program.send_signal(signal.SIGKILL)
            program.wait()
            server.terminate()
            server.wait()
        result, off = compare(study, presses)
    report(f"{speed:g}×, 2 cameras, load {load}, SIGKILL at the end", result, last, memory)
    print("\n".join(off), flush=True)
    return result


def is_exact(result: dict[str, int]) -> bool:
    """Return whether every press is on disk with the frame that was on screen."""
    return not (result["frames off"] or result["lost"] or result["time is not the frame's"])


def summarise(results: dict[float, dict[str, int]]) -> None:
    """Print one line for each speed."""
    print(f"\n{'speed':>6} {'presses':>8} {'frames off':>11} {'lost':>5} {'while the picture changed':>26}")
    for speed, result in results.items():
        changed = result["pressed while the picture changed"]
        print(f"{speed:>5g}× {result['presses']:>8,} {result['frames off']:>11} {result['lost']:>5} {changed:>26}")


def report(title: str, result: dict[str, int], facts: dict[str, int], memory: list[float]) -> None:
    """Print the figures."""
    print(title)
    for name, value in result.items():
        print(f"{name:>36}: {value:,}")
    shown = facts["position"] // FRAME_MS
    print(f"{'frames dropped, both cameras':>36}: {facts['dropped']:,} of {2 * shown:,}")
    if memory:
        begin, end = statistics.median(memory[:6]), statistics.median(memory[-6:])
        print(f"{'memory, MB':>36}: {begin:.0f} at the beginning, {max(memory):.0f} at most, {end:.0f} at the end")


def wait_until(holds, timeout_s: float) -> None:
    """Wait for the program."""
    end = time.monotonic() + timeout_s
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("The program did not begin to play.")
        time.sleep(0.1)


def read_facts(file: Path) -> dict:
    """Read what the program last wrote about itself."""
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError):
        return {}


def play(study: Path, facts: Path, speed: float) -> None:
    """Be the program: open the session in the gaze pass and play it from the beginning."""
    from PySide6.QtCore import QPointF, QTimer

    from coder.ui.app import make_application
    from coder.ui.clips import SessionRequest
    from coder.ui.memory import Memory
    from coder.ui.window import MainWindow
    from sample_sessions.maker.stamp import barcode_box

    app = make_application()
    window = MainWindow(Memory())
    window.resize(*SCREEN)
    window.move(0, 0)
    window.show()
    window.activateWindow()
    window.memory.set_identity("sample", CODER)
    window.studies.open_folder(study)
    window.open_session(SessionRequest(SESSION, CODER, PASS, 0))
    bench = window.page.bench  # type: ignore[attr-defined]

    def write() -> None:
        view = bench.pictures.views[0]
        if view.picture is None:
            return
        if not bench.playback.playing and bench.playback.position_ms == 0:
            bench.playback.set_speed(speed)
            bench.playback.play()
        image, place = view.picture.image, view.picture_rect()
        rows, columns = barcode_box(image.width())
        factor = place.width() / image.width()
        corner = view.mapToGlobal(place.topLeft() + QPointF(columns.start, rows.start) * factor)
        size = ((columns.stop - columns.start) * factor, (rows.stop - rows.start) * factor)
        told = {
            "playing": bench.playback.playing,
            "position": bench.playback.position_ms,
            "dropped": bench.playback.dropped,
            "box": [round(corner.x()), round(corner.y()), round(size[0]), round(size[1])],
        }
        part = facts.with_suffix(".part")
        part.write_text(json.dumps(told))
        part.replace(facts)

    timer = QTimer(interval=500)
    timer.timeout.connect(write)
    timer.start()
    app.exec()


def main() -> None:
    """Run the comparison, or be the program that is compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--speed", type=float, nargs="+", default=[1.0], help="one or several: 0.5 1 2")
    parser.add_argument("--load", type=int, default=0, help="busy processes on one core")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--play", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.play:
        play(Path(given.play[0]), Path(given.play[1]), float(given.play[2]))
        return
    results = {speed: run(given.minutes, given.seed, speed, given.load) for speed in given.speed}
    if len(results) > 1:
        summarise(results)
    raise SystemExit(0 if all(map(is_exact, results.values())) else 1)


if __name__ == "__main__":
    main()
