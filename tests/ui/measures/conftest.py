"""The Measures page in the real window, on the hand-computed sessions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coder.app.library import SAMPLE, data_path
from coder.ui.measures.page import MeasuresPage
from coder.ui.window import MainWindow
from tests.studies import vector_study

OpenPage = Callable[..., MeasuresPage]


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    """Write the hand-computed sessions, coded alike by anna and by maria, who supervises."""
    root = tmp_path / "vectors"
    vector_study(root)
    return root


@pytest.fixture
def open_window(empty_window: MainWindow, vectors: Path, qtbot: QtBot) -> Callable[[str], MainWindow]:
    """Open the study in the window as one of its people."""

    def open_as(identity: str) -> MainWindow:
        empty_window.memory.set_identity("vectors", identity)
        with qtbot.waitSignal(empty_window.host.overviews.loaded, timeout=10_000):
            assert empty_window.studies.open_folder(vectors)
        return empty_window

    return open_as


@pytest.fixture
def open_page(open_window: Callable[[str], MainWindow], qtbot: QtBot) -> OpenPage:
    """Open the study and bring the Measures page to the front; its clips are not followed into Code."""

    def open_as(identity: str = "maria") -> MeasuresPage:
        window = open_window(identity)
        page = window.show_page("measures")
        assert isinstance(page, MeasuresPage)
        if page.sees and not page.sessions:
            qtbot.waitSignal(page.shown, timeout=10_000).wait()
        page.open_clip.disconnect()
        page.open_session.disconnect()
        return page

    return open_as


@pytest.fixture
def page(open_page: OpenPage) -> MeasuresPage:
    """The page as the supervisor sees it."""
    return open_page()


@pytest.fixture
def sample_page(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MeasuresPage:
    """The page on the sample study, of which the recordings are left out."""
    root = tmp_path / "sample"
    shutil.copytree(data_path(SAMPLE), root, ignore=shutil.ignore_patterns("*.mp4"))
    empty_window.memory.set_identity("sample", "maria")
    assert empty_window.studies.open_folder(root)
    page = empty_window.show_page("measures")
    assert isinstance(page, MeasuresPage)
    qtbot.waitUntil(lambda: bool(page.sessions), timeout=20_000)
    return page
