"""The parameters: defaults, overrides, errors, text and hash."""

from __future__ import annotations

import re

import pytest

from coder.metrics import DEFAULTS, MEANINGS, STRICT, MetricsError, Parameters, read_settings


def test_defaults_are_those_of_the_definitions() -> None:
    assert DEFAULTS.as_dict() == {
        "calm": 15_000,
        "de_min": 3_000,
        "approach_gap": 3_000,
        "manip_merge": 3_000,
        "loco_merge": 1_000,
        "look_merge": 1_000,
        "look_min": 300,
        "check_lag": 5_000,
        "check_reach": 30_000,
        "smile_merge": 150,
        "voc_merge": 1_000,
        "eye_min": 500,
        "min_obs_ms": 30_000,
        "min_obs_prop": 0.5,
        "base_episodes": ("play",),
        "positive_episodes": ("ep2", "ep3", "ep5", "ep8"),
        "soothe_from": "reunion",
        "respond_within": 10_000,
        "after_distress": 30_000,
    }
    assert STRICT.de_min == 10_000


def test_every_parameter_says_what_it_means() -> None:
    assert list(MEANINGS) == list(DEFAULTS.as_dict())
    assert all(MEANINGS.values())


def test_overrides_replace_single_values() -> None:
    changed = Parameters.of({"calm": 20_000, "base_episodes": ["play", "ep3"]})
    assert (changed.calm, changed.base_episodes, changed.de_min) == (20_000, ("play", "ep3"), 3_000)
    assert Parameters.of({"de_min": 1}, changed).calm == 20_000


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"clam": 1}, "There is no parameter “clam”. The parameters are calm, de_min,"),
        ({"calm": "15000"}, "The parameter calm needs a whole number of milliseconds, but “15000” was given."),
        ({"calm": 15.5}, "The parameter calm needs a whole number of milliseconds"),
        ({"calm": True}, "The parameter calm needs a whole number of milliseconds"),
        ({"calm": None}, "The parameter calm needs a whole number of milliseconds"),
        ({"calm": -1}, "The parameter calm cannot be below 0, but -1 was given."),
        ({"min_obs_prop": "half"}, "The parameter min_obs_prop needs a share from 0 to 1"),
        ({"min_obs_prop": 1.2}, "The parameter min_obs_prop is a share from 0 to 1, but 1.2 was given."),
        ({"min_obs_prop": float("nan")}, "The parameter min_obs_prop cannot be below 0"),
        ({"soothe_from": "hug"}, "The parameter soothe_from is one of reunion, contact, comfort, not “hug”."),
        ({"soothe_from": ["reunion"]}, "The parameter soothe_from is one of reunion, contact, comfort"),
        ({"base_episodes": 2}, "The parameter base_episodes needs a list of episode kinds or ids, but “2” was given."),
        ({"base_episodes": [2]}, "The parameter base_episodes needs a list of episode kinds or ids"),
    ],
)
def test_a_wrong_override_is_refused_with_what_to_do(overrides: dict[str, object], message: str) -> None:
    with pytest.raises(MetricsError, match=f"^{re.escape(message)}"):
        Parameters.of(overrides)


def test_settings_are_written_as_name_and_value() -> None:
    texts = ["calm=20000", "min_obs_prop=0.8", "base_episodes=play, ep3", "soothe_from=contact"]
    assert read_settings(texts) == {
        "calm": 20_000,
        "min_obs_prop": 0.8,
        "base_episodes": ("play", "ep3"),
        "soothe_from": "contact",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("calm", "“calm” is not a setting. Write name=value, for example calm=20000."),
        ("calm=soon", "The parameter calm needs a whole number of milliseconds, but “soon” was given."),
        ("calm=1.5", "The parameter calm needs a whole number of milliseconds, but “1.5” was given."),
        ("clam=1", "There is no parameter “clam”."),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(MetricsError, match=f"^{re.escape(message)}"):
        read_settings([text])


def test_the_text_of_a_set_reads_back_as_the_set() -> None:
    chosen = Parameters.of({"calm": 1, "min_obs_prop": 0.25, "base_episodes": ["a", "b"], "soothe_from": "comfort"})
    assert Parameters.of(read_settings(chosen.as_text())) == chosen


def test_the_hash_tells_sets_apart_and_stays_the_same_for_equal_ones() -> None:
    assert DEFAULTS.params == Parameters.of({"calm": 15_000, "min_obs_prop": 0.5}).params
    assert DEFAULTS.params != STRICT.params
    assert re.fullmatch("[0-9a-f]{8}", DEFAULTS.params)
