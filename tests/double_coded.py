"""A study of two coders small enough to count by hand.

Mood, seconds, session s1 (0 to 100):  anna   calm 0–60, upset 60–100
                                       maria  calm 0–50, upset 50–100
              session s2 (0 to 100):   anna   calm 0–80, out of sight 80–100
                                       maria  calm 0–40, upset 40–100

Duration table, anna in rows (s2 is compared for 80 s only, as 80–100 is out of sight for anna):

            calm  upset | sum                 po = (90 + 40) / 180       = .7222
    calm      90     50 | 140                 pe = (140·90 + 40·90) / 180² = .5
    upset      0     40 |  40                 kappa = .2222 / .5         = .4444
    sum       90     90 | 180

    s1 alone: 50 10 / 0 40, po .90, pe .50, kappa .80      s2 alone: 40 40 / 0 0, po .50, pe .50, kappa 0

    Unobservable counted as a code: 20 s of (out of sight, upset) more, n = 200, po = 130/200 = .65,
    pe = (140·90 + 40·110 + 20·0) / 200² = .425, kappa = .225 / .575 = .3913

    Episode 2 alone (60–100): (upset, upset) 40, (calm, upset) 20, po = pe = 2/3, kappa 0

Bids in s1, within 2 s: anna bid 10.0, bid 30.0, wave 50.0; maria bid 11.5, bid 34.0, bid 50.5. One match (10.0), one
confusion (wave 50.0 / bid 50.5), one only by anna (30.0), one only by maria (34.0): F1 = 2·1 / 6 = .3333.
Counted twice: bid/bid 2, wave/bid 2, bid/none 1, none/bid 1, N = 6, M = 4, pe = 4·(3·5 + 2·0) / (6·5·5) = .4,
kappa = (2/6 - .4) / .6 = -.1111. Within 5 s 30.0 and 34.0 match too: F1 = 4/6, po = pe = 2/3, kappa 0.

Hands in s1, if asked for, where states may overlap: anna reach 0–30, hold 20–50; maria reach 0–20, hold 20–50.
Reach against everything else: both 20, anna alone 10, neither 70: po = .90, pe = .3·.2 + .7·.8 = .62,
kappa = .28 / .38 = .7368.

Smiles in s1: anna 20.0 and 40.0, maria 20.5: one matched, one only by anna, F1 = 2·1 / 3 = .6667.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Code, EpisodeTemplate, Pass, Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.study import Person, Settings, Study
from coder.store import StudyFolder

MOOD = Channel(
    id="mood",
    title="Mood",
    kind="state",
    exclusive=True,
    exhaustive=True,
    unobservable="hidden",
    codes=(
        Code(id="calm", key="c", title="Calm"),
        Code(id="upset", key="u", title="Upset"),
        Code(id="angry", key="a", title="Angry"),
        Code(id="hidden", key="x", title="Out of sight"),
    ),
)
BIDS = Channel(
    id="bids",
    title="Bids",
    kind="point",
    codes=(Code(id="bid", key="b", title="Bid"), Code(id="wave", key="w", title="Wave")),
)
HANDS = Channel(
    id="hands",
    title="Hands",
    kind="state",
    codes=(Code(id="reach", key="r", title="Reach"), Code(id="hold", key="h", title="Hold")),
)
SMILES = Channel(id="smiles", title="Smiles", kind="point", codes=(Code(id="smile", key="s", title="Smile"),))
SCHEME = Scheme(
    id="tiny",
    revision=1,
    title="Tiny scheme",
    episodes=(EpisodeTemplate(id="ep1", kind="play"), EpisodeTemplate(id="ep2", kind="reunion", title="Reunion")),
    passes=(
        Pass(id="mood", title="Mood", channels=(MOOD,)),
        Pass(id="acts", title="Acts", channels=(BIDS, SMILES)),
    ),
)
WITH_HANDS = msgspec.structs.replace(
    SCHEME, passes=(*SCHEME.passes, Pass(id="hands", title="Hands", channels=(HANDS,)))
)
WHOLE = ((0, 100_000),)

State = tuple[str, int, int]
Point = tuple[str, float]

S1 = {
    "anna": (
        [("calm", 0, 60), ("upset", 60, 100)],
        [("bid", 10.0), ("bid", 30.0), ("wave", 50.0), ("smile", 20.0), ("smile", 40.0)],
    ),
    "maria": (
        [("calm", 0, 50), ("upset", 50, 100)],
        [("bid", 11.5), ("bid", 34.0), ("bid", 50.5), ("smile", 20.5)],
    ),
}
S1_HANDS = {
    "anna": ([*S1["anna"][0], ("reach", 0, 30), ("hold", 20, 50)], S1["anna"][1]),
    "maria": ([*S1["maria"][0], ("reach", 0, 20), ("hold", 20, 50)], S1["maria"][1]),
}
S2: dict[str, tuple[list[State], list[Point]]] = {
    "anna": ([("calm", 0, 80), ("hidden", 80, 100)], []),
    "maria": ([("calm", 0, 40), ("upset", 40, 100)], []),
}


def session(session_id: str) -> Session:
    """Return a session of 100 s: play to 60 s, then reunion."""
    episodes = (
        Episode(id="ep1", kind="play", on=0, off=60_000),
        Episode(id="ep2", kind="reunion", on=60_000, off=100_000),
    )
    child = f"c{session_id[1:]}"
    return Session(id=session_id, scheme=SCHEME.ref, participant=Participant(child=child), episodes=episodes)


def coding(
    scheme: Scheme, session_id: str, coder: str, states: list[State], points: list[Point], complete: bool = True
) -> Coding:
    """Return a coding of all passes; states in seconds, numbered m1, m2 …, points numbered p1, p2 …"""
    events = [Event(id=f"m{n}", code=c, on=on * 1000, off=off * 1000) for n, (c, on, off) in enumerate(states, 1)]
    events += [Event(id=f"p{n}", code=code, on=round(at * 1000)) for n, (code, at) in enumerate(points, 1)]
    passes = tuple(PassRecord(id=pass_.id, coded=WHOLE, complete=complete) for pass_ in scheme.passes)
    return Coding(session=session_id, coder=coder, scheme=SCHEME.ref, passes=passes, events=events)


def write_study(root: Path, blind: bool = True, hands: bool = False) -> StudyFolder:
    """Write the study: anna codes, maria codes and supervises, kim supervises; with ``hands``, these are coded too."""
    people = (
        Person(id="anna"),
        Person(id="kim", roles=("supervisor",)),
        Person(id="maria", roles=("coder", "supervisor")),
    )
    head = Study(id="tiny", title="Counted by hand", people=people, settings=Settings(blind=blind))
    folder = StudyFolder.create(root, head, [WITH_HANDS if hands else SCHEME])
    for session_id, coders in (("s1", S1_HANDS if hands else S1), ("s2", S2)):
        add(folder, session_id, coders)
    return folder


def add(
    folder: StudyFolder,
    session_id: str,
    coders: dict[str, tuple[list[State], list[Point]]],
    unfinished: tuple[str, ...] = (),
) -> None:
    """Add a session with its codings; those of ``unfinished`` coders are still open."""
    folder.add_session(session(session_id))
    for coder, (states, points) in coders.items():
        scheme = folder.schemes[SCHEME.ref]
        folder.add_coding(coding(scheme, session_id, coder, states, points, complete=coder not in unfinished))
