"""Random sessions and codings for the comparison of the engine with the grid of `tests.metrics.oracle`."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Code, EpisodeTemplate, Pass, Scheme
from coder.model.session import Episode, Participant, Session
from tests.metrics.oracle import BIN, CELL, DOOR, LEAST, PLAY, SIGNAL

KINDS = ("intro", "play", "stranger", "separation", "reunion", "alone", "stranger_return", "reunion")

CHANNELS: dict[str, dict[str, tuple[str, ...]]] = {
    "distress": {"distress": ("calm", "fuss", "cry", "distress_u")},
    "proximity": {
        "proximity": ("held", "touching", "proximity_u"),
        "seeking": ("approach", "bid"),
    },
    "exploration": {"manipulation": ("manipulates", "mouths", "manipulation_u"), "locomotion": ("moves",)},
    "gaze": {"gaze": ("look_face", "look_caregiver", "look_toys", "gaze_u"), "showing": ("shows",)},
    "affect": {"affect": ("smile", "affect_u"), "voice": ("vocalises",), "sounds": ("laughs", "calls")},
    "caregiver": {
        "caregiver_gaze": ("cg_looks", "cg_gaze_u"),
        "comforting": ("comforts",),
        "clinging": ("clings",),
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
    "held": ("held", "clings"),
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
    scheme, session, chosen = draw(schemes()), draw(sessions()), draw(parameters())
    return Case(scheme, session, draw(codings(scheme, instants(session), lengths(chosen))), chosen)


def instants(session: Session) -> list[int]:
    """Cells where much begins and ends at once, so that rules about the same moment and about edges are met often."""
    edges = {time // CELL for episode in session.episodes for time in (episode.on, episode.off)} or {0, 60}
    last = max(edges)
    return sorted(edges | set(range(0, last, max(1, last // 12))))


def lengths(chosen: dict[str, Any]) -> list[int]:
    """Durations just at, under and over the limits that the parameters and the definitions set."""
    limits = {value for name, value in chosen.items() if isinstance(value, int)} | {DOOR, PLAY, SIGNAL, BIN, LEAST}
    return sorted({limit + step for limit in limits for step in (-1, 0, 1)} - {-1, 0})


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
def codings(draw: st.DrawFn, scheme: Scheme, instants: list[int], lengths: list[int]) -> Coding:
    events, passes = [], []
    for pass_ in scheme.passes:
        passes.append(PassRecord(id=pass_.id, coded=draw(coded_spans(instants))))
        for channel in pass_.channels:
            events += draw(channel_events(channel, instants, lengths))
    order = draw(st.permutations(events)) if seldom(draw, 4) else events
    numbered = [Event(id=f"e{i}", code=e.code, on=e.on, off=e.off, mods=e.mods) for i, e in enumerate(order)]
    return Coding(session="s1", coder="anna", scheme="random@1", passes=tuple(passes), events=numbered)


@st.composite
def coded_spans(draw: st.DrawFn, instants: list[int]) -> tuple[tuple[int, int], ...]:
    if not seldom(draw, 4):
        return ((instants[0] * CELL, instants[-1] * CELL),)
    edges = st.tuples(st.sampled_from(instants), st.integers(-3, 3), st.integers(1, instants[-1]))
    return tuple(
        ((on + step) * CELL, (on + step + length) * CELL) for on, step, length in draw(st.lists(edges, max_size=3))
    )


@st.composite
def channel_events(draw: st.DrawFn, channel: Channel, instants: list[int], lengths: list[int]) -> list[Event]:
    """Events that begin at the instants, or where an earlier one of the channel ended, or a limit's length after it."""
    codes = [code.id for code in channel.codes if not code.id.endswith("_u") or seldom(draw, 3)]
    events: list[Event] = []
    starts = list(instants)
    for _ in range(draw(st.integers(0, 8))):
        on = draw(st.sampled_from(starts)) + draw(st.sampled_from((0, 0, 0, -1, 1, -4)))
        length = draw(st.sampled_from(lengths))
        is_open = channel.kind == "point" or seldom(draw, 12)
        mods = draw(st.sampled_from(({"by": "child"}, {"by": "caregiver"}, {"by": "stranger"}, {})))
        off = None if is_open else (on + length) * CELL
        events.append(Event(id="e", code=draw(st.sampled_from(codes)), on=on * CELL, off=off, mods=mods))
        starts += [on + length, on + length + draw(st.sampled_from(lengths))]
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
