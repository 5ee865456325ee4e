"""Colours: readable, told apart, and the same everywhere."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coder.app.library import shipped_scheme
from coder.model.scheme import Channel, Code, CodePlace, Pass
from coder.ui.theme import Theme, ThemeName, give_theme, theme_of
from coder.ui.theme.codecolors import contrast

SCHEME = shipped_scheme("strange-situation")
PLACES = list(SCHEME.places.values())
THEMES: list[ThemeName] = ["dark", "light"]


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, qapp: object) -> Theme:
    return Theme(request.param)


def test_contrast_of_black_on_white_is_21(qapp: object) -> None:
    light, dark = Theme("light"), Theme("dark")
    # WCAG: white on white is 1, the extremes are 21.
    assert contrast(light.color("bg1"), light.color("bg1")) == 1
    assert contrast(light.color("bg1"), dark.color("shadow")) == pytest.approx(21)


@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "ok", "warn", "danger"])
def test_text_can_be_read_on_every_ground(theme: Theme, ink: str) -> None:
    for ground in ("bg0", "bg1", "bg2"):
        assert contrast(theme.color(ground), theme.color(ink)) >= 4.5


def test_the_words_in_every_span_can_be_read(theme: Theme) -> None:
    unreadable = [
        place.code.id
        for place in PLACES
        if not (colors := theme.code_colors(*place)).hatched and contrast(colors.fill, colors.ink) < 4.5
    ]
    assert unreadable == []


def test_two_states_of_a_channel_never_look_alike(theme: Theme) -> None:
    alike = [
        (a.id, b.id)
        for pass_, channel in SCHEME.channels()
        if channel.kind == "state"
        for a, b in combinations(channel.codes, 2)
        if theme.code_colors(pass_, channel, a).fill == theme.code_colors(pass_, channel, b).fill
    ]
    assert alike == []


def test_only_what_cannot_be_seen_is_hatched(theme: Theme) -> None:
    hatched = {place.code.id for place in PLACES if theme.code_colors(*place).hatched}
    assert hatched == {channel.unobservable for _, channel in SCHEME.channels() if channel.unobservable}


def test_named_codes_keep_the_colours_of_the_design(qapp: object) -> None:
    cry = Theme("dark").code_colors(*SCHEME.places["cry"])
    assert (cry.fill.name(), cry.ink.name()) == ("#f0943a", "#1a1d23")


def test_points_have_shapes(theme: Theme) -> None:
    shapes = {code: theme.shape(SCHEME.places[code].code) for code in ("approach", "bid", "avoid", "resist")}
    assert shapes == {"approach": "triangle-up", "bid": "diamond", "avoid": "triangle-down", "resist": "cross"}


def test_a_scheme_of_ones_own_gets_readable_colours_of_its_own(theme: Theme) -> None:
    codes = tuple(Code(id=f"c{n}", key="abcdefgh"[n], title=f"Code {n}") for n in range(6))
    channel = Channel(id="own", title="Own", kind="state", exclusive=True, codes=codes)
    pass_ = Pass(id="something_else", title="Own pass", channels=(channel,))
    colors = [theme.code_colors(*CodePlace(pass_, channel, code)) for code in codes]
    assert len({color.fill.name() for color in colors}) == 6
    assert all(contrast(color.fill, color.ink) >= 4.5 for color in colors)


def test_a_widget_uses_the_theme_of_the_nearest_workspace(qtbot: QtBot) -> None:
    outer, inner, leaf = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(inner)
    QVBoxLayout(inner).addWidget(leaf)
    light, dark = Theme("light"), Theme("dark")
    give_theme(outer, light)
    assert theme_of(leaf) is light
    give_theme(inner, dark)
    assert theme_of(leaf) is dark
    assert theme_of(outer) is light


def test_figures_are_of_equal_width(theme: Theme) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.font("table"))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))


def test_text_size_scales_fonts_and_lengths(theme: Theme) -> None:
    before = theme.font("body").pixelSize()
    theme.adopt(theme.name, 150, False)
    assert theme.font("body").pixelSize() == round(before * 1.5)
    assert theme.px(20) == 30
