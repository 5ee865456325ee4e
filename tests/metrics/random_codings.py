"""Random sessions and codings for the comparison of the engine with the grid of `tests.metrics.oracle`."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Code, EpisodeTemplate, Pass, Scheme
from coder.model.session import Episode, Participant, Session
from tests.metrics.oracle import CELL

KINDS = ("intro", "play", "stranger", "separation", "reunion", "alone", "stranger_return", "reunion")

CHANNELS: dict[str, dict[str, tuple[str, ...]]] = {
    "distress": {"distress": ("calm", "fuss", "cry", "distress_u")},
    "proximity": {
        "proximity": ("held", "touching", "proximity_u"),
        "clinging": ("clings",),
        "seeking": ("approach", "bid"),
    },
    "exploration": {"manipulation": ("manipulates", "mouths", "manipulation_u"), "locomotion": ("moves",)},
    "gaze": {"gaze": ("look_face", "look_caregiver", "look_toys", "gaze_u"), "showing": ("shows",)},
    "affect": {"affect": ("smile", "affect_u"), "voice": ("vocalises",), "sounds": ("laughs", "calls")},
    "caregiver": {
        "caregiver_gaze": ("cg_looks", "cg_gaze_u"),
        "comforting": ("comforts",),
        "responding": ("attends", "understands", "acts"),
        "partner": ("available",),
        "partner_acts": ("encourages", "intrudes"),
    },
}
"""Pass → channel → codes; a code that ends in _u says that nothing can be seen."""

POINTS = ("seeking", "showing", "sounds", "responding", "partner_acts")

ROLES = {
    "distress": ("fuss", "cry"),
    "contact": ("held", "touching", "clings"),
    "held": ("held",),
    "approach": ("approach",),
    "bid": ("bid",),
    "explore": ("manipulates", "moves", "mouths"),
    "explore_visual": ("look_toys",),
    "check_back": ("look_face", "look_caregiver", "shows"),
    "smile": ("smile", "laughs"),
    "vocalise": ("vocalises", "calls"),
    "gaze_partner": ("look_face",),
    "partner_gaze": ("cg_looks",),
    "comfort": ("comforts",),
    "attend": ("attends",),
    "understand": ("understands",),
    "act": ("acts",),
    "availability": ("available",),
    "encouragement": ("encourages",),
    "intrusion": ("intrudes",),
}


class Case(NamedTuple):
    """One coding with all that is needed to measure it; ``parameters`` in cells."""

    scheme: Scheme
    session: Session
    coding: Coding
    parameters: dict[str, Any]


def seldom(draw: st.DrawFn, one_in: int) -> bool:
    return draw(st.integers(1, one_in)) == one_in


@st.composite
def cases(draw: st.DrawFn) -> Case:
    scheme = draw(schemes())
    session = draw(sessions())
    end = session.episodes[-1].off // CELL if session.episodes else 60
    coding = draw(codings(scheme, end))
    return Case(scheme, session, coding, draw(parameters()))


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    passes = []
    for pass_id, channels in CHANNELS.items():
        built = []
        for channel, codes in channels.items():
            is_point = channel in POINTS
            built.append(
                Channel(
                    id=channel,
                    title=channel,
                    kind="point" if is_point else "state",
                    exclusive=not is_point and not seldom(draw, 3),
                    exhaustive=not is_point and seldom(draw, 6),
                    unobservable=next((code for code in codes if code.endswith("_u")), None),
                    codes=tuple(Code(id=code, key=code[0], title=code) for code in codes),
                )
            )
        passes.append(Pass(id=pass_id, title=pass_id, channels=tuple(built)))
    unbound = draw(st.sets(st.sampled_from(sorted(ROLES)), max_size=2)) if seldom(draw, 4) else set()
    templates = tuple(EpisodeTemplate(id=f"ep{i + 1}", kind=kind) for i, kind in enumerate(KINDS))
    roles = {name: codes for name, codes in ROLES.items() if name not in unbound}
    return Scheme(id="random", revision=1, title="Random", episodes=templates, passes=tuple(passes), roles=roles)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    episodes, on = [], draw(st.sampled_from((0, 0, 7)))
    for place, kind in enumerate(KINDS):
        if seldom(draw, 3):
            continue
        on += draw(st.sampled_from((0, 0, 0, 3, 4, 5, 12)))
        off = on + draw(st.integers(1, 60))
        usual = kind not in ("separation", "alone", "stranger_return")
        present = ("caregiver", "child") if usual != seldom(draw, 8) else ("child",)
        nominal = draw(st.sampled_from((None, 30 * CELL)))
        episodes.append(
            Episode(id=f"ep{place + 1}", kind=kind, on=on * CELL, off=off * CELL, present=present, nominal_ms=nominal)
        )
        on = off
    return Session(id="s1", scheme="random@1", participant=Participant(child="c1"), episodes=tuple(episodes))


@st.composite
def codings(draw: st.DrawFn, scheme: Scheme, end: int) -> Coding:
    events, passes = [], []
    for pass_ in scheme.passes:
        passes.append(PassRecord(id=pass_.id, coded=draw(coded_spans(end))))
        for channel in pass_.channels:
            events += draw(channel_events(channel, end))
    order = draw(st.permutations(events)) if seldom(draw, 4) else events
    numbered = [Event(id=f"e{i}", code=e.code, on=e.on, off=e.off, mods=e.mods) for i, e in enumerate(order)]
    return Coding(session="s1", coder="anna", scheme="random@1", passes=tuple(passes), events=numbered)


@st.composite
def coded_spans(draw: st.DrawFn, end: int) -> tuple[tuple[int, int], ...]:
    if not seldom(draw, 4):
        return ((0, end * CELL),)
    edges = st.tuples(st.integers(-3, end), st.integers(1, end))
    return tuple((on * CELL, (on + length) * CELL) for on, length in draw(st.lists(edges, max_size=3)))


@st.composite
def channel_events(draw: st.DrawFn, channel: Channel, end: int) -> list[Event]:
    codes = [code.id for code in channel.codes]
    events = []
    for _ in range(draw(st.integers(0, 7))):
        code = draw(st.sampled_from(codes))
        if code.endswith("_u") and not seldom(draw, 2):
            continue
        on = draw(st.integers(-4, end + 2))
        off = None
        if channel.kind == "state" and not seldom(draw, 10):
            off = (on + draw(st.integers(1, 30))) * CELL
        mods = draw(st.sampled_from(({"by": "child"}, {"by": "caregiver"}, {"by": "stranger"}, {})))
        events.append(Event(id="e", code=code, on=on * CELL, off=off, mods=mods))
    return events


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, Any]:
    cells = st.integers(0, 8)
    names = ("de_min", "approach_gap", "manip_merge", "loco_merge", "look_merge", "look_min", "check_lag")
    chosen: dict[str, Any] = {name: draw(cells) for name in (*names, "smile_merge", "voc_merge", "eye_min")}
    for name in ("calm", "check_reach", "respond_within", "after_distress"):
        chosen[name] = draw(st.integers(0, 25))
    chosen["min_obs_ms"] = draw(st.sampled_from((0, 5, 20)))
    chosen["min_obs_prop"] = draw(st.sampled_from((0.0, 0.5, 0.8)))
    chosen["base_episodes"] = draw(st.sampled_from((("play",), ("ep2", "reunion"), ("ep1", "intro"))))
    chosen["positive_episodes"] = draw(st.sampled_from((("ep2", "ep3", "ep5", "ep8"), ("reunion",), ("play", "ep3"))))
    chosen["soothe_from"] = draw(st.sampled_from(("reunion", "contact", "comfort")))
    return chosen
