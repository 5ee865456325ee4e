"""Acts a whole session: eight episodes, one after the other, from a profile."""

from __future__ import annotations

import numpy as np

from maker.attention import fill_attention
from maker.caregiver import fill_caregiver
from maker.distress import ALREADY_LEAD_S, act_upset
from maker.paths import CHAIR, DOOR, INSIDE, MIDDLE, STRANGER_CHAIR, TOYS, beside
from maker.play import free_play
from maker.profiles import Plan, Profile
from maker.proximity import fill_proximity
from maker.stage import Context, Ledger, Stage
from maker.tape import CHANNELS, SCHEME, Episode, Tape, ticks

LEAD_S, TAIL_S = 4.0, 5.0
STRANGER_STAYS = ticks(4.8)
WAITS_M = 1.9
"""How far from the door an upset infant waits."""
BRIEF = (("gaze", 6), ("caregiver_gaze", 6), ("caregiver_mood", 8), ("stranger_behaviour", 12), ("manipulation", 6))
"""Shortest states of channels in ticks; what chance made shorter belongs to the state before."""


def simulate(profile: Profile) -> tuple[Tape, Ledger]:
    """Act the session of a profile; the same profile always gives the same tape."""
    episodes = plan_episodes(profile)
    rng = np.random.Generator(np.random.PCG64(profile.seed))
    tape = Tape(episodes[-1].off + ticks(TAIL_S), episodes)
    stage = Stage(profile, tape, rng)
    _rest(tape, episodes[0].on)
    _doors(stage)
    for before, episode, after in zip([None, *episodes], episodes, [*episodes[1:], None], strict=False):
        _arrive(stage, episode, before)
        _act(stage, episode, profile.plans[episode.id])
        _depart(stage, episode, after)
    tape.caregiver_seated = _mask(tape.n, stage.seated)
    fill_proximity(stage)
    fill_caregiver(stage)
    fill_attention(stage)
    for channel, shortest in BRIEF:
        tape.absorb_short(channel, shortest)
    _hide(profile, tape)
    tape.points.sort(key=lambda point: point.tick)
    return tape, stage.ledger


def plan_episodes(profile: Profile) -> list[Episode]:
    """Return the episodes that were held, with their true lengths; a gap shortens the episode before it."""
    tick, gaps, episodes = ticks(LEAD_S), dict(profile.gap_after), []
    for template in SCHEME["episodes"]:
        plan = profile.plans.get(template["id"], Plan(0))
        if plan.seconds == 0:
            continue
        end = tick + ticks(plan.seconds)
        off = end - ticks(gaps.get(template["id"], 0))
        present = tuple(template["present"])
        episodes.append(Episode(template["id"], template["kind"], tick, off, present, template["nominal_ms"]))
        tick = end
    return episodes


def _rest(tape: Tape, on: int) -> None:
    """Start every channel in its rest state once the session has begun."""
    for channel, code in (
        ("distress", "none"), ("manipulation", "no_manipulation"), ("locomotion", "no_locomotion"),
        ("gaze", "look_around"), ("affect", "affect_neutral"), ("voice", "silent"),
        ("caregiver_gaze", "cg_looks_away"), ("caregiver_mood", "cg_neutral"), ("comforting", "no_comfort"),
        ("stranger_behaviour", "str_available"),
    ):  # fmt: skip
        tape.fill(channel, on, tape.n, code)


def _doors(stage: Stage) -> None:
    """Mark who comes and goes at the episodes' edges, before anybody moves."""
    tape = stage.tape
    first, last = tape.episodes[0], tape.episodes[-1]
    _pass_door(stage, "experimenter", first.on - ticks(1.2), True)
    for person in ("caregiver", "child"):
        _pass_door(stage, person, first.on, True)
    tape.mark(first.on, "session_begins")
    tape.mark(last.off, "session_ends")
    for before, episode in zip(tape.episodes, tape.episodes[1:], strict=False):
        for person in ("caregiver", "stranger", "experimenter"):
            comes = person in episode.present
            if comes != (person in before.present):
                _pass_door(stage, person, episode.on + _stay(person, episode, comes), comes)
        if "caregiver" in episode.present and "caregiver" not in before.present:
            tape.mark(episode.on - ticks(1.6), "door_voice")
        elif "caregiver" in before.present and "caregiver" not in episode.present:
            tape.mark(episode.on - ticks(5.2), "prompt")


def _stay(person: str, episode: Episode, comes: bool) -> int:
    """Return how long after the episode's start a person passes the door: the stranger leaves a reunion late."""
    return STRANGER_STAYS if person == "stranger" and episode.kind == "reunion" and not comes else 0


def _pass_door(stage: Stage, person: str, tick: int, comes: bool) -> None:
    if person != "child":
        stage.tape.mark(tick, f"{person}_{'enters' if comes else 'leaves'}")
    stage.tape.inside[person][tick:] = comes


def _arrive(stage: Stage, episode: Episode, before: Episode | None) -> None:
    """Let those who come in at the start of an episode walk in."""
    was = before.present if before else ()
    for person, spot in (("experimenter", MIDDLE), ("caregiver", INSIDE), ("stranger", STRANGER_CHAIR)):
        if person in episode.present and person not in was:
            early = ticks(1.2) if person == "experimenter" else 0
            stage.enter(person, episode.on - early, spot)
    if before is None:
        stage.ways["child"].put(episode.on, DOOR)
    if "stranger" in was and episode.kind == "reunion":
        stage.leave("stranger", episode.on + STRANGER_STAYS)


def _depart(stage: Stage, episode: Episode, after: Episode | None) -> None:
    """Let those who go out at the end of an episode walk out."""
    for person in episode.present:
        if after is not None and person not in after.present and after.kind != "reunion":
            stage.leave(person, after.on)


def _act(stage: Stage, episode: Episode, plan: Plan) -> None:
    if plan.whimper_s is not None:
        tick = episode.on + ticks(plan.whimper_s)
        stage.tape.fill("distress", tick, tick + ticks(1.6), "fuss", "self")
    if "caregiver" not in episode.present:
        _separation(stage, episode, plan)
    elif episode.kind == "reunion":
        _reunion(stage, episode, plan)
    else:
        _together(stage, episode, plan)


def _together(stage: Stage, episode: Episode, plan: Plan) -> None:
    tick = episode.on
    if episode.id == "ep1":
        tick += stage.seconds(14, 18)
        stage.touch(episode.on, tick, "held", "caregiver")
        stage.sit_down(episode.on, stage.spell_end(episode.on) - ticks(3))
        stage.ways["child"].put(tick, beside(TOYS["car"], CHAIR, 0.3))
        stage.be(episode.on, tick, Context.WATCH)
    if episode.kind == "stranger":
        tick += stage.seconds(4, 8)
        stage.be(episode.on, tick, Context.WATCH)
    _play_and_upsets(stage, tick, episode, plan)


def _reunion(stage: Stage, episode: Episode, plan: Plan) -> None:
    on, child = episode.on, stage.ways["child"]
    stage.tape.held_by_stranger[on:] = False
    child.halt(on)
    stage.tape.mark(on + stage.seconds(0.6, 1.2), "greets")
    stage.stand_up(on)
    if plan.upsets and plan.upsets[0].on_s == 0:
        _play_and_upsets(stage, on, episode, plan)
        return
    stage.be(on, on + ticks(2.4), Context.PLAY if plan.avoid else Context.GREET)
    tick = on + ticks(2.4)
    if plan.avoid:
        stage.tape.mark(on + stage.seconds(1.2, 2.0), "avoid")
        stage.tape.mark(on + stage.seconds(24, 40), "avoid")
    if plan.seek:
        tick = stage.child_to_caregiver(tick, INSIDE)
        stage.touch(tick + ticks(0.3), tick + ticks(4), "touching", "child")
        stage.be(tick, tick + ticks(5), Context.CONTACT)
        tick += ticks(5)
    stage.sit_down(tick + ticks(1), stage.spell_end(on) - ticks(3))
    _play_and_upsets(stage, tick, episode, plan)


def _play_and_upsets(stage: Stage, tick: int, episode: Episode, plan: Plan) -> None:
    for upset in plan.upsets:
        start = episode.on + ticks(upset.on_s)
        lead = ticks(ALREADY_LEAD_S) if upset.how == "already" else 0
        if start - lead > tick:
            free_play(stage, tick, start - lead)
        tick = act_upset(stage, start, episode.off, upset)
    free_play(stage, tick, episode.off, 0.6 if episode.kind == "stranger" else 1.0)


def _separation(stage: Stage, episode: Episode, plan: Plan) -> None:
    tape = stage.tape
    if plan.cry_from_s is None:
        free_play(stage, episode.on, episode.off, 0.5)
        return
    start = episode.on + ticks(plan.cry_from_s)
    free_play(stage, episode.on, start, 0.5)
    stage.cry(start, episode.off, plan.strength)
    stage.be(start, episode.off, Context.SEARCH)
    child = stage.ways["child"]
    arrival = child.walk(start, beside(DOOR, child.at(start), WAITS_M), 0.6)
    if "stranger" in episode.present and episode.off - arrival > ticks(20):
        lifted = arrival + ticks(8)
        stage.ways["stranger"].walk(arrival + ticks(4), beside(child.at(arrival), STRANGER_CHAIR, 0.35), 1.0)
        tape.held_by_stranger[lifted : episode.off - ticks(3)] = True
    if episode.off - episode.on < ticks(120):
        tape.mark(episode.off - ticks(1.2), "curtailment")


def _hide(profile: Profile, tape: Tape) -> None:
    """Put the profile's unobservable stretches over what was there."""
    for unseen in profile.unseen:
        episode = tape.episode(unseen.episode)
        channel = next(n for n, c in CHANNELS.items() if c.get("unobservable") == unseen.code)
        if episode is not None:
            on = episode.on + ticks(unseen.from_s)
            tape.fill(channel, on, on + ticks(unseen.seconds), unseen.code)


def _mask(n: int, spans: list[tuple[int, int]]) -> np.ndarray:
    mask = np.zeros(n, bool)
    for on, off in spans:
        mask[on:off] = True
    return mask
