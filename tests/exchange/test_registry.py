"""The formats by name, and files that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.exchange import ExchangeError
from coder.exchange.physiology import FORMATS, read_heart, text


def test_the_names_are_those_of_session_files() -> None:
    assert list(FORMATS) == ["csv", "ibi", "e4", "polar", "edf"]
    for name, one in FORMATS.items():
        assert (one.name, bool(one.title), all(s.startswith(".") for s in one.suffixes)) == (name, True, True)


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"“acq” is no format of heart rate. Use csv, ibi, e4, polar, edf."):
        read_heart(tmp_path / "a.acq", "acq")


@pytest.mark.parametrize("name", ["csv", "ibi", "e4", "polar", "edf"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    if name == "edf":
        pytest.importorskip("pyedflib")
    with pytest.raises(ExchangeError, match=r"gone.csv: The file was not found. Put it back, or choose it again."):
        read_heart(tmp_path / "gone.csv", name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="It cannot be read"):
        read_heart(tmp_path, "csv")


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_BYTES", 2**20)
    path = tmp_path / "raw.csv"
    path.write_bytes(b"time_ms,bpm\n" + b"0,120\n" * 200_000)
    with pytest.raises(ExchangeError, match="larger than 1 MiB"):
        read_heart(path, "csv")
