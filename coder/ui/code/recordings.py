"""Opening a session's recordings off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

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
    """

    cameras: list[Camera]
    places: list[int]
    missing: dict[int, str]
    broken: dict[int, str]
    sound: str = ""
    sound_place: int = 0

    def close(self) -> None:
        """Close what was opened."""
        for camera in self.cameras:
            camera.reader.close()


def open_recordings(study: StudyFolder, media: list[Media]) -> Recordings:
    """Open the cameras, the reference first; what cannot be opened is told, not raised."""
    found = Recordings([], [], {}, {})
    share = CACHE_BYTES // max(len(media), 1)
    sound, sound_place = "", 0
    for place, item in enumerate(media[:MOST_CAMERAS]):
        try:
            path = find_media(study, item)
            if path is None:
                found.missing[place] = item.id
                continue
            reader = VideoReader(path, share)
        except (MediaError, StoreError) as error:
            found.broken[place] = str(error)
            continue
        found.cameras.append(Camera(reader, CameraTime(item.offset_ms, item.rate)))
        found.places.append(place)
        if not sound and reader.info.audio:
            sound, sound_place = str(path), len(found.cameras) - 1
    return Recordings(found.cameras, found.places, found.missing, found.broken, sound, sound_place)
