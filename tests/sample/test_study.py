"""The sample study is whole, valid and what its workshop makes."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

from coder.store import StudyFolder, check_study, codec

MIB = 1024 * 1024
OPEN_PASS = ("s012", "maria", "stranger")


def test_study_has_no_errors_and_warns_only_where_a_coder_could_not_tell_who_began_a_contact(sample: Path) -> None:
    problems = check_study(sample / "study")

    assert [p for p in problems if p.severity == "error"] == []
    assert all("s008" in p.file and "by is missing" in p.text for p in problems)


def test_twelve_children_are_each_coded_by_two_people(study: StudyFolder) -> None:
    sessions = study.session_ids()

    assert sessions == [f"s{number:03d}" for number in range(1, 13)]
    assert {study.load_session(s).participant.child for s in sessions} == {f"c{n:03d}" for n in range(1, 13)}
    assert all(study.coders(s) == ["anna", "maria"] for s in sessions)


def test_all_passes_are_complete_but_the_one_left_open(study: StudyFolder) -> None:
    passes = [pass_.id for pass_ in study.schemes["strange-situation@1"].passes]
    still_open = []
    for session in study.session_ids():
        for coder in ("anna", "maria"):
            coding = study.load_coding(session, coder)
            assert [record.id for record in coding.passes] == passes
            assert all(record.coded for record in coding.passes)
            assert all(bool(record.finished) == record.complete for record in coding.passes)
            still_open += [(session, coder, record.id) for record in coding.passes if not record.complete]

    assert still_open == [OPEN_PASS]


def test_sessions_were_coded_one_after_the_other(study: StudyFolder) -> None:
    for coder in ("anna", "maria"):
        finished = [
            record.finished
            for session in study.session_ids()
            for record in study.load_coding(session, coder).passes
            if record.complete
        ]
        assert all(before < after for before, after in pairwise(finished))


def test_people_rated_every_scale_of_every_episode_that_was_held(study: StudyFolder) -> None:
    scales = study.schemes["strange-situation@1"].scales
    for session in study.session_ids():
        held = {episode.id for episode in study.load_session(session).episodes}
        wanted = {(scale.id, episode) for scale in scales for episode in scale.episodes if episode in held}
        for coder in ("anna", "maria"):
            ratings = study.load_coding(session, coder).ratings
            assert {(rating.scale, rating.episode) for rating in ratings} == wanted
            assert all(1 <= rating.value <= 7 for rating in ratings)


def test_only_the_certified_person_typed_a_classification(study: StudyFolder) -> None:
    certified = [person.id for person in study.study.people if "certified_rater" in person.roles]

    assert certified == ["maria"]
    for session in study.session_ids():
        assert study.load_coding(session, "anna").classification is None
        typed = study.load_coding(session, "maria").classification
        assert typed is not None
        assert typed.by == "maria"


def test_videos_are_the_ones_the_sessions_name(study: StudyFolder) -> None:
    cameras = [media for session in study.session_ids() for media in study.load_session(session).media]

    assert len(cameras) == 13
    for media in cameras:
        assert hashlib.sha256((study.root / media.path).read_bytes()).hexdigest() == media.sha256


def test_heart_rates_are_plausible_and_have_a_gap(study: StudyFolder) -> None:
    recordings = [p for session in study.session_ids() for p in study.load_session(session).physiology]

    assert len(recordings) >= 4
    for recording in recordings:
        head, *lines = (study.root / recording.path).read_text(encoding="utf-8").splitlines()
        times, rates = zip(*(map(float, line.split(",")) for line in lines), strict=True)
        steps = [after - before for before, after in pairwise(times)]
        assert head == "time_ms,bpm"
        assert all(step >= 1000 for step in steps)
        assert max(steps) > 5000
        assert all(90 < rate < 190 for rate in rates)


def test_everything_together_stays_under_25_megabytes(sample: Path) -> None:
    total = sum(path.stat().st_size for path in sample.rglob("*") if path.is_file())

    assert total < 25 * MIB


def test_scheme_copy_is_the_shipped_scheme(sample: Path) -> None:
    shipped = sample.parent / "schemas" / "strange-situation.json"

    assert (sample / "study/schemes/strange-situation@1.json").read_bytes() == shipped.read_bytes()


def test_workshop_writes_the_same_bytes_again(sample: Path) -> None:
    from maker.folder import expected_files, study_files

    for folder, files in (("study", study_files(sample / "study")), ("expected", expected_files())):
        for name, content in files:
            assert (sample / folder / name).read_bytes() == content, f"{name} differs: run sample_sessions/make.py"


def test_files_are_laid_out_as_the_program_writes_them(study: StudyFolder) -> None:
    coding = study.load_coding("s001", "anna")
    path = study.root / "sessions/s001/codings/anna.json"

    assert codec.to_bytes(coding) == path.read_bytes()
