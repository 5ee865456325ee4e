"""Proxies of a study's heavy recordings: which are wanted, which are ready, and making them.

They lie in ``.cache/proxies`` of the study, which may be deleted at any time; a session never names them.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coder.app.errors import AppError, Cancelled
from coder.app.jobs import Progress
from coder.app.recordings import CACHE_FOLDER, current_facts, kept_facts
from coder.media import MediaError
from coder.media.original import FileMark, Original, load, sidecar
from coder.media.proxy import SUFFIX, make_proxy
from coder.model.session import Media, Session
from coder.store import StoreError, StudyFolder, known_place

_LOOK_EVERY: Final = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A recording to make a proxy of."""

    session_id: str
    media: Media
    file: Path


@dataclass(slots=True)
class Made:
    """What came of making proxies; ``failed`` has a sentence for each that could not be made."""

    ready: int = 0
    wanted: int = 0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProxyCount:
    """How many of a session's recordings have a proxy, of those that have or need one."""

    ready: int
    wanted: int


def proxy_file(root: Path, session_id: str, camera_id: str) -> Path:
    """Return where the proxy of a camera's recording lies in the study at ``root``."""
    return root / CACHE_FOLDER / "proxies" / f"{session_id}-{camera_id}{SUFFIX}"


def ready_proxy(folder: StudyFolder, session_id: str, media: Media, recording: Path | None) -> Original | None:
    """Return what a camera's proxy stands for, or None when there is none that belongs to its recording.

    Parameters
    ----------
    recording : Path or None
        Where the recording is. None: it was not found; its proxy then counts only if the content is known to be the
        one that was coded.
    """
    original = load(proxy_file(folder.root, session_id, media.id), recording or Path(media.path))
    if original is None:
        return None
    if recording is None:
        return original if media.sha256 and original.mark.sha256 == media.sha256 else None
    try:
        return original if original.mark.is_same_as(FileMark.of(recording, media.sha256)) else None
    except OSError:
        return None


def count_proxies(folder: StudyFolder, session: Session) -> ProxyCount:
    """Return how many proxies a session has and wants, as far as its recordings have been looked at."""
    ready = wanted = 0
    for media in session.media:
        kept = kept_facts(folder, session.id, media.id)
        if ready_proxy(folder, session.id, media, known_place(folder, media)) is not None:
            ready, wanted = ready + 1, wanted + 1
        elif kept is not None and kept.heavy:
            wanted += 1
    return ProxyCount(ready, wanted)


def wanted_proxies(
    folder: StudyFolder, sessions: Iterable[Session], progress: Progress, light_ones_too: bool = False
) -> list[Wanted]:
    """Return the recordings that need a proxy and have none; files that are missing or broken are left out."""
    found = []
    for session in sessions:
        for media in session.media:
            progress.step(0, 1, session.id)
            file = known_place(folder, media)
            if file is None or ready_proxy(folder, session.id, media, file) is not None:
                continue
            with contextlib.suppress(AppError):
                if light_ones_too or current_facts(folder, session.id, media, file).heavy:
                    found.append(Wanted(session.id, media, file))
    return found


def make_proxies(folder: StudyFolder, wanted: Sequence[Wanted], progress: Progress, calm: threading.Event) -> Made:
    """Make proxies one after the other; whatever goes wrong with one, the others are made.

    Raises
    ------
    Cancelled
        When the person stopped it; those that are ready are kept, and its text says how many.
    """
    made = Made(wanted=len(wanted))
    for place, one in enumerate(wanted):
        text = f"{one.session_id} {one.media.id}"

        def step(done: int, total: int, place: int = place, text: str = text) -> None:
            if done % _LOOK_EVERY == 0 or done == total:
                progress.when_calm(calm, place * total + done, len(wanted) * total, text)

        try:
            make_proxy(one.file, proxy_file(folder.root, one.session_id, one.media.id), one.media.sha256, step)
            made.ready += 1
        except Cancelled:
            raise Cancelled(f"Stopped. {made.ready} of {len(wanted)} proxies are ready and kept.") from None
        except MediaError as error:
            made.failed.append(str(error))
    return made


def forget_proxies(folder: StudyFolder, session: Session) -> None:
    """Delete the proxies of a session, as when consent is withdrawn.

    Raises
    ------
    StoreError
        When one cannot be deleted.
    """
    for media in session.media:
        proxy = proxy_file(folder.root, session.id, media.id)
        for file in (sidecar(proxy), proxy):
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError("A proxy could not be deleted.", file, do="Delete it by hand.") from error
