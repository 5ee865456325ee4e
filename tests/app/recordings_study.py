"""A study with one session of two small recordings, for tests about recordings."""

from __future__ import annotations

from pathlib import Path

from coder.app.library import shipped_scheme
from coder.app.studies import OpenStudy
from coder.model.session import Session
from coder.model.study import Person, Study
from coder.store import StudyFolder
from tests.media.encode import Recipe, make

FAST = {"preset": "ultrafast", "g": "25", "bf": "0"}


def small_video(path: Path, count: int = 50) -> Path:
    """Write `count` frames at 25 per second with sound."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return make(path, Recipe("mp4", count=count, options=FAST, sound="aac"))


def open_study(tmp_path: Path, cameras: int = 2) -> tuple[OpenStudy, Session]:
    """Make a study with session s001, its recordings beside it in the folder tapes."""
    scheme = shipped_scheme("still-face")
    folder = StudyFolder.create(tmp_path / "study", Study(id="demo", title="Demo", people=(Person(id="kr"),)), [scheme])
    study = OpenStudy(folder)
    files = [small_video(tmp_path / "tapes" / f"cam{n}.mp4", 50 + n) for n in range(1, cameras + 1)]
    return study, study.add_session(files, "s001", "c017", scheme=scheme.ref)
