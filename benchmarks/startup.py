"""Time from starting the program to its window on the screen, beside BORIS in the same run.

    xvfb-run -a -s "-screen 0 1600x1000x24 -noreset" .venv/bin/python benchmarks/startup.py --boris PYTHON_WITH_BORIS

Needs a display and xdotool. Each program is started in turn, A B A B, and stopped when its window is there. Ours opens
the sample study; BORIS opens empty, which is less work. Without --boris only ours is timed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_WAIT_S = 60.0


def seconds_to_window(command: list[str], title: str, home: Path) -> float:
    """Return the wall time from starting ``command`` to a visible window whose title matches."""
    environment = os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    began = time.monotonic()
    with (home / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
        )
    try:
        while time.monotonic() - began < LONGEST_WAIT_S:
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True, check=False
            )
            if found.stdout.strip():
                return time.monotonic() - began
            if process.poll() is not None:
                break
            time.sleep(0.01)
        raise SystemExit(f"{command} showed no window: {(home / 'output.txt').read_text()[-800:]}")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> int:
    """Time both programs and print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boris", help="a Python in whose environment boris-behav-obs is installed")
    parser.add_argument("-n", type=int, default=5, help="counted starts of each")
    args = parser.parse_args()
    if not shutil.which("xdotool") or not os.environ.get("DISPLAY"):
        raise SystemExit("This needs a display and xdotool.")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        study = home / "study"
        shutil.copytree(ROOT / "sample_sessions" / "study", study)
        ours = ([sys.executable, "-m", "coder", str(study)], "Secure Base Coder")
        boris = ([args.boris, "-m", "boris"], "BORIS") if args.boris else None
        times: dict[str, list[float]] = {"ours": [], "boris": []}
        for round_ in range(args.n + 1):
            for name, peer in (("ours", ours), ("boris", boris)):
                if peer is not None:
                    taken = seconds_to_window(*peer, home)
                    if round_:
                        times[name].append(taken)
    for name, found in times.items():
        if found:
            print(f"{name:<6} median {statistics.median(found):.2f} s  ({min(found):.2f} to {max(found):.2f})")
    if boris:
        ratios = [a / b for a, b in zip(times["ours"], times["boris"], strict=True)]
        print(f"ratio ours / BORIS, pair by pair: median {statistics.median(ratios):.2f}")
    else:
        print("BORIS was not timed: name its Python with --boris.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
