"""Looking after the recordings of an open session: did they change, what to be careful about, are proxies ready."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.proxies import ProxyCount, count_proxies
from coder.app.recordings import ChangedRecording, current_facts, find_change
from coder.model.session import Media, Session
from coder.store import StudyFolder

HARMLESS: Final = "The file has no sound."
"""Heard at once; not worth a message when a session is opened."""


@dataclass(frozen=True, slots=True)
class RecordingsCheck:
    """What was seen of a session's recordings: those that changed, warnings by camera number, proxies."""

    changed: tuple[tuple[int, ChangedRecording], ...]
    warnings: tuple[tuple[int, str], ...]
    proxies: ProxyCount


def check_recordings(
    folder: StudyFolder,
    session: Session,
    cameras: Sequence[Media],
    files: Mapping[int, Path],
    progress: Progress,
    calm: threading.Event,
) -> RecordingsCheck:
    """Look at the recordings of a session in the order of ``cameras``; files that changed are found by content.

    Parameters
    ----------
    files
        Place among ``cameras`` → where the recording is; missing ones are left out.
    calm
        Reading waits while it is not set.
    """
    changed, warnings = [], []
    for place, file in files.items():
        try:
            change = find_change(folder, session.id, cameras[place], file, progress, calm)
            facts = change.now if change else current_facts(folder, session.id, cameras[place], file)
        except (AppError, OSError):
            progress.step(0, 1)
            continue
        if change is not None:
            changed.append((place + 1, change))
        warnings += [(place + 1, text) for text in facts.warnings if text != HARMLESS]
    return RecordingsCheck(tuple(changed), tuple(warnings), count_proxies(folder, session))
