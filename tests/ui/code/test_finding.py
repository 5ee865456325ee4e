"""Typed searches for events: what is understood, the way through the hits, the filtered table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coder.app.library import shipped_scheme
from coder.model.coding import Coding, Event
from coder.model.errors import ModelError
from coder.model.session import Episode, Participant, Session
from coder.ui.code.eventlist.model import CERTAINTY, CODE, MODIFIERS
from coder.ui.code.find.query import hits, read_query
from tests.ui.code.conftest import CodeDriver

CTRL = Qt.KeyboardModifier.ControlModifier
SCHEME = shipped_scheme("strange-situation")
SESSION = Session(
    id="s001",
    scheme=SCHEME.ref,
    participant=Participant(child="c001"),
    episodes=(
        Episode(id="ep4", kind="separation", on=0, off=60_000),
        Episode(id="ep5", kind="reunion", on=60_000, off=120_000),
    ),
)
CODING = Coding(
    session="s001",
    coder="anna",
    scheme=SCHEME.ref,
    events=[
        Event(id="b1", code="bid", on=50_000),
        Event(id="b2", code="bid", on=70_000, note="Arms up, crying"),
        Event(id="a1", code="approach", on=80_000, certainty="low"),
        Event(id="h1", code="held", on=55_000, off=75_000, mods={"by": "child"}),
        Event(id="h2", code="held", on=100_000, certainty="high"),
        Event(id="f1", code="far", on=75_000, off=100_000),
        Event(id="c1", code="cry", on=10_000, off=10_800),
        Event(id="n1", code="none", on=10_800, off=120_000),
    ],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("all bids in Ep 5", "b2"),
        ("bids, approaches", "b1 b2 a1"),
        ("held in episode 5", "h1 h2"),
        ("held > 19 s", "h1 h2"),
        ("held longer than 20 s", ""),
        ("shorter than 1 s", "c1"),
        ("> 1:00", "n1"),
        ("missing by", "h2"),
        ("missing modifier", "h2"),
        ("held child", "h1"),
        ("low certainty", "a1"),
        ("certainty high", "h2"),
        ("approach without certainty", ""),
        ("“arms up”", "b2"),
        ("crying", "b2"),
        ("distress", "c1 n1"),
        ("pass 2 after 1:16", "a1 h2"),
        ("proximity before 0:56", "h1"),
        ("not distressed", "n1"),
        ("bids no comment", "b1"),
        ("xylophone", ""),
    ],
)
def test_a_search_means_what_it_says(text: str, found: str) -> None:
    query = read_query(text, SCHEME, SESSION)
    assert {event.id for event in hits(query, SCHEME, CODING, 120_000)} == set(found.split())


def test_an_episode_that_was_not_held_is_said() -> None:
    with pytest.raises(ModelError, match="Episode 7 was not held"):
        read_query("bids in ep 7", SCHEME, SESSION)


def search(code: CodeDriver, text: str) -> None:
    code.key(Qt.Key.Key_F, CTRL)
    code.bench.find_bar.field.clear()
    QTest.keyClicks(code.bench.find_bar.field, text)


def test_hits_are_counted_and_walked_through_round_and_round(coding: CodeDriver) -> None:
    search(coding, "distress in ep 5")
    bar = coding.bench.find_bar
    assert (bar.understood.text(), bar.count.text()) == ("Ep 5 · Distress", "2 hits")
    coding.key(Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 2"
    coding.wait_for_frame(375)
    assert coding.bench.sitting.selection.ids == ("e2",)
    coding.key(Qt.Key.Key_Return)
    assert coding.bench.sitting.selection.ids == ("e3",)
    coding.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert coding.bench.sitting.selection.ids == ("e2",)
    coding.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert coding.bench.sitting.selection.ids == ("e2", "e3")
    assert coding.bench.inspector.header.quiet.text().startswith("2 events")


def test_typing_a_search_codes_nothing_and_escape_gives_the_keys_back(coding: CodeDriver) -> None:
    search(coding, "bids in ep 9")
    assert coding.bench.find_bar.understood.text() == "Episode 9 was not held."
    assert coding.bench.sitting.desk.history == ()
    coding.key(Qt.Key.Key_Escape)
    assert coding.bench.find_bar.isHidden()
    coding.type("b")
    assert len(coding.events("bid")) == 1


def test_the_table_shows_the_hits_and_follows_edits(coding: CodeDriver) -> None:
    coding.bench.toggle_list()
    search(coding, "near")
    table = coding.bench.event_list
    assert table.events.rowCount() == 1
    table.events.setData(table.events.index(0, CODE), "far")
    assert coding.events("near", "far") == [("far", 0, 20_000)]
    assert table.events.rowCount() == 0
    coding.key(Qt.Key.Key_Escape)
    assert table.events.rowCount() == 5


def test_certainty_and_modifiers_are_typed_in_the_table(coding: CodeDriver) -> None:
    coding.click(10_000, "proximity")
    coding.type("h")
    coding.bench.toggle_list()
    model = coding.bench.event_list.events
    row = model.row_of("e4")
    model.setData(model.index(row, CERTAINTY), "med")
    model.setData(model.index(row, MODIFIERS), "by caregiver")
    assert (coding.event("held").certainty, coding.event("held").mods) == ("medium", {"by": "caregiver"})
    model.setData(model.index(row, MODIFIERS), "by dog")
    assert "has: by child, by caregiver" in coding.window.host.toast.text
    model.setData(model.index(row, CERTAINTY), "")
    assert coding.event("held").certainty is None


def test_a_filter_adds_its_words_to_the_search(coding: CodeDriver) -> None:
    search(coding, "")
    menus = {action.text(): action.menu() for action in coding.bench.find_bar.menu.actions()}
    next(a for a in menus["Episode"].actions() if a.text() == "Ep 4").trigger()
    next(a for a in menus["Track"].actions() if a.text() == "Distress").trigger()
    assert coding.bench.find_bar.field.text() == "ep 4 Distress"
    assert coding.bench.find_bar.count.text() == "1 hit"
