"""Episodes from the marks of the structure pass."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coder.app.library import shipped_scheme
from coder.model.structure import derive_episodes, marks_of
from coder.store import StudyFolder
from tests.sample.conftest import SAMPLE

SSP = shipped_scheme("strange-situation")
USUAL = [
    (4_000, "session_begins"),
    (34_000, "experimenter_leaves"),
    (214_000, "stranger_enters"),
    (394_000, "caregiver_leaves"),
    (574_000, "caregiver_enters"),
    (584_000, "stranger_leaves"),
    (754_000, "caregiver_leaves"),
    (934_000, "stranger_enters"),
    (1_114_000, "caregiver_enters"),
    (1_120_000, "stranger_leaves"),
    (1_294_000, "session_ends"),
]
LENGTH_MS = 1_300_000


def derived(*marks: tuple[int, str]) -> list[tuple[str, int, int]]:
    return [(e.id, e.on, e.off) for e in derive_episodes(SSP, marks, LENGTH_MS)]


def test_every_episode_begins_at_its_door_event_and_ends_at_the_next() -> None:
    edges = (4_000, 34_000, 214_000, 394_000, 574_000, 754_000, 934_000, 1_114_000, 1_294_000)
    expected = [(f"ep{n}", on, off) for n, (on, off) in enumerate(pairwise(edges), 1)]
    assert derived(*USUAL) == expected


def test_the_last_episode_goes_on_to_the_end_of_the_recording_until_the_session_is_ended() -> None:
    assert derived(*USUAL[:-1])[-1] == ("ep8", 1_114_000, LENGTH_MS)
    assert derived(*USUAL[:2]) == [("ep1", 4_000, 34_000), ("ep2", 34_000, LENGTH_MS)]


def test_a_separation_cut_short_without_the_stranger_leads_to_the_reunion() -> None:
    marks = [m for m in USUAL if m != (934_000, "stranger_enters")]
    assert derived(*marks)[-2:] == [("ep6", 754_000, 1_114_000), ("ep8", 1_114_000, 1_294_000)]


def test_a_session_that_is_stopped_ends_there() -> None:
    assert derived(*USUAL[:5], (700_000, "session_ends"))[-1] == ("ep5", 574_000, 700_000)


def test_somebody_who_comes_in_again_opens_nothing() -> None:
    again = [(300_000, "stranger_enters"), (600_000, "caregiver_enters"), (620_000, "stranger_enters")]
    assert derived(*USUAL, *again) == derived(*USUAL)


def test_the_caregiver_who_comes_in_at_the_start_opens_no_reunion() -> None:
    assert derived((3_960, "caregiver_enters"), *USUAL) == derived(*USUAL)


def test_without_the_first_mark_the_earliest_episode_that_has_one_is_first() -> None:
    assert derived((3_960, "caregiver_enters"), *USUAL[1:])[0] == ("ep2", 34_000, 214_000)
    assert derived((3_960, "prompt")) == []


def test_who_was_set_as_present_stays() -> None:
    held = derive_episodes(SSP, USUAL, LENGTH_MS)
    other = [type(e)(id=e.id, kind=e.kind, on=e.on, off=e.off, present=("child",)) for e in held]
    assert {e.present for e in derive_episodes(SSP, USUAL[:4], LENGTH_MS, other)} == {("child",)}


@pytest.mark.parametrize("scheme_id", ["adult-support", "still-face", "strange-situation", "structured-play"])
def test_the_marks_of_every_scheme_open_its_episodes_in_order(scheme_id: str) -> None:
    scheme = shipped_scheme(scheme_id)
    marks = [(1_000 * n, template.opened_by[0]) for n, template in enumerate(scheme.episodes)]
    held = derive_episodes(scheme, marks, 100_000)
    assert [e.id for e in held] == [template.id for template in scheme.episodes]
    assert derive_episodes(scheme, [*marks, (50_000, scheme.ended_by[0])], 100_000)[-1].off == 50_000


def test_marks_of_the_sample_give_the_episodes_on_the_tape_to_within_some_frames() -> None:
    study = StudyFolder.open(SAMPLE / "study")
    for session_id in study.session_ids():
        session = study.load_session(session_id)
        marks = marks_of(SSP, study.load_coding(session_id, "anna"))
        held = derive_episodes(SSP, marks, session.episodes[-1].off, session.episodes)
        assert [e.id for e in held] == [e.id for e in session.episodes]
        assert all(abs(a.on - b.on) <= 120 for a, b in zip(held, session.episodes, strict=True)), session_id
