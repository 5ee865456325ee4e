"""Recordings of the open session: changed, worth a warning, seen through proxies, or not answering for a while."""

from __future__ import annotations

import hashlib
import json
import threading
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from coder.app.jobs import Progress
from coder.app.proxies import make_proxies, wanted_proxies
from coder.app.recordings import facts_of, keep_facts
from coder.store import StudyFolder
from coder.ui.proxies import proxy_tasks
from tests.media.encode import Recipe, make
from tests.media.shares import Share
from tests.ui.code.conftest import CodeDriver

FAST = {"preset": "ultrafast", "g": "25", "bf": "0"}


def coded_with(root: Path) -> None:
    """Write down which content the first session was coded with, as adding a session does."""
    video, head = root / "media/s001_cam1.mp4", root / "sessions/s001/session.json"
    session = json.loads(head.read_text(encoding="utf-8"))
    session["media"][0]["sha256"] = hashlib.sha256(video.read_bytes()).hexdigest()
    head.write_text(json.dumps(session), encoding="utf-8")
    keep_facts(StudyFolder.open(root), "s001", "cam1", facts_of(video, session["media"][0]["sha256"]))


def bars(code: CodeDriver, key: str) -> list[str]:
    return [bar.problem.text for bar in code.window.host.messages.bars if bar.problem.key.startswith(key)]


@pytest.fixture
def changed(code: CodeDriver) -> CodeDriver:
    """Somebody has put a shorter video in the place of the one that was coded."""
    coded_with(code.root)
    make(code.root / "media/s001_cam1.mp4", Recipe("mp4", count=900, options=FAST, sound="aac"))
    code.open()
    code.qtbot.waitUntil(lambda: bool(bars(code, "code.changed")), timeout=10_000)
    return code


def test_a_changed_video_pauses_coding_and_says_both_lengths(changed: CodeDriver) -> None:
    # 900 frames are 36 s, 1000 were 40 s.
    text = "This video differs from the one coded (length 0:36, was 0:40). Coding is paused."
    assert bars(changed, "code.changed") == [text]
    before = changed.events("held")
    changed.type("h")
    assert changed.events("held") == before
    assert changed.window.host.toast.text == text


def test_the_two_videos_are_compared_and_the_new_one_can_be_used(changed: CodeDriver) -> None:
    (bar,) = [b for b in changed.window.host.messages.bars if b.problem.key == "code.changed.cam1"]
    bar.buttons["Compare…"].click()
    dialog = changed.page._care.dialog
    assert dialog.isVisible()
    dialog.use_button.click()
    changed.qtbot.waitUntil(lambda: changed.page.bench is not None and not changed.bench.sitting.paused, timeout=10_000)
    changed.wait_for_frame(0)
    assert bars(changed, "code.changed") == []
    video = changed.root / "media/s001_cam1.mp4"
    assert changed.session_on_disk().media[0].sha256 == hashlib.sha256(video.read_bytes()).hexdigest()


def test_leaving_the_comparison_leaves_coding_paused(changed: CodeDriver) -> None:
    (bar,) = [b for b in changed.window.host.messages.bars if b.problem.key == "code.changed.cam1"]
    bar.buttons["Compare…"].click()
    changed.page._care.dialog.reject()
    assert len(bars(changed, "code.changed")) == 1
    assert changed.bench.sitting.locked


def test_an_unchanged_video_is_coded_without_a_word(code: CodeDriver) -> None:
    coded_with(code.root)
    code.open()
    code.qtbot.waitUntil(lambda: code.page._care._job is not None and code.page._care._job.future.done())
    code.qtbot.wait(50)
    assert code.window.host.messages.bars == []
    assert code.bench.sitting.locked is None


def test_warnings_are_told_until_the_coder_knows_them(code: CodeDriver) -> None:
    uneven = tuple(40 * n + (9 if n % 3 == 0 else 0) for n in range(1000))
    recipe = Recipe("mp4", count=1000, tick=Fraction(1, 1000), times=uneven, options=FAST, sound="aac")
    make(code.root / "media/s001_cam1.mp4", recipe)
    code.open()
    code.qtbot.waitUntil(lambda: bool(bars(code, "code.warnings")), timeout=10_000)
    assert bars(code, "code.warnings")[0].startswith("Camera 1: The frame rate varies.")
    (bar,) = code.window.host.messages.bars
    bar.buttons["Do not show again"].click()
    code.page.reopen()
    code.qtbot.waitUntil(lambda: code.page._care._job is not None and code.page._care._job.future.done())
    code.qtbot.wait(50)
    assert bars(code, "code.warnings") == []


def made(root: Path) -> None:
    folder, calm = StudyFolder.open(root), threading.Event()
    calm.set()
    wanted = wanted_proxies(folder, [folder.load_session("s001")], Progress(), light_ones_too=True)
    make_proxies(folder, wanted, Progress(), calm)


def test_a_proxy_is_played_stamped_and_counted_like_its_recording(code: CodeDriver) -> None:
    made(code.root)
    code.open(at_ms=4_000)
    assert code.bench.loading.found.proxies == {0}
    assert code.view.seen.number == 100
    code.type("h")
    assert ("held", 4_000) in [(e[0], e[1]) for e in code.events("held")]
    code.qtbot.waitUntil(lambda: "Proxies ready 1 of 1" in code.window.status.facts.text(), timeout=5_000)


def test_with_a_proxy_coding_goes_on_while_the_recording_is_missing(code: CodeDriver) -> None:
    coded_with(code.root)
    made(code.root)
    (code.root / "media/s001_cam1.mp4").unlink()
    code.open(at_ms=8_000)
    assert code.view.seen.number == 200
    assert bars(code, "code.media") == ["Camera 1 of C017 was not found. Codes are safe."]


def test_proxies_made_meanwhile_are_offered(code: CodeDriver) -> None:
    code.open()
    study = code.page.study
    assert study is not None
    with code.qtbot.waitSignal(proxy_tasks(code.window.jobs).said, timeout=60_000):
        proxy_tasks(code.window.jobs).make(study, ["s001"], light_ones_too=True)
    assert code.bench.loading.found.proxies == frozenset()
    code.page.reopen()
    code.qtbot.waitUntil(lambda: code.bench.loading.found is not None)
    assert code.bench.loading.found.proxies == {0}


def test_a_share_that_hangs_freezes_nothing_and_playing_goes_on_afterwards(
    code: CodeDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = Share(monkeypatch)
    code.open()
    code.key(Qt.Key.Key_Space)
    code.qtbot.waitUntil(lambda: code.bench.playback.position_ms > 200, timeout=10_000)
    share.hang()
    code.qtbot.waitUntil(lambda: bool(bars(code, "code.hiccup")), timeout=20_000)
    assert bars(code, "code.hiccup")[0].startswith("Camera 1 does not answer. Codes are safe.")
    assert not code.bench.playback.playing
    assert code.view.on_screen is not None
    held = code.bench.playback.position_ms
    share.come_back()
    code.qtbot.waitUntil(lambda: code.bench.playback.playing, timeout=10_000)
    code.qtbot.waitUntil(lambda: code.bench.playback.position_ms > held, timeout=10_000)
    assert bars(code, "code.hiccup") == []


def test_a_session_on_a_share_that_hangs_can_be_left(code: CodeDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    share = Share(monkeypatch)
    code.open()
    share.hang()
    code.bench.playback.seek(39_000)
    code.qtbot.waitUntil(lambda: bool(bars(code, "code.hiccup")), timeout=20_000)
    assert code.page.close_session()
    assert bars(code, "code.hiccup") == []
    share.come_back()
