"""Draws people and toys from simple shapes: who it is, what they do, where they look, how they feel."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin

from maker.room import Color, Pen, Spot

SKIN, INK, LIPS, TEARS = (152, 186, 226), (36, 32, 30), (72, 72, 176), (228, 178, 110)
WHITE, BLUSH = (235, 238, 240), (120, 140, 226)


@dataclass(frozen=True)
class Look:
    """How an adult is dressed."""

    top: Color
    legs: Color
    hair: Color


LOOKS = {
    "caregiver": Look((128, 150, 62), (92, 66, 52), (44, 54, 84)),
    "stranger": Look((150, 84, 142), (74, 74, 80), (70, 128, 176)),
    "experimenter": Look((196, 196, 192), (96, 88, 80), (60, 60, 64)),
}
INFANT_TOP, INFANT_LEGS, INFANT_HAIR = (72, 168, 214), (150, 116, 96), (72, 100, 134)


@dataclass(frozen=True)
class Face:
    """What a face shows: mouth (neutral, smile, open, upset), gaze direction −1…1 sideways and up, or eyes shut."""

    mouth: str = "neutral"
    across: float = 0.0
    up: float = 0.0
    eyes_shut: bool = False
    tears: bool = False


def adult(pen: Pen, who: str, at: tuple[float, float], seated: bool, stride: float, face: Face, arms: str) -> None:
    """Draw an adult; ``stride`` is the phase of walking (0 stands), ``arms``: rest, hold or offer."""
    look, (x, y) = LOOKS[who], at
    hip, chest, head = (0.46, 0.92, 1.22) if seated else (0.80, 1.18, 1.50)
    swing = 0.14 * sin(2 * pi * stride)
    if seated:
        for side in (-0.1, 0.1):
            pen.limb((x + side, y, hip), (x + side * 1.4, y + 0.35, 0.42), 0.13, look.legs)
            pen.limb((x + side * 1.4, y + 0.35, 0.42), (x + side * 1.4, y + 0.38, 0.03), 0.11, look.legs)
    else:
        pen.limb((x - 0.08, y, hip), (x - 0.08 + swing, y, 0.03), 0.13, look.legs)
        pen.limb((x + 0.08, y, hip), (x + 0.08 - swing, y, 0.03), 0.13, look.legs)
    pen.oval((x, y, (hip + chest) / 2 + 0.06), 0.2, (chest - hip) / 2 + 0.16, look.top)
    _arms(pen, (x, y, chest), look.top, arms, swing)
    pen.disc((x, y, head + 0.04), 0.165, look.hair)
    _face(pen, (x, y, head), 0.14, face)


def _arms(pen: Pen, shoulder: Spot, color: Color, arms: str, swing: float) -> None:
    x, y, z = shoulder
    for side in (-1, 1):
        hand: Spot = (x + side * 0.24 + side * swing, y, z - 0.5)
        if arms == "hold":
            hand = (x - side * 0.04, y, z - 0.22)
        elif arms == "offer":
            hand = (x + side * 0.12 - 0.3, y, z - 0.18)
        pen.limb((x + side * 0.18, y, z), hand, 0.1, color)
        pen.disc(hand, 0.05, SKIN)


def infant(pen: Pen, at: Spot, pose: str, phase: float, face: Face, facing: float) -> None:
    """Draw the infant; ``pose``: sit, handle, crawl, stand, walk, arms_up or held; ``facing`` −1 left … 1 right."""
    x, y, z = at
    beat = sin(2 * pi * phase)
    if pose == "crawl":
        for step, side in ((beat, -0.14), (-beat, 0.14)):
            pen.limb((x + side, y, z + 0.2), (x + side + 0.05 * step, y, z + 0.02), 0.08, INFANT_LEGS)
        pen.oval((x, y, z + 0.24), 0.22, 0.12, INFANT_TOP)
        head = (x + 0.26 * facing, y, z + 0.36)
    elif pose in ("stand", "walk", "arms_up"):
        step = 0.07 * beat if pose == "walk" else 0.0
        for side, move in ((-0.06, step), (0.06, -step)):
            pen.limb((x + side, y, z + 0.26), (x + side + move, y, z + 0.02), 0.1, INFANT_LEGS)
        pen.oval((x, y, z + 0.38), 0.13, 0.17, INFANT_TOP)
        head = (x, y, z + 0.66)
    else:
        if pose != "held":
            for side in (-0.13, 0.13):
                pen.oval((x + side, y + 0.12, z + 0.05), 0.13, 0.055, INFANT_LEGS)
        pen.oval((x, y, z + 0.18), 0.14, 0.17, INFANT_TOP)
        head = (x, y, z + 0.45)
    _infant_arms(pen, (x, y, head[2] - 0.2), pose, beat, facing)
    pen.disc((head[0], y, head[2] + 0.025), 0.155, INFANT_HAIR)
    _face(pen, head, 0.14, face)


def _infant_arms(pen: Pen, shoulder: Spot, pose: str, beat: float, facing: float) -> None:
    x, y, z = shoulder
    for side in (-1, 1):
        if pose == "arms_up":
            hand: Spot = (x + side * 0.14, y, z + 0.26)
        elif pose == "handle":
            hand = (x + 0.2 * facing + side * 0.05, y, z - 0.08 + 0.045 * beat * side)
        elif pose == "crawl":
            hand = (x + 0.2 * facing + 0.06 * beat * side, y, 0.03)
        elif pose == "held":
            hand = (x + side * 0.1, y, z + 0.04)
        else:
            hand = (x + side * 0.17, y, z - 0.14)
        pen.limb((x + side * 0.09, y, z), hand, 0.07, INFANT_TOP)
        pen.disc(hand, 0.035, SKIN)


def _face(pen: Pen, head: Spot, radius: float, face: Face) -> None:
    x, y, z = head
    pen.disc(head, radius, SKIN)
    x, z = x + 0.3 * radius * face.across, z + 0.25 * radius * face.up
    for side in (-0.4, 0.4):
        eye: Spot = (x + side * radius, y, z + 0.1 * radius)
        if face.eyes_shut:
            pen.limb((eye[0] - 0.03, y, eye[2]), (eye[0] + 0.03, y, eye[2]), 0.018, INK)
        else:
            pen.disc(eye, 0.042, WHITE)
            pen.disc((eye[0] + 0.022 * face.across, y, eye[2] + 0.018 * face.up), 0.024, INK)
        if face.tears:
            pen.disc((eye[0], y, eye[2] - 0.075), 0.02, TEARS)
    mouth: Spot = (x, y, z - 0.45 * radius)
    if face.mouth == "smile":
        pen.arc((mouth[0], y, mouth[2] + 0.03), 0.065, 0.05, (15, 165), LIPS)
    elif face.mouth == "open":
        pen.oval(mouth, 0.055, 0.05, LIPS)
    elif face.mouth == "upset":
        pen.arc((mouth[0], y, mouth[2] - 0.04), 0.055, 0.045, (200, 340), LIPS)
    else:
        pen.limb((mouth[0] - 0.035, y, mouth[2]), (mouth[0] + 0.035, y, mouth[2]), 0.018, LIPS)


def toy(pen: Pen, name: str, at: tuple[float, float], shake: float) -> None:
    """Draw a toy on the floor; ``shake`` moves it a little while it is handled."""
    x, y = at[0] + 0.03 * shake, at[1]
    if name == "ball":
        pen.disc((x, y, 0.13), 0.13, (74, 96, 214))
        pen.arc((x, y, 0.13), 0.06, 0.12, (0, 360), WHITE)
    elif name == "blocks":
        for dx, dz, color in ((-0.13, 0, (178, 130, 84)), (0.07, 0, (92, 178, 214)), (-0.03, 0.18, (110, 172, 96))):
            pen.plane(
                [(x + dx, y, dz), (x + dx + 0.17, y, dz), (x + dx + 0.17, y, dz + 0.17), (x + dx, y, dz + 0.17)], color
            )
    elif name == "rings":
        for level, color in enumerate(((170, 92, 150), (96, 164, 118), (84, 120, 220), (84, 200, 226))):
            pen.oval((x, y, 0.05 + 0.07 * level), 0.15 - 0.03 * level, 0.05, color)
    elif name == "car":
        pen.plane([(x - 0.18, y, 0.06), (x + 0.18, y, 0.06), (x + 0.18, y, 0.16), (x - 0.18, y, 0.16)], (60, 60, 190))
        pen.plane([(x - 0.09, y, 0.16), (x + 0.09, y, 0.16), (x + 0.06, y, 0.25), (x - 0.06, y, 0.25)], (60, 60, 190))
        for side in (-0.1, 0.1):
            pen.disc((x + side, y, 0.05), 0.05, INK)
    else:
        pen.plane([(x - 0.15, y, 0.0), (x + 0.15, y, 0.0), (x + 0.15, y, 0.2), (x - 0.15, y, 0.2)], (84, 150, 70))
        pen.oval((x, y, 0.2), 0.15, 0.05, (206, 222, 226))
