"""Running commands as a person does, and small studies to run them on."""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
import pytest

from coder.cli.main import run
from tests.studies import vector_study


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def securebase(capsys):
    """Run ``securebase`` with arguments and return how it ended; wrong usage ends with the parser's exit code."""

    def call(*arguments: object) -> Ended:
        try:
            code = run([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call


@pytest.fixture
def study(tmp_path):
    """Return the folder of a study with the hand-computed sessions, coded alike by two people."""
    return vector_study(tmp_path / "study").root


@pytest.fixture(scope="session")
def tiny_video(tmp_path_factory):
    """Return a one-second video of 25 frames, 64 × 48."""
    path = tmp_path_factory.mktemp("video") / "tiny.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(25):
            picture = np.full((48, 64, 3), number * 10, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path
