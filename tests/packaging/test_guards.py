"""The guards around every test: what a window, a slot, a thread or a log complains about fails the test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import gc, logging, os, socket, threading
import pytest
from PySide6.QtCore import QObject, QSettings, QTimer, qWarning

def test_good():
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"

def test_home_is_another_one():
    assert os.path.expanduser("~") == os.environ["HOME"] != REAL_HOME

def test_settings_a():
    QSettings("ours", "ours").setValue("left", 1)
    assert QSettings("ours", "ours").value("left") is not None

def test_settings_b():
    assert QSettings("ours", "ours").value("left") is None

def test_known_line_passes():
    qWarning("This plugin does not support propagateSizeHints()")

def test_caplog_looks_itself(caplog):
    logging.getLogger("coder").warning("expected")
    assert caplog.messages == ["expected"]

def test_bad_qt_warning():
    qWarning("something is wrong")

def test_bad_slot(qtbot):
    def slot():
        raise ValueError("in a slot")
    QTimer.singleShot(0, slot)
    qtbot.wait(10)

def test_bad_log():
    logging.getLogger("coder").warning("unexpected")

def test_bad_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_bad_network():
    try:
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    except OSError:
        pass

@pytest.fixture
def closing():
    yield
    qWarning("something is wrong while closing")

def test_late_qt_warning(closing):
    pass
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the outcomes of each test above when they run under the project's own guards."""
    file = tmp_path_factory.mktemp("guarded") / "test_guarded.py"
    file.write_text(f"REAL_HOME = {str(Path.home())!r}\n{TESTS}", encoding="utf-8")
    config = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "tests.conftest"]
    command = [sys.executable, "-m", "pytest", *config, "-p", "no:cacheprovider", "-rA", str(file)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found: dict[str, list[str]] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S*::(\w+)", answer.stdout, flags=re.MULTILINE):
        found.setdefault(name, []).append(outcome)
    return found


@pytest.mark.parametrize("name", re.findall(r"def (test_(?!bad|late)\w+)", TESTS))
def test_what_is_in_order_passes(outcomes: dict[str, list[str]], name: str) -> None:
    assert outcomes[name] == ["PASSED"]


@pytest.mark.parametrize("name", re.findall(r"def (test_(?:bad|late)\w+)", TESTS))
def test_what_is_not_in_order_does_not_pass(outcomes: dict[str, list[str]], name: str) -> None:
    assert {"FAILED", "ERROR"} & set(outcomes[name])
