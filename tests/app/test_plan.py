"""The reliability plan: drawing, assigning, training, certifying."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coder.agreement.rows import DriftRow
from coder.app.errors import AppError
from coder.app.plan.draw import Candidate, draw_episodes, draw_sessions, rotate, sample_size
from coder.app.plan.pace import work_seconds
from coder.app.plan.planning import assign, assign_seconds, certify, draw_more, set_training
from coder.app.plan.sample import first_coders, sampled, workloads
from coder.app.plan.standing import standings
from coder.app.plan.strata import candidates, quarter, stratum_names
from coder.app.plan.watch import Drift, drifting
from coder.app.studies import OpenStudy
from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.study import Person, Study
from coder.store import StoreError, StudyFolder

CRY = Scheme(
    id="cry",
    revision=1,
    title="Crying",
    passes=(
        Pass(
            id="mood",
            title="Mood",
            channels=(
                Channel(
                    id="mood",
                    title="Mood",
                    kind="state",
                    exclusive=True,
                    exhaustive=True,
                    codes=(Code(id="calm", key="c", title="Calm"), Code(id="cry", key="y", title="Cry")),
                ),
            ),
        ),
    ),
)


def ids(n: int) -> list[str]:
    return [f"s{number:03}" for number in range(1, n + 1)]


def session(number: int, **of_child: object) -> Session:
    child = Participant(child=f"c{number:03}", age_days=360 + number, **of_child)  # type: ignore[arg-type]
    episodes = (
        Episode(id="ep1", kind="play", on=0, off=60_000),
        Episode(id="ep2", kind="separation", on=60_000, off=90_000),
        Episode(id="ep3", kind="reunion", on=90_000, off=100_000),
    )
    return Session(id=f"s{number:03}", scheme=CRY.ref, participant=child, episodes=episodes, recorded_on="2026-03")


@pytest.fixture
def study(tmp_path: Path) -> OpenStudy:
    """Return a study of 40 sessions that nobody has coded, as its supervisor sees it."""
    people = (Person(id="anna"), Person(id="ben"), Person(id="cleo"), Person(id="maria", roles=("supervisor",)))
    folder = StudyFolder.create(tmp_path / "study", Study(id="demo", title="Demo", people=people), [CRY])
    for number in range(1, 41):
        condition = {"condition": "A" if number <= 30 else "B"}
        folder.add_session(session(number, covariates=condition, release="withdrawn" if number == 5 else "lab"))
    return OpenStudy(folder, "maria")


def sessions_of(study: OpenStudy) -> list[Session]:
    return [study.session(session_id) for session_id in study.folder.session_ids()]


def coded(session_id: str, coder: str, cry_from: int, complete: bool = True) -> Coding:
    """Calm until ``cry_from``, then crying to the end of the tape at 100 s."""
    record = PassRecord(id="mood", coded=((0, 100_000),), complete=complete)
    events = [Event(id="e1", code="calm", on=0, off=cry_from), Event(id="e2", code="cry", on=cry_from, off=100_000)]
    return Coding(session=session_id, coder=coder, scheme=CRY.ref, passes=(record,), events=events)


def test_the_sample_has_at_least_ten_sessions() -> None:
    assert sample_size(20, 0.25) == 10
    assert sample_size(6, 0.25) == 6
    assert sample_size(80, 0.25) == 20
    assert sample_size(81, 0.25) == 21


def test_the_draw_is_in_proportion_to_the_strata() -> None:
    everyone = [Candidate(s, ("boys" if n < 30 else "girls",)) for n, s in enumerate(ids(40))]
    drawn = draw_sessions(everyone, (), 12, seed=7)
    strata = {c.session: c.stratum[0] for c in everyone}
    # 30 of 40 are boys: 9 of 12.
    assert Counter(strata[s] for s in drawn) == {"boys": 9, "girls": 3}


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(0, 30), st.integers(0, 30))
def test_drawing_more_never_takes_a_session_back(seed: int, n: int, first: int, more: int) -> None:
    everyone = [Candidate(s, (s[-1],)) for s in ids(n)]
    drawn = draw_sessions(everyone, (), first, seed)
    added = draw_sessions(everyone, drawn, first + more, seed)
    assert not set(drawn) & set(added)
    assert len(drawn) + len(added) == min(n, first + more)
    assert draw_sessions(reversed(everyone), (), first, seed) == drawn


def test_another_seed_draws_another_sample() -> None:
    everyone = [Candidate(s) for s in ids(100)]
    samples = {draw_sessions(everyone, (), 25, seed) for seed in range(5)}
    assert len(samples) == 5


def test_each_session_is_drawn_equally_often_over_many_seeds() -> None:
    everyone = [Candidate(s) for s in ids(20)]
    times = Counter(s for seed in range(400) for s in draw_sessions(everyone, (), 5, seed))
    # 400 draws of a quarter: 100 each, standard deviation √(400 · ¼ · ¾) = 8.7; five of them is 43.
    assert all(abs(times[s] - 100) < 43 for s in ids(20))


def test_parts_of_a_tape_are_whole_episodes_up_to_the_share() -> None:
    tape = session(1)
    for seed in range(20):
        pick = draw_episodes(tape.id, tape.episodes, 0.25, seed)
        lengths = {"ep1": 60, "ep2": 30, "ep3": 10}
        seconds = [lengths[e] for e in pick.episodes]
        assert sum(seconds) >= 25
        # Without the episode drawn last the share was not reached yet.
        assert any(sum(seconds) - s < 25 for s in seconds)


def test_sessions_are_given_out_evenly_and_never_to_their_first_coder() -> None:
    firsts = dict.fromkeys(ids(9), ("anna",))
    given_out = rotate(ids(9), ["anna", "ben", "cleo"], firsts, {"ben": 1}, seed=3)
    # Nine sessions and the one ben has: five each.
    assert Counter(given_out.values()) == {"ben": 4, "cleo": 5}


def test_a_session_everybody_codes_already_stays_without_a_second() -> None:
    assert rotate(["s1"], ["anna"], {"s1": ["anna"]}, {}, seed=1) == {}


def test_quarters_of_the_year() -> None:
    assert [quarter(m) for m in ("2026-01", "2026-03", "2026-04", "2026-12", "", "2026", "2026-13")] == [
        "2026-Q1",
        "2026-Q1",
        "2026-Q2",
        "2026-Q4",
        "",
        "",
        "",
    ]


def test_a_sample_can_be_spread_over_what_the_sessions_tell(study: OpenStudy) -> None:
    sessions = sessions_of(study)
    assert stratum_names(sessions) == ["age", "coder", "quarter", "covariate:condition"]
    groups = Counter(c.stratum for c in candidates(sessions, {}, ["age", "covariate:condition"]))
    # Ages 361 to 400, middle 380.5: the first 20 are the younger half, the first 30 have condition A.
    assert groups == {("younger", "A"): 20, ("older", "A"): 10, ("older", "B"): 10}


def test_a_draw_is_kept_with_seed_day_and_person(study: OpenStudy) -> None:
    draw = draw_more(study, sessions_of(study), {}, share=0.25, strata=("covariate:condition",), seed=11)
    again = OpenStudy.open(study.folder.root, "maria").study.reliability
    assert again.draws == (draw,)
    assert (draw.seed, draw.by, draw.share, draw.unit) == (11, "maria", 0.25, "sessions")
    # 39 sessions whose consent is not withdrawn: a quarter is 9.75, and at least ten are drawn.
    assert len(again.drawn) == 10
    assert "s005" not in again.drawn


def test_a_larger_share_adds_to_the_sample(study: OpenStudy) -> None:
    first = draw_more(study, sessions_of(study), {}, share=0.25, seed=2)
    second = draw_more(study, sessions_of(study), {}, share=0.5, seed=2)
    assert len(second.picks) == 10  # half of 39 is 19.5, so 20 in all
    assert not {p.session for p in first.picks} & {p.session for p in second.picks}
    with pytest.raises(AppError, match="Nothing is left to draw"):
        draw_more(study, sessions_of(study), {}, share=0.5, seed=2)


def test_part_of_each_tape_can_be_drawn_instead(study: OpenStudy) -> None:
    draw = draw_more(study, sessions_of(study), {}, share=0.25, unit="episodes", seed=2)
    assert len(draw.picks) == 39
    assert all(pick.episodes for pick in draw.picks)


def test_only_a_supervisor_draws(study: OpenStudy) -> None:
    study.become("anna")
    with pytest.raises(AppError, match="supervisor"):
        draw_more(study, [], {}, share=0.25)


def test_a_share_of_nothing_is_refused(study: OpenStudy) -> None:
    with pytest.raises(AppError, match="share above 0"):
        draw_more(study, sessions_of(study), {}, share=0.0)


def test_second_coders_take_turns(study: OpenStudy) -> None:
    draw_more(study, sessions_of(study), {}, share=0.3, seed=4)  # 30 % of 39: 12
    assign(study, study.folder.session_ids(), "anna")
    firsts = first_coders(study.study.reliability, study.overviews())
    given_out = assign_seconds(study, firsts, ["anna", "ben", "cleo"])
    assert Counter(given_out.values()) == {"ben": 6, "cleo": 6}
    assert assign_seconds(study, firsts, ["anna", "ben", "cleo"]) == {}


def test_a_session_has_one_first_coder(study: OpenStudy) -> None:
    assign(study, ["s001", "s002"], "anna")
    assign(study, ["s001"], "ben")
    firsts = first_coders(study.study.reliability, study.overviews())
    assert firsts == {"s001": "ben", "s002": "anna"}


def test_somebody_who_does_not_code_is_not_assigned(study: OpenStudy) -> None:
    with pytest.raises(AppError, match="maria is not a coder"):
        assign(study, ["s001"], "maria")


def test_progress_of_the_sample_and_of_each_coder(study: OpenStudy) -> None:
    draw_more(study, sessions_of(study), {}, share=0.25, seed=1)
    one, two = sorted(study.study.reliability.drawn)[:2]
    assign(study, [one, two], "anna")
    assign(study, [one, two], "ben", "second")
    study.folder.add_coding(coded(one, "anna", 50_000))
    study.folder.add_coding(coded(one, "ben", 60_000))
    study.folder.add_coding(coded(two, "anna", 50_000, complete=False))
    plan, overviews = study.study.reliability, study.overviews()
    states = {s.session: s for s in sampled(plan, overviews)}
    assert (states[one].state, states[one].first, states[one].second) == ("done", "anna", "ben")
    assert states[two].state == "open"
    assert Counter(s.state for s in states.values()) == {"single": 30, "open": 9, "done": 1}
    anna, ben = workloads(plan, overviews, ["anna", "ben"])
    # Anna has coded all of her second session but not completed it; ben has not begun his: 100 s.
    assert (anna.done, anna.begun, anna.left, anna.left_ms) == (1, 1, 0, 0)
    assert (ben.done, ben.begun, ben.left, ben.left_ms) == (1, 0, 1, 100_000)


def trained(study: OpenStudy, cry_from: int, apart: int = 1_000) -> None:
    """Maria's coding is the master of ten tapes (crying from 50 s).

    Anna codes them, crying from ``cry_from``, alternately ``apart`` earlier and later.
    """
    head = study.study
    study.folder.save_study(replace(head, people=tuple(replace(p, roles=("coder", *p.roles)) for p in head.people)))
    for place, session_id in enumerate(ids(11)[:4] + ids(11)[5:]):
        study.folder.add_coding(coded(session_id, "maria", 50_000))
        study.folder.add_coding(coded(session_id, "anna", cry_from + (apart if place % 2 else -apart)))
        set_training(study, session_id, "maria")


def test_a_coder_meets_the_criterion_on_ten_tapes(study: OpenStudy) -> None:
    trained(study, cry_from=55_000)
    (standing,) = standings(study, "anna")
    found = {(f.code, f.figure): f.value for f in standing.findings}
    # Master: 50 s calm, 50 s cry; anna: 55 and 45. po = .95, pe = .5·.55 + .5·.45 = .5, kappa = .9.
    assert found["", "kappa"] == pytest.approx(0.9)
    # If only the tapes 6 s late were resampled: po = .94, pe = .5, kappa .88.
    lower = found["", "lower end of kappa"]
    assert lower is not None
    assert 0.88 <= lower < 0.9
    # p_pos = 2·both / (master + anna): calm 2·50 / 105, cry 2·45 / 95.
    assert found["calm", "agreement on the code"] == pytest.approx(100 / 105)
    assert found["cry", "agreement on the code"] == pytest.approx(90 / 95)
    assert len(standing.tapes) == 10
    assert standing.meets
    certify(study, "anna", standing.pass_id, standing.tapes)
    assert standings(study, "anna")[0].certificate is not None


def test_a_coder_below_the_criterion_is_told_where(study: OpenStudy) -> None:
    trained(study, cry_from=90_000)
    (standing,) = standings(study, "anna")
    # anna: 90 calm, 10 cry; po = .6, pe = .5, kappa = .2; cry 2·10 / 60 = .33, calm 2·50 / 140 = .71.
    missed = {(f.code, f.figure) for f in standing.findings if not f.met}
    assert missed == {("", "kappa"), ("", "lower end of kappa"), ("cry", "agreement on the code")}
    assert not standing.meets


def test_too_few_tapes_do_not_certify(study: OpenStudy) -> None:
    trained(study, cry_from=51_000)
    set_training(study, "s001", None)
    (standing,) = standings(study, "anna")
    assert len(standing.tapes) == 9
    assert all(f.met for f in standing.findings)
    assert not standing.meets


def test_a_training_tape_needs_its_master_coding(study: OpenStudy) -> None:
    with pytest.raises(AppError, match="no coding of s001 by anna"):
        set_training(study, "s001", "anna")
    with pytest.raises(AppError, match="No session is a training tape"):
        standings(study, "anna")


def test_a_plan_changed_by_two_people_at_once_is_not_overwritten(study: OpenStudy) -> None:
    other = OpenStudy.open(study.folder.root, "maria")
    assign(other, ["s001"], "ben")
    with pytest.raises(StoreError, match="Somebody else has changed the study"):
        assign(study, ["s001"], "anna")


def drift_row(session: str, z: float, signal: str, target: str = "mood") -> DriftRow:
    return DriftRow(target, "anna", "ben", 1, session, "2026-03-01", 0.5, z, 0.6, 0.9, signal)  # type: ignore[arg-type]


def test_only_what_drifts_now_and_downwards_asks_to_recalibrate() -> None:
    rows = [
        drift_row("s1", 0.5, "low"),
        drift_row("s2", 0.7, "none"),
        drift_row("s1", 0.8, "none", "gaze"),
        drift_row("s2", 0.55, "low", "gaze"),
        drift_row("s2", 0.95, "high", "voice"),
    ]
    assert drifting(rows) == (Drift("gaze", "anna", "ben", "s2", 0.55, 0.6),)


def test_work_is_the_time_between_edits_without_breaks() -> None:
    times = ["2026-03-01T10:00:00Z", "2026-03-01T10:04:00Z", "2026-03-01T10:09:00Z", "2026-03-01T11:00:00Z"]
    # 4 min and exactly 5 min are work; 51 min are a break.
    assert work_seconds(reversed(times)) == 9 * 60
