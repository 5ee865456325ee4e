"""Garbage is collected in the window's thread, whoever made it."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.app.jobs import Progress
from coder.ui.collector import EVERY_MS, Collector
from coder.ui.jobs import UiJobs


class Ring:
    """Garbage only the collector can find: it holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_a_task_never_collects_what_the_window_left(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp.findChild(Collector) is not None
    collected_in: list[int] = []
    left = Ring()
    weakref.finalize(left, lambda: collected_in.append(threading.get_ident()))
    del left

    def work(_progress: Progress) -> int:
        rings = [Ring() for _ in range(20_000)]
        return len(rings)

    jobs = UiJobs()
    done: list[int] = []
    jobs.run("Working", work, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=5_000)
    qtbot.waitUntil(lambda: bool(collected_in), timeout=4 * EVERY_MS)
    assert collected_in == [threading.get_ident()]
    assert not gc.isenabled()
    jobs.close()
