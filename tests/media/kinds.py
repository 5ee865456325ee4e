"""The kinds of recording a laboratory may own: recipes, and copies no encoder writes by itself."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

from tests.media import craft
from tests.media.encode import Recipe
from tests.media.fields import field_pairs

NTSC = Fraction(30000, 1001)
X264 = {"preset": "veryfast", "sc_threshold": "0", "threads": "1"}
LONG = X264 | {"g": "250", "bf": "3", "b_strategy": "0"}
SHORT = X264 | {"g": "12", "bf": "2", "b_strategy": "0"}
OPEN = X264 | {"x264-params": "open-gop=1:keyint=15:bframes=3:b-adapt=0:scenecut=0"}
REFRESH = X264 | {"x264-params": "intra-refresh=1:keyint=20:bframes=0"}
REFRESH_B = X264 | {"x264-params": "intra-refresh=1:keyint=20:bframes=2"}
MPEG2 = {"g": "12", "bf": "2", "b": "1500000", "threads": "1"}
MPEG4 = {"g": "30", "bf": "2", "b": "1500000"}
X265 = {
    "preset": "ultrafast",
    "x265-params": "log-level=none:pools=1:frame-threads=1:keyint=20:min-keyint=20:bframes=3",
}
VP9 = {"g": "40", "auto-alt-ref": "1", "lag-in-frames": "16", "deadline": "realtime", "cpu-used": "8"}
MOTION_JPEG = {"codec": "mjpeg", "pixels": "yuvj420p", "options": {"b": "3000000"}, "count": 50}
BEFORE_WRAP = 2**33 - 3600 * 60


def _uneven(count: int) -> tuple[int, ...]:
    times, at = [], 0
    for n in range(count):
        times.append(at)
        at += (33, 41, 17, 33, 50, 67, 34, 200)[n * 5 % 8]
    return tuple(times)


UNEVEN = {"tick": Fraction(1, 1000), "times": _uneven(100)}
WITH_GAPS = {"times": tuple(n + n // 20 for n in range(100))}

RECIPES: dict[str, Recipe] = {
    "mp4 25 fps": Recipe("mp4", options=SHORT, sound="aac"),
    "mp4 29.97 fps long group with B-frames": Recipe("mp4", rate=NTSC, count=170, options=LONG),
    "mp4 59.94 fps": Recipe("mp4", rate=2 * NTSC, count=120, options=X264 | {"g": "60"}, sound="aac"),
    "mp4 variable rate": Recipe("mp4", options=LONG, **UNEVEN),
    "mkv variable rate": Recipe("mkv", options=SHORT, **UNEVEN),
    "ts variable rate": Recipe("ts", options=SHORT, **UNEVEN),
    "mp4 dropped frames": Recipe("mp4", options=SHORT, **WITH_GAPS),
    "mkv 29.97 fps rounded to ms": Recipe("mkv", rate=NTSC, options=SHORT, sound="aac"),
    "mp4 open group": Recipe("mp4", options=OPEN),
    "ts open group": Recipe("ts", options=OPEN, sound="aac"),
    "mkv hevc open group": Recipe("mkv", codec="libx265", options=X265),
    "ts hevc": Recipe("ts", codec="libx265", options=X265),
    "mp4 hevc 10 bit": Recipe("mp4", codec="libx265", pixels="yuv420p10le", options=X265),
    "mp4 h264 10 bit": Recipe("mp4", pixels="yuv420p10le", options=SHORT),
    "mp4 late picture": Recipe("mp4", start=13, options=SHORT, sound="aac"),
    "mp4 late sound": Recipe("mp4", options=SHORT, sound="aac", sound_start_s=Fraction(4, 5)),
    "mp4 without edit list": Recipe("mp4", options=SHORT, container={"use_editlist": "0"}),
    "mp4 fragmented": Recipe("mp4", options=SHORT, sound="aac", container={"movflags": "frag_keyframe+empty_moov"}),
    "mp4 every frame a key frame": Recipe("mp4", options=X264 | {"g": "1"}, count=50),
    "mp4 one frame": Recipe("mp4", options=SHORT, count=1),
    "mp4 mpeg-4": Recipe("mp4", codec="mpeg4", options=MPEG4),
    "mov 1/600 s ticks": Recipe("mov", rate=NTSC, options=SHORT, container={"video_track_timescale": "600"}),
    "mov mjpeg": Recipe("mov", **MOTION_JPEG),
    "mov prores": Recipe("mov", codec="prores_ks", pixels="yuv422p10le", count=40),
    "ps mpeg-2 interlaced": Recipe(
        "mpg", codec="mpeg2video", options=MPEG2, interlaced=True, sound="mp2", format="vob"
    ),
    "ps mpeg-2 anamorphic": Recipe("mpg", codec="mpeg2video", options=MPEG2, aspect=Fraction(16, 11), format="vob"),
    "ps mpeg-1": Recipe("mpg", codec="mpeg1video", options=MPEG2, sound="mp2", format="mpeg"),
    "ts mpeg-2 interlaced": Recipe("ts", codec="mpeg2video", options=MPEG2, interlaced=True, sound="mp2"),
    "m2ts h264 interlaced": Recipe(
        "m2ts",
        options=SHORT | {"x264-params": "tff=1:keyint=12"},
        sound="ac3",
        format="mpegts",
        container={"mpegts_m2ts_mode": "1"},
    ),
    "ts time stamp wrap": Recipe(
        "ts",
        tick=Fraction(1, 90000),
        times=tuple(3600 * n for n in range(100)),
        start=BEFORE_WRAP,
        options=SHORT,
    ),
    "avi mpeg-4": Recipe("avi", codec="mpeg4", options=MPEG4 | {"bf": "0"}, sound="mp2"),
    "avi mpeg-4 B-frames": Recipe("avi", codec="mpeg4", options=MPEG4, sound="mp2"),
    "avi mpeg-4 one B-frame": Recipe("avi", codec="mpeg4", options=MPEG4 | {"bf": "1"}),
    "avi mpeg-4 dropped frames": Recipe("avi", codec="mpeg4", options=MPEG4 | {"bf": "0"}, **WITH_GAPS),
    "avi h264 B-frames": Recipe("avi", options=SHORT),
    "avi mjpeg": Recipe("avi", **MOTION_JPEG),
    "avi ffv1": Recipe("avi", codec="ffv1", count=50),
    "webm vp9": Recipe("webm", codec="libvpx-vp9", options=VP9 | {"b": "600000"}, sound="libopus"),
    "webm vp8": Recipe("webm", codec="libvpx", options=VP9 | {"deadline": "good", "cpu-used": "5", "b": "900000"}),
    "mp4 rotated by 90": Recipe("mp4", options=SHORT, rotate_deg=90),
    "mp4 rotated by 180": Recipe("mp4", options=SHORT, rotate_deg=180),
    "mp4 rotated by 270": Recipe("mp4", options=SHORT, rotate_deg=-90),
    "mp4 intra refresh": Recipe("mp4", options=REFRESH),
    "ts intra refresh": Recipe("ts", options=REFRESH, sound="aac"),
    "mkv intra refresh with B-frames": Recipe("mkv", options=REFRESH_B),
    "wmv": Recipe("wmv", codec="wmv2", options={"b": "1500000", "g": "25"}),
    "flv": Recipe("flv", options=SHORT, sound="aac"),
    "3gp h263": Recipe("3gp", codec="h263", size=(176, 144), options={"b": "800000"}, count=50),
    "mxf mpeg-2": Recipe("mxf", codec="mpeg2video", options=MPEG2),
    "gif": Recipe("gif", codec="gif", pixels="rgb8", count=40),
}

Craft = Callable[[Path, Path], Path]

CRAFTED: dict[str, tuple[str, Craft]] = {
    "avi packed B-frames": ("avi mpeg-4 one B-frame", craft.pack_b_frames),
    "mp4 trimmed by an edit list": (
        "mp4 29.97 fps long group with B-frames",
        partial(craft.trim_by_edit_list, skip_ms=1700),
    ),
    "mp4 open group trimmed by an edit list": (
        "mp4 open group",
        partial(craft.trim_by_edit_list, skip_ms=1010),
    ),
    "mkv slightly slow ticks": (
        "mkv 29.97 fps rounded to ms",
        partial(craft.odd_matroska_ticks, tick_ns=1_000_100),
    ),
    "mkv slightly fast ticks": (
        "mkv variable rate",
        partial(craft.odd_matroska_ticks, tick_ns=999_001),
    ),
    "ts beginning in the middle of a group": (
        "ts open group",
        partial(craft.lose_ts_packets, first=0, count=60),
    ),
    "ts mpeg-2 beginning in the middle of a group": (
        "ts mpeg-2 interlaced",
        partial(craft.lose_ts_packets, first=0, count=200),
    ),
    "ts intra refresh beginning in the middle": (
        "ts intra refresh",
        partial(craft.lose_ts_packets, first=0, count=60),
    ),
}

CRAFTED |= {
    "ts h264 coded as fields, a packet each": ("ts open group", partial(field_pairs, packets_a_frame=2)),
    "ts h264 coded as fields, a packet a pair": ("ts open group", partial(field_pairs, packets_a_frame=1)),
}

CUT_SHORT = {
    "ts open group": 0.613,
    "ts mpeg-2 interlaced": 0.613,
    "ps mpeg-2 interlaced": 0.613,
    "mkv variable rate": 0.613,
    "webm vp9": 0.613,
    "mp4 fragmented": 0.613,
    "avi mpeg-4 B-frames": 0.66,
    "avi h264 B-frames": 0.613,
    "flv": 0.613,
    "mxf mpeg-2": 0.613,
}
CRAFTED |= {f"{name}, cut short": (name, partial(craft.cut_off, share=share)) for name, share in CUT_SHORT.items()}

ALL = (*RECIPES, *CRAFTED)
