"""The Strange Situation scheme a coder trains from."""

from __future__ import annotations

import pytest

from coder.app.library import shipped_scheme
from coder.model.checks import scheme_problems
from coder.model.scheme import Code, Scheme

# What each role means in the Strange Situation, by the codes' ids.
ROLES = {
    "distress": ("fuss", "cry", "scream"),
    "contact": ("held", "touching"),
    "held": ("held",),
    "approach": ("approach",),
    "bid": ("bid",),
    "explore": ("manipulates", "moves"),
    "explore_visual": ("look_toys", "look_around"),
    "check_back": ("look_face", "look_caregiver", "shows", "vocalise_caregiver"),
    "smile": ("smile",),
    "vocalise": ("vocalise_caregiver", "vocalise_other"),
    "gaze_partner": ("look_face",),
    "partner_gaze": ("cg_looks_face",),
    "comfort": ("comforts",),
    "attend": ("attends",),
    "understand": ("understands",),
    "act": ("acts",),
}
PASSES = (
    "structure", "distress", "proximity", "exploration", "gaze", "affect", "caregiver_affect", "caregiver_response",
    "stranger",
)  # fmt: skip


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return shipped_scheme("strange-situation")


def codes(scheme: Scheme) -> list[Code]:
    return [code for _, channel in scheme.channels() for code in channel.codes]


def test_scheme_has_no_problems(scheme: Scheme) -> None:
    assert list(scheme_problems(scheme)) == []


def test_passes_stand_in_coding_order(scheme: Scheme) -> None:
    assert tuple(pass_.id for pass_ in scheme.passes) == PASSES


def test_roles_bind_what_the_measures_mean(scheme: Scheme) -> None:
    assert scheme.roles == ROLES


def test_every_code_can_be_trained_from(scheme: Scheme) -> None:
    for code in codes(scheme):
        assert len(code.definition) > 30, code.id
        assert code.include, code.id
        assert code.exclude, code.id


def test_keys_are_letters_the_player_does_not_use(scheme: Scheme) -> None:
    for code in codes(scheme):
        assert len(code.key) == 1
        assert code.key in set("abcdefghijklmnopqrstuvwxyz") - set("jkl"), code.id


def test_every_state_channel_is_always_in_one_state_and_can_be_unobservable(scheme: Scheme) -> None:
    for _, channel in scheme.channels():
        if channel.kind == "state":
            assert channel.exclusive
            assert channel.exhaustive
            assert channel.unobservable in {code.id for code in channel.codes}


def test_contact_says_who_began_it_and_voice_says_to_whom(scheme: Scheme) -> None:
    for name in ("held", "touching"):
        (by,) = scheme.places[name].code.modifiers
        assert (by.id, by.values) == ("by", ("child", "caregiver"))
    for name in ("fuss", "cry", "scream", "vocalise_other"):
        (to,) = scheme.places[name].code.modifiers
        assert to.id == "to"


def test_scales_have_seven_worded_steps_and_classifications_are_forms(scheme: Scheme) -> None:
    for scale in scheme.scales:
        assert (scale.min, scale.max) == (1, 7)
        assert list(scale.anchors) == [str(step) for step in range(1, 8)]
    (form,) = scheme.classifications
    assert form.values[:4] == ("A", "B", "C", "D")
