"""The question about modifiers, double presses, the last keys, ends of states, and the study's reaction time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.model.scheme import Channel, Code, Modifier
from coder.store import StudyFolder
from coder.ui.breaks import BreakReminder
from coder.ui.code.keyclock import now_ms
from coder.ui.code.pad.modifiers import pages_of
from tests.ui.code.conftest import FRAME_MS, CodeDriver

SHIFT = Qt.KeyboardModifier.ShiftModifier


def go(code: CodeDriver, ms: int) -> None:
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // FRAME_MS)


def answers(code: CodeDriver) -> list[str]:
    prompt = code.bench.pad.prompt
    return [b.accessibleName() for b in prompt.answers] if prompt.isVisible() else []


def test_a_code_with_modifiers_asks_for_them_and_a_digit_answers(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    prompt = coding.bench.pad.prompt
    assert (prompt.what.text(), prompt.asked.text()) == ("Held 0:20.000", "Who began the contact")
    assert prompt.needed.text() == "needed"
    assert answers(coding) == ["1 child", "2 caregiver", "0 leave open"]
    coding.type("2")
    assert coding.event("held").mods == {"by": "caregiver"}
    assert [b.isChecked() for b in prompt.answers] == [False, True, False]
    assert prompt.needed.text() == ""


def test_the_question_stops_neither_playback_nor_codes(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(120)
    coding.type("h")
    assert answers(coding)
    assert coding.bench.playback.playing
    coding.type("b")
    coding.qtbot.waitUntil(lambda: not answers(coding))
    coding.key(Qt.Key.Key_Space)
    assert len(coding.events("held")) == len(coding.events("bid")) == 1


def test_the_question_goes_away_when_it_is_left_open(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    coding.type("0")
    assert answers(coding) == []
    assert coding.event("held").mods == {}


def test_the_question_goes_away_by_itself_after_four_seconds(
    coding: CodeDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(coding, 20_000)
    coding.type("h")
    later = now_ms() + 4_100
    monkeypatch.setattr("coder.ui.code.asking.now_ms", lambda: later)
    coding.bench.keywork.asking._later.setInterval(1)
    coding.bench.keywork.asking._later.start()
    coding.qtbot.waitUntil(lambda: not answers(coding))
    coding.type("1")
    assert coding.event("held").mods == {}


def test_playback_waits_for_the_answer_where_the_coder_wants_it(coding: CodeDriver) -> None:
    coding.window.coder.choose(replace(coding.window.coder.habits, prompt_pauses=True))
    go(coding, 20_000)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(120)
    coding.type("h")
    assert not coding.bench.playback.playing
    assert coding.bench.pad.prompt.needed.text() == "paused"
    coding.type("1")
    assert coding.bench.playback.playing
    coding.key(Qt.Key.Key_Space)
    assert coding.event("held").mods == {"by": "child"}


def test_esc_plays_on_without_an_answer(coding: CodeDriver) -> None:
    coding.window.coder.choose(replace(coding.window.coder.habits, prompt_pauses=True))
    go(coding, 20_000)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(120)
    coding.type("h")
    coding.key(Qt.Key.Key_Escape)
    assert coding.bench.playback.playing
    assert answers(coding) == []
    coding.key(Qt.Key.Key_Space)


def test_many_modifiers_are_asked_for_one_after_the_other() -> None:
    values = ("a", "b", "c", "d", "e")
    code = Code(id="x", key="x", title="X", modifiers=tuple(Modifier(id=m, values=values) for m in ("one", "two")))
    pages = pages_of(code)
    assert [[choice.digit for choice in page] for page in pages] == [["1", "2", "3", "4", "5"]] * 2
    assert [{choice.modifier.id for choice in page} for page in pages] == [{"one"}, {"two"}]


def test_a_bouncing_finger_records_once_while_it_plays_and_the_second_can_be_kept(coding: CodeDriver) -> None:
    coding.key_at("p", now_ms())
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(200)
    first = now_ms()
    coding.qtbot.wait(100)
    coding.key_at("b", first)
    coding.key_at("b", first + 60)
    assert len(coding.events("bid")) == 1
    assert coding.window.host.toast.text == "Bid: two presses at once count as one."
    coding.key(Qt.Key.Key_Space)
    coding.window.host.toast.action.click()
    assert len(coding.events("bid")) == 2


def test_how_near_two_presses_are_one_is_the_coders_choice(coding: CodeDriver) -> None:
    coding.window.coder.choose(replace(coding.window.coder.habits, bounce_ms=0))
    coding.key_at("p", now_ms())
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(200)
    first = now_ms()
    coding.qtbot.wait(100)
    coding.key_at("b", first)
    coding.key_at("b", first + 60)
    coding.key(Qt.Key.Key_Space)
    assert len(coding.events("bid")) == 2


def test_the_last_five_keys_are_shown_and_lead_back(coding: CodeDriver) -> None:
    assert coding.bench.pad.latest.hint.isVisible()
    for count in range(6):
        go(coding, 1_000 * count)
        coding.type("v")
    chips = [chip for chip in coding.bench.pad.latest.chips if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["0:05", "0:04", "0:03", "0:02", "0:01"]
    QTest.mouseClick(chips[2], Qt.MouseButton.LeftButton)
    coding.wait_for_frame(75)
    assert coding.bench.sitting.event_of(coding.bench.sitting.selection.only).on == 3_000


def test_shift_backspace_goes_back_key_by_key(coding: CodeDriver) -> None:
    for count in range(3):
        go(coding, 1_000 * count)
        coding.type("v")
    go(coding, 10_000)
    coding.key(Qt.Key.Key_Backspace, SHIFT)
    coding.wait_for_frame(50)
    coding.key(Qt.Key.Key_Backspace, SHIFT)
    coding.wait_for_frame(25)


def test_just_the_last_key_can_be_undone_from_the_pad(coding: CodeDriver) -> None:
    coding.type("v")
    latest = coding.bench.pad.latest
    assert latest.undo.isEnabled()
    QTest.mouseClick(latest.undo, Qt.MouseButton.LeftButton)
    assert coding.events("avoid") == []
    assert latest.hint.isVisible()


def test_the_pad_undoes_nothing_but_the_last_key(coding: CodeDriver) -> None:
    coding.type("v")
    go(coding, 8_000)
    coding.click(10_000, "proximity")
    coding.key(Qt.Key.Key_F4)
    latest = coding.bench.pad.latest
    assert not latest.undo.isEnabled()
    assert latest.undo.toolTip() == "Edited since: the history takes it back"


def test_shift_u_says_for_the_whole_pass_that_nothing_can_be_seen(code: CodeDriver) -> None:
    code.open(pass_id="exploration", at_ms=4_000)
    code.key(Qt.Key.Key_U, SHIFT)
    assert code.events("manipulation_u", "locomotion_u") == [
        ("manipulation_u", 4_000, None),
        ("locomotion_u", 4_000, None),
    ]
    code.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert code.events("manipulation_u", "locomotion_u") == []


def test_where_one_state_is_always_on_enter_ends_nothing_and_says_why(coding: CodeDriver) -> None:
    go(coding, 8_000)
    coding.key(Qt.Key.Key_Return)
    assert coding.events("near") == [("near", 0, 20_000)]
    assert coding.window.host.toast.text == (
        "Proximity to caregiver: one state is always on. Press the key of the next one."
    )


def set_study(root: Path, **settings: object) -> None:
    folder = StudyFolder.open(root)
    folder.save_study(
        msgspec.structs.replace(folder.study, settings=msgspec.structs.replace(folder.study.settings, **settings))
    )


def make_voice_free(root: Path) -> None:
    """Let the voice of pass 5 be silent between its states."""
    path = next((root / "schemes").glob("*.json"))
    text = path.read_text(encoding="utf-8")
    begin = text.index('"id": "voice"')
    path.write_text(text[:begin] + text[begin:].replace('"exhaustive": true', '"exhaustive": false', 1), "utf-8")


@pytest.fixture
def voice(study_path: Path) -> None:
    """A study in which the voice channel may have gaps."""
    make_voice_free(study_path)


def test_enter_ends_the_state_that_began_last_where_gaps_are_allowed(voice: None, code: CodeDriver) -> None:
    code.open(pass_id="affect", at_ms=4_000)
    code.type("v")
    go(code, 5_000)
    code.key(Qt.Key.Key_Return)
    assert code.events("vocalise_caregiver") == [("vocalise_caregiver", 4_000, 5_000)]
    assert code.window.host.toast.text.startswith("Offset of Vocalises to caregiver open → 0:05.000")


@pytest.fixture
def slow_hands(study_path: Path) -> None:
    """A study that counts 200 ms of reaction time."""
    set_study(study_path, reaction_ms=200)


def test_a_live_key_counts_the_studys_reaction_time_back(slow_hands: None, code: CodeDriver) -> None:
    code.open()
    code.key_at("p", now_ms())
    code.key(Qt.Key.Key_Space)
    code.qtbot.wait(400)
    seen = code.number_shown()
    pressed = now_ms() + 200
    code.qtbot.wait(250)
    code.key_at("b", pressed)
    code.key(Qt.Key.Key_Space)
    assert abs(code.event("bid").on - seen * FRAME_MS) <= FRAME_MS
    assert code.bench.header.reaction.text == "keys −200 ms"
    assert code.bench.sitting.desk.history[-1].step.forward.label.endswith(", 200 ms before the key")


def test_the_reaction_time_does_not_count_at_rest_nor_behind_the_start(slow_hands: None, code: CodeDriver) -> None:
    code.open()
    go(code, 4_000)
    code.type("v")
    assert code.events("avoid") == [("avoid", 4_000, None)]
    go(code, 8_000)
    code.key(Qt.Key.Key_Space)
    code.qtbot.wait(60)
    code.type("b")
    code.key(Qt.Key.Key_Space)
    assert code.event("bid").on >= 8_000


def test_without_a_reaction_time_the_header_says_nothing(coding: CodeDriver) -> None:
    assert coding.bench.header.reaction.isHidden()


def test_channels_say_how_their_states_end() -> None:
    from coder.ui.code.ending import may_end

    assert may_end(Channel(id="a", title="A", kind="state", exclusive=True))
    assert not may_end(Channel(id="a", title="A", kind="state", exclusive=True, exhaustive=True))
    assert not may_end(Channel(id="a", title="A", kind="point"))


def test_a_click_is_heard_for_a_code_where_the_coder_wants_it(coding: CodeDriver) -> None:
    coding.type("v")
    assert coding.bench.keywork.clicks.played == []
    coding.window.coder.choose(replace(coding.window.coder.habits, clicks=True))
    coding.type("b")
    assert coding.bench.keywork.clicks.played == [1]


def test_a_break_is_offered_after_long_work_and_nothing_stops(coding: CodeDriver) -> None:
    coder = coding.window.coder
    coder.choose(replace(coder.habits, break_min=45))
    for minute in range(0, 45, 3):
        coder.breaks.worked(minute * 60_000.0)
    assert coding.window.host.messages.bars == []
    coder.breaks.worked(45 * 60_000.0)
    (bar,) = coding.window.host.messages.bars
    assert bar.problem.text.startswith("You have worked for 45 minutes.")
    bar.buttons["Go on"].click()
    coding.type("v")
    assert len(coding.events("avoid")) == 1


def test_five_minutes_of_rest_are_a_break(qtbot: QtBot) -> None:
    breaks, offered = BreakReminder(lambda: 45), []
    breaks.due.connect(offered.append)
    for minute in (0, 4, 8, 12, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64):
        breaks.worked(minute * 60_000.0)
    assert offered == []
    breaks.worked(65 * 60_000.0)
    assert offered == [45]
