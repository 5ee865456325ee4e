"""Waiting for another thread without ever hanging."""

from __future__ import annotations

import time
from collections.abc import Iterator

PATIENCE_S = 20


def patiently() -> Iterator[None]:
    """Yield again and again, for as long as a test may wait; then fail."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        yield
    raise AssertionError("waited too long")
