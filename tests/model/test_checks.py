"""Every problem of a scheme, a session and a coding is told at once, each with its place."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from coder.model.checks import (
    ROLE_KINDS,
    Problem,
    coding_problems,
    scheme_problems,
    session_problems,
    study_problems,
)
from coder.model.coding import Classification, Coding, Event, PassRecord, Rating
from coder.model.scheme import (
    Channel,
    ClassificationForm,
    Code,
    EpisodeTemplate,
    Modifier,
    Pass,
    Scale,
    Scheme,
)
from coder.model.session import Episode, Media, Participant, Physiology, Session
from coder.model.study import Person, Reliability, Study

BY = Modifier(id="by", values=("child", "caregiver"), required=True)


def code(code_id: str, key: str, **facts: Any) -> Code:
    return Code(**{"id": code_id, "key": key, "title": code_id, "definition": "Seen on the tape."} | facts)


CONTACT = Channel(
    id="contact",
    title="Contact",
    kind="state",
    exclusive=True,
    exhaustive=True,
    unobservable="contact_u",
    codes=(code("apart", "n"), code("held", "h", modifiers=(BY,)), code("contact_u", "u")),
)
SEEKING = Channel(id="seeking", title="Seeking", kind="point", codes=(code("approach", "p"), code("bid", "b")))
PROXIMITY = Pass(id="proximity", title="Proximity", channels=(CONTACT, SEEKING))
SCHEME = Scheme(
    id="small",
    revision=1,
    title="Small",
    episodes=(EpisodeTemplate(id="ep2", kind="play"), EpisodeTemplate(id="ep5", kind="reunion", nominal_ms=180_000)),
    passes=(PROXIMITY,),
    roles={"contact": ("held",), "approach": ("approach",), "bid": ("bid",)},
    scales=(Scale(id="seeking", title="Seeking", min=1, max=7, episodes=("ep5",), anchors={"1": "none", "7": "all"}),),
    classifications=(ClassificationForm(id="sspabcd", values=("A", "B"), subgroups={"B": ("B1", "B2")}),),
)
SESSION = Session(
    id="s001",
    scheme="small@1",
    participant=Participant(child="c001", age_days=400),
    recorded_on="2026-03",
    media=(Media(id="cam1", path="a.mp4", role="reference"), Media(id="cam2", path="b.mp4")),
    physiology=(Physiology(id="hr", path="hr.csv", anchors=((0, 1200), (1000, 2200))),),
    episodes=(
        Episode(id="ep2", kind="play", on=0, off=180_000, present=("caregiver", "child")),
        Episode(id="ep5", kind="reunion", on=200_000, off=380_000, present=("caregiver", "child")),
    ),
)
CODING = Coding(
    session="s001",
    coder="anna",
    scheme="small@1",
    passes=(PassRecord(id="proximity", coded=((0, 380_000),), complete=True),),
    events=[
        Event(id="e1", code="held", on=1000, off=2000, mods={"by": "child"}),
        Event(id="e2", code="bid", on=1000),
        Event(id="e3", code="apart", on=2000),
    ],
    ratings=(Rating(scale="seeking", episode="ep5", value=6),),
    classification=Classification(value="B", subgroup="B1", by="anna"),
)


def with_channel(**facts: Any) -> Scheme:
    return replace(SCHEME, passes=(replace(PROXIMITY, channels=(replace(CONTACT, **facts), SEEKING)),))


def with_codes(*codes: Code) -> Scheme:
    return with_channel(codes=(*CONTACT.codes, *codes))


def with_events(*events: Event) -> Coding:
    return replace(CODING, events=list(events))


def test_what_is_right_has_no_problems() -> None:
    assert scheme_problems(SCHEME) == []
    assert session_problems(SESSION, SCHEME) == []
    assert coding_problems(CODING, SCHEME, SESSION) == []
    assert study_problems(Study(id="demo", title="Demo", people=(Person(id="anna"),))) == []


def test_all_problems_are_told_at_once() -> None:
    scheme = replace(with_codes(code("bid", "j"), code("approach", "1")), revision=0, roles={"bid": ("held", "gone")})
    assert len([problem for problem in scheme_problems(scheme) if problem.severity == "error"]) == 7


SCHEMES = {
    "a code twice": (with_codes(code("bid", "x")), "code bid", "This id is used twice."),
    "a key twice": (with_codes(code("reach", "b")), "code reach", "The key B is used 2 times in pass proximity."),
    "a key twice in capitals": (with_codes(code("reach", "B")), "code reach", "The key B is used 2 times"),
    "a key of the transport": (with_codes(code("reach", "k")), "code reach", "The key K plays the video"),
    "a digit as key": (with_codes(code("reach", "1")), "code reach", "A key is one letter, not “1”"),
    "a long key": (with_codes(code("reach", "re")), "code reach", "A key is one letter, not “re”"),
    "no key": (with_codes(code("reach", "")), "code reach", "A key is one letter"),
    "an unobservable code elsewhere": (
        with_channel(unobservable="bid"),
        "channel contact",
        "Its unobservable code bid is not among its codes.",
    ),
    "no rest state": (
        replace(SCHEME, roles={"contact": ("held", "apart")}),
        "channel contact",
        "One state is always on, so it needs a rest state that no measure counts.",
    ),
    "an empty channel": (with_channel(codes=(), unobservable=None), "channel contact", "This channel has no codes."),
    "an unobservable point": (
        replace(SCHEME, passes=(replace(PROXIMITY, channels=(CONTACT, replace(SEEKING, unobservable="bid"))),)),
        "channel seeking",
        "Points cannot say how long something was unobservable",
    ),
    "a role without its code": (
        replace(SCHEME, roles={"bid": ("call",)}),
        "role bid",
        "The scheme has no code call.",
    ),
    "a point in a role of states": (
        replace(SCHEME, roles={"distress": ("bid",)}),
        "role distress",
        "The code bid is a point; this role takes states.",
    ),
    "a state in a role of points": (
        replace(SCHEME, roles={"approach": ("held",)}),
        "role approach",
        "The code held is a state; this role takes points.",
    ),
    "an unobservable code in a role": (
        replace(SCHEME, roles={"held": ("contact_u",)}),
        "role held",
        "The code contact_u says that nothing could be seen",
    ),
    "a modifier without values": (
        with_codes(code("reach", "r", modifiers=(Modifier(id="to", values=()),))),
        "code reach, modifier to",
        "This modifier has no values.",
    ),
    "a modifier with too many values": (
        with_codes(code("reach", "r", modifiers=(Modifier(id="to", values=tuple("abcdefghij")),))),
        "code reach, modifier to",
        "at most 9 values",
    ),
    "a scale upside down": (
        replace(SCHEME, scales=(replace(SCHEME.scales[0], min=7, max=1, anchors={}),)),
        "scale seeking",
        "A scale goes up: 7 to 1 does not.",
    ),
    "an anchor off the scale": (
        replace(SCHEME, scales=(replace(SCHEME.scales[0], anchors={"8": "more"}),)),
        "scale seeking",
        "The anchor “8” is no value between 1 and 7.",
    ),
    "a scale for an episode that is not planned": (
        replace(SCHEME, scales=(replace(SCHEME.scales[0], episodes=("ep9",)),)),
        "scale seeking",
        "The scheme has no episode ep9.",
    ),
    "subgroups of nothing": (
        replace(SCHEME, classifications=(ClassificationForm(id="f", values=("A",), subgroups={"C": ("C1",)}),)),
        "classification f",
        "There are subgroups of C, which is not among the values.",
    ),
    "an episode twice": (
        replace(SCHEME, episodes=(*SCHEME.episodes, SCHEME.episodes[0])),
        "episode ep2",
        "This id is used twice.",
    ),
}


@pytest.mark.parametrize(("scheme", "place", "text"), SCHEMES.values(), ids=SCHEMES)
def test_an_error_in_a_scheme_is_found(scheme: Scheme, place: str, text: str) -> None:
    found = [problem.text for problem in scheme_problems(scheme) if problem.place == place]
    assert any(text in one for one in found), found


@pytest.mark.parametrize(
    ("scheme", "problem"),
    [
        (
            with_codes(code("reach", "r", definition=" ")),
            Problem("code reach", "This code has no definition.", "warning"),
        ),
        (
            replace(SCHEME, roles={"dance": ("bid",)}),
            Problem("role dance", "No measure reads this role.", "warning"),
        ),
        (
            replace(with_codes(code("touching", "t")), roles={"contact": ("touching",)}),
            Problem(
                "role contact",
                "The code touching has no modifier “by” with the values child and caregiver.",
                "warning",
            ),
        ),
    ],
)
def test_what_is_worth_a_look_in_a_scheme_is_a_warning(scheme: Scheme, problem: Problem) -> None:
    assert scheme_problems(scheme) == [problem]


def test_every_role_of_the_measures_has_its_kind() -> None:
    states = {"distress", "contact", "held", "explore", "explore_visual", "gaze_partner", "partner_gaze", "comfort"}
    points = {"approach", "bid", "attend", "understand", "act"}
    assert {role for role, kind in ROLE_KINDS.items() if kind == "state"} >= states
    assert {role for role, kind in ROLE_KINDS.items() if kind == "point"} >= points
    assert {role for role, kind in ROLE_KINDS.items() if kind == "either"} == {"check_back", "smile", "vocalise"}


def with_episode(**facts: Any) -> Session:
    return replace(SESSION, episodes=(SESSION.episodes[0], replace(SESSION.episodes[1], **facts)))


SESSIONS = {
    "overlap": (with_episode(on=179_999), "episode ep5", "while ep2 goes on until 3:00.000"),
    "order": (
        replace(SESSION, episodes=SESSION.episodes[::-1]),
        "episode ep2",
        "episodes stand in order of time",
    ),
    "backwards": (with_episode(off=200_000), "episode ep5", "It ends at 3:20.000 and begins at 3:20.000."),
    "twice": (with_episode(id="ep2", kind="play"), "episode ep2", "This id is used twice."),
    "reunion with nobody": (with_episode(present=("child",)), "episode ep5", "A reunion without the caregiver"),
    "another kind": (with_episode(kind="alone"), "episode ep5", "It is of kind alone; the scheme says reunion."),
    "not planned": (with_episode(id="ep6"), "episode ep6", "The scheme has no such episode."),
    "two references": (
        replace(SESSION, media=tuple(replace(m, role="reference") for m in SESSION.media)),
        "media",
        "Only one camera can be the reference, not cam1 and cam2.",
    ),
    "no reference": (
        replace(SESSION, media=tuple(replace(m, role="view") for m in SESSION.media)),
        "media",
        "No camera is the reference; cam1 is taken.",
    ),
    "standing still": (
        replace(SESSION, media=(replace(SESSION.media[0], rate=0.0),)),
        "media cam1",
        "The rate is more than 0",
    ),
    "no file": (replace(SESSION, media=(replace(SESSION.media[0], path=""),)), "media cam1", "It names no file."),
    "anchors against each other": (
        replace(SESSION, physiology=(replace(SESSION.physiology[0], anchors=((0, 5), (9, 4))),)),
        "physiology hr",
        "The anchors [0, 5] and [9, 4] contradict each other.",
    ),
    "two recordings of one kind": (
        replace(SESSION, physiology=(SESSION.physiology[0], replace(SESSION.physiology[0], id="hr2"))),
        "physiology",
        "Only hr is used as the session recording, not hr2.",
    ),
    "a day of recording": (
        replace(SESSION, recorded_on="2026-03-14"),
        "recorded_on",
        "is not a year and month such as 2026-03",
    ),
    "an age before birth": (
        replace(SESSION, participant=Participant(child="c001", age_days=-1)),
        "participant",
        "The age is -1 days.",
    ),
}


@pytest.mark.parametrize(("session", "place", "text"), SESSIONS.values(), ids=SESSIONS)
def test_a_problem_in_a_session_is_found(session: Session, place: str, text: str) -> None:
    found = [problem.text for problem in session_problems(session, SCHEME) if problem.place == place]
    assert any(text in one for one in found), found


HELD = CODING.events[0]
CODINGS = {
    "an id twice": (with_events(HELD, replace(HELD, on=5000, off=6000)), "event e1", "This id is used twice."),
    "an unknown code": (with_events(replace(HELD, code="dance")), "event e1", "The scheme small@1 has no code dance."),
    "a state that ends as it begins": (
        with_events(replace(HELD, off=1000)),
        "event e1",
        "It ends at 0:01.000 and begins at 0:01.000.",
    ),
    "a point with an offset": (
        with_events(replace(CODING.events[1], off=2000)),
        "event e2",
        "bid is a point and has no offset, but 0:02.000 is given.",
    ),
    "a modifier of another code": (with_events(replace(HELD, mods={"to": "child"})), "event e1", "has no modifier to"),
    "a value that is not offered": (
        with_events(replace(HELD, mods={"by": "dog"})),
        "event e1",
        "The modifier by cannot be “dog”; it can be child, caregiver.",
    ),
    "a modifier left out": (with_events(replace(HELD, mods={})), "event e1", "The modifier by is missing."),
    "two states at one moment": (
        with_events(HELD, Event(id="e9", code="apart", on=1000)),
        "event e9",
        "It begins at 0:01.000 like e1; of the two only the later in the file counts.",
    ),
    "a stretch that ends before it begins": (
        replace(CODING, passes=(PassRecord(id="proximity", coded=((5000, 4000),)),)),
        "pass proximity",
        "A coded stretch ends at 0:04.000 and begins at 0:05.000.",
    ),
    "an unknown pass": (replace(CODING, passes=(PassRecord(id="gaze"),)), "pass gaze", "has no such pass"),
    "complete with a gap": (
        replace(CODING, passes=(PassRecord(id="proximity", coded=((0, 370_000),), complete=True),)),
        "pass proximity",
        "It is marked complete, but 0:10.000 of the episodes is not coded.",
    ),
    "off the scale": (
        replace(CODING, ratings=(Rating(scale="seeking", episode="ep5", value=7.5),)),
        "rating seeking in ep5",
        "The value 7.5 is not between 1 and 7.",
    ),
    "an unknown scale": (
        replace(CODING, ratings=(Rating(scale="joy", episode="ep5", value=1),)),
        "rating joy in ep5",
        "has no such scale",
    ),
    "an episode that was not held": (
        replace(CODING, ratings=(Rating(scale="seeking", episode="ep8", value=1),)),
        "rating seeking in ep8",
        "There is no such episode.",
    ),
    "rated twice": (
        replace(CODING, ratings=(*CODING.ratings, *CODING.ratings)),
        "rating seeking in ep5",
        "This rating is given more than once.",
    ),
    "an unknown class": (
        replace(CODING, classification=Classification(value="Z", by="anna")),
        "classification",
        "The scheme has no class Z.",
    ),
    "a subgroup of another class": (
        replace(CODING, classification=Classification(value="A", subgroup="B1", by="anna")),
        "classification",
        "B1 is no subgroup of A.",
    ),
}


@pytest.mark.parametrize(("coding", "place", "text"), CODINGS.values(), ids=CODINGS)
def test_a_problem_in_a_coding_is_found(coding: Coding, place: str, text: str) -> None:
    found = [problem.text for problem in coding_problems(coding, SCHEME, SESSION) if problem.place == place]
    assert any(text in one for one in found), found


def test_problems_of_a_studys_head_are_found() -> None:
    wrong = Study(
        id="demo",
        title="Demo",
        schemes=("a@1", "a@1"),
        people=(Person(id="anna"), Person(id="anna"), Person(id="consensus", roles=())),
        reliability=Reliability(double_coded_share=1.5, criterion_kappa=2),
    )
    assert sorted({problem.place for problem in study_problems(wrong)}) == [
        "person anna",
        "person consensus",
        "reliability",
        "scheme a@1",
    ]


def test_a_recording_at_rest_needs_no_anchors() -> None:
    resting = Physiology(id="rest", path="rest.csv", role="resting")
    found = session_problems(replace(SESSION, physiology=(*SESSION.physiology, resting)), SCHEME)
    assert not [problem for problem in found if "physiology" in problem.place]


def test_a_recording_of_the_session_without_anchors_is_not_synchronised() -> None:
    found = session_problems(replace(SESSION, physiology=(Physiology(id="hr", path="hr.csv"),)), SCHEME)
    assert [(p.place, p.severity) for p in found if "not synchronised" in p.text] == [("physiology hr", "warning")]
