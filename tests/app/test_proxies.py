"""Proxies are made in the background, belong to their recording, and can be thrown away at any time."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from coder.app.errors import Cancelled
from coder.app.jobs import Progress
from coder.app.proxies import (
    ProxyCount,
    count_proxies,
    forget_proxies,
    make_proxies,
    proxy_file,
    ready_proxy,
    wanted_proxies,
)
from coder.app.studies import OpenStudy
from coder.model.session import Session
from tests.app.recordings_study import open_study, small_video


@pytest.fixture
def calm() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@pytest.fixture
def opened(tmp_path: Path) -> tuple[OpenStudy, Session]:
    return open_study(tmp_path)


def make_all(study: OpenStudy, session: Session, calm: threading.Event) -> None:
    wanted = wanted_proxies(study.folder, [session], Progress(), light_ones_too=True)
    made = make_proxies(study.folder, wanted, Progress(), calm)
    assert (made.ready, made.failed) == (len(session.media), [])


def test_light_recordings_want_no_proxy(opened: tuple[OpenStudy, Session]) -> None:
    study, session = opened
    assert wanted_proxies(study.folder, [session], Progress()) == []
    assert count_proxies(study.folder, session) == ProxyCount(0, 0)


def test_made_proxies_are_ready_and_nothing_is_wanted_any_more(
    opened: tuple[OpenStudy, Session], calm: threading.Event
) -> None:
    study, session = opened
    make_all(study, session, calm)
    assert count_proxies(study.folder, session) == ProxyCount(2, 2)
    assert wanted_proxies(study.folder, [session], Progress(), light_ones_too=True) == []
    assert study.session("s001") == session


def test_a_proxy_does_not_stand_for_another_recording(
    opened: tuple[OpenStudy, Session], calm: threading.Event, tmp_path: Path
) -> None:
    study, session = opened
    make_all(study, session, calm)
    file = small_video(tmp_path / "tapes/cam1.mp4", count=40)
    assert ready_proxy(study.folder, "s001", session.media[0], file) is None


def test_a_proxy_stands_for_its_recording_while_that_is_missing(
    opened: tuple[OpenStudy, Session], calm: threading.Event, tmp_path: Path
) -> None:
    study, session = opened
    make_all(study, session, calm)
    shutil.rmtree(tmp_path / "tapes")
    assert ready_proxy(study.folder, "s001", session.media[0], None) is not None


def test_stopping_keeps_the_finished_ones_and_says_how_many(
    opened: tuple[OpenStudy, Session], calm: threading.Event
) -> None:
    study, session = opened
    wanted = wanted_proxies(study.folder, [session], Progress(), light_ones_too=True)
    progress = Progress(lambda share, _text: progress.stop() if (share or 0) > 0.6 else None)
    with pytest.raises(Cancelled, match=r"Stopped\. 1 of 2 proxies are ready and kept\."):
        make_proxies(study.folder, wanted, progress, calm)
    assert count_proxies(study.folder, session) == ProxyCount(1, 1)
    assert sorted(p.name for p in (study.folder.root / ".cache/proxies").iterdir()) == [
        "s001-cam1.mp4",
        "s001-cam1.npz",
    ]


def test_a_recording_that_cannot_be_read_does_not_stop_the_others(
    opened: tuple[OpenStudy, Session], calm: threading.Event, tmp_path: Path
) -> None:
    study, session = opened
    wanted = wanted_proxies(study.folder, [session], Progress(), light_ones_too=True)
    (tmp_path / "tapes/cam1.mp4").write_text("no longer a video")
    made = make_proxies(study.folder, wanted, Progress(), calm)
    assert made.ready == 1
    assert "cam1.mp4" in made.failed[0]


def test_making_waits_while_something_plays(opened: tuple[OpenStudy, Session]) -> None:
    study, session = opened
    wanted = wanted_proxies(study.folder, [session], Progress(), light_ones_too=True)
    playing, looks, enough = threading.Event(), [], threading.Event()

    def look(share: float | None, _text: str) -> None:
        looks.append(share)
        if len(looks) == 3:
            enough.set()

    worker = threading.Thread(target=make_proxies, args=(study.folder, wanted, Progress(look), playing))
    worker.start()
    assert enough.wait(20)
    assert len(set(looks)) == 1
    playing.set()
    worker.join(60)
    assert looks[-1] == 1.0


def test_forgetting_deletes_them(opened: tuple[OpenStudy, Session], calm: threading.Event) -> None:
    study, session = opened
    make_all(study, session, calm)
    forget_proxies(study.folder, session)
    assert not proxy_file(study.folder.root, "s001", "cam1").exists()
    assert list((study.folder.root / ".cache/proxies").iterdir()) == []
