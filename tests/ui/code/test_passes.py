"""How "coded through" grows, and what completing a pass does."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.model.spans import Spans
from coder.ui.code.passdialogs import AskReason
from tests.ui.code.conftest import CodeDriver

CTRL = Qt.KeyboardModifier.ControlModifier


def coded(code: CodeDriver, pass_id: str) -> Spans:
    return Spans.of(code.on_disk().pass_record(pass_id).coded)


def assert_coded(code: CodeDriver, pass_id: str, *stretches: tuple[int, int]) -> None:
    """What is on disk is these stretches; the frame on which playing was stopped may come with the next edit."""
    found = list(coded(code, pass_id))
    assert [on for on, _ in found] == [on for on, _ in stretches]
    assert all(0 <= off - end <= 40 for (_, end), (_, off) in zip(found, stretches, strict=True)), found


def go(code: CodeDriver, ms: int) -> None:
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // 40)


def play(code: CodeDriver, wait_ms: int) -> int:
    """Play for a while and return the end of the frame it stopped on."""
    code.key(Qt.Key.Key_Space)
    code.qtbot.wait(wait_ms)
    code.key(Qt.Key.Key_Space)
    code.wait_for_frame(code.bench.playback.position_ms // 40)
    return code.bench.playback.position_ms + 40


def test_what_was_played_through_counts_as_coded(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    end = play(code, 500)
    assert_coded(code, "gaze", (2_000, end))


def test_a_jump_does_not_count_what_it_leaves_out(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    end = play(code, 300)
    go(code, 12_000)
    later = play(code, 300)
    assert_coded(code, "gaze", (2_000, end), (12_000, later))


def test_stepping_counts_like_playing(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    for number in (51, 52, 53):
        code.key(Qt.Key.Key_Right)
        code.wait_for_frame(number)
    code.type("f")
    assert coded(code, "gaze") == Spans.of([(2_000, 54 * 40)])


def test_faster_than_twice_does_not_count(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    code.bench.playback.set_speed(4.0)
    play(code, 400)
    assert coded(code, "gaze").length <= 80


def test_what_was_watched_is_written_with_the_key_and_undo_does_not_unwatch_it(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    code.key(Qt.Key.Key_Space)
    code.qtbot.wait(300)
    code.type("f")
    code.key(Qt.Key.Key_Space)
    code.wait_for_frame(code.bench.playback.position_ms // 40)
    watched = coded(code, "gaze")
    assert watched.length >= 200
    code.key(Qt.Key.Key_Z, CTRL)
    assert code.events("look_face") == []
    go(code, 2_200)
    code.type("t")
    assert len(watched - coded(code, "gaze")) == 0


def test_playing_on_after_an_undo_keeps_what_can_be_redone(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    code.type("f")
    code.key(Qt.Key.Key_Z, CTRL)
    play(code, 200)
    code.key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert code.events("look_face") == [("look_face", 2_000, None)]


def test_a_complete_pass_watched_again_writes_nothing(code: CodeDriver) -> None:
    code.open(pass_id="distress")
    play(code, 200)
    code.type("c")
    assert "Pass 1 is complete" in code.window.host.toast.text
    assert code.bench.sitting.desk.history == ()


def test_a_stretch_is_declared_coded_by_command(coding: CodeDriver) -> None:
    go(coding, 22_000)
    coding.bench.run_id("pass.mark")
    assert coded(coding, "proximity") == Spans.of([(0, 25_000)])
    coding.bench.run_id("pass.unmark")
    assert coded(coding, "proximity") == Spans.of([(0, 20_000)])


def finish_proximity(code: CodeDriver) -> None:
    """Code the reunions; the caregiver is away in between, so nothing is left then."""
    for ms, letter in ((20_000, "n"), (35_000, "f")):
        go(code, ms)
        code.type(letter)
        code.bench.sitting.select(())
        code.bench.run_id("pass.mark")


def test_a_pass_is_complete_only_when_everything_is_coded_and_then_locked(coding: CodeDriver) -> None:
    head = coding.bench.pad.head
    assert not head.complete.isEnabled()
    assert head.complete.toolTip() == "0:10 left: 0:20 – 0:25, 0:35 – 0:40"
    finish_proximity(coding)
    assert coding.bench.state.left_text.startswith("0:00")
    assert head.complete.isEnabled()
    head.complete.click()
    coding.bench.checking.card.complete.click()
    record = coding.on_disk().pass_record("proximity")
    assert record.complete
    assert Spans.of(record.coded) == Spans.of([(0, 40_000)])
    coding.type("h")
    assert coding.events("held") == []
    assert not coding.bench.pad.rows["held"].isEnabled()
    assert coding.bench.header.strip.buttons["proximity"].facts.complete


def test_opening_a_complete_pass_again_needs_a_reason_that_stays_in_the_journal(code: CodeDriver) -> None:
    code.open(pass_id="distress")
    code.bench.pad.head.complete.click()
    question = code.bench.findChild(AskReason)
    assert question is not None
    assert not question.open_again.isEnabled()
    question.field.setText("coded without sound")
    question.open_again.click()
    assert not code.on_disk().pass_record("distress").complete
    journal = (code.root / "sessions/s001/codings/anna.journal").read_text()
    assert "coded without sound" in journal
    assert json.loads(journal.splitlines()[-1])
    go(code, 16_000)
    code.type("x")
    assert code.events("scream") == [("scream", 16_000, 22_000)]


def test_passes_are_changed_by_digit_and_by_click_and_keep_their_keys(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_3, CTRL)
    assert coding.bench.sitting.pass_id == "exploration"
    assert "manipulates" in coding.bench.pad.rows
    assert "held" not in coding.bench.pad.rows
    coding.type("m")
    assert coding.events("manipulates") == [("manipulates", 0, None)]
    QTest.mouseClick(coding.bench.header.strip.buttons["gaze"], Qt.MouseButton.LeftButton)
    assert coding.bench.sitting.pass_id == "gaze"
    assert "Pass 4" in coding.window.topbar.context.text()


def test_episodes_are_set_at_the_playhead(code: CodeDriver) -> None:
    code.open("s002", "structure")
    code.bench.run_id("episode.ep1.begin")
    go(code, 3_000)
    code.bench.run_id("episode.ep2.begin")
    go(code, 9_000)
    code.bench.run_id("episode.ep2.end")
    held = code.session_on_disk("s002").episodes
    assert [(e.id, e.on, e.off) for e in held] == [("ep1", 0, 3_000), ("ep2", 3_000, 9_000)]
    assert held[1].present == ("caregiver", "child")
    code.key(Qt.Key.Key_Z, CTRL)
    assert [(e.id, e.on, e.off) for e in code.session_on_disk("s002").episodes][1] == ("ep2", 3_000, 40_000)
    code.bench.run_id("episode.ep1.remove")
    assert [e.id for e in code.session_on_disk("s002").episodes] == ["ep2"]


def test_other_passes_are_seen_but_locked(coding: CodeDriver) -> None:
    coding.click(17_000, "distress")
    coding.key(Qt.Key.Key_Delete)
    assert "belongs to Distress" in coding.window.host.toast.text
    assert len(coding.events("cry")) == 1


def test_blind_coders_see_nothing_of_each_other(coding: CodeDriver) -> None:
    texts = " ".join(
        w.text()
        for w in QApplication.allWidgets()
        if w.window() is coding.window and hasattr(w, "text") and callable(w.text)
    )
    assert "ben" not in texts
    assert {e.id for e in coding.bench.sitting.coding.events} == {e.id for e in coding.on_disk().events}


def test_watching_never_becomes_part_of_an_edit_of_another_pass(code: CodeDriver) -> None:
    code.open(pass_id="gaze", at_ms=2_000)
    code.type("f")
    code.bench.sitting.set_pass("affect")
    play(code, 200)
    code.bench.sitting.set_pass("gaze")
    watched, added = [code.bench.history.model.index(row).data() for row in range(2)]
    assert watched.startswith("Affect & voice: 0:02.0 – 0:02.")
    assert watched.endswith(" coded")
    assert added == "Caregiver's face added at 0:02.000"
    code.key(Qt.Key.Key_Z, CTRL)
    assert coded(code, "affect").length == 0
    assert len(code.events("look_face")) == 1
