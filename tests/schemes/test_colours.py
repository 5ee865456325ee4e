"""The schemes on the timeline: states told apart, and every word readable."""

from __future__ import annotations

from itertools import combinations

import pytest

from coder.app.library import shipped_scheme
from coder.model.scheme import Scheme
from coder.ui.theme import Theme
from coder.ui.theme.codecolors import contrast


@pytest.fixture(params=["dark", "light"])
def theme(request: pytest.FixtureRequest, qapp: object) -> Theme:
    return Theme(request.param)


@pytest.fixture(params=["structured-play", "still-face", "adult-support"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return shipped_scheme(request.param)


def test_two_states_of_a_channel_never_look_alike(scheme: Scheme, theme: Theme) -> None:
    for pass_, channel in scheme.channels():
        if channel.kind == "state":
            for a, b in combinations(channel.codes, 2):
                assert theme.code_colors(pass_, channel, a).fill != theme.code_colors(pass_, channel, b).fill, (a, b)


def test_the_words_in_every_span_can_be_read(scheme: Scheme, theme: Theme) -> None:
    for place in scheme.places.values():
        colors = theme.code_colors(*place)
        assert colors.hatched or contrast(colors.fill, colors.ink) >= 4.5, place.code.id
