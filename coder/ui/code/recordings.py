"""Opening a session's recordings off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from coder.app.proxies import proxy_file, ready_proxy
from coder.media import CameraTime, MediaError, VideoReader
from coder.media.player import MOST_CAMERAS, Camera
from coder.model.session import Media
from coder.store import StoreError, StudyFolder, find_media

CACHE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Recordings:
    """What could be opened.

    Attributes
    ----------
    cameras : list of Camera
        Open cameras in the order of the session's.
    places : list of int
        For each of them its place among the session's cameras; 0 is the reference.
    missing : dict
        Place → camera id of those that were not found.
    broken : dict
        Place → why a file cannot be played.
    sound : str
        Path of the recording whose sound is heard, "" when there is none.
    sound_place : int
        Its place in ``cameras``.
    files : dict
        Place → where the recording is; one that is only here as a proxy has none.
    proxies : frozenset of int
        Places of those seen through their proxy.
    """

    cameras: list[Camera]
    places: list[int]
    missing: dict[int, str]
    broken: dict[int, str]
    sound: str = ""
    sound_place: int = 0
    files: dict[int, Path] = field(default_factory=dict)
    proxies: frozenset[int] = frozenset()

    def close(self) -> None:
        """Close what was opened."""
        for camera in self.cameras:
            camera.reader.close()


def open_recordings(study: StudyFolder, session_id: str, media: list[Media]) -> Recordings:
    """Open the cameras, the reference first; what cannot be opened is told, not raised.

    A proxy that is ready stands for its recording, also where the recording itself is missing.
    """
    found = Recordings([], [], {}, {})
    share = CACHE_BYTES // max(len(media), 1)
    sound, sound_place, proxies = "", 0, set()
    for place, item in enumerate(media[:MOST_CAMERAS]):
        try:
            path = find_media(study, item)
            if path is None:
                found.missing[place] = item.id
            else:
                found.files[place] = path
            reader = _open(study, session_id, item, path, share)
        except (MediaError, StoreError) as error:
            found.broken[place] = str(error)
            continue
        if reader is None:
            continue
        found.cameras.append(Camera(reader, CameraTime(item.offset_ms, item.rate)))
        found.places.append(place)
        if reader.is_proxy:
            proxies.add(place)
        if not sound and reader.info.audio:
            sound, sound_place = str(reader.path), len(found.cameras) - 1
    return replace(found, sound=sound, sound_place=sound_place, proxies=frozenset(proxies))


def _open(study: StudyFolder, session_id: str, item: Media, path: Path | None, share: int) -> VideoReader | None:
    """Open a camera's proxy where there is one, else the recording; None where there is neither."""
    original = ready_proxy(study, session_id, item, path)
    if original is not None:
        proxy = proxy_file(study.root, session_id, item.id)
        try:
            return VideoReader(proxy, share, original)
        except MediaError:
            if path is None:
                raise
    return None if path is None else VideoReader(path, share)
