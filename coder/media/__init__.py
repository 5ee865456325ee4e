"""Reading recordings: exact frames, playback, sound, waveforms. No Qt; the only room that imports PyAV and cv2.

All times are integer milliseconds. A camera's own time starts at its first shown frame; `CameraTime` places
it on the session axis. The frame at time t is the last one whose time stamp is not after t.
"""

from coder.media.audio import AudioTrack
from coder.media.camera import CameraTime
from coder.media.clock import PlayClock
from coder.media.errors import MediaError
from coder.media.frame import Frame, Quality
from coder.media.index import FrameIndex
from coder.media.mailbox import Delivery, FrameMailbox, Want
from coder.media.paint import EventTime, Painted, PaintHistory
from coder.media.player import Camera, Due, Player
from coder.media.probe import AudioInfo, MediaInfo, probe
from coder.media.reader import VideoReader
from coder.media.sound import OUTPUT_CHANNELS, OUTPUT_RATE_HZ, SoundFeed, pcm
from coder.media.stills import encode_png, frame_png, frames_png
from coder.media.waveform import HOP_MS, PEAK_MS, Waveform, waveform

__all__ = [
    "HOP_MS",
    "OUTPUT_CHANNELS",
    "OUTPUT_RATE_HZ",
    "PEAK_MS",
    "AudioInfo",
    "AudioTrack",
    "Camera",
    "CameraTime",
    "Delivery",
    "Due",
    "EventTime",
    "Frame",
    "FrameIndex",
    "FrameMailbox",
    "MediaError",
    "MediaInfo",
    "PaintHistory",
    "Painted",
    "PlayClock",
    "Player",
    "Quality",
    "SoundFeed",
    "VideoReader",
    "Want",
    "Waveform",
    "encode_png",
    "frame_png",
    "frames_png",
    "pcm",
    "probe",
    "waveform",
]
