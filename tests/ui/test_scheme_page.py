"""The Scheme page: definitions, uses, checks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from coder.ui.scheme.page import SchemePage
from coder.ui.window import MainWindow
from tests.ui.conftest import OpenAs


@pytest.fixture
def page(window: MainWindow) -> SchemePage:
    page = window.show_page("scheme")
    assert isinstance(page, SchemePage)
    return page


def definition_texts(page: SchemePage) -> list[str]:
    return [label.text() for label in page.definition.findChildren(QLabel)]


def test_the_page_counts_what_the_scheme_holds(page: SchemePage) -> None:
    scheme = page.scheme
    assert scheme is not None
    expected = f"{len(scheme.passes)} passes, {len(scheme.channel_by_id)} channels, {len(scheme.places)} codes"
    assert page.heading.quiet.text() == f"Strange Situation v1 · {expected}"


def test_a_code_is_shown_with_key_kind_definition_and_its_opposites(page: SchemePage) -> None:
    page.show_code("strange-situation@1", "bid")
    code = page.scheme.places["bid"].code
    shown = definition_texts(page)
    assert "Bid" in shown
    assert "Point: one moment" in shown
    assert code.definition in shown
    assert "\n".join(f"· {text}" for text in code.include) in shown
    assert "\n".join(f"· {text}" for text in code.exclude) in shown
    assert page.definition._key._cap.text == "B"


def test_modifiers_are_shown_with_the_digits_that_set_them(page: SchemePage) -> None:
    page.show_code("strange-situation@1", "held")
    names = [widget.accessibleName() for widget in page.definition.findChildren(type(page.definition._key._cap))]
    assert "Key 1" in names
    assert "Key 2" in names


def test_unobservable_is_explained_as_not_a_no(page: SchemePage) -> None:
    page.show_code("strange-situation@1", "proximity_u")
    assert any("never read as “no”" in text for text in definition_texts(page))


def test_arrow_keys_walk_the_codes(page: SchemePage) -> None:
    page.show_code("strange-situation@1", "approach")
    QTest.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.definition.header.title.text() == "Bid"


@pytest.mark.parametrize(
    ("code", "family", "word"),
    [
        ("approach", "seeking", "count"),
        ("approach", "comfort", "stops"),
        ("bid", "comfort", "stops"),
        ("held", "secure_base", "away"),
        ("avoid", "comfort", ""),
        ("resist", "seeking", ""),
    ],
)
def test_the_table_says_what_each_measure_does_with_a_code(page: SchemePage, code: str, family: str, word: str) -> None:
    page.show_code("strange-situation@1", code)
    assert page.matrix.word(code, family) == word


def test_enter_on_a_cell_tells_its_rule(page: SchemePage) -> None:
    page.show_code("strange-situation@1", "approach")
    page.matrix.setFocus()
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    assert page.rule.text.text().startswith("Approach in seeking proximity: Each approach under stress counts")


def test_a_code_without_a_part_says_that_it_is_exported_as_a_count(page: SchemePage) -> None:
    page.show_code("strange-situation@1", "avoid")
    assert "No measure reads this code. It is exported as a count." in definition_texts(page)


def test_find_leaves_what_fits_by_title_or_key(page: SchemePage, window: MainWindow) -> None:
    window.focus_search()
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "bid")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.tree.hasFocus()
    assert page.definition.header.title.text() == "Bid"


def test_the_shipped_scheme_has_no_errors(page: SchemePage) -> None:
    assert page.checks.errors.text == "no errors"


def test_a_key_used_twice_is_an_error_with_a_way_to_the_code(study_path: Path, open_as: OpenAs) -> None:
    file = study_path / "schemes/strange-situation@1.json"
    scheme = json.loads(file.read_text(encoding="utf-8"))
    codes = [code for pass_ in scheme["passes"] for channel in pass_["channels"] for code in channel["codes"]]
    next(code for code in codes if code["id"] == "avoid")["key"] = "b"
    file.write_text(json.dumps(scheme), encoding="utf-8")
    page = open_as("maria").show_page("scheme")
    assert isinstance(page, SchemePage)
    assert page.checks.errors.text == "2 errors"
    shown = [label.text() for label in page.checks.findChildren(QLabel)]
    assert "The key B is used 2 times in pass proximity." in shown
    assert "code avoid" in shown


def test_without_a_study_the_page_offers_to_open_one(empty_window: MainWindow) -> None:
    page = empty_window.show_page("scheme")
    assert isinstance(page, SchemePage)
    assert page._nothing.line.text() == "No study is open."
    assert page._nothing.buttons[0].text() == "Open study…"


def test_a_code_only_companions_read_says_so(page: SchemePage) -> None:
    page.show_code("strange-situation@1", page.scheme.roles["attend"][0])
    shown = definition_texts(page)
    assert "Responsiveness: The first one in time notices the signal." in shown
    assert not any(text.startswith("No measure reads this code") for text in shown)
