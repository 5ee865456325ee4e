"""Files made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.exchange import ExchangeError
from coder.exchange.physiology import read_heart
from coder.model.heart import HeartSignal

Read = Callable[..., HeartSignal]
Refused = Callable[..., str]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return what reads a text or bytes as a file of a format."""

    def from_content(content: str | bytes, format_name: str) -> HeartSignal:
        path = tmp_path / "heart.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_heart(path, format_name)

    return from_content


@pytest.fixture
def refused(read: Read) -> Refused:
    """Return what reads a content that must be refused, and gives the one line it is refused with."""

    def why(content: str | bytes, format_name: str) -> str:
        with pytest.raises(ExchangeError) as caught:
            read(content, format_name)
        text = str(caught.value)
        assert text.startswith("heart.txt")
        assert caught.value.do.endswith(".")
        assert len(text.splitlines()) == 1
        return text

    return why
