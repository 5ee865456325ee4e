"""What can be wrong in a session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from coder.model.checks.problem import Problem, used_twice, warning
from coder.model.scheme import Scheme
from coder.model.session import Episode, Session
from coder.model.synchrony import contradictions
from coder.model.timecode import clock

_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def session_problems(session: Session, scheme: Scheme | None = None) -> list[Problem]:
    """Return everything wrong in a session; with its scheme also where the two do not fit."""
    return [
        *_participant(session),
        *timeline_problems(session),
        *(problem for episode in session.episodes for problem in _episode(episode)),
        *(_against_scheme(session, scheme) if scheme else ()),
        *_media(session),
        *_physiology(session),
    ]


def _participant(session: Session) -> Iterator[Problem]:
    age = session.participant.age_days
    if age is not None and age < 0:
        yield Problem("participant", f"The age is {age} days.")
    if session.recorded_on and not _MONTH.fullmatch(session.recorded_on):
        yield Problem("recorded_on", f"“{session.recorded_on[:20]}” is not a year and month such as 2026-03.")


def timeline_problems(session: Session) -> Iterator[Problem]:
    """Yield what makes the episodes no line of time: numbers counted over them would be wrong."""
    yield from used_twice("episode", (episode.id for episode in session.episodes))
    for episode in session.episodes:
        if episode.off <= episode.on:
            place, text = f"episode {episode.id}", f"It ends at {clock(episode.off)} and begins at {clock(episode.on)}."
            yield Problem(place, text)
    for one, two in pairwise(session.episodes):
        place = f"episode {two.id}"
        if two.on < one.on:
            yield Problem(place, f"It begins at {clock(two.on)}, before {one.id}; episodes stand in order of time.")
        elif two.on < one.off:
            yield Problem(place, f"It begins at {clock(two.on)}, while {one.id} goes on until {clock(one.off)}.")


def _episode(episode: Episode) -> Iterator[Problem]:
    place = f"episode {episode.id}"
    if episode.on < 0:
        yield warning(place, "It begins before the first frame of the reference camera.")
    if episode.nominal_ms is not None and episode.nominal_ms <= 0:
        yield Problem(place, "The planned length is more than 0 ms.")
    if len(set(episode.present)) < len(episode.present):
        yield Problem(place, "Somebody is named twice among those present.")
    if episode.kind == "reunion" and "caregiver" not in episode.present:
        yield Problem(place, "A reunion without the caregiver present; nothing can be measured in it.")


def _against_scheme(session: Session, scheme: Scheme) -> Iterator[Problem]:
    planned = {episode.id: episode for episode in scheme.episodes}
    for episode in session.episodes:
        template = planned.get(episode.id)
        if template is None and planned:
            yield warning(f"episode {episode.id}", "The scheme has no such episode.")
        elif template is not None and template.kind != episode.kind:
            text = f"It is of kind {episode.kind}; the scheme says {template.kind}."
            yield warning(f"episode {episode.id}", text)


def _media(session: Session) -> Iterator[Problem]:
    yield from used_twice("media", (media.id for media in session.media))
    references = [media.id for media in session.media if media.role == "reference"]
    if len(references) > 1:
        yield Problem("media", f"Only one camera can be the reference, not {' and '.join(references)}.")
    if len(session.media) > 1 and not references:
        yield warning("media", f"No camera is the reference; {session.media[0].id} is taken.")
    for media in session.media:
        if media.rate <= 0:
            yield Problem(f"media {media.id}", f"The rate is more than 0, not {media.rate}.")
        if not media.path or "\0" in media.path:
            yield Problem(f"media {media.id}", "It names no file.")


def _physiology(session: Session) -> Iterator[Problem]:
    yield from used_twice("physiology", (recording.id for recording in session.physiology))
    for role in ("session", "resting"):
        first, *others = [one.id for one in session.physiology if one.role == role] or [""]
        if others:
            yield warning("physiology", f"Only {first} is used as the {role} recording, not {', '.join(others)}.")
    for recording in session.physiology:
        place = f"physiology {recording.id}"
        if not recording.path or "\0" in recording.path:
            yield Problem(place, "It names no file.")
        if not recording.anchors and recording.role == "session":
            yield warning(place, "It is not synchronised: it has no anchors.")
        for one, two in contradictions(recording.anchors):
            yield Problem(place, f"The anchors {list(one)} and {list(two)} contradict each other.")
