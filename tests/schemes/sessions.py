"""Small sessions coded with the schemes that come with the program, written in seconds.

``measured("still-face", "ep2 0-120; ep3 120-240", "none 0; fuss 130; none 140")`` is a coding as keys make it: on a
channel with one state at a time the next state ends the one before. Episodes take kind and persons from the scheme.
"""

from __future__ import annotations

import msgspec

from coder.app.library import shipped_scheme
from coder.metrics import Parameters, measure
from coder.model.checks import coding_problems, session_problems
from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.tracks import resolve
from tests.metrics.scenes import Scene, ms


def measured(
    scheme_id: str, episodes: str, events: str = "", coded: dict[str, str] | None = None, **parameters: object
) -> Scene:
    """Measure a session; ``coded`` gives the coded spans of passes that were not coded throughout."""
    scheme = shipped_scheme(scheme_id)
    session = Session(
        id="s1",
        scheme=scheme.ref,
        participant=Participant(child="c1"),
        episodes=tuple(_episode(scheme, text) for text in episodes.split("; ")),
    )
    throughout = f"{session.episodes[0].on / 1000}-{session.episodes[-1].off / 1000}"
    spans = {pass_.id: throughout for pass_ in scheme.passes} | (coded or {})
    coding = Coding(
        session="s1",
        coder="anna",
        scheme=scheme.ref,
        passes=tuple(PassRecord(id=name, coded=tuple(_span(t) for t in text.split())) for name, text in spans.items()),
        events=[_event(place, text) for place, text in enumerate(events.replace("\n", ";").split(";")) if text.strip()],
    )
    assert [*session_problems(session, scheme), *coding_problems(coding, scheme, session)] == []
    tracks = resolve(scheme, session, coding)
    return Scene(coding, tracks, measure(tracks, Parameters.of(parameters)))


def _episode(scheme: Scheme, text: str) -> Episode:
    name, times = text.split()
    (plan,) = [template for template in scheme.episodes if template.id == name]
    on, off = _span(times)
    return Episode(id=name, kind=plan.kind, on=on, off=off, present=plan.present)


def _event(place: int, text: str) -> Event:
    code, times, *mods = text.split()
    on, _, off = times.partition("-")
    event = Event(id=f"e{place + 1}", code=code, on=ms(on), mods=dict(mod.split("=") for mod in mods))
    return msgspec.structs.replace(event, off=ms(off)) if off else event


def _span(text: str) -> tuple[int, int]:
    on, _, off = text.partition("-")
    return ms(on), ms(off)
