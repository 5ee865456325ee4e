"""Turns a tape into pictures: one BGR picture per frame of a camera."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from maker.figures import Face, adult, infant, toy
from maker.paths import STRANGER_CHAIR, TOYS, distance
from maker.profiles import Profile
from maker.room import Pen, View, background, door
from maker.stage import Context
from maker.stamp import Clockface, stamp_number
from maker.tape import TICK_MS, Tape, ticks
from maker.voices import Utterance

WALKS_FROM_DAYS = 390
GAZE = {  # sideways and up, where the camera sees the eyes go
    "look_face": (0.6, 0.9), "look_caregiver": (0.9, 0.2), "look_toys": (0.1, -0.9), "look_around": (-0.8, 0.5),
    "look_stranger": (-0.4, 0.7), "look_other": (-1.0, 0.0), "gaze_u": (-1.0, -0.4),
    "cg_looks_face": (-0.6, -0.6), "cg_looks_child": (-0.3, -0.9), "cg_looks_away": (0.7, 0.3), "cg_gaze_u": (1.0, 0.0),
}  # fmt: skip
MOUTH = {"smile": "smile", "affect_negative": "upset", "cg_positive": "smile", "cg_negative": "upset"}


class Scene:
    """A session ready to be drawn, whatever the camera."""

    def __init__(self, profile: Profile, tape: Tape, sounds: list[Utterance]) -> None:
        self.tape = tape
        self.walks = profile.age_days >= WALKS_FROM_DAYS
        self.codes = {name: _code_per_tick(tape, name) for name in tape.states}
        self.speed = {who: _speed(tape.where[who]) for who in tape.where}
        self.speaks = {who: _speaking(tape, sounds, who) for who in ("child", "caregiver", "stranger")}
        self.door_open = _around(tape, ("_enters", "_leaves"), 0.9, 0.9)
        self.reaching = _around(tape, ("bid",), 0.0, 1.3) | _around(tape, ("shows",), 0.0, 1.0)
        self.offering = _around(tape, ("acts", "greets"), 0.0, 1.5)
        self.shown = {who: _visible(tape, who) for who in ("caregiver", "stranger", "experimenter")}

    def draw(self, pen: Pen, tick: int) -> None:
        """Draw everything that moves, far things first."""
        if self.door_open[tick]:
            door(pen, is_open=True)
        things: list[tuple[float, str]] = [(place[1], name) for name, place in TOYS.items()]
        things += [(self.tape.where[who][tick][1], who) for who in self.shown if self.shown[who][tick]]
        if self.tape.inside["child"][tick]:
            things.append((self.tape.where["child"][tick][1] + 0.02, "child"))
        for _, name in sorted(things):
            if name in TOYS:
                self._toy(pen, name, tick)
            elif name == "child":
                self._infant(pen, tick)
            else:
                self._adult(pen, name, tick)

    def _toy(self, pen: Pen, name: str, tick: int) -> None:
        near = distance(TOYS[name], tuple(self.tape.where["child"][tick])) < 0.45  # type: ignore[arg-type]
        handled = near and self.codes["manipulation"][tick] == "manipulates"
        toy(pen, name, TOYS[name], float(np.sin(tick * 0.9)) if handled else 0.0)

    def _adult(self, pen: Pen, who: str, tick: int) -> None:
        x, y = self.tape.where[who][tick]
        walking = self.speed[who][tick] > 0.15
        seated = not walking and self._sits(who, tick)
        holding = self._held_by(tick) == who
        offering = who == "caregiver" and self.offering[tick] and not holding
        arms = "hold" if holding else "offer" if offering else "rest"
        across, up = (
            GAZE.get(str(self.codes["caregiver_gaze"][tick]), (0.2, 0.0)) if who == "caregiver" else (-0.4, -0.4)
        )
        mouth = MOUTH.get(str(self.codes["caregiver_mood"][tick]), "neutral") if who == "caregiver" else "neutral"
        if who in self.speaks and self.speaks[who][tick] and tick // 4 % 2:
            mouth = "open"
        adult(pen, who, (x, y), seated, tick / 25 if walking else 0.0, Face(mouth, across, up), arms)

    def _sits(self, who: str, tick: int) -> bool:
        if who == "caregiver":
            return bool(self.tape.caregiver_seated[tick])
        return distance(STRANGER_CHAIR, tuple(self.tape.where[who][tick])) < 0.05  # type: ignore[arg-type]

    def _held_by(self, tick: int) -> str:
        if self.tape.held_by_stranger[tick]:
            return "stranger"
        return "caregiver" if self.codes["proximity"][tick] == "held" else ""

    def _infant(self, pen: Pen, tick: int) -> None:
        x, y = self.tape.where["child"][tick]
        holder, pose, z = self._held_by(tick), self._pose(tick), 0.0
        if holder:
            seated = holder == "caregiver" and bool(self.tape.caregiver_seated[tick])
            pose, x, y, z = "held", x - 0.16, y + 0.06, 0.5 if seated else 0.82
        upset = self.codes["distress"][tick] in ("cry", "scream")
        phase = tick / 16 if pose in ("crawl", "walk", "handle") or upset else 0.0
        heading = self.tape.where["child"][min(tick + 5, self.tape.n - 1)][0] - x
        infant(pen, (x, y, z), pose, phase, self._infant_face(tick), -1.0 if heading < -0.02 else 1.0)

    def _pose(self, tick: int) -> str:
        if self.speed["child"][tick] > 0.1:
            return "walk" if self.walks else "crawl"
        if self.reaching[tick]:
            return "arms_up"
        if self.tape.context[tick] in (Context.UPSET, Context.SEARCH):
            return "stand"
        return "handle" if self.codes["manipulation"][tick] == "manipulates" else "sit"

    def _infant_face(self, tick: int) -> Face:
        across, up = GAZE.get(str(self.codes["gaze"][tick]), (0.0, 0.0))
        distress, voiced = self.codes["distress"][tick], self.speaks["child"][tick]
        loud = distress in ("cry", "scream")
        mouth = "open" if voiced else MOUTH.get(str(self.codes["affect"][tick]), "neutral")
        shut = loud and self.codes["gaze"][tick] in ("look_other", "gaze_u")
        return Face(mouth, across, up, shut, tears=loud)


def pictures(
    scene: Scene, view: View, ticks_per_frame: int, first_tick: int = 0, clock_signs: int = 12
) -> Iterator[np.ndarray]:
    """Yield the pictures of one camera in time order, BGR uint8 of shape (height, width, 3).

    The burnt-in time is the session's; the barcode counts the camera's own frames from ``first_tick`` on.
    """
    empty, clock = background(view), Clockface(clock_signs)
    for number, tick in enumerate(range(first_tick, scene.tape.n, ticks_per_frame)):
        picture = empty.copy()
        scene.draw(Pen(view, picture), tick)
        stamp_number(picture, number)
        clock.draw(picture, tick * TICK_MS)
        yield picture


def _code_per_tick(tape: Tape, channel: str) -> np.ndarray:
    codes = np.full(tape.n, "", "U24")
    for on, off, code, _ in tape.spans(channel):
        codes[on:off] = code
    return codes


def _speed(where: np.ndarray) -> np.ndarray:
    """Return metres per second at every tick."""
    steps = np.hypot(*np.diff(where, axis=0, append=where[-1:]).T)
    return np.where(steps < 0.2, steps, 0.0) * 1000 / TICK_MS


def _speaking(tape: Tape, sounds: list[Utterance], who: str) -> np.ndarray:
    mask = np.zeros(tape.n, bool)
    for sound in sounds:
        if sound.who == who:
            mask[ticks(sound.on_s) : ticks(sound.off_s)] = True
    return mask


def _around(tape: Tape, endings: tuple[str, ...], before_s: float, after_s: float) -> np.ndarray:
    mask = np.zeros(tape.n, bool)
    for point in tape.points:
        if point.code.endswith(endings):
            mask[max(0, point.tick - ticks(before_s)) : point.tick + ticks(after_s)] = True
    return mask


def _visible(tape: Tape, who: str) -> np.ndarray:
    """Return where a person is seen: inside, or in the doorway just before coming in and after going out."""
    return tape.inside[who] | _around(tape, (f"{who}_enters",), 0.8, 0.0) | _around(tape, (f"{who}_leaves",), 0.0, 0.7)
