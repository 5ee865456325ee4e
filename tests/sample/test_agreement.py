"""The agreement of the sample study's coders, counted a second time millisecond by millisecond."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from coder.app.agreement import study_agreement, study_options
from coder.app.studies import OpenStudy

STUDY = Path(__file__).parents[2] / "sample_sessions" / "study"
GAP = -1


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def covered(pairs: list, length: int) -> np.ndarray:
    inside = np.zeros(length, dtype=bool)
    for on, off in pairs:
        inside[on:off] = True
    return inside


def track(coding: dict, codes: list[str], length: int) -> np.ndarray:
    """Return the number of the running code at every millisecond; each state ends where the next begins."""
    cells = np.full(length, GAP, dtype=np.int8)
    events = sorted((e for e in coding["events"] if e["code"] in codes), key=lambda e: e["on"])
    for place, event in enumerate(events):
        off = event.get("off") or length
        if place + 1 < len(events):
            off = min(off, events[place + 1]["on"])
        cells[event["on"] : off] = codes.index(event["code"])
    return cells


def counted_table(session: dict, pass_id: str, channel: dict, anna: dict, maria: dict) -> np.ndarray:
    """Return the milliseconds by code of anna (rows) and maria (columns); unobservable and gaps left out."""
    length = max(e["off"] for e in session["episodes"])
    window = covered([(e["on"], e["off"]) for e in session["episodes"]], length)
    for coding in (anna, maria):
        spans = [p["coded"] for p in coding["passes"] if p["id"] == pass_id]
        window &= covered(spans[0] if spans else [], length)
    codes = [code["id"] for code in channel["codes"]]
    a, b = track(anna, codes, length), track(maria, codes, length)
    hidden = codes.index(channel["unobservable"])
    window &= (a != GAP) & (b != GAP) & (a != hidden) & (b != hidden)
    seen = np.bincount(a[window].astype(int) * len(codes) + b[window], minlength=len(codes) ** 2)
    return seen.reshape(len(codes), len(codes))


def cohen(table: np.ndarray) -> float:
    n = table.sum()
    observed = np.trace(table) / n
    expected = (table.sum(0) * table.sum(1)).sum() / n**2
    return (observed - expected) / (1 - expected)


@pytest.fixture(scope="module")
def report():
    study = OpenStudy.open(STUDY)
    return study_agreement(study, study_options(study), everyone=True)


def state_channels():
    scheme = read(STUDY / "schemes" / "strange-situation@1.json")
    return [(p["id"], c) for p in scheme["passes"] for c in p["channels"] if c["kind"] == "state"]


@pytest.mark.parametrize(("pass_id", "channel"), state_channels(), ids=lambda x: x if isinstance(x, str) else x["id"])
def test_kappa_equals_a_count_of_milliseconds(report, pass_id, channel):
    pooled: np.ndarray | int = 0
    for folder in sorted((STUDY / "sessions").iterdir()):
        codings = [read(folder / "codings" / f"{coder}.json") for coder in ("anna", "maria")]
        table = counted_table(read(folder / "session.json"), pass_id, channel, *codings)
        pooled = pooled + table
        if 0 < np.trace(table) < table.sum():
            ours = next(
                r
                for r in report.sessions
                if (r.session, r.family, r.target, r.code, r.scope, r.stat)
                == (folder.name, "state", channel["id"], "", "all", "kappa")
            )
            assert ours.value == pytest.approx(cohen(table), abs=1e-12)
    found = {
        r.stat: r
        for r in report.agreement
        if (r.family, r.target, r.code, r.scope, r.coder_a) == ("state", channel["id"], "", "all", "anna")
    }
    assert found["joint_ms"].value == pooled.sum()
    assert found["po"].value == pytest.approx(np.trace(pooled) / pooled.sum(), abs=1e-12)
    assert found["kappa"].value == pytest.approx(cohen(pooled), abs=1e-12)
