"""The kinds of recording a laboratory may own, as recipes."""

from __future__ import annotations

from fractions import Fraction

from tests.media.encode import Recipe

NTSC = Fraction(30000, 1001)
X264 = {"preset": "veryfast", "sc_threshold": "0", "threads": "1"}
LONG = X264 | {"g": "250", "bf": "3", "b_strategy": "0"}
SHORT = X264 | {"g": "12", "bf": "2", "b_strategy": "0"}
MPEG2 = {"g": "12", "bf": "2", "b": "1500000", "threads": "1"}
X265 = {
    "preset": "ultrafast",
    "x265-params": "log-level=none:pools=1:frame-threads=1:keyint=20:min-keyint=20:bframes=3",
}


def _uneven(count: int) -> tuple[int, ...]:
    times, at = [], 0
    for n in range(count):
        times.append(at)
        at += (33, 41, 17, 33, 50, 67, 34, 200)[n * 5 % 8]
    return tuple(times)


def _with_gaps(count: int) -> tuple[int, ...]:
    return tuple(n + n // 20 for n in range(count))


KINDS: dict[str, Recipe] = {
    "mp4 25 fps": Recipe("mp4", options=SHORT, sound="aac"),
    "mp4 29.97 fps, long GOP with B-frames": Recipe("mp4", rate=NTSC, count=170, options=LONG),
    "mp4 59.94 fps": Recipe("mp4", rate=Fraction(60000, 1001), count=180, options=X264 | {"g": "60"}, sound="aac"),
    "mp4 variable rate": Recipe("mp4", tick=Fraction(1, 1000), times=_uneven(100), options=LONG),
    "mkv variable rate": Recipe("mkv", tick=Fraction(1, 1000), times=_uneven(100), options=SHORT),
    "mp4 dropped frames": Recipe("mp4", times=_with_gaps(100), options=SHORT),
    "mkv 29.97 fps rounded to ms": Recipe("mkv", rate=NTSC, options=SHORT, sound="aac"),
    "mp4 open GOP": Recipe(
        "mp4", options=X264 | {"x264-params": "open-gop=1:keyint=15:bframes=3:b-adapt=0:scenecut=0"}
    ),
    "ts open GOP": Recipe(
        "ts", options=X264 | {"x264-params": "open-gop=1:keyint=15:bframes=3:b-adapt=0:scenecut=0"}, sound="aac"
    ),
    "mkv hevc open GOP": Recipe("mkv", codec="libx265", options=X265),
    "mp4 hevc 10 bit": Recipe("mp4", codec="libx265", pixels="yuv420p10le", options=X265),
    "mp4 late picture": Recipe("mp4", start=13, options=SHORT, sound="aac"),
    "mp4 late sound": Recipe("mp4", options=SHORT, sound="aac", sound_start_s=Fraction(4, 5)),
    "mp4 without edit list": Recipe("mp4", options=SHORT, container={"use_editlist": "0"}),
    "mov 1/600 s ticks": Recipe("mov", rate=NTSC, options=SHORT, container={"video_track_timescale": "600"}),
    "ps mpeg-2 interlaced": Recipe(
        "mpg", codec="mpeg2video", options=MPEG2, interlaced=True, sound="mp2", format="vob"
    ),
    "ps mpeg-1": Recipe("mpg", codec="mpeg1video", options=MPEG2, sound="mp2", format="mpeg"),
    "ts mpeg-2 interlaced": Recipe("ts", codec="mpeg2video", options=MPEG2, interlaced=True, sound="mp2"),
    "m2ts h264 interlaced": Recipe(
        "m2ts",
        options=SHORT | {"x264-params": "tff=1:keyint=12"},
        sound="ac3",
        format="mpegts",
        container={"mpegts_m2ts_mode": "1"},
        size=(160, 96),
    ),
    "avi mpeg-4": Recipe("avi", codec="mpeg4", options={"g": "30", "bf": "0", "b": "1500000"}, sound="mp2"),
    "avi mpeg-4 B-frames": Recipe("avi", codec="mpeg4", options={"g": "30", "bf": "2", "b": "1500000"}, sound="mp2"),
    "avi h264 B-frames": Recipe("avi", options=SHORT),
    "avi mjpeg": Recipe("avi", codec="mjpeg", pixels="yuvj420p", options={"b": "3000000"}),
    "mov mjpeg": Recipe("mov", codec="mjpeg", pixels="yuvj420p", options={"b": "3000000"}),
    "mov prores": Recipe("mov", codec="prores_ks", pixels="yuv422p10le", count=60),
    "webm vp9": Recipe(
        "webm",
        codec="libvpx-vp9",
        options={
            "g": "40",
            "auto-alt-ref": "1",
            "lag-in-frames": "16",
            "deadline": "realtime",
            "cpu-used": "8",
            "b": "600000",
        },
        sound="libopus",
    ),
    "webm vp8": Recipe(
        "webm",
        codec="libvpx",
        options={
            "g": "40",
            "auto-alt-ref": "1",
            "lag-in-frames": "16",
            "deadline": "good",
            "cpu-used": "5",
            "b": "900000",
        },
        sound="libopus",
    ),
    "mp4 av1": Recipe("mp4", codec="libsvtav1", options={"preset": "12", "g": "40"}, count=80),
    "mp4 rotated 90": Recipe("mp4", options=SHORT, rotate_deg=90),
    "mp4 rotated 180": Recipe("mp4", options=SHORT, rotate_deg=180),
    "mp4 h264 10 bit": Recipe("mp4", pixels="yuv420p10le", options=SHORT),
    "mp4 fragmented": Recipe("mp4", options=SHORT, sound="aac", container={"movflags": "frag_keyframe+empty_moov"}),
    "mp4 intra refresh": Recipe("mp4", options=X264 | {"x264-params": "intra-refresh=1:keyint=20:bframes=0"}),
    "ts intra refresh": Recipe(
        "ts", options=X264 | {"x264-params": "intra-refresh=1:keyint=20:bframes=0"}, sound="aac"
    ),
    "mkv intra refresh": Recipe("mkv", options=X264 | {"x264-params": "intra-refresh=1:keyint=20:bframes=2"}),
    "ts time stamp wrap": Recipe(
        "ts",
        tick=Fraction(1, 90000),
        times=tuple(3600 * n for n in range(100)),
        start=2**33 - 3600 * 60,
        options=SHORT,
        sound=None,
    ),
    "mpg anamorphic": Recipe("mpg", codec="mpeg2video", options=MPEG2, aspect=Fraction(16, 11), format="vob"),
    "wmv": Recipe("wmv", codec="wmv2", options={"b": "1500000", "g": "25"}, sound="wmav2"),
    "flv": Recipe("flv", options=SHORT, sound="aac"),
    "3gp h263": Recipe("3gp", codec="h263", size=(176, 144), options={"b": "800000"}),
    "mxf mpeg-2": Recipe("mxf", codec="mpeg2video", options=MPEG2),
    "avi ffv1": Recipe("avi", codec="ffv1", count=50),
}
