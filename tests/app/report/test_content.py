"""What stands in a report: the numbers, what is left out and why, the methods with their sources."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coder.app.agreement import study_agreement, study_options
from coder.app.errors import AppError
from coder.app.report.blocks import Block, Facts, Grid, Paragraph, Picture, Report
from coder.app.report.compose import agreement_page, study_report
from coder.app.report.figures import DotFigure, ForestFigure, RasterFigure, SurvivalFigure
from coder.app.studies import OpenStudy
from coder.model.plan import Certificate, Draw, Pick, Reliability
from coder.store import StudyFolder, to_bytes
from tests.double_coded import add, write_study
from tests.studies import vector_study

TODAY = date(2026, 11, 24)


def report_of(folder: StudyFolder, identity: str | None = None, everyone: bool = True, **more: Any) -> Report:
    return study_report(OpenStudy(folder, identity), TODAY, everyone=everyone, **more)


def blocks(report: Report, name: str = "") -> Iterator[Block]:
    for section in report.sections:
        if name in ("", section.name):
            for part in section.parts:
                yield from part.blocks


def texts(report: Report, name: str = "") -> str:
    """Return everything a report says, a line per block or row."""
    lines = [report.title, report.subtitle, report.notice]
    lines += [text for section in report.sections for text in (section.title, *(part.title for part in section.parts))]
    for block in blocks(report, name):
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Facts):
            lines += [f"{key}: {value}" for key, value in block.pairs]
        elif isinstance(block, Grid):
            lines += [block.caption, block.note, *(" | ".join(row) for row in (block.header, *block.rows))]
        else:
            lines += [block.caption, block.words, str(block.figure)]
    return "\n".join(lines)


def grid(report: Report, caption: str) -> Grid:
    (found,) = [b for b in blocks(report) if isinstance(b, Grid) and b.caption.startswith(caption)]
    return found


def figures(report: Report, kind: type) -> list[Any]:
    return [b.figure for b in blocks(report) if isinstance(b, Picture) and isinstance(b.figure, kind)]


@pytest.fixture
def worked(tmp_path: Path) -> StudyFolder:
    """Return a study of the worked example alone."""
    folder = vector_study(tmp_path / "study")
    for session_id in folder.session_ids():
        if session_id != "worked_example":
            shutil.rmtree(folder.root / "sessions" / session_id)
    return StudyFolder.open(folder.root)


@pytest.fixture
def tiny(tmp_path: Path) -> StudyFolder:
    """Return the study of anna and maria that is counted by hand."""
    return write_study(tmp_path / "tiny")


def saved(folder: StudyFolder, **changes: Any) -> StudyFolder:
    """Change the head of a study."""
    folder.save_study(msgspec.structs.replace(folder.study, **changes))
    return StudyFolder.open(folder.root)


def about(folder: StudyFolder, session_id: str, **changes: Any) -> None:
    """Change what is known of the child of a session."""
    session = folder.load_session(session_id)
    changed = msgspec.structs.replace(session, participant=msgspec.structs.replace(session.participant, **changes))
    folder.session_path(session_id).write_bytes(to_bytes(changed))


def test_the_worked_example_stands_with_its_numbers(worked: StudyFolder) -> None:
    report = report_of(worked)
    # 4 approaches in 6 min, 2 in the 3 min of either reunion
    assert [row[:4] for row in grid(report, "Approaches to the caregiver").rows] == [
        ("Whole session", "1", "1", "0.7"),
        ("Ep 5", "1", "1", "0.7"),
        ("Ep 8", "1", "1", "0.7"),
    ]
    # each reunion has one wait, and it ended
    comfort = {row[0]: row[1:6] for row in grid(report, "Time to seek comfort").rows}
    assert comfort["Ep 5"] == ("1", "1", "1", "0", "0")
    assert comfort["Ep 8"] == ("1", "1", "1", "0", "0")
    (raster,) = figures(report, RasterFigure)
    (row,) = raster.rows
    # the first episode begins at 0: the first approach is at 481 s, contact runs from 491 to 560 s
    assert row.approaches[0] == 481.0
    assert row.contact[0] == (491.0, 560.0)
    assert row.distress[0] == (400.0, 478.0)


def test_few_waits_have_no_median_and_no_curve(worked: StudyFolder) -> None:
    report = report_of(worked)
    assert {row[6] for row in grid(report, "Time to calm").rows} <= {"too few ended", "—"}
    assert figures(report, SurvivalFigure) == []


def test_a_curve_steps_down_where_a_wait_ended(tmp_path: Path) -> None:
    report = study_report(OpenStudy.open(Path(__file__).parents[3] / "sample_sessions/study"), TODAY, everyone=True)
    curves = [curve for figure in figures(report, SurvivalFigure) for curve in figure.curves]
    assert curves
    for curve in curves:
        assert (curve.times_s[0], curve.shares[0]) == (0.0, 1.0)
        assert list(curve.shares) == sorted(curve.shares, reverse=True)
        assert curve.at_risk[0] >= 5
        assert list(curve.at_risk) == sorted(curve.at_risk, reverse=True)


def test_agreement_stands_with_its_figures_and_the_reason_for_no_interval(tiny: StudyFolder) -> None:
    report = report_of(tiny)
    row = dict(zip((found := grid(report, "States, by time")).header, found.rows[0], strict=True))
    # counted by hand in tests/double_coded.py: po .7222, kappa .4444 over 3 min
    assert (row["coders"], row["of"], row["minutes"]) == ("anna – maria", "mood", "3.0")
    assert (row["agreement"], row["kappa [95 % CI]"]) == ("72.2 %", ".44")
    assert "No interval: fewer than five children have data" in found.note
    points = {row[1]: row for row in grid(report, "Points, matched").rows}
    assert points["bids"][3:7] == ("1", "1", "1", "1")
    assert points["bids"][7] == ".33"
    assert figures(report, ForestFigure)[0].entries[0].value == pytest.approx(4 / 9)


def test_each_session_stands_alone_in_the_annex(tiny: StudyFolder) -> None:
    found = grid(report_of(tiny), "Each session alone")
    assert found.header[:2] == ("session", "mood (kappa)")
    # s1 alone .80, s2 alone 0
    assert [row[:2] for row in found.rows] == [("s1", ".80"), ("s2", ".00")]


def test_the_methods_say_who_how_many_how_chosen_and_with_what(tiny: StudyFolder) -> None:
    said = texts(report_of(tiny), "methods")
    assert "2 of 2 sessions (100 %) were coded independently by two or more of 2 coders (anna and maria)." in said
    assert "How these sessions were chosen is not recorded" in said
    assert "No certification is recorded" in said
    assert "mood 3.0 min, agreement 72.2 %, duration-weighted kappa .44 (no interval: fewer than five" in said
    assert "Point events were matched one to one within 2 s" in said
    assert "2,000 resamples, seed 1" in said
    assert "Reporting follows Kottner et al. 2011" in said


def test_a_recorded_draw_and_certificates_are_told(tiny: StudyFolder) -> None:
    plan = Reliability(
        draws=(Draw(drawn_on="2026-02-03", seed=7, share=0.25, strata=("age",), picks=(Pick(session="s1"),)),),
        certificates=(Certificate(coder="anna", pass_id="mood", certified_on="2026-01-01"),),
        seed=7,
    )
    said = texts(report_of(saved(tiny, reliability=plan)), "methods")
    assert "drawn at random (25 % of sessions, spread over age; seed 7, on 2026-02-03)" in said
    assert "Certified on training tapes: anna in 1 pass." in said
    assert "seed 7" in said


def test_only_cited_sources_are_listed(tiny: StudyFolder) -> None:
    said = texts(report_of(tiny), "methods")
    assert "Educ Psychol Meas 20:37–46" in said  # Cohen's kappa is reported
    assert "McGraw" not in said  # the scheme has no scales, so nothing rests on ICC


def test_condition_is_left_out_while_the_study_is_blind(tiny: StudyFolder) -> None:
    for session_id, condition in (("s1", "oxytocin"), ("s2", "placebo")):
        about(tiny, session_id, covariates={"condition": condition})
    blind = texts(report_of(tiny))
    assert "left out: the study is blind" in blind
    assert "oxytocin" not in blind and "placebo" not in blind
    settings = msgspec.structs.replace(tiny.study.settings, blind=False)
    opened = texts(report_of(saved(tiny, settings=settings)))
    assert "oxytocin (1) and placebo (1)" in opened
    assert "The study is not blind" in opened


def test_a_withdrawn_child_is_nowhere_in_the_report(tiny: StudyFolder) -> None:
    about(tiny, "s2", release="withdrawn")
    said = texts(report_of(tiny))
    assert "Left out: 1 child whose consent is withdrawn." in said
    assert "s2" not in said and "c2" not in said
    # of s1 alone kappa is .80
    assert grid(report_of(tiny), "States, by time").rows[0][5] == ".80"


def test_a_person_gets_only_what_they_may_see(tiny: StudyFolder) -> None:
    add(tiny, "s3", {"anna": ([("calm", 0, 100)], []), "maria": ([("calm", 0, 50)], [])}, unfinished=("maria",))
    whole, hers = texts(report_of(tiny)), report_of(tiny, "maria", everyone=False)
    assert "Of 1 session some codings are left out" in texts(hers)
    assert "s3 | c3" in whole
    of_s3 = next(row for row in grid(hers, "Sessions, and how much").rows if row[0] == "s3")
    assert "anna" not in of_s3[5]
    assert {row[0] for row in grid(hers, "Each session alone").rows} == {"s1", "s2"}


def test_changed_parameters_stand_out(tiny: StudyFolder) -> None:
    settings = msgspec.structs.replace(tiny.study.settings, parameters={"calm": 20_000})
    report = report_of(saved(tiny, settings=settings))
    rows = {row[0]: row for row in grid(report, "Parameter set").rows}
    assert rows["calm"][1:3] == ("20000", "changed from 15000")
    assert rows["de_min"][2] == ""
    assert "1 differ" in texts(report, "parameters")
    assert "interrupted for less than 20 s" in texts(report, "methods")


def test_nothing_is_called_attachment_security(worked: StudyFolder, tiny: StudyFolder) -> None:
    for folder in (worked, tiny):
        report = report_of(folder)
        said = texts(report).lower()
        assert "attachment security" not in said
        assert "securely attached" not in said
        assert report.notice == "Behaviour counts and times. Not an attachment classification."


def test_an_empty_study_has_a_report_that_says_so(tmp_path: Path) -> None:
    folder = write_study(tmp_path / "study")
    shutil.rmtree(folder.root / "sessions")
    said = texts(report_of(StudyFolder.open(folder.root)))
    assert "0 of 0 children" in said
    assert "nothing to compare" in said
    assert "Nothing is coded yet." in said


def test_an_error_in_a_coding_stops_the_report(tiny: StudyFolder) -> None:
    path = tiny.coding_path("s1", "anna")
    path.write_text(path.read_text(encoding="utf-8").replace('"calm"', '"clam"'), encoding="utf-8")
    with pytest.raises(AppError, match="clam"):
        report_of(StudyFolder.open(tiny.root))


def test_the_agreement_page_is_about_agreement_alone(tiny: StudyFolder) -> None:
    study = OpenStudy(tiny)
    page = agreement_page(study, study_agreement(study, study_options(study), everyone=True), TODAY)
    assert [section.name for section in page.sections] == ["agreement", "methods", "annex"]
    assert figures(page, DotFigure) == []
    assert "kappa .44" in texts(page)
