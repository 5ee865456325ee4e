"""The sample study as it lies in the repository, and the workshop that makes it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from coder.store import StudyFolder

SAMPLE = Path(__file__).resolve().parents[2] / "sample_sessions"
if str(SAMPLE) not in sys.path:
    sys.path.append(str(SAMPLE))


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder with the study, what is expected of it, and its workshop."""
    return SAMPLE


@pytest.fixture(scope="session")
def study(sample: Path) -> StudyFolder:
    """Return the sample study, opened."""
    return StudyFolder.open(sample / "study")
