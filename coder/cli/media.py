"""``securebase media info|frame``: facts about a recording, and the exact frame at a time."""

from __future__ import annotations

import dataclasses
from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from coder.app.frames import save_frames
from coder.cli.common import add_json, add_output, milliseconds, show
from coder.media import MediaInfo, probe
from coder.model.timecode import clock


def register(commands: _SubParsersAction[Any]) -> None:
    """Add the two commands to the parser."""
    media = commands.add_parser("media", help="facts about a recording, or frames of it")
    parts = media.add_subparsers(metavar="info|frame", required=True)
    info = parts.add_parser("info", help="codec, size, rate, length, warnings")
    info.add_argument("file", metavar="FILE", type=Path, help="video file")
    add_json(info)
    info.set_defaults(run=run_info)
    frame = parts.add_parser("frame", help="save the frame on screen at a time")
    frame.add_argument("file", metavar="FILE", type=Path, help="video file")
    frame.add_argument(
        "--at", metavar="MS", type=milliseconds, action="append", required=True, help="time in ms; several are allowed"
    )
    add_output(frame, "PNG_or_DIR", "a PNG file, or a folder that gets <ms>.png for each time")
    frame.set_defaults(run=run_frame)


def run_info(args: Namespace) -> None:
    """Print what the recording is."""
    info = probe(args.file)
    show(args, dataclasses.asdict(info) | {"path": str(info.path)}, _info_text(info))


def run_frame(args: Namespace) -> None:
    """Save the frames and say which they are."""
    for saved in save_frames(args.file, args.at, args.output, overwrite=args.force):
        print(f"{saved.path}: frame {saved.number}, on screen from {clock(saved.on_ms)}")


def _info_text(info: MediaInfo) -> str:
    size = f"{info.width} × {info.height}"
    if (info.width, info.height) != (info.coded_width, info.coded_height):
        size += f" (stored {info.coded_width} × {info.coded_height})"
    rate = f"{info.fps:.3f} per second" + (", variable" if info.variable_rate else "")
    sound = ", ".join(f"{a.codec} {a.sample_rate_hz} Hz, {a.channels} channels" for a in info.audio) or "none"
    rows = [
        ("File", str(info.path)),
        ("Container", info.container),
        ("Codec", info.codec),
        ("Size", size),
        ("Rotation", f"{info.rotation_deg}°"),
        ("Frames", f"{info.frames}, {rate}"),
        ("Length", clock(info.length_ms)),
        ("Sound", sound),
        *(("Warning", warning) for warning in info.warnings),
    ]
    return "\n".join(f"{name:<10} {value}" for name, value in rows)
