"""Reading recordings: exact frames, playback, sound, waveforms. No Qt; the only room that imports PyAV and cv2.

All times are integer milliseconds. A camera's own time starts at its first shown frame; `CameraTime` places
it on the session axis. The frame at time t is the last one whose time stamp is not after t.
"""

from coder.media.camera import CameraTime
from coder.media.errors import MediaError
from coder.media.frame import Frame, Quality
from coder.media.index import FrameIndex
from coder.media.probe import AudioInfo, MediaInfo, probe
from coder.media.reader import VideoReader

__all__ = [
    "AudioInfo",
    "CameraTime",
    "Frame",
    "FrameIndex",
    "MediaError",
    "MediaInfo",
    "Quality",
    "VideoReader",
    "probe",
]
