"""Where a number comes from, held against the hand-computed sessions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from coder.app.corpus import coded_session
from coder.app.evidence import Derivation, Piece, derive, episode_name, opportunities_of, stated
from coder.app.studies import OpenStudy
from coder.metrics import MEASURES, Measured, MeasureRow, Parameters, measure
from coder.metrics.context import Context
from coder.model.coding import Event
from coder.model.tracks import resolve
from tests.studies import vector_cases, vector_study


class Case:
    """One hand-computed session, measured with its own parameters; ``events`` replace those of the coding."""

    def __init__(self, study: OpenStudy, name: str, events: list[Event] | None = None) -> None:
        item = coded_session(study, name, everyone=True)
        coding = item.codings[0]
        if events is not None:
            coding = msgspec.structs.replace(coding, events=events)
        settings = next(case["parameters"] for case in vector_cases() if case["id"] == name)
        parameters = Parameters.of(settings)
        tracks = resolve(item.scheme, item.session, coding)
        self.measured: Measured = measure(tracks, parameters)
        self.context = Context(tracks, parameters)

    def row(self, measure_name: str, episode: str, part: str = "") -> MeasureRow:
        return next(
            r for r in self.measured.rows if r.measure == measure_name and r.episode == episode and part in ("", r.part)
        )

    def evidence(self, measure_name: str, episode: str, chance: int = 0) -> Derivation:
        row = self.row(measure_name, episode)
        chances = opportunities_of(row, self.measured.opportunities)
        return derive(row, self.context, chances[chance] if chances else None)

    def words(self, measure_name: str, episode: str) -> str:
        return str(stated(self.row(measure_name, episode), self.context))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> OpenStudy:
    root: Path = tmp_path_factory.mktemp("evidence") / "study"
    vector_study(root, ("anna",))
    return OpenStudy.open(root)


@pytest.mark.parametrize(
    ("case", "measure_name", "episode", "words"),
    [
        # 2 approaches in 180 s are 0.667 per min; 481 000 − 480 000 ms; 526 000 − 480 000 ms
        ("worked_example", "proximity_rate", "ep5", "0.7"),
        ("worked_example", "comfort_latency", "ep5", "1.0"),
        ("worked_example", "calm_latency", "ep5", "46.0"),
        ("worked_example", "comfort_latency", "ep2", "– no distress"),
        ("worked_example", "distress_prop", "ep5", "18 %"),
        ("secure_base_simple", "sb_time", "ep2", "30.0"),
        ("missing_is_typed", "sb_time", "ep2", "0.0"),
        ("missing_is_typed", "check_rate", "ep2", "– no opportunity"),
        # proximity could be seen in 20 of 60 s
        ("missing_is_typed", "proximity_rate", "ep5", "too little seen (33 %)"),
        ("missing_is_typed", "smile_rate", "ep5", "pending pass 4 open"),
        ("missing_is_typed", "calm_latency", "ep8", "not held"),
        ("missing_is_typed", "interval_visual", "session", "not in the scheme"),
        ("who_started_the_contact", "comfort_latency", "ep5", "≥ 3.0 picked up first"),
        ("who_started_the_contact", "comfort_latency", "ep8", "who began contact?"),
        ("recovers_alone_and_open_cry", "comfort_latency", "ep2", "≥ 10.0 calmed alone"),
        ("recovers_alone_and_open_cry", "comfort_latency", "ep5", "≥ 20.0 did not seek"),
        ("recovers_alone_and_open_cry", "calm_latency", "ep5", "≥ 20.0 not calm by the end"),
        # all of the 10 s of distress were seen, but 30 s are asked for
        ("recovers_alone_and_open_cry", "proximity_rate", "ep2", "too little seen (10.0 s)"),
        ("inhibition_and_return_to_play", "to_play", "ep5", "20.0"),
    ],
)
def test_a_value_is_said_in_words(study: OpenStudy, case: str, measure_name: str, episode: str, words: str) -> None:
    assert Case(study, case).words(measure_name, episode) == words


def test_comfort_in_the_worked_example_comes_from_door_distress_and_approach(study: OpenStudy) -> None:
    found = Case(study, "worked_example").evidence("comfort_latency", "ep5")
    assert found.pieces == (
        Piece("start", "Caregiver there · Ep 5", 480_000),
        Piece("condition", "Distress · Cry, then Fuss", 400_000, 526_000, ("e1", "e2", "e3"), "cry"),
        Piece("stop", "Approach", 481_000, None, ("e5",), "approach"),
    )
    assert (found.counted, found.counted_words) == (((480_000, 481_000),), "1.0 s")
    assert found.clip == (480_000, 481_000)
    assert found.events[0] == "e5"
    assert found.channels == ("distress", "proximity", "seeking")


def test_calm_is_confirmed_by_fifteen_seconds_without_distress(study: OpenStudy) -> None:
    found = Case(study, "worked_example").evidence("calm_latency", "ep8")
    assert [(p.part, p.text, p.on_ms, p.off_ms) for p in found.pieces] == [
        ("start", "Caregiver there · Ep 8", 760_000, None),
        ("condition", "Distress · Cry", 665_000, 790_000),
        ("stop", "Distress ends", 790_000, None),
        ("condition", "No distress for 15.0 s", 790_000, 805_000),
    ]


def test_approaches_are_counted_in_the_reunion(study: OpenStudy) -> None:
    found = Case(study, "worked_example").evidence("proximity_rate", "ep5")
    # The approach at 482 500 follows the kept one by 1.5 s and is not counted.
    assert [(p.part, p.on_ms) for p in found.pieces] == [("time", 480_000), ("counts", 481_000), ("counts", 489_000)]
    assert found.counted_words == "180.0 s observed"
    assert found.notes == ("2 in 180.0 s observed.",)


def test_secure_base_time_shows_exploration_and_the_check_backs(study: OpenStudy) -> None:
    found = Case(study, "secure_base_simple").evidence("sb_time", "ep2")
    # X near the looks at 15 000 and the showing at 85 000: [10 000, 30 000) and [80 000, 90 000)
    assert found.counted == ((10_000, 30_000), (80_000, 90_000))
    assert found.counted_words == "30.0 s in 2 stretches"
    assert [(p.part, p.on_ms, p.events) for p in found.pieces] == [
        ("time", 10_000, ("e1", "e2")),
        ("counts", 15_000, ("e5",)),
        ("time", 80_000, ("e3",)),
        ("counts", 85_000, ("e8",)),
    ]


def test_positive_interaction_counts_each_onset(study: OpenStudy) -> None:
    found = Case(study, "positive_interaction").evidence("positive_rate", "ep2")
    counted = [(p.text, p.on_ms) for p in found.pieces if p.part == "counts"]
    # Smiles at 10 000 (joined with 11 100) and 50 000, one vocalisation outside the cry, one mutual gaze.
    assert counted == [
        ("Affect · Smile", 10_000),
        ("Voice · Vocalises", 20_000),
        ("Caregiver_gaze · Cg looks face", 32_000),
        ("Affect · Smile", 50_000),
    ]


def test_being_picked_up_first_names_who_began_the_contact(study: OpenStudy) -> None:
    found = Case(study, "who_started_the_contact").evidence("comfort_latency", "ep5")
    assert found.pieces[-1].part == "stop"
    assert found.pieces[-1].text.endswith("begun by the caregiver")
    assert found.pieces[-1].events == ("e2",)
    assert found.counted == ((5_000, 8_000),)


def test_a_contact_without_initiator_leads_to_its_span_and_counts_no_time(study: OpenStudy) -> None:
    found = Case(study, "who_started_the_contact").evidence("comfort_latency", "ep8")
    assert found.pieces[-1].events == ("e5",)
    assert found.pieces[-1].text.endswith("who began it is not coded")
    assert found.counted == ()
    assert found.clip == (95_000, 110_000)
    assert "The coding does not say who began the deciding contact." in found.notes


def test_soothing_can_start_with_contact(study: OpenStudy) -> None:
    found = Case(study, "who_started_the_contact").evidence("calm_latency", "ep5")
    assert (found.pieces[0].part, found.pieces[0].on_ms, found.pieces[0].events) == ("start", 8_000, ("e2",))
    assert found.counted == ((8_000, 25_000),)


def test_contact_since_before_the_clock_is_shown_as_the_condition(study: OpenStudy) -> None:
    events = [
        Event(id="held", code="held", on=1_000, off=40_000, mods={"by": "child"}),
        Event(id="cry", code="cry", on=10_000, off=20_000),
    ]
    case = Case(study, "who_started_the_contact", events)
    assert case.words("comfort_latency", "ep5") == "– already in contact"
    found = case.evidence("comfort_latency", "ep5")
    assert [(p.part, p.events) for p in found.pieces] == [
        ("start", ("cry",)),
        ("condition", ("cry",)),
        ("condition", ("held",)),
    ]
    assert found.counted == ()


def test_nobody_sought_ends_with_the_end_of_distress_or_of_the_episode(study: OpenStudy) -> None:
    case = Case(study, "recovers_alone_and_open_cry")
    alone, open_cry = case.evidence("comfort_latency", "ep2"), case.evidence("comfort_latency", "ep5")
    assert (alone.pieces[-1].text, alone.pieces[-1].on_ms) == ("Distress ends without seeking", 30_000)
    assert (open_cry.pieces[-1].text, open_cry.pieces[-1].on_ms) == ("End of Ep 5", 120_000)
    assert open_cry.counted_words == "≥ 20.0 s"


def test_each_opportunity_has_evidence_of_its_own(study: OpenStudy) -> None:
    case = Case(study, "calm_needs_its_full_time")
    assert len(opportunities_of(case.row("calm_latency", "ep5"), case.measured.opportunities)) == 2
    second = case.evidence("calm_latency", "ep5", chance=1)
    # 85 001 + 15 000 > 100 000, so calm was not seen: at least 15 001 ms
    assert (str(second.shown), second.counted) == ("≥ 15.0 not calm by the end", ((70_000, 85_001),))
    assert second.pieces[-1].text == "Distress ends; 15.0 s of calm were not seen"
    assert "Not the first distress with the caregiver there." in second.notes


def test_the_way_back_to_play_starts_at_the_door(study: OpenStudy) -> None:
    found = Case(study, "inhibition_and_return_to_play").evidence("to_play", "ep5")
    assert [(p.part, p.on_ms) for p in found.pieces] == [("start", 100_000), ("stop", 120_000)]


def test_a_row_without_a_number_still_says_why(study: OpenStudy) -> None:
    case = Case(study, "missing_is_typed")
    pending, unheld = case.evidence("smile_rate", "ep5"), case.evidence("calm_latency", "ep8")
    assert "A needed pass was not coded." in pending.notes
    assert (unheld.pieces, unheld.counted) == ((), ())
    unbound = derive(case.row("interval_visual", "session"), case.context)
    assert unbound.notes == ("The scheme binds no code to: explore_visual.",)


@pytest.mark.parametrize("case_id", [case["id"] for case in vector_cases()])
def test_every_row_has_evidence_inside_its_session(study: OpenStudy, case_id: str) -> None:
    case = Case(study, case_id)
    tracks = case.context.tracks.by_channel.values()
    known = {thing.id for track in tracks for thing in (*track.states, *track.points)}
    end = int(case.context.scored.edges[-1])
    for row in case.measured.rows:
        for chance in opportunities_of(row, case.measured.opportunities) or [None]:
            found = derive(row, case.context, chance)
            assert 0 <= found.stretch[0] < found.stretch[1] <= end
            assert set(found.events) <= known
            assert all(0 <= on < off <= end for on, off in found.counted)
            assert set(found.channels) <= set(case.context.tracks.by_channel)


def test_every_measure_of_the_catalogue_can_be_explained(study: OpenStudy) -> None:
    case = Case(study, "worked_example")
    template = case.row("proximity_rate", "ep5")
    for name, known in MEASURES.items():
        row = replace(template, measure=name, unit=known.unit, status="insufficient_obs", value=None)
        assert stated(row, case.context).words.startswith("too little seen")


def test_episodes_are_called_by_number_and_title(study: OpenStudy) -> None:
    scheme = next(iter(study.schemes.values()))
    assert episode_name(scheme, "ep5") == "Ep 5"
    assert episode_name(scheme, "session") == "Whole session"
    assert episode_name(scheme, "warm-up") == "warm-up"
