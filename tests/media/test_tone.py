"""A picture is lit and turned for the eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.media.tone import tone_table, toned, turned


def test_nothing_chosen_changes_nothing() -> None:
    assert np.array_equal(tone_table(0, 0, 1), np.arange(256))


def test_gamma_opens_the_shadows_and_keeps_black_and_white() -> None:
    table = tone_table(0, 0, 2)
    # (26 / 255) ** (1 / 2) * 255 = 81.4
    assert (table[0], table[26], table[255]) == (0, 81, 255)


def test_brightness_and_contrast_stop_at_black_and_white() -> None:
    # half a range brighter: 100 + 127.5 = 227.5
    assert tone_table(1, 0, 1)[100] == pytest.approx(227.5, abs=0.5)
    assert tone_table(1, 0, 1)[200] == 255
    # four times the distance from the middle: 127.5 + 4 * (140 - 127.5) = 177.5
    assert tone_table(0, 1, 1)[140] == pytest.approx(177.5, abs=0.5)
    assert tone_table(0, 1, 1)[20] == 0


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.4, 3))
def test_lighter_stays_lighter(brightness: float, contrast: float, gamma: float) -> None:
    assert np.all(np.diff(tone_table(brightness, contrast, gamma).astype(int)) >= 0)


def test_all_colours_are_lit_and_nothing_becomes_transparent() -> None:
    picture = np.full((2, 3, 4), (10, 20, 30, 255), dtype=np.uint8)
    lit = toned(picture, tone_table(-1, 0, 1))
    assert lit.shape == picture.shape
    assert lit[0, 0].tolist() == [0, 0, 0, 255]
    assert picture[0, 0].tolist() == [10, 20, 30, 255]


def test_a_quarter_turn_is_clockwise() -> None:
    picture = np.zeros((2, 3, 4), dtype=np.uint8)
    picture[0, 0] = 9
    once = turned(picture, 1)
    assert once.shape == (3, 2, 4)
    assert once[0, 1].tolist() == [9] * 4
    assert np.array_equal(turned(once, 3), picture)
