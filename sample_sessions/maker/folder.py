"""The files of the sample study, and of what is expected of it: true codings and the measures they must give."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from coder.model.coding import Coding, PassRecord
from coder.model.scheme import Scheme
from coder.model.session import Episode, Media, Participant, Physiology, Session
from coder.model.study import Person, Study
from coder.store import codec
from maker.cameras import Camera, cameras, media_path
from maker.coders import ANNA, MARIA, Hand, code_by_hand
from maker.director import simulate
from maker.expected import expected_rows
from maker.heart import ANCHOR_MS, heart_csv
from maker.profiles import PROFILES, Profile
from maker.ratings import classify, rate
from maker.tape import PASS_OF_CODE, SCHEME_PATH, TICK_MS, Tape
from maker.truth import PASSES, SCHEME_REF, scored_spans, true_coding

VISITOR = "you"
"""Whoever opens the sample first: has coded nothing yet, and may see everything."""

OPEN_PASSES = {("s012", "maria", "stranger"): 0.55}
"""Passes left open, with the share of the session coded so far."""


def study_files(study: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path in the study folder and content of every file but the media, which must be there already."""
    yield "study.json", codec.to_bytes(_head())
    yield f"schemes/{SCHEME_REF}.json", codec.to_bytes(codec.load(Scheme, SCHEME_PATH))
    for number, profile in enumerate(PROFILES, start=1):
        yield from _session_files(study, number, profile)


def expected_files() -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the true codings and of the measures counted on the tapes."""
    rows = []
    for profile in PROFILES:
        tape, _ = simulate(profile)
        yield f"truth/{profile.session}.json", codec.to_bytes(true_coding(profile.session, tape))
        rows += [row.plain() for row in expected_rows(profile.session, tape)]
    lines = ",\n    ".join(json.dumps(row) for row in rows)
    about = "Measures of the true codings, counted tick by tick on the simulation's own record."
    head = f'{{\n  "format": "securebase-expected-measures",\n  "version": 1,\n  "about": "{about}",\n'
    yield "measures.json", f'{head}  "rows": [\n    {lines}\n  ]\n}}\n'.encode()


def _head() -> Study:
    return Study(
        id="sample",
        title="Sample study",
        schemes=(SCHEME_REF,),
        people=(
            Person(id=VISITOR, roles=("coder", "supervisor")),
            Person(id=ANNA.id, roles=("coder",)),
            Person(id=MARIA.id, roles=("coder", "supervisor", "certified_rater")),
        ),
    )


def _session_files(study: Path, number: int, profile: Profile) -> Iterator[tuple[str, bytes]]:
    tape, _ = simulate(profile)
    folder = f"sessions/{profile.session}"
    yield f"{folder}/session.json", codec.to_bytes(_session(study, number, profile, tape))
    for hand in (ANNA, MARIA):
        yield f"{folder}/codings/{hand.id}.json", codec.to_bytes(_coding(hand, number, profile, tape))
    if profile.heart:
        yield heart_path(profile), heart_csv(profile, tape)


def heart_path(profile: Profile) -> str:
    """Return where a session's heart rate lies in the study folder."""
    return f"physio/{profile.session}_hr.csv"


def _session(study: Path, number: int, profile: Profile, tape: Tape) -> Session:
    episodes = tuple(
        Episode(
            id=e.id, kind=e.kind, on=e.on * TICK_MS, off=e.off * TICK_MS, present=e.present, nominal_ms=e.nominal_ms
        )
        for e in tape.episodes
    )
    heart = Physiology(id="hr", path=heart_path(profile), anchors=((0, ANCHOR_MS),))
    return Session(
        id=profile.session,
        scheme=SCHEME_REF,
        participant=Participant(
            child=profile.child,
            age_days=profile.age_days,
            release="teaching",
            covariates={"condition": profile.condition},
        ),
        recorded_on=f"2026-{1 + (number - 1) // 4:02d}",
        media=tuple(_media(study, profile.session, camera) for camera in cameras(profile.session)),
        physiology=(heart,) if profile.heart else (),
        episodes=episodes,
    )


def _media(study: Path, session: str, camera: Camera) -> Media:
    path = media_path(session, camera)
    return Media(
        id=camera.id,
        path=path,
        sha256=hashlib.sha256((study / path).read_bytes()).hexdigest(),
        title=camera.title,
        offset_ms=camera.offset_ms,
        role="reference" if camera.sound_rate else "view",
    )


def _coding(hand: Hand, number: int, profile: Profile, tape: Tape) -> Coding:
    events = code_by_hand(hand, number, tape, cameras(profile.session)[0].frame_ms)
    passes = tuple(_pass(hand, number, profile, tape, name) for name in PASSES)
    for record in passes:
        if not record.complete:
            end = record.coded[-1][1]
            events = [e for e in events if e.code not in _codes(record.id) or (e.off or e.on) <= end]
    return Coding(
        session=profile.session,
        coder=hand.id,
        scheme=SCHEME_REF,
        passes=passes,
        events=events,
        ratings=rate(hand, profile, tape),
        classification=classify(hand, profile),
    )


def _pass(hand: Hand, number: int, profile: Profile, tape: Tape, name: str) -> PassRecord:
    coded = scored_spans(tape.episodes)
    share = OPEN_PASSES.get((profile.session, hand.id, name))
    if share is not None:
        begin, end = coded[0][0], round(coded[-1][1] * share) // TICK_MS * TICK_MS
        return PassRecord(id=name, coded=((begin, end),))
    day = 2 * number + (hand is MARIA)
    hour, minute = divmod(8 * 60 + 35 * PASSES.index(name), 60)
    finished = f"2026-04-{day:02d}T{hour:02d}:{minute:02d}:00Z"
    return PassRecord(id=name, coded=coded, complete=True, finished=finished)


def _codes(pass_id: str) -> frozenset[str]:
    return frozenset(code for code, owner in PASS_OF_CODE.items() if owner == pass_id)
