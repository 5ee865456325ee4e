"""Makes the sample study anew: ``python sample_sessions/make.py [--media] [--out FOLDER]``.

Without ``--media`` the videos stay as they are and only the texts are written. Everything is drawn from fixed seeds,
so the texts come out byte for byte the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from maker.cameras import film  # noqa: E402
from maker.folder import expected_files, study_files  # noqa: E402
from maker.profiles import PROFILES  # noqa: E402


def main() -> int:
    """Write the study and what is expected of it."""
    parser = argparse.ArgumentParser(description="make the sample study")
    parser.add_argument("--media", action="store_true", help="render the videos too (some minutes)")
    parser.add_argument("--out", type=Path, default=HERE, help="where study/ and expected/ are written")
    args = parser.parse_args()
    study = args.out / "study"
    if args.media:
        for profile in PROFILES:
            print(f"Filming {profile.session}", flush=True)
            film(profile, study)
    for folder, files in ((study, study_files(study)), (args.out / "expected", expected_files())):
        for name, content in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
