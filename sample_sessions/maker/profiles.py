"""The twelve simulated dyads: what happens in which episode, and how lively the people are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["approach", "bid", "picked_up", "unclear", "already", "self", "none"]


@dataclass(frozen=True)
class Upset:
    """One stretch of distress with the caregiver in the room, times in seconds.

    The clock starts at the caregiver's entrance (``on_s`` 0) or at the distress. ``after_s`` later the infant seeks
    contact or is picked up; ``calm_s`` after the clock's start the distress is over, None if not in this episode.
    """

    how: How
    after_s: float
    calm_s: float | None
    hold_s: float = 0.0
    on_s: float = 0.0
    strength: float = 0.6
    resist: int = 0


@dataclass(frozen=True)
class Plan:
    """One episode: its true length, and the distress in it.

    ``cry_from_s`` is when distress starts in a separation. ``avoid``: the infant turns away at the entrance.
    ``seek``: an infant who is not upset comes to greet. ``whimper_s``: a fuss too short to count as distress episode.
    """

    seconds: float
    upsets: tuple[Upset, ...] = ()
    cry_from_s: float | None = None
    strength: float = 0.6
    avoid: bool = False
    seek: bool = False
    whimper_s: float | None = None


@dataclass(frozen=True)
class Unseen:
    """A stretch in which a channel cannot be judged: seconds from the start of an episode."""

    code: str
    episode: str
    from_s: float
    seconds: float


@dataclass(frozen=True)
class Profile:
    """One session. ``scales`` are the true values of the four interactive scales in episodes 5 and 8."""

    session: str
    child: str
    age_days: int
    condition: str
    seed: int
    plans: dict[str, Plan]
    scales: dict[str, tuple[int, int]]
    classification: tuple[str, str]
    sociable: float = 0.12
    warmth: float = 0.3
    babble: float = 2.5
    sensitivity: float = 0.85
    gap_after: tuple[tuple[str, float], ...] = ()
    unseen: tuple[Unseen, ...] = ()
    heart: bool = False


def _scales(
    seeking: tuple[int, int], maintaining: tuple[int, int], resisting: tuple[int, int], avoiding: tuple[int, int]
) -> dict[str, tuple[int, int]]:
    return {"proximity_contact": seeking, "contact_maintaining": maintaining,
            "resistance": resisting, "avoidance": avoiding}  # fmt: skip


def _plans(ep1: Plan, ep2: Plan, ep3: Plan, *later: Plan) -> dict[str, Plan]:
    return {f"ep{index}": plan for index, plan in enumerate((ep1, ep2, ep3, *later), start=1)}


PROFILES: tuple[Profile, ...] = (
    Profile("s001", "c001", 372, "A", 101, _plans(
        Plan(33.2), Plan(182.4, whimper_s=70.0), Plan(184.0), Plan(175.2, cry_from_s=96, strength=0.45),
        Plan(183.6, (Upset("approach", 1.88, 24.4, 38),)), Plan(121.6, cry_from_s=14, strength=0.8),
        Plan(172.8, cry_from_s=0, strength=0.55), Plan(186.4, (Upset("approach", 0.96, 41.2, 66, strength=0.8),))),
        _scales((5, 6), (4, 6), (1, 2), (1, 1)), ("B", "B3"), sociable=0.15, warmth=0.4, heart=True),
    Profile("s002", "c002", 398, "B", 102, _plans(
        Plan(29.6), Plan(180.8), Plan(181.2), Plan(183.2), Plan(179.6, avoid=True), Plan(181.6, whimper_s=60.0),
        Plan(180.4), Plan(182.8, avoid=True)),
        _scales((1, 2), (1, 1), (1, 1), (6, 6)), ("A", "A1"), sociable=0.03, warmth=0.12, sensitivity=0.5),
    Profile("s003", "c003", 351, "A", 103, _plans(
        Plan(31.2), Plan(181.6), Plan(179.2), Plan(132.0, cry_from_s=62, strength=0.6),
        Plan(181.2, (Upset("picked_up", 2.6, 33.6, 44),)), Plan(64.8, cry_from_s=8, strength=0.85),
        Plan(109.6, cry_from_s=0, strength=0.7), Plan(180.4, (Upset("approach", 3.4, 52.0, 70, strength=0.7),))),
        _scales((4, 5), (5, 6), (2, 2), (1, 1)), ("B", "B3"), warmth=0.35, heart=True),
    Profile("s004", "c004", 417, "B", 104, _plans(
        Plan(30.4), Plan(179.2), Plan(183.6), Plan(161.6, cry_from_s=134, strength=0.3),
        Plan(180.8, (Upset("self", 0, 9.2, strength=0.3),)), Plan(118.4, cry_from_s=57, strength=0.5),
        Plan(174.4, cry_from_s=0, strength=0.4), Plan(181.2, (Upset("bid", 4.2, 19.6, 26, strength=0.5),))),
        _scales((3, 4), (2, 3), (1, 1), (2, 1)), ("B", "B2"), sociable=0.1, babble=3.5),
    Profile("s005", "c005", 344, "A", 105, _plans(
        Plan(32.0), Plan(180.4), Plan(182.0, (Upset("approach", 3.8, 37.2, 44, on_s=9.2, strength=0.35),)),
        Plan(38.4, cry_from_s=2, strength=0.95),
        Plan(182.4, (Upset("approach", 2.2, None, 120, strength=0.75, resist=7),)),
        Plan(27.2, cry_from_s=0, strength=1.0), Plan(46.8, cry_from_s=0, strength=0.95),
        Plan(184.8, (Upset("bid", 3.0, None, 165, strength=0.8, resist=9),))),
        _scales((5, 4), (6, 6), (5, 6), (1, 1)), ("C", "C1"), sociable=0.08, warmth=0.15, babble=1.2),
    Profile("s006", "c006", 365, "B", 106, _plans(
        Plan(30.8), Plan(182.0), Plan(181.6, (Upset("already", 0, 21.2, 30, on_s=15.2, strength=0.4),)),
        Plan(148.8, cry_from_s=120, strength=0.3), Plan(180.0, seek=True), Plan(71.2, cry_from_s=11, strength=0.7),
        Plan(96.4, cry_from_s=0, strength=0.6), Plan(180.8, (Upset("approach", 1.4, 37.6, 58, strength=0.6),))),
        _scales((4, 6), (3, 5), (1, 1), (1, 1)), ("B", "B4"), sociable=0.18, warmth=0.35, heart=True),
    Profile("s007", "c007", 431, "A", 107, _plans(
        Plan(28.8), Plan(181.2), Plan(180.4), Plan(179.6), Plan(182.0, seek=True),
        Plan(84.0, cry_from_s=21, strength=0.65), Plan(133.2, cry_from_s=0, strength=0.5),
        Plan(181.6, (Upset("approach", 4.6, 29.2, 33),))),
        _scales((3, 5), (2, 4), (1, 1), (1, 1)), ("B", "B1"), sociable=0.1, babble=3.2,
        gap_after=(("ep2", 2.8),), unseen=(Unseen("gaze_u", "ep2", 30.0, 112.0),
        Unseen("proximity_u", "ep8", 1.2, 2.0), Unseen("affect_u", "ep3", 20.0, 108.0))),
    Profile("s008", "c008", 389, "B", 108, _plans(
        Plan(30.0), Plan(183.2, (Upset("self", 0, 10.4, on_s=177.2, strength=0.3),)),
        Plan(178.8, whimper_s=100.0), Plan(119.2, cry_from_s=73, strength=0.55),
        Plan(180.4, (Upset("unclear", 3.0, 27.6, 35),)), Plan(58.0, cry_from_s=9, strength=0.8),
        Plan(88.8, cry_from_s=0, strength=0.65), Plan(182.4, (Upset("approach", 2.64, 46.4, 61, strength=0.7),))),
        _scales((4, 6), (4, 5), (2, 1), (1, 1)), ("B", "B3"), heart=True),
    Profile("s009", "c009", 356, "A", 109, _plans(
        Plan(31.6), Plan(180.0), Plan(182.8), Plan(29.2, cry_from_s=1, strength=0.9),
        Plan(181.6, (Upset("none", 0, None, strength=0.5),)), Plan(24.4, cry_from_s=0, strength=1.0), Plan(0),
        Plan(183.2, (Upset("picked_up", 3.2, 58.0, 74, strength=0.7, resist=2),))),
        _scales((2, 3), (1, 4), (3, 4), (3, 2)), ("D", ""), sociable=0.05, warmth=0.12, babble=1.4, sensitivity=0.55,
        unseen=(Unseen("distress_u", "ep8", 58.0, 18.0),)),
    Profile("s010", "c010", 408, "B", 110, _plans(
        Plan(30.4), Plan(181.6, (Upset("self", 0, 8.4, on_s=92.0, strength=0.2),)), Plan(180.8),
        Plan(92.0, cry_from_s=36, strength=0.7),
        Plan(183.6, (Upset("approach", 1.6, 23.2, 30), Upset("bid", 2.8, 26.4, 32, on_s=86.0, strength=0.5))),
        Plan(49.6, cry_from_s=4, strength=0.85), Plan(101.2, cry_from_s=0, strength=0.7),
        Plan(180.0, (Upset("approach", 2.0, 34.8, 60, strength=0.7, resist=1),))),
        _scales((6, 6), (5, 6), (2, 2), (1, 1)), ("B", "B4"), gap_after=(("ep1", 1.2),), heart=True),
    Profile("s011", "c011", 349, "A", 111, _plans(
        Plan(29.2), Plan(180.8), Plan(181.2, (Upset("picked_up", 5.2, 14.8, 20, on_s=128.0, strength=0.4),)),
        Plan(25.6, cry_from_s=0, strength=1.0), Plan(181.2, (Upset("approach", 1.12, 88.0, 110, strength=0.9),))),
        _scales((6, 0), (6, 0), (3, 0), (1, 0)), ("B", "B4"), sociable=0.09),
    Profile("s012", "c012", 426, "B", 112, _plans(
        Plan(30.8), Plan(182.8), Plan(180.0), Plan(181.2), Plan(180.8, seek=True),
        Plan(107.6, cry_from_s=49, strength=0.6), Plan(151.2, cry_from_s=0, strength=0.6),
        Plan(181.2, (Upset("approach", 5.4, 170.8, 92, strength=0.35),))),
        _scales((4, 5), (2, 5), (1, 2), (2, 1)), ("B", "B2"), sociable=0.14, warmth=0.4, babble=3.4),
)  # fmt: skip
