"""Synthesises the session's sound: mono, complete silence between the sounds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from maker.voices import Utterance

Wave = np.ndarray
PITCH_HZ = {"fuss": 330.0, "cry": 430.0, "scream": 620.0, "babble": 300.0, "caregiver": 215.0, "stranger": 190.0}
LEVEL = {"fuss": 0.16, "cry": 0.42, "scream": 0.6, "babble": 0.2, "speech": 0.16, "door": 0.6}


def synthesise(sounds: list[Utterance], seconds: float, rate: int, seed: int) -> np.ndarray:
    """Return the sound as int16 of shape (samples,)."""
    rng = np.random.Generator(np.random.PCG64([seed, 6]))
    track = np.zeros(round(seconds * rate), np.float32)
    for sound in sounds:
        start = round(sound.on_s * rate)
        count = min(round((sound.off_s - sound.on_s) * rate), len(track) - start)
        if count > rate // 20:
            track[start : start + count] += LEVEL[sound.kind] * _wave(rng, sound, count, rate)
    return (np.clip(track, -0.98, 0.98) * 32767).astype(np.int16)


def _wave(rng: np.random.Generator, sound: Utterance, count: int, rate: int) -> Wave:
    time = np.arange(count) / rate
    if sound.kind == "door":
        thump = np.sin(2 * np.pi * 72 * time) * np.exp(-time * 16)
        latch = rng.normal(0, 0.25, count) * np.exp(-((time - 0.06) ** 2) / 2e-5)
        return (thump + latch).astype(np.float32)
    maker: Callable[..., Wave] = _speech if sound.kind in ("speech", "babble") else _cry
    return (maker(rng, sound, time, rate) * _fade(count, rate)).astype(np.float32)


def _cry(rng: np.random.Generator, sound: Utterance, time: Wave, rate: int) -> Wave:
    """A pitch that rises and falls within the burst, rich in overtones, with a slight tremor."""
    share = time / max(time[-1], 1e-6)
    pitch = PITCH_HZ[sound.kind] * (0.86 + 0.3 * np.sin(np.pi * share**0.7)) * rng.uniform(0.94, 1.06)
    pitch *= 1 + 0.015 * np.sin(2 * np.pi * 7 * time)
    rough = 1 + (0.35 * np.sin(np.pi * np.cumsum(pitch) / rate) if sound.kind == "scream" else 0.0)
    return _overtones(pitch, rate, (1.0, 0.8, 0.55, 0.5, 0.3, 0.16)) * rough


def _speech(rng: np.random.Generator, sound: Utterance, time: Wave, rate: int) -> Wave:
    """Syllables: a gliding pitch, opened and closed a few times a second, with overtones that change by syllable."""
    infant = sound.who == "child"
    pitch = PITCH_HZ["babble" if infant else sound.who] * (1 + 0.16 * np.sin(2 * np.pi * rng.uniform(0.6, 1.3) * time))
    per_s = rng.uniform(2.6, 3.6) if infant else rng.uniform(3.6, 4.8)
    syllable = np.clip(np.sin(np.pi * per_s * time) ** 2 * 1.5 - 0.2, 0, 1)
    shape = rng.uniform(0.1, 1.0, (int(per_s * time[-1]) + 2, 5))[(per_s * time).astype(int)]
    return syllable * sum(shape[:, k] * _tone(pitch * (k + 1), rate) for k in range(5)) / 2.2


def _overtones(pitch: Wave, rate: int, weights: tuple[float, ...]) -> Wave:
    total = sum(weight * _tone(pitch * order, rate) for order, weight in enumerate(weights, start=1))
    return np.asarray(total) / sum(weights) * 1.6


def _tone(pitch: Wave, rate: int) -> Wave:
    below = pitch < rate * 0.45
    return np.sin(2 * np.pi * np.cumsum(pitch) / rate) * below


def _fade(count: int, rate: int) -> Wave:
    edge = max(1, min(count // 3, rate // 25))
    fade = np.ones(count)
    fade[:edge] = np.linspace(0, 1, edge)
    fade[-edge:] = np.linspace(1, 0, edge)
    return fade
