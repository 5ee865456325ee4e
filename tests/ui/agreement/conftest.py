"""The real window on the study that `tests.double_coded` counts by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coder.store import StudyFolder
from coder.ui.agreement.page import AgreementPage
from coder.ui.window import MainWindow
from tests.double_coded import write_study

OpenPage = Callable[..., AgreementPage]


@pytest.fixture
def hand_study(tmp_path: Path) -> StudyFolder:
    """The study on disk; a test may add to it before it is opened."""
    return write_study(tmp_path / "hand")


@pytest.fixture
def open_page(empty_window: MainWindow, hand_study: StudyFolder, qtbot: QtBot) -> OpenPage:
    """Open the study as one of its people and show the Agreement page, once it shows what that person sees."""

    def open_it(identity: str = "kim") -> AgreementPage:
        empty_window.memory.set_identity(hand_study.study.id, identity)
        assert empty_window.studies.open_folder(hand_study.root)
        page = empty_window.show_page("agreement")
        assert isinstance(page, AgreementPage)
        settled(page, qtbot)
        return page

    return open_it


def settled(page: AgreementPage, qtbot: QtBot) -> None:
    """Wait until nothing is read or computed any more."""
    qtbot.waitUntil(lambda: not page.comparer.busy, timeout=20_000)
