"""However a picture is zoomed and pushed, it keeps its proportions and fills what it can of its view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from coder.ui.code.video.sight import MOST_ZOOM, Sight, panned, place_of, sound_sight, zoomed

sides = st.integers(90, 2_000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.3, 3.0), st.floats(0, 1), st.floats(0, 1)),
        st.tuples(st.just("pan"), st.just(0.0), st.floats(-900, 900), st.floats(-900, 900)),
    ),
    max_size=8,
)


@given(sides, sides, sides, sides, steps)
def test_no_edge_stays_empty_that_could_be_filled(
    width: int, height: int, across: int, down: int, moves: list[tuple[str, float, float, float]]
) -> None:
    room, size, sight = QRectF(0, 0, width, height), QSizeF(across, down), Sight()
    for kind, factor, x, y in moves:
        if kind == "zoom":
            sight = zoomed(sight, factor, QPointF(x * width, y * height), room, size)
        else:
            sight = panned(sight, QPointF(x, y), room, size)
        place = place_of(room, size, sight)
        assert 1.0 <= sight.zoom <= MOST_ZOOM
        assert sight == sound_sight(sight)
        assert place.width() / place.height() == pytest.approx(across / down)
        for low, high, edge in ((place.left(), place.right(), width), (place.top(), place.bottom(), height)):
            if high - low >= edge:
                assert low <= 1e-6
                assert high >= edge - 1e-6
            else:
                assert low == pytest.approx(edge - high, abs=1e-6)


@given(sides, sides, st.floats(1.3, 4), st.floats(0.3, 0.7), st.floats(0.3, 0.7))
def test_zooming_in_and_back_shows_the_whole_picture(
    width: int, height: int, factor: float, x: float, y: float
) -> None:
    room, size = QRectF(0, 0, width, height), QSizeF(1280, 720)
    near = zoomed(Sight(quarter_turns=1), factor, QPointF(x * width, y * height), room, size)
    assert zoomed(near, 1 / factor, room.center(), room, size) == Sight(quarter_turns=1)
