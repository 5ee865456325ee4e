"""What holds for every test: no screen, no home folder, no network, no unexpected message."""

from __future__ import annotations

import atexit
import logging
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

HOME = Path(tempfile.mkdtemp(prefix="securebase-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.update(
    {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(HOME),
        "USERPROFILE": str(HOME),
        "APPDATA": str(HOME / "appdata"),
        "LOCALAPPDATA": str(HOME / "appdata"),
        "XDG_CONFIG_HOME": str(HOME / "config"),
        "XDG_CACHE_HOME": str(HOME / "cache"),
        "XDG_DATA_HOME": str(HOME / "data"),
        "XDG_STATE_HOME": str(HOME / "state"),
    }
)

from hypothesis import HealthCheck, settings  # noqa: E402
from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler  # noqa: E402

SLOW_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=60, **SLOW_MACHINE)
settings.register_profile("thorough", max_examples=2000, **SLOW_MACHINE)
settings.load_profile("default")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test settings of its own, so that no test sees what another one left."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that reaches for another machine; the program never does."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        here = isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")
        if self.family not in (socket.AF_INET, socket.AF_INET6) or here:
            connect(self, address)  # type: ignore[arg-type]
            return
        pytest.fail(f"The program reached for the network: {address}")

    monkeypatch.setattr(socket.socket, "connect", only_here)


class _Warnings(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which something is logged as a warning; a test that asks for caplog looks itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    if handler.lines:
        pytest.fail("Unexpected log messages:\n" + "\n".join(handler.lines))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test whose windows complain while they close, which pytest-qt does not watch."""
    complaints: list[str] = []
    harmless = item.config.getini("qt_log_ignore")

    def keep(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not any(re.search(h, text) for h in harmless):
            complaints.append(text)

    previous = qInstallMessageHandler(keep)
    try:
        result = yield
    finally:
        qInstallMessageHandler(previous)
    if complaints:
        pytest.fail("Qt complained after the test:\n" + "\n".join(complaints), pytrace=False)
    return result
