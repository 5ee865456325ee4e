"""The real window on a small study: two children, two coders, a supervisor."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coder.app.library import shipped_scheme
from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Scheme
from coder.model.session import Episode, Media, Participant, Session
from coder.model.study import Person, Study
from coder.store import StudyFolder
from coder.ui.app import make_application
from coder.ui.memory import Memory
from coder.ui.window import MainWindow
from tests.media.encode import Recipe, make

EPISODE_MS = 5_000
"""Eight episodes of 5 s fill the 40 s of each video."""

OpenAs = Callable[[str], MainWindow]


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Set the application up as the program does."""
    return type(make_application())


@pytest.fixture(scope="session")
def tiny_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty seconds at 25 frames per second; every picture carries its number (see tests.media.barcode)."""
    path = tmp_path_factory.mktemp("video") / "room.mp4"
    fast = {"preset": "ultrafast", "g": "25", "bf": "0"}
    return make(path, Recipe(".mp4", count=1000, options=fast, sound="aac"))


@pytest.fixture(scope="session")
def written_study(tmp_path_factory: pytest.TempPathFactory, tiny_video: Path) -> Path:
    """Write the study once; tests work on copies."""
    scheme = shipped_scheme("strange-situation")
    root = tmp_path_factory.mktemp("written") / "study"
    people = (
        Person(id="anna"),
        Person(id="ben"),
        Person(id="maria", roles=("supervisor",)),
    )
    folder = StudyFolder.create(root, Study(id="demo", title="Demo study", people=people), [scheme])
    media = root / "media"
    media.mkdir()
    for name in ("s001_cam1.mp4", "s002_cam1.mp4"):
        shutil.copy(tiny_video, media / name)
    folder.add_session(_session("s001", "c017", scheme, episodes=True))
    folder.add_session(_session("s002", "c018", scheme, episodes=False))
    folder.add_coding(_annas_coding(scheme))
    folder.add_coding(_bens_coding(scheme))
    return root


@pytest.fixture
def study_path(tmp_path: Path, written_study: Path) -> Path:
    """Return a copy of the study that the test may change."""
    return shutil.copytree(written_study, tmp_path / "study")


def _session(session_id: str, child: str, scheme: Scheme, episodes: bool) -> Session:
    held = tuple(
        Episode(
            id=template.id,
            kind=template.kind,
            on=place * EPISODE_MS,
            off=(place + 1) * EPISODE_MS,
            present=template.present,
        )
        for place, template in enumerate(scheme.episodes)
    )
    return Session(
        id=session_id,
        scheme=scheme.ref,
        participant=Participant(child=child, age_days=383, release="research", covariates={"condition": "placebo"}),
        recorded_on="2026-03",
        media=(Media(id="cam1", path=f"media/{session_id}_cam1.mp4", role="reference"),),
        episodes=held if episodes else (),
    )


def _annas_coding(scheme: Scheme) -> Coding:
    """Anna has finished structure and distress, and proximity to the middle."""
    whole = ((0, 8 * EPISODE_MS),)
    return Coding(
        session="s001",
        coder="anna",
        scheme=scheme.ref,
        passes=(
            PassRecord(id="structure", coded=whole, complete=True),
            PassRecord(id="distress", coded=whole, complete=True),
            PassRecord(id="proximity", coded=((0, 20_000),)),
        ),
        events=[
            Event(id="e1", code="none", on=0, off=15_000),
            Event(id="e2", code="cry", on=15_000, off=22_000),
            Event(id="e3", code="none", on=22_000, off=40_000),
            Event(id="e4", code="near", on=0, off=20_000),
            Event(id="e5", code="approach", on=16_000),
        ],
    )


def _bens_coding(scheme: Scheme) -> Coding:
    """Ben has finished distress alone."""
    return Coding(
        session="s001",
        coder="ben",
        scheme=scheme.ref,
        passes=(PassRecord(id="distress", coded=((0, 8 * EPISODE_MS),), complete=True),),
        events=[
            Event(id="e1", code="none", on=0, off=15_400),
            Event(id="e2", code="cry", on=15_400, off=21_000),
            Event(id="e3", code="none", on=21_000, off=40_000),
        ],
    )


@pytest.fixture
def empty_window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with no study, as on a first start."""
    window = MainWindow(Memory())
    window.resize(1600, 1000)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def open_as(empty_window: MainWindow, study_path: Path, qtbot: QtBot) -> OpenAs:
    """Open the study as one of its people, and wait until its sessions are read."""

    def open_study(identity: str) -> MainWindow:
        empty_window.memory.set_identity("demo", identity)
        with qtbot.waitSignal(empty_window.host.overviews.loaded, timeout=10_000):
            assert empty_window.studies.open_folder(study_path)
        return empty_window

    return open_study


@pytest.fixture
def window(open_as: OpenAs) -> MainWindow:
    """The window on the study, with anna at work."""
    return open_as("anna")
