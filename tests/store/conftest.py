"""A fresh study for every test, and an end to every lock of tests that pretend to crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.store import StudyFolder, locks
from tests.store.builders import make_study


@pytest.fixture
def study(tmp_path: Path) -> StudyFolder:
    return make_study(tmp_path / "study")


@pytest.fixture(autouse=True)
def forgotten_locks() -> Iterator[None]:
    yield
    locks._held_here.clear()
