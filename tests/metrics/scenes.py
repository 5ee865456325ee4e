"""Small scenes written in seconds, measured with the scheme of the hand-computed cases.

``scene("ep5 0-60", "cry 5-25; held 8-20 by=caregiver; approach 9")`` is a reunion of a minute with a cry, a contact
the caregiver began, and an approach. ``cry 5-`` is left open; ``ep5 0-60 planned=180`` was shortened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from coder.metrics import Heart, Measured, MeasureRow, OpportunityRow, Parameters, measure
from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.tracks import Tracks, resolve

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "measures.json").read_text(encoding="utf-8"))
SCHEME = msgspec.convert(VECTORS["scheme"], Scheme)
TEMPLATES = {template.id: template for template in SCHEME.episodes}


@dataclass(frozen=True)
class Scene:
    """A measured scene."""

    coding: Coding
    tracks: Tracks
    measured: Measured

    def row(self, measure: str, episode: str = "session", part: str = "all") -> MeasureRow:
        (row,) = [r for r in self.rows(measure) if (r.episode, r.part) == (episode, part)]
        return row

    def rows(self, measure: str) -> list[MeasureRow]:
        return [row for row in self.measured.rows if row.measure == measure]

    def opportunities(self, measure: str) -> list[OpportunityRow]:
        return [row for row in self.measured.opportunities if row.measure == measure]


def scene(
    episodes: str,
    events: str = "",
    *,
    coded: dict[str, str] | None = None,
    roles: dict[str, tuple[str, ...]] | None = None,
    scheme: Scheme = SCHEME,
    heart: Heart | None = None,
    **parameters: Any,
) -> Scene:
    """Measure a scene; ``coded`` names passes not coded throughout, ``roles`` replaces bindings."""
    held = tuple(_episode(text) for text in filter(None, episodes.split("; ")))
    session = Session(id="s1", scheme=scheme.ref, participant=Participant(child="c1"), episodes=held)
    everything = ((held[0].on, held[-1].off),) if held else ()
    passes = tuple(
        PassRecord(id=p.id, coded=_spans(coded[p.id]) if p.id in (coded or {}) else everything) for p in scheme.passes
    )
    found = [_event(place, text) for place, text in enumerate(filter(None, events.split("; ")))]
    coding = Coding(session="s1", coder="anna", scheme=scheme.ref, passes=passes, events=found)
    if roles is not None:
        scheme = msgspec.structs.replace(scheme, roles={n: c for n, c in {**scheme.roles, **roles}.items() if c})
    tracks = resolve(scheme, session, coding)
    return Scene(coding, tracks, measure(tracks, Parameters.of(parameters), heart=heart))


def ms(seconds: str) -> int:
    return round(float(seconds) * 1000)


def _episode(text: str) -> Episode:
    name, times, *planned = text.split()
    on, off = map(ms, times.split("-"))
    template = TEMPLATES[name]
    nominal_ms = ms(planned[0].removeprefix("planned=")) if planned else None
    return Episode(id=name, kind=template.kind, on=on, off=off, present=template.present, nominal_ms=nominal_ms)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    pairs = (times.split("-") for times in text.split())
    return tuple((ms(on), ms(off)) for on, off in pairs)


def _event(place: int, text: str) -> Event:
    code, times, *mods = text.split()
    on, dash, off = times.partition("-")
    named = dict(mod.split("=") for mod in mods)
    return Event(id=f"e{place + 1}", code=code, on=ms(on), off=ms(off) if dash and off else None, mods=named)
