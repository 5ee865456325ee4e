"""EDF files, written by the library that reads them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from coder.exchange import ExchangeError
from coder.exchange.physiology import read_heart


def edf(path: Path, channels: dict[str, tuple[int, list[float]]]) -> Path:
    """Write channels, each with its rate in Hz and its values, of whole seconds."""
    pyedflib = pytest.importorskip("pyedflib")
    with pyedflib.EdfWriter(str(path), len(channels), file_type=pyedflib.FILETYPE_EDFPLUS) as file:
        for place, (label, (hertz, _)) in enumerate(channels.items()):
            limits = {"physical_min": 0, "physical_max": 300, "digital_min": -32768, "digital_max": 32767}
            file.setSignalHeader(
                place,
                {"label": label, "dimension": "", "sample_frequency": hertz, "transducer": "", "prefilter": ""}
                | limits,
            )
        file.writeSamples([np.array(values, dtype=float) for _, values in channels.values()])
    return path


def test_the_channel_called_heart_rate_is_read_from_the_start(tmp_path: Path) -> None:
    path = edf(tmp_path / "a.edf", {"ECG": (10, [0.0] * 20), "HR": (4, [120, 121, 122, 123, 124, 125, 126, 127])})
    signal = read_heart(path, "edf")
    assert signal.times_ms.tolist() == [0, 250, 500, 750, 1000, 1250, 1500, 1750]
    # 300 bpm in 65 535 steps: to a 200th of a beat
    assert signal.bpm.tolist() == pytest.approx([120, 121, 122, 123, 124, 125, 126, 127], abs=0.005)
    assert not signal.beat_based


def test_a_channel_of_many_values_a_second_is_read_ten_times_a_second(tmp_path: Path) -> None:
    signal = read_heart(edf(tmp_path / "a.edf", {"Heart rate": (100, [120.0] * 300)}), "edf")
    assert signal.times_ms.tolist() == list(range(0, 3000, 100))


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        ({"ECG": (10, [0.0] * 20)}, "a.edf: No channels of the file are called heart rate; it has ecg."),
        ({"HR": (1, [1.0] * 3), "bpm": (1, [1.0] * 3)}, "2 channels of the file are called heart rate"),
    ],
)
def test_heart_rate_has_to_be_one_channel(
    tmp_path: Path, channels: dict[str, tuple[int, list[float]]], words: str
) -> None:
    path = edf(tmp_path / "a.edf", channels)
    with pytest.raises(ExchangeError, match=words):
        read_heart(path, "edf")


def test_files_that_are_no_edf_or_cut_off_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = edf(tmp_path / "a.edf", {"HR": (4, [120.0] * 40)}).read_bytes()
    for content, words in ((b"", "no EDF"), (b"time_ms,bpm\n" * 40, "no EDF"), (whole[:-9], "cut off")):
        path = tmp_path / "b.edf"
        path.write_bytes(content)
        with pytest.raises(ExchangeError, match=words):
            read_heart(path, "edf")
    assert capfd.readouterr().out == ""


def test_without_the_library_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyedflib", None)
    with pytest.raises(ExchangeError, match=r"Reading EDF needs the library pyedflib.*export the heart rate as CSV"):
        read_heart(tmp_path / "a.edf", "edf")
