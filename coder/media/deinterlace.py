"""Interlaced pictures without comb lines.

The two fields of an interlaced frame show two moments. The first is kept whole, and where the second differs from it
its lines are filled in. That uses nothing but the frame itself: the picture is the same however it was reached, no
frame waits for the next, and number and time stay those of the frame.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import av
from av.filter.graph import Graph
from av.video.frame import VideoFrame

Deinterlacing = Literal["auto", "always", "never"]
"""Frames that say they are interlaced; all, as on tapes captured without that mark; or none."""

TICK = Fraction(1, 1000)


def wants_deinterlacing(pixels: VideoFrame, mode: Deinterlacing) -> bool:
    """Return whether a decoded picture is to be deinterlaced."""
    return mode == "always" or (mode == "auto" and pixels.interlaced_frame)


def deinterlaced(pixels: VideoFrame) -> VideoFrame:
    """Return a decoded picture with the lines of its first field alone, by FFmpeg's ``yadif``.

    Given one frame as past, present and future at once, the filter keeps lines that fit between their neighbours
    (nothing moved there) and replaces those that stand out as a comb. A picture the filter cannot work on is
    returned as it is.
    """
    graph = Graph()
    graph.threads = 1
    try:
        graph.link_nodes(
            graph.add_buffer(width=pixels.width, height=pixels.height, format=pixels.format, time_base=TICK),
            graph.add("yadif", mode="send_frame", parity="auto", deint="all"),
            graph.add("buffersink"),
        ).configure()
        graph.push(pixels)
        graph.push(None)
        made = graph.vpull()
    except (av.FFmpegError, ValueError):
        return pixels
    return made
