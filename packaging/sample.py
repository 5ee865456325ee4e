"""The sample study: where it is, and a copy of it that a person may change."""

from __future__ import annotations

import shutil
from pathlib import Path

from console import ROOT, SetupError, say

STUDY = ROOT / "sample_sessions" / "study"
COPY = ROOT / "build" / "sample-study"


def own_copy(source: Path = STUDY, target: Path = COPY) -> Path:
    """Return the person's own copy of the sample study, made the first time; the clone's files stay as they are.

    Raises
    ------
    SetupError
        When the copy cannot be written.
    """
    if target.exists():
        return target
    say(f"Copying the sample study to {target} (delete that folder for a fresh one)")
    unfinished = target.with_name(target.name + ".part")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise SetupError(f"The sample study could not be copied to {target}: {error}.") from error
    return target
