"""The heart rate of a session: from file and anchors to the tables, and every way it can be missing."""

from __future__ import annotations

import csv
import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coder.app.corpus import coded_session
from coder.app.evidence import derive, stated
from coder.app.exports import export_measures
from coder.app.heart import SessionHeart, heart_problems, session_heart
from coder.app.library import copy_sample
from coder.app.measures import StudyMeasures, measure_session, study_measures, study_parameters
from coder.app.studies import OpenStudy
from coder.app.summary import measures_table
from coder.app.values import shown
from coder.metrics import MeasureRow, OpportunityRow, Status
from coder.metrics.context import Context

WITH_HEART = ("s001", "s003", "s006", "s008", "s010")
Recording = dict[str, Any]


@pytest.fixture(scope="module")
def sample() -> OpenStudy:
    return OpenStudy.open(Path(__file__).parents[2] / "sample_sessions" / "study")


@pytest.fixture(scope="module")
def measured(sample: OpenStudy) -> StudyMeasures:
    return study_measures(sample, study_parameters(sample), everyone=True)


@pytest.fixture
def with_physiology(tmp_path: Path) -> Callable[..., OpenStudy]:
    """Return what gives a copy of the sample whose session s001 has other recordings and extra files."""

    def changed(*recordings: Recording, **files: str) -> OpenStudy:
        root = copy_sample(tmp_path / "study")
        head = root / "sessions/s001/session.json"
        plain = json.loads(head.read_text(encoding="utf-8"))
        plain["physiology"] = list(recordings)
        head.write_text(json.dumps(plain), encoding="utf-8")
        for name, content in files.items():
            (root / "physio" / f"{name}.csv").write_text(content, encoding="utf-8")
        return OpenStudy.open(root)

    return changed


def recording(path: str = "physio/s001_hr.csv", **rest: Any) -> Recording:
    return {"id": "hr", "path": path, "anchors": [[0, 1200]]} | rest


def of_s001(study: OpenStudy) -> SessionHeart:
    return session_heart(study, study.session("s001"))


def rows_of_s001(study: OpenStudy) -> list[MeasureRow]:
    return [row for row in all_of_s001(study) if row.measure == "hr_recovery"]


def all_of_s001(study: OpenStudy) -> tuple[MeasureRow, ...]:
    return measure_session(coded_session(study, "s001", everyone=True), study_parameters(study)).rows


def test_a_recording_is_read_and_put_on_the_session_axis(sample: OpenStudy) -> None:
    found = of_s001(sample)
    assert (found.problems, found.notes) == ((), ())
    assert found.signal is not None
    assert found.signal.times_ms[:2].tolist() == [1000, 2000]
    assert found.heart is not None
    assert found.heart.rate is not None
    # the device's 0 is at 1 200 ms of the session
    assert found.heart.rate.times[:2].tolist() == [2200, 3200]


def test_a_session_without_a_recording_has_none(sample: OpenStudy) -> None:
    assert session_heart(sample, sample.session("s002")) == SessionHeart()


def test_two_anchors_correct_the_drift(with_physiology: Callable[..., OpenStudy]) -> None:
    found = of_s001(with_physiology(recording(anchors=[[0, 1200], [1_000_000, 1_001_300]])))
    assert found.clock is not None
    assert found.clock.drift_ppm == pytest.approx(100)
    assert found.heart is not None
    assert found.heart.rate is not None
    # 1 235 s of the device at 100 parts per million, and the shift of 1.2 s
    assert found.heart.rate.times[-1] == round(1.0001 * found.signal.times_ms[-1]) + 1200  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (recording(anchors=[]), "physio/s001_hr.csv is not synchronised. There is no anchor."),
        (recording(anchors=[[0, 5], [0, 9]]), "is not synchronised. The anchors [0, 5] and [0, 9] contradict"),
        (recording("physio/gone.csv"), "gone.csv: The file was not found."),
        (recording(format="acq"), "s001_hr.csv: “acq” is no format of heart rate."),
        (recording("physio/bad.csv"), "bad.csv, line 3: “fast” is not a number."),
        (recording("a\0b"), "is no path"),
    ],
)
def test_a_recording_that_cannot_be_used_is_told_and_marked(
    with_physiology: Callable[..., OpenStudy], wrong: Recording, words: str
) -> None:
    study = with_physiology(wrong, bad="time_ms,bpm\n0,120\n1000,fast\n")
    (problem,) = of_s001(study).problems
    assert words in problem
    assert list(heart_problems(study)) == [f"s001: {problem}"]
    assert {(row.status, row.flags) for row in rows_of_s001(study)} == {("not_coded", ("hr_unread",))}


def test_other_measures_do_not_depend_on_the_recording(
    with_physiology: Callable[..., OpenStudy], measured: StudyMeasures
) -> None:
    study = with_physiology(recording("physio/gone.csv"))
    others = [row for row in all_of_s001(study) if row.measure != "hr_recovery"]
    assert others == [row for row in measured.rows if row.session == "s001" and row.measure != "hr_recovery"]


def test_a_recording_at_rest_gives_the_baseline(with_physiology: Callable[..., OpenStudy]) -> None:
    rest = recording("physio/rest.csv", id="rest", role="resting", anchors=[])
    calm = "time_s,bpm\n" + "".join(f"{second},90\n" for second in range(120))
    study = with_physiology(recording(), rest, rest=calm)
    # nobody comes down to 90 in the session
    assert {row.status for row in rows_of_s001(study) if row.n} == {"right_censored"}


def test_a_recording_at_rest_that_cannot_be_read_leaves_no_number(with_physiology: Callable[..., OpenStudy]) -> None:
    study = with_physiology(recording(), recording("physio/gone.csv", id="rest", role="resting"))
    assert "gone.csv" in of_s001(study).problems[0]
    assert {row.flags for row in rows_of_s001(study)} == {("hr_unread",)}


def test_what_is_worth_a_look_is_noted(with_physiology: Callable[..., OpenStudy]) -> None:
    entries = "time_ms,bpm\n0,120\n1000,\n2000,121\n"
    study = with_physiology(recording("physio/short.csv", anchors=[[0, 0], [1000, 1020]]), short=entries)
    assert of_s001(study).notes == (
        "physio/short.csv: left out for want of a usable time or rate: 1.",
        "physio/short.csv: its anchors make the device 2.0 % too slow. Check them.",
    )


def test_the_tables_hold_recovery_beside_the_time_to_calm(sample: OpenStudy, tmp_path: Path) -> None:
    parameters = study_parameters(sample)
    export_measures(sample, tmp_path, parameters, ("measures", "opportunities"))
    with (tmp_path / "opportunities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = ("session", "coder", "episode", "part", "de_on", "de_off", "t0")
    calm = [[row[key] for key in keys] for row in rows if row["measure"] == "calm_latency"]
    heart = [[row[key] for key in keys] for row in rows if row["measure"] == "hr_recovery"]
    assert heart == [key for key in calm if key[0] in WITH_HEART]
    assert heart
    with (tmp_path / "measures.csv").open(encoding="utf-8", newline="") as file:
        flags = {row["session"]: row["flags"] for row in csv.DictReader(file) if row["measure"] == "hr_recovery"}
    assert {session for session, flag in flags.items() if "no_hr" in flag} == set(flags) - set(WITH_HEART)


def test_the_summary_has_heart_columns_where_heart_rate_was_recorded(
    measured: StudyMeasures, with_physiology: Callable[..., OpenStudy]
) -> None:
    table = measures_table(measured)
    shown = {line[1]: line[table.header.index("heart s ep5")] for line in table.rows}
    assert shown["s001"].replace(".", "").isdigit()
    assert shown["s002"] == "no HR"
    study = with_physiology()
    for session in WITH_HEART:
        path = study.folder.session_path(session)
        plain = json.loads(path.read_text(encoding="utf-8")) | {"physiology": []}
        path.write_text(json.dumps(plain), encoding="utf-8")
    none = study_measures(study, study_parameters(study), everyone=True)
    assert "heart s ep5" not in measures_table(none).header


def test_evidence_of_recovery_is_the_stretch_that_was_timed(sample: OpenStudy, measured: StudyMeasures) -> None:
    coding, tracks = next(coded_session(sample, "s001", everyone=True).readable())
    context, wanted = Context(tracks, measured.parameters), ("s001", coding.coder, "hr_recovery", "ep5")
    row = next(r for r in measured.rows if (r.session, r.coder, r.measure, r.episode) == wanted)
    chance = next(o for o in measured.opportunities if (o.session, o.coder, o.measure, o.episode) == wanted)
    assert chance.time is not None
    found = derive(row, context, chance)
    assert found.counted == ((chance.t0, chance.t0 + chance.time),)
    assert [piece.part for piece in found.pieces] == ["start", "condition", "stop", "condition"]
    assert found.pieces[2].on_ms == chance.t0 + chance.time
    none = next(r for r in measured.rows if (r.session, r.measure) == ("s002", "hr_recovery"))
    assert str(stated(none, context)) == "no HR"


@pytest.mark.parametrize(
    ("status", "flags", "words"),
    [
        ("not_coded", ("no_hr",), "no HR"),
        ("not_coded", ("hr_unread", "curtailed"), "HR not readable"),
        ("insufficient_obs", ("at_entry", "no_baseline", "hr_lost"), "no HR at rest"),
        ("insufficient_obs", ("at_entry", "hr_lost"), "HR lost"),
        ("not_coded", (), "pending"),
        ("right_censored", ("at_entry",), "≥ 0.0 HR not down by the end"),
    ],
)
def test_why_there_is_no_recovery_is_said_in_words(
    measured: StudyMeasures, status: Status, flags: tuple[str, ...], words: str
) -> None:
    row = next(r for r in measured.rows if r.measure == "hr_recovery" and r.value is None)
    assert str(shown(replace(row, status=status, flags=flags))) == words


def test_recovery_in_the_sample_equals_a_plain_second_computation(sample: OpenStudy, measured: StudyMeasures) -> None:
    compared = 0
    for session_id in WITH_HEART:
        for coding, tracks in coded_session(sample, session_id, everyone=True).readable():
            mine = [o for o in measured.opportunities if (o.session, o.coder) == (session_id, coding.coder)]
            calm = [o for o in mine if o.measure == "calm_latency"]
            distress = [s for s in tracks.by_channel["distress"].states if s.code in ("fuss", "cry", "scream")]
            play = next(e for e in tracks.episodes if e.kind == "play")
            raw = [(s.on, s.off) for s in distress if any(o.de_on <= s.on < o.de_off for o in calm)]
            filtered = plain_filter(plain_signal(sample, session_id))
            base = [r for t, r in filtered if play.on <= t < play.off and not any(on <= t < off for on, off in raw)]
            limit = statistics.mean(base) + statistics.stdev(base)
            for heart, other in zip([o for o in mine if o.measure == "hr_recovery"], calm, strict=True):
                assert (heart.status, heart.time) == plain_recovery(filtered, limit, other)
                compared += 1
    assert compared >= 20


def plain_signal(study: OpenStudy, session_id: str) -> list[tuple[int, float]]:
    """Entries of the session's CSV; the device's 0 is at 1 200 ms. None of them is an artefact."""
    with (study.folder.root / f"physio/{session_id}_hr.csv").open(encoding="utf-8", newline="") as file:
        entries = [(int(line["time_ms"]) + 1200, float(line["bpm"])) for line in csv.DictReader(file)]
    assert all(90 < rate < 190 for _, rate in entries)
    return entries


def plain_filter(entries: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(t, statistics.median(r for u, r in entries if abs(u - t) <= 5000)) for t, _ in entries]


def plain_recovery(filtered: list[tuple[int, float]], limit: float, calm: OpportunityRow) -> tuple[str, int]:
    """Walk along the entries: how long has the rate been low without a break of more than 5 s?"""
    since, low_until = None, 0
    for (t, rate), until in zip(filtered, _until(filtered), strict=True):
        if until <= calm.t0 or t >= calm.spell_off:
            continue
        begin, end = max(t, calm.t0), min(until, calm.spell_off)
        if rate > limit:
            since = None
            continue
        if since is None or begin > low_until:
            since = begin
        low_until = end
        if low_until - since >= 15_000:
            return "event", since - calm.t0
    return "right_censored", calm.spell_off - calm.t0


def _until(filtered: list[tuple[int, float]]) -> Iterator[int]:
    for (t, _), (after, _) in zip(filtered, [*filtered[1:], (filtered[-1][0] + 5000, 0.0)], strict=True):
        yield min(after, t + 5000)
