"""How fast and how right the frame asked for comes: this program, mpv, OpenCV and Qt's player in the same run.

Speed is measured on a generated 720p H.264 video at 30 frames a second with one key frame in 250, by random exact
seeks and by single steps. Rightness is counted there and on small videos of kinds that are hard: every frame carries
its number, which is read from the picture shown. A player that is not installed says so.

Run: python benchmarks/media_seek.py [--seeks 60] [--kinds-seeks 12] [--seconds 30]
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import av

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.media_players import PLAYERS, Ours, Player, Video
from tests.media.barcode import read
from tests.media.encode import Recipe, make
from tests.media.kinds import CRAFTED, RECIPES
from tests.media.oracle import decode_all

STEPS = 40
HARD_KINDS = (
    "mp4 29.97 fps long group with B-frames",
    "mp4 variable rate",
    "mkv 29.97 fps rounded to ms",
    "ts open group",
    "mkv hevc open group",
    "mp4 late picture",
    "mp4 trimmed by an edit list",
    "ps mpeg-2 interlaced",
    "ts mpeg-2 interlaced",
    "m2ts h264 interlaced",
    "ts h264 coded as fields, a packet each",
    "avi mpeg-4 B-frames",
    "avi packed B-frames",
    "avi h264 B-frames",
    "webm vp9",
    "mp4 fragmented",
    "ts intra refresh",
    "ts time stamp wrap",
    "ts beginning in the middle of a group",
    "mkv variable rate, cut short",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeks", type=int, default=60)
    parser.add_argument("--kinds-seeks", type=int, default=12)
    parser.add_argument("--seconds", type=int, default=30)
    args = parser.parse_args()
    _silence_libraries()
    with tempfile.TemporaryDirectory() as folder:
        compare_speed(Path(folder), args.seconds, args.seeks)
        count_wrong(Path(folder), args.kinds_seeks)


def _silence_libraries() -> None:
    """Send what FFmpeg and Qt say about every file to nowhere, but keep Python's own error output."""
    sys.stderr = os.fdopen(os.dup(2), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def compare_speed(folder: Path, seconds: int, seeks: int) -> None:
    """Print seek and step times on the large video."""
    options = {"g": "250", "keyint_min": "250", "bf": "3", "preset": "veryfast", "sc_threshold": "0"}
    recipe = Recipe("mp4", rate=Fraction(30), count=30 * seconds, size=(1280, 720), options=options)
    path = make(folder / "large.mp4", recipe)
    video = Video(path, tuple(n * 1000 / 30 for n in range(recipe.count)), 0.0)
    print(f"720p H.264, 30 fps, a key frame in 250, {seconds} s; median (slowest) in ms; × = beside ours")
    print(f"{'':14}{'exact seek':>26}{'step forward':>26}{'step back':>26}{'wrong':>10}")
    players = [player for kind in PLAYERS if (player := _open(kind, video)) is not None]
    frames = random.Random(1).choices(range(recipe.count), k=seeks)
    times, wrong = _seek_in_turn(players, frames)
    base: dict[int, float] = {}
    for player in players:
        cells = [times[player.name], *_steps(player, recipe.count)]
        row = "".join(_cell(c, base, n) for n, c in enumerate(cells))
        print(f"{player.name:14}{row}{wrong[player.name]:>6}/{seeks}", flush=True)
        player.close()


def _seek_in_turn(players: list[Player], frames: list[int]) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Send every player to each frame, one after the other, so that a busy machine is busy for all of them."""
    times: dict[str, list[float]] = {p.name: [] for p in players}
    wrong = {p.name: 0 for p in players}
    for frame in frames:
        for player in players:
            player.settle()
            times[player.name] += _timed(player.go, [frame])
            wrong[player.name] += read(player.look()) != frame
    return times, wrong


def _steps(player: Player, count: int) -> list[list[float]]:
    try:
        player.go(count // 2 + 60)
        forward = _timed(lambda _: player.step(1), range(STEPS))
        return [forward, _timed(lambda _: player.step(-1), range(STEPS))]
    except NotImplementedError:
        return [[], []]


def _timed(action: Callable[[int], None], values: list[int] | range) -> list[float]:
    times = []
    for value in values:
        began = perf_counter()
        action(value)
        times.append((perf_counter() - began) * 1000)
    return times


def _cell(times: list[float], base: dict[int, float], place: int) -> str:
    if not times:
        return f"{'cannot':>26}"
    middle = statistics.median(times)
    beside = middle / base.setdefault(place, middle)
    return f"{middle:>9.2f} ({max(times):>6.1f}) {beside:>5.1f}×  "


def count_wrong(folder: Path, seeks: int) -> None:
    """Print how many of some seeks show another frame than the one asked for, kind by kind."""
    print(f"\nwrong frames of {seeks} exact seeks; for each peer by the way of counting time that suits it best")
    print(f"{'':44}{''.join(f'{p.name:>14}' for p in PLAYERS)}")
    totals = dict.fromkeys((p.name for p in PLAYERS), 0)
    for place, kind in enumerate(HARD_KINDS):
        videos, numbers = _hard_video(folder, place, kind)
        cells = []
        for player in PLAYERS:
            wrong = _fewest_wrong(player, videos[:1] if player is Ours else videos, numbers, seeks)
            totals[player.name] += wrong or 0
            cells.append("–" if wrong is None else str(wrong))
        print(f"{kind:44}{''.join(f'{c:>14}' for c in cells)}", flush=True)
    print(f"{'all':44}{''.join(f'{n:>14}' for n in totals.values())}")


def _fewest_wrong(kind: type[Player], videos: list[Video], numbers: list[int], seeks: int) -> int | None:
    found = []
    for video in videos:
        player = _open(kind, video, complain=False)
        if player is None:
            return None
        frames = random.Random(2).choices(range(len(numbers)), k=seeks)
        found.append(sum(not _is_at(player, frame, numbers[frame]) for frame in frames))
        player.close()
        if found[-1] == 0:
            break
    return min(found)


def _is_at(player: Player, frame: int, number: int) -> bool:
    try:
        player.settle()
        player.go(frame)
        return read(player.look()) == number
    except (OSError, ValueError):
        return False


def _hard_video(folder: Path, place: int, kind: str) -> tuple[list[Video], list[int]]:
    """Return the video once for each way of counting time, and the numbers drawn in its frames."""
    source = kind if kind in RECIPES else CRAFTED[kind][0]
    recipe = RECIPES[source]
    path = make(folder / f"{place}a.{recipe.suffix}", recipe)
    if kind in CRAFTED:
        path = CRAFTED[kind][1](path, folder / f"{place}b.{recipe.suffix}")
    shown = decode_all(path, recipe)
    on_ms = tuple(float(s.on_ms) for s in shown)
    return [Video(path, on_ms, offset) for offset in _offsets_ms(path)], [s.number for s in shown]


def _offsets_ms(path: Path) -> list[float]:
    """Return the time of the first picture counted from itself, from the file's start, and by the file's clock."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        own_ms = 1000 * (frame.time or 0.0)
        return sorted({0.0, own_ms - (container.start_time or 0) / 1000, own_ms})


def _open(kind: type[Player], video: Video, complain: bool = True) -> Player | None:
    try:
        return kind(video)
    except (ImportError, OSError, RuntimeError) as error:
        if complain or kind is Ours:
            print(f"{kind.name:14} left out: {error}")
        return None


if __name__ == "__main__":
    main()
