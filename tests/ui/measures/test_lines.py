"""Whose coding a session counts with, and which lines a study has."""

from __future__ import annotations

import pytest

from coder.app.results.kept import CodingMeasures
from coder.app.results.reading import SessionMeasures
from coder.model.coding import Coding, PassRecord
from coder.tables import chosen_coder
from coder.ui.measures.lines import CONSENSUS_ELSE_PRIMARY, EVERYONE, chosen_codings, episode_order


@pytest.mark.parametrize(
    ("begun", "chosen"),
    [
        ({"anna": True, "maria": True}, "anna"),
        ({"anna": True, "consensus": True, "maria": True}, "consensus"),
        ({"anna": False, "maria": True}, "maria"),
        ({"consensus": False, "maria": True}, "maria"),
        ({"anna": False, "consensus": False}, "consensus"),
    ],
)
def test_a_session_counts_with_consensus_else_with_the_first_who_has_begun(begun: dict[str, bool], chosen: str) -> None:
    codings = tuple(CodingMeasures(coder, has_begun, (), ()) for coder, has_begun in begun.items())
    shown = chosen_codings(SessionMeasures("s1", codings=codings), CONSENSUS_ELSE_PRIMARY)
    assert [coding.coder for coding in shown] == [chosen]
    stored = [
        Coding(session="s1", coder=coder, scheme="x@1", passes=(PassRecord(id="p", coded=((0, 1),)),) if some else ())
        for coder, some in begun.items()
    ]
    assert chosen_coder(stored) == chosen


def test_everyone_or_one_coder_can_be_asked_for() -> None:
    codings = tuple(CodingMeasures(coder, True, (), ()) for coder in ("anna", "maria"))
    session = SessionMeasures("s1", codings=codings)
    assert [c.coder for c in chosen_codings(session, EVERYONE)] == ["anna", "maria"]
    assert [c.coder for c in chosen_codings(session, "maria")] == ["maria"]
    assert chosen_codings(session, "ben") == []


def test_episodes_go_by_their_number_and_the_session_comes_last() -> None:
    assert sorted(["session", "ep10", "ep2", "warm-up"], key=episode_order) == ["warm-up", "ep2", "ep10", "session"]
