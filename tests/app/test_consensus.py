"""The consensus of two coders: what both say by itself, the rest as people decide. Counted in `tests.double_coded`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.agreement.report.pairs import gather
from coder.app.agreement_view import read_double_coded
from coder.app.consensus import Claim, ConsensusWork, Part, Piece, SessionConsensus, parts_of
from coder.app.consensus.examples import study_examples
from coder.app.consensus.settle import Signature, follow, take_points, take_stretch, taken
from coder.app.corpus import coded_session
from coder.app.errors import AppError
from coder.app.studies import OpenStudy
from coder.model.changes import apply, invert
from coder.model.coding import Coding, Event, PassRecord
from coder.model.edits import retime
from coder.model.errors import ModelError
from coder.model.scheme import Code, Modifier
from coder.model.tracks import resolve
from coder.store import Locked
from tests.double_coded import MOOD, S1, SCHEME, WHOLE, WITH_HANDS, add, coding, session, write_study

SIGN = Signature("kim", "2026-11-24T10:00:00Z")


@pytest.fixture
def study(tmp_path: Path) -> OpenStudy:
    return OpenStudy(write_study(tmp_path / "study"), "kim")


def work_on(study: OpenStudy, session_id: str = "s1", **how: bool) -> ConsensusWork:
    (found,) = read_double_coded(study).pairs
    item = next(item for item in found.pair.sessions if item.session.id == session_id)
    return ConsensusWork.open(study, found.scheme, item, ("anna", "maria"), **how)


def part(work: ConsensusWork, channel: str, code: str = "") -> Part:
    return next(part for part in parts_of(work.state.scheme) if part.key == (channel, code))


def open_places(work: ConsensusWork, channel: str) -> list[tuple[int, int, str, str]]:
    return [(p.on_ms, p.off_ms, p.code_a, p.code_b) for p in work.state.open(part(work, channel))]


def on_disk(study: OpenStudy, session_id: str = "s1") -> Coding:
    return study.folder.load_coding(session_id, "consensus")


def states(found: Coding) -> list[tuple[str, int, int | None]]:
    return sorted(((e.code, e.on, e.off) for e in found.events if e.off is not None), key=lambda e: e[1])


def points(found: Coding) -> list[tuple[str, int]]:
    return sorted(((e.code, e.on) for e in found.events if e.off is None), key=lambda e: e[1])


def test_what_both_say_is_taken_by_itself_and_the_rest_stays_open(study: OpenStudy) -> None:
    work = work_on(study)
    assert work.begin()
    work.close()
    found = on_disk(study)
    assert states(found) == [("calm", 0, 50_000), ("upset", 60_000, 100_000)]
    assert points(found) == [("bid", 10_000), ("smile", 20_000)]
    mood = found.pass_record("mood")
    assert (mood.coded, mood.complete) == (((0, 50_000), (60_000, 100_000)), False)


def test_time_one_of_them_could_not_see_needs_a_decision_too(study: OpenStudy) -> None:
    assert open_places(work_on(study, "s2"), "mood") == [
        (40_000, 80_000, "calm", "upset"),
        (80_000, 100_000, "hidden", "upset"),
    ]


def test_taking_one_coder_fills_the_stretch_with_their_code(study: OpenStudy) -> None:
    work = work_on(study)
    work.take(part(work, "mood"), 50_000, 60_000, "b", "He turns away before he cries.")
    assert states(work.desk.coding) == [("calm", 0, 50_000), ("upset", 50_000, 100_000)]
    (decision,) = work.desk.coding.decisions
    assert (decision.on, decision.off, decision.code_a, decision.code_b) == (50_000, 60_000, "calm", "upset")
    assert (decision.took, decision.by, decision.why) == ("b", "kim", "He turns away before he cries.")
    assert decision.at
    assert work.last_words == "Took maria for 0:50 – 1:00"


def test_a_decision_is_undone_in_one_step_and_the_agreed_stretches_stay(study: OpenStudy) -> None:
    work = work_on(study)
    work.begin()
    before = msgspec.json.encode(work.desk.coding)
    work.take(part(work, "mood"), 50_000, 60_000, "a")
    work.desk.undo()
    assert msgspec.json.encode(work.desk.coding) == before
    work.desk.redo()
    assert len(work.desk.coding.decisions) == 1


def test_another_decision_replaces_the_one_before(study: OpenStudy) -> None:
    work = work_on(study)
    mood = part(work, "mood")
    work.take(mood, 50_000, 60_000, "a")
    work.take(mood, 50_000, 60_000, "b")
    assert [decision.took for decision in work.desk.coding.decisions] == ["b"]
    assert work.state.status(mood, 50_000, 60_000) == "b"


def test_an_edited_stretch_can_reach_into_what_both_agree_on(study: OpenStudy) -> None:
    work = work_on(study)
    mood = part(work, "mood")
    pieces = [Piece(45_000, 55_000, Claim("angry")), Piece(55_000, 60_000, Claim("upset"))]
    work.edit(mood, 45_000, 60_000, pieces)
    assert states(work.desk.coding) == [
        ("calm", 0, 45_000),
        ("angry", 45_000, 55_000),
        ("upset", 55_000, 100_000),
    ]
    assert work.state.status(mood, 50_000, 60_000) == "edited"
    work.clear(work.state.touching(mood, 50_000, 60_000))
    assert states(work.desk.coding) == [("calm", 0, 50_000), ("upset", 60_000, 100_000)]
    assert work.state.status(mood, 50_000, 60_000) == "open"


def test_shifted_boundaries_are_put_in_the_middle_in_one_step(study: OpenStudy) -> None:
    work = work_on(study)
    assert work.settle_boundaries(9_999) == 0
    # anna turns from calm to upset at 60 s, maria at 50 s.
    assert work.settle_boundaries(10_000) == 1
    assert states(work.desk.coding) == [("calm", 0, 55_000), ("upset", 55_000, 100_000)]
    assert work.last_words == "Put 1 shifted boundary in the middle"
    (decision,) = work.desk.coding.decisions
    assert (decision.took, decision.why) == ("edited", "Shifted boundary, put in the middle.")
    work.desk.undo()
    assert work.desk.coding.decisions == ()


def test_what_one_of_them_calls_otherwise_altogether_is_no_shifted_boundary(study: OpenStudy) -> None:
    # In s2 anna is calm and then cannot see, while maria is upset all along.
    assert work_on(study, "s2").settle_boundaries(100_000) == 0


def test_points_are_taken_from_one_coder_or_dropped(study: OpenStudy) -> None:
    work = work_on(study)
    bids = part(work, "bids")
    only_a, only_b, confused = work.state.open(bids)
    assert [p.on_ms for p in (only_a, only_b, confused)] == [30_000, 34_000, 50_000]
    work.settle_points(bids, [only_a], "a")
    work.settle_points(bids, [only_b], "a")
    work.settle_points(bids, [confused], "b")
    assert points(work.desk.coding) == [("bid", 10_000), ("smile", 20_000), ("bid", 30_000), ("bid", 50_500)]
    assert work.state.open(bids) == []
    work.clear([d for d in work.desk.coding.decisions if d.on == 50_000])
    assert points(work.desk.coding) == [("bid", 10_000), ("smile", 20_000), ("bid", 30_000)]


def test_a_point_can_be_put_elsewhere(study: OpenStudy) -> None:
    work = work_on(study)
    bids = part(work, "bids")
    confused = work.state.open(bids)[-1]
    work.settle_points(bids, [confused], "edited", Piece(50_250, None, Claim("wave")))
    assert ("wave", 50_250) in points(work.desk.coding)
    (decision,) = work.desk.coding.decisions
    assert (decision.took, decision.code_a, decision.code_b) == ("edited", "wave", "bid")


def test_a_session_is_agreed_when_no_decision_is_open(study: OpenStudy) -> None:
    work = work_on(study)
    assert work.state.n_open == 5
    settle_all(work, "a")
    assert work.state.settled
    work.close()
    found = on_disk(study)
    assert [(record.id, record.complete) for record in found.passes] == [("mood", True), ("acts", True)]
    assert all(record.finished for record in found.passes)


def settle_all(work: ConsensusWork, side: str) -> None:
    for part in work.state.parts():
        for place in work.state.open(part):
            if part.timed:
                work.take(part, place.on_ms, place.off_ms, side)
            else:
                work.settle_points(part, [place], side)


@pytest.mark.parametrize("side", ["a", "b"])
def test_taking_one_coder_everywhere_gives_their_coding(study: OpenStudy, side: str) -> None:
    work = work_on(study)
    settle_all(work, side)
    theirs = study.folder.load_coding("s1", "anna" if side == "a" else "maria")
    assert states(work.desk.coding) == states(theirs)
    # Where both have the same point within two seconds, coder A's time stands for both.
    times = [time for _, time in points(theirs)] if side == "a" else [10_000, 20_000, 34_000, 50_500]
    assert [time for _, time in points(work.desk.coding)] == sorted(times)


def test_the_codings_of_both_never_change(study: OpenStudy) -> None:
    paths = [study.folder.coding_path("s1", coder) for coder in ("anna", "maria")]
    before = [path.read_bytes() for path in paths]
    work = work_on(study)
    settle_all(work, "b")
    work.close()
    assert [path.read_bytes() for path in paths] == before
    assert not any(path.with_suffix(".journal").exists() for path in paths)


def test_agreement_is_that_of_the_independent_codings_after_consensus(study: OpenStudy) -> None:
    work = work_on(study)
    settle_all(work, "b")
    work.close()
    (pair,) = read_double_coded(study).pairs
    assert set(pair.pair.sessions[0].codings) == {"anna", "maria"}


def test_decisions_survive_closing_and_can_still_be_undone(study: OpenStudy) -> None:
    work = work_on(study)
    work.take(part(work, "mood"), 50_000, 60_000, "a")
    work.close()
    again = work_on(study)
    assert again.state.status(part(again, "mood"), 50_000, 60_000) == "a"
    again.desk.undo()
    assert again.state.status(part(again, "mood"), 50_000, 60_000) == "open"


def test_two_people_cannot_work_on_one_consensus(study: OpenStudy) -> None:
    work_on(study)
    with pytest.raises(Locked):
        work_on(study)
    assert work_on(study, read_only=True).desk.read_only


def test_a_consensus_stands_for_the_session_only_once_it_is_agreed(study: OpenStudy) -> None:
    work = work_on(study)
    work.begin()
    work.close()
    assert "consensus" not in {coding.coder for coding in coded_session(study, "s1", everyone=False).codings}
    again = work_on(study)
    settle_all(again, "a")
    again.close()
    assert "consensus" in {coding.coder for coding in coded_session(study, "s1", everyone=False).codings}


def test_a_pass_that_one_has_not_completed_takes_no_part(study: OpenStudy) -> None:
    add(study.folder, "s3", S1, unfinished=("maria",))
    work = work_on(study, "s3")
    assert list(work.state.parts()) == []
    assert work.state.status(part(work, "mood"), 50_000, 60_000) == "out"
    assert not work.begin()


def test_a_pass_only_one_of_them_coded_is_taken_as_it_is(study: OpenStudy) -> None:
    add(study.folder, "s3", {"anna": S1["anna"], "maria": ([], [])})
    path = study.folder.coding_path("s3", "maria")
    path.write_text(
        path.read_text().replace('{"id": "acts", "coded": [[0, 100000]], "complete": true}', '{"id": "acts"}')
    )
    work = work_on(study, "s3")
    work.begin()
    assert points(work.desk.coding) == points(study.folder.load_coding("s3", "anna"))
    assert work.desk.coding.pass_record("acts") == study.folder.load_coding("s3", "anna").pass_record("acts")


def test_states_that_may_overlap_are_settled_code_by_code(tmp_path: Path) -> None:
    study = OpenStudy(write_study(tmp_path / "hands", hands=True), "kim")
    work = work_on(study)
    reach = part(work, "hands", "reach")
    assert [(p.on_ms, p.off_ms, p.code_a, p.code_b) for p in work.state.open(reach)] == [(20_000, 30_000, "reach", "")]
    work.take(reach, 20_000, 30_000, "b")
    hands = [(e.code, e.on, e.off) for e in work.desk.coding.events if e.code in ("reach", "hold")]
    assert sorted(hands) == [("hold", 20_000, 50_000), ("reach", 0, 20_000)]


def test_the_same_code_with_other_modifiers_needs_a_decision() -> None:
    held = Code(id="calm", key="c", title="Calm", modifiers=(Modifier(id="by", values=("child", "caregiver")),))
    channel = msgspec.structs.replace(MOOD, codes=(held, *MOOD.codes[1:]))
    scheme = msgspec.structs.replace(SCHEME, passes=(msgspec.structs.replace(SCHEME.passes[0], channels=(channel,)),))
    both = [_mood(coder, [Event(id="m1", code="calm", on=0, off=100_000, mods={"by": by})]) for coder, by in
            (("anna", "child"), ("maria", "caregiver"))]  # fmt: skip
    state = _state(scheme, both)
    (only,) = state.parts()
    assert [(p.on_ms, p.off_ms, p.agreed) for p in state.places(only)] == [(0, 100_000, False)]


def test_when_a_coding_changes_later_what_was_decided_stays_and_the_rest_follows(study: OpenStudy) -> None:
    work = work_on(study)
    work.take(part(work, "mood"), 50_000, 60_000, "a")
    work.close()
    desk = OpenStudy(study.folder, "anna").open_desk("s1")
    desk.do(retime(desk.coding, desk.scheme, "m1", 0, 70_000))
    desk.close()
    again = work_on(study)
    mood = part(again, "mood")
    assert again.state.status(mood, 50_000, 60_000) == "a"
    assert open_places(again, "mood") == [(60_000, 70_000, "calm", "upset")]
    again.begin()
    assert states(again.desk.coding) == [("calm", 0, 60_000), ("upset", 70_000, 100_000)]


def test_the_consensus_of_one_pair_is_not_mixed_with_another(study: OpenStudy) -> None:
    add(study.folder, "s3", {"anna": S1["anna"], "maria": S1["maria"], "kim": S1["maria"]})
    found = {(p.pair.coder_a, p.pair.coder_b): p for p in read_double_coded(study).pairs}
    item = found["anna", "maria"].pair.sessions[-1]
    work = ConsensusWork.open(study, SCHEME, item, ("anna", "maria"))
    work.take(part(work, "mood"), 50_000, 60_000, "a")
    work.close()
    with pytest.raises(AppError, match="between anna and maria"):
        ConsensusWork.open(study, SCHEME, item, ("anna", "kim"))


def test_training_examples_are_marked_listed_and_taken_back(study: OpenStudy) -> None:
    work = work_on(study)
    work.mark("upset", 50_000, 60_000)
    with pytest.raises(ModelError, match="already"):
        work.mark("upset", 50_000, 60_000)
    work.close()
    (clip,) = study_examples(study)
    assert (clip.session.id, clip.example.code, clip.example.by, clip.may_leave) == ("s1", "upset", "kim", False)
    again = work_on(study)
    again.unmark(again.desk.coding.examples)
    again.close()
    assert list(study_examples(study)) == []


def test_examples_of_a_child_who_has_withdrawn_are_not_listed(study: OpenStudy) -> None:
    work = work_on(study)
    work.mark("upset", 50_000, 60_000)
    work.close()
    path = study.folder.session_path("s1")
    path.write_text(path.read_text().replace('"child": "c1"', '"child": "c1", "release": "withdrawn"'))
    assert list(study_examples(study)) == []


def _mood(coder: str, events: list[Event]) -> Coding:
    record = PassRecord(id="mood", coded=WHOLE, complete=True)
    return Coding(session="s1", coder=coder, scheme=SCHEME.ref, passes=(record,), events=events)


def _state(scheme, both: list[Coding], consensus: Coding | None = None) -> SessionConsensus:
    (material,) = gather(both, [session("s1")], [scheme])
    kept = consensus or Coding(session="s1", coder="consensus", scheme=scheme.ref)
    return SessionConsensus(scheme, material.sessions[0], ("anna", "maria"), lambda: kept)


SECONDS = st.integers(0, 100)


@st.composite
def codings(draw: st.DrawFn) -> list[Coding]:
    """Two codings of everything, with gaps, overlaps of hands, and points close to each other."""
    both = []
    for coder in ("anna", "maria"):
        edges = sorted(draw(st.sets(st.integers(1, 99), max_size=6)))
        cuts = [0, *edges, 100]
        moods = draw(st.lists(st.sampled_from(["calm", "upset", "hidden", ""]), min_size=len(cuts) - 1))
        mood = [(c, on, off) for c, on, off in zip(moods, cuts, cuts[1:], strict=False) if c]
        hands = [
            (code, on, on + length)
            for code, on, length in draw(
                st.lists(
                    st.tuples(st.sampled_from(["reach", "hold"]), st.integers(0, 90), st.integers(1, 10)), max_size=4
                )
            )
        ]
        dots = draw(st.lists(st.tuples(st.sampled_from(["bid", "wave", "smile"]), SECONDS), max_size=5))
        both.append(coding(WITH_HANDS, "s1", coder, [*mood, *hands], [(c, float(at)) for c, at in dots if at < 100]))
    return both


@given(codings(), st.randoms(use_true_random=False))
def test_any_decisions_leave_every_moment_to_who_was_taken_and_can_be_undone(both: list[Coding], luck) -> None:
    consensus = Coding(session="s1", coder="consensus", scheme=SCHEME.ref)
    state = _state(WITH_HANDS, both, consensus)
    done, took = [], []
    agreed = follow(state, SIGN.at)
    if agreed is not None:
        apply(consensus, agreed)
        done.append(agreed)
    for part in state.parts():
        while places := state.open(part):
            place, side = luck.choice(places), luck.choice("ab")
            pieces = taken(state, part, place.on_ms, place.off_ms, side)
            change = (
                take_stretch(state, part, place.on_ms, place.off_ms, side, pieces, SIGN)
                if part.timed
                else take_points(state, part, [place], side, None, SIGN)
            )
            apply(consensus, change)
            done.append(change)
            took.append((part, place, side))
    assert state.settled
    sides = {"a": both[0], "b": both[1]}
    resolved = {name: resolve(WITH_HANDS, session("s1"), c) for name, c in (*sides.items(), ("c", consensus))}
    for part, place, side in took:
        if part.timed:
            middle = (place.on_ms + place.off_ms) // 2
            assert _on(resolved["c"], part, middle) == _on(resolved[side], part, middle)
    for part in state.parts():
        for place in state.places(part):
            if place.agreed and part.timed:
                assert _on(resolved["c"], part, place.on_ms) == _on(resolved["a"], part, place.on_ms)
    for change in reversed(done):
        apply(consensus, invert(change))
    assert consensus == Coding(session="s1", coder="consensus", scheme=SCHEME.ref)


def _on(tracks, part: Part, at_ms: int) -> set[str]:
    found = tracks.by_channel[part.channel.id].states
    return {s.code for s in found if s.on <= at_ms < s.off and s.code in part.codes}
