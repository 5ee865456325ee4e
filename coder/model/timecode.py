"""Every conversion between milliseconds and what people read or type."""

from __future__ import annotations

import re

from coder.model.errors import ModelError

MS_PER_S = 1_000
MS_PER_MIN = 60_000
MS_PER_H = 3_600_000

_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?")


def timecode(ms: int) -> str:
    """Return ``hh:mm:ss.mmm``, the form shown on video; negative times get a minus sign."""
    sign, ms = ("-", -ms) if ms < 0 else ("", ms)
    hours, rest = divmod(ms, MS_PER_H)
    minutes, rest = divmod(rest, MS_PER_MIN)
    seconds, millis = divmod(rest, MS_PER_S)
    return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}.{millis:03d}"


def clock(ms: int, decimals: int = 3) -> str:
    """Return ``9:48.320`` (hours only when there are any), the form used within a session.

    Parameters
    ----------
    ms : int
        Session time in ms.
    decimals : int
        Digits after the point, 0 to 3; further digits are cut, never rounded up to a later time.
    """
    sign, ms = ("-", -ms) if ms < 0 else ("", ms)
    minutes, rest = divmod(ms, MS_PER_MIN)
    seconds, millis = divmod(rest, MS_PER_S)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    tail = f".{millis:03d}"[: decimals + 1] if decimals else ""
    return f"{sign}{head}:{seconds:02d}{tail}"


def seconds_text(ms: int, decimals: int = 1) -> str:
    """Return a duration such as ``5.2 s``."""
    return f"{ms / MS_PER_S:.{decimals}f} s"


def parse_clock(text: str) -> int:
    """Return the session time in ms of ``9:48.3``, ``1:09:48``, ``588.3`` (seconds) or ``00:09:48.320``.

    Raises
    ------
    ModelError
        When the text is not a time.
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise ModelError(f"“{text}” is not a time. Type it like 9:48.320 or 588.32.")
    hours, minutes, seconds, fraction = match.groups()
    millis = int((fraction or "0").ljust(3, "0"))
    return int(hours or 0) * MS_PER_H + int(minutes or 0) * MS_PER_MIN + int(seconds) * MS_PER_S + millis
