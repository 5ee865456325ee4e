"""What holds for every scheme that comes with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.app.creation import create_study
from coder.app.library import shipped_scheme, shipped_schemes
from coder.metrics import MEASURES
from coder.model.checks import scheme_problems
from coder.model.scheme import Code, Scheme
from coder.store import check_study, to_bytes
from tests.metrics.scenes import Scene
from tests.schemes.sessions import measured

SECURE_BASE = {"sb_time", "sb_prop", "checks", "check_rate", "x_time", "x_prop", "x_longest", "check_gap"}
POSITIVE = {"smile_rate", "voc_rate", "eye_rate", "positive_rate", "smile_prop", "eye_prop"}
SUPPORT = {"availability_prop", "encouragement_rate", "intrusion_rate"}
OF_REUNIONS = {"distress_prop", "to_play"}

# What a scheme has no codes for; everything else must give rows.
NOT_BOUND = {
    "strange-situation": SUPPORT,
    "structured-play": set(),
    # There is nothing to go and explore in a seat, and C4's three numbers are about play and talk.
    "still-face": SECURE_BASE | SUPPORT | {"interval_locomotor"},
    # C4 asks for no smiles, voice or gaze.
    "adult-support": POSITIVE | {"interval_locomotor", "interval_visual", "interval_smile", "interval_vocalise"},
}


# Where secure base behaviour and positive interaction are measured unless a study says otherwise.
BASE = {
    "strange-situation": ("ep2",),
    "structured-play": ("ep2", "ep3", "ep4"),
    "adult-support": ("ep2",),
}
POSITIVE_IN = {
    "strange-situation": ("ep2", "ep3", "ep5", "ep8"),
    "structured-play": ("ep2", "ep3", "ep5"),
    "still-face": ("ep2", "ep3", "ep5"),
}


@pytest.fixture(params=sorted(NOT_BOUND))
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return shipped_scheme(request.param)


def a_minute_each(scheme: Scheme) -> Scene:
    """Measure a session in which every episode lasts a minute and nothing was seen to happen."""
    episodes = (f"{episode.id} {n * 60}-{n * 60 + 60}" for n, episode in enumerate(scheme.episodes))
    return measured(scheme.id, "; ".join(episodes))


def codes(scheme: Scheme) -> list[Code]:
    return [code for _, channel in scheme.channels() for code in channel.codes]


def definitions(scheme: Scheme) -> Iterator[str]:
    """Yield every text of the scheme that is made of sentences."""
    yield scheme.definition
    for pass_ in scheme.passes:
        yield pass_.definition
        yield from (channel.definition for channel in pass_.channels)
    for code in codes(scheme):
        yield from (code.definition, *code.include, *code.exclude)
    for scale in scheme.scales:
        yield from (scale.definition, *scale.anchors.values())


def test_these_schemes_come_with_the_program_the_usual_one_first() -> None:
    assert list(shipped_schemes()) == ["strange-situation", "adult-support", "still-face", "structured-play"]


def test_a_scheme_has_no_problem_and_not_even_a_warning(scheme: Scheme) -> None:
    assert scheme_problems(scheme) == []


def test_the_file_is_laid_out_as_the_program_writes_it(scheme: Scheme) -> None:
    assert to_bytes(scheme) == shipped_schemes()[scheme.id].read_bytes()


def test_a_new_study_takes_the_scheme(scheme: Scheme, tmp_path: Path) -> None:
    create_study(tmp_path / "study", scheme.id, coders=["anna"])
    assert list(check_study(tmp_path / "study")) == []


def test_every_measure_is_bound_that_the_scheme_is_for(scheme: Scheme) -> None:
    rows = a_minute_each(scheme).measured.rows
    assert {row.measure for row in rows if row.status == "not_bound"} == NOT_BOUND[scheme.id]
    without_rows = set(MEASURES) - {row.measure for row in rows}
    has_reunion = any(episode.kind == "reunion" for episode in scheme.episodes)
    assert without_rows == (set() if has_reunion else OF_REUNIONS)


def test_the_default_parameters_find_their_episodes(scheme: Scheme) -> None:
    scene = a_minute_each(scheme)
    for measure, role, expected in (("x_time", "check_back", BASE), ("smile_rate", "smile", POSITIVE_IN)):
        if role in scheme.roles:
            assert tuple(row.episode for row in scene.rows(measure)) == expected[scheme.id]


def test_every_code_can_be_trained_from(scheme: Scheme) -> None:
    for code in codes(scheme):
        assert len(code.definition) > 30, code.id
        assert code.include, code.id
        assert code.exclude, code.id


def test_keys_are_small_letters_the_player_does_not_use_and_no_pass_uses_one_twice(scheme: Scheme) -> None:
    for pass_ in scheme.passes:
        keys = [code.key for channel in pass_.channels for code in channel.codes]
        assert set(keys) <= set("abcdefghijklmnopqrstuvwxyz") - set("jkl"), pass_.id
        assert len(set(keys)) == len(keys), pass_.id


def test_every_state_channel_has_a_state_at_any_time_and_can_be_unobservable(scheme: Scheme) -> None:
    for _, channel in scheme.channels():
        if channel.kind == "state":
            assert channel.exclusive, channel.id
            assert channel.exhaustive, channel.id
            assert channel.unobservable in {code.id for code in channel.codes}, channel.id


def test_points_of_a_channel_have_shapes_of_their_own(scheme: Scheme) -> None:
    for pass_, channel in scheme.channels():
        if channel.kind == "point" and pass_.id != "structure":
            shapes = [code.shape for code in channel.codes]
            assert all(shapes), channel.id
            assert len(set(shapes)) == len(shapes), channel.id


def test_whoever_began_a_contact_must_be_said(scheme: Scheme) -> None:
    for name in scheme.roles["contact"]:
        (by,) = scheme.places[name].code.modifiers
        assert (by.id, by.values, by.required) == ("by", ("child", "caregiver"), True)


def test_every_step_of_a_scale_is_worded(scheme: Scheme) -> None:
    assert scheme.scales
    for scale in scheme.scales:
        assert scale.episodes
        assert list(scale.anchors) == [str(step) for step in range(scale.min, scale.max + 1)]
        assert len(set(scale.anchors.values())) == len(scale.anchors)


def test_texts_point_to_passes_and_episodes_that_exist(scheme: Scheme) -> None:
    planned = {episode.id for episode in scheme.episodes}
    for text in definitions(scheme):
        assert all(int(number) < len(scheme.passes) for number in re.findall(r"\bpass (\d+)", text)), text
        assert {f"ep{number}" for number in re.findall(r"\b[Ee]pisode (\d+)", text)} <= planned, text


def test_texts_are_plain_sentences(scheme: Scheme) -> None:
    for text in definitions(scheme):
        assert re.search(r"[.?]”?$", text), text
        assert not re.search(r"!|  |\bmother|\battachment security|\binsecure|\brisk\b", text), text
