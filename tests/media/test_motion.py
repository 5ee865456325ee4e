"""Motion energy is the share of the picture that changes, where it changes, computed once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from coder.media.motion import changed_share, compute, motion

SIDE, WIDTH, HEIGHT = 32, 160, 96
JUMPS = {20: (8, 8), 35: (100, 50)}
"""Frame → where the white square stands from then on."""


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds in which a white square appears, and jumps once."""
    path = tmp_path_factory.mktemp("motion") / "square.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=Fraction(25), options={"crf": "4", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        place: tuple[int, int] | None = None
        for number in range(50):
            place = JUMPS.get(number, place)
            picture = np.full((HEIGHT, WIDTH, 3), 40, dtype=np.uint8)
            if place is not None:
                x, y = place
                picture[y : y + SIDE, x : x + SIDE] = 230
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode())
    return path


def test_the_share_of_changed_pixels_is_the_area_that_moved(recording: Path) -> None:
    made = compute(recording)
    assert made is not None
    square = SIDE * SIDE / (WIDTH * HEIGHT)
    assert made.at_ms[20] == 800
    # the smoothing reaches 2 px beyond each edge of the square
    assert made.share[20] == pytest.approx(square, rel=0.35)
    assert made.share[20] >= square
    assert made.share[35] == pytest.approx(2 * made.share[20], rel=0.05)


def test_where_nothing_moves_there_is_no_motion_and_before_the_first_picture_none_is_known(recording: Path) -> None:
    made = compute(recording)
    assert made is not None
    still = [n for n in range(1, 50) if n not in JUMPS]
    assert np.nanmax(made.share[still]) < 0.01
    assert np.isnan(made.share[0])


def test_a_slight_flicker_is_no_motion_but_a_clear_change_is() -> None:
    dark = np.full((10, 10), 100, dtype=np.uint8)
    assert changed_share(dark, dark + 12) == 0
    assert changed_share(dark, dark + 13) == 1


def test_it_is_computed_once_and_kept(recording: Path, tmp_path: Path) -> None:
    cache = tmp_path / "kept" / "motion.npz"
    first = motion(recording, cache)
    told: list[float] = []
    again = motion(recording, cache, told.append)
    assert first is not None
    assert again is not None
    assert not told
    assert np.array_equal(first.share, again.share, equal_nan=True)


def test_stopping_keeps_nothing(recording: Path, tmp_path: Path) -> None:
    cache = tmp_path / "motion.npz"
    assert motion(recording, cache, cancelled=lambda: True) is None
    assert not cache.exists()
