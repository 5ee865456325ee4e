"""What people type in about the whole session: ratings and the certified rater's classification."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.model.coding import Classification, Rating
from coder.store import StudyFolder
from coder.ui.rating.classify import ClassifyDialog
from coder.ui.rating.scales import NOT_RATED, RatingDialog
from tests.ui.code.conftest import CodeDriver

SCALE, EPISODE = "proximity_contact", "ep5"


def rating_form(code: CodeDriver) -> RatingDialog:
    code.bench.run_id("code.rate")
    dialog = QApplication.activeModalWidget() or code.window.findChild(RatingDialog)
    assert isinstance(dialog, RatingDialog)
    return dialog


def rate(dialog: RatingDialog, value: int | None) -> None:
    field = dialog.fields[SCALE, EPISODE]
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_a_rating_is_on_disk_at_once_and_can_be_undone(code: CodeDriver) -> None:
    code.open()
    dialog = rating_form(code)
    assert dialog.fields[SCALE, EPISODE].currentText() == NOT_RATED
    rate(dialog, 6)
    assert code.on_disk().ratings == (Rating(scale=SCALE, episode=EPISODE, value=6),)
    rate(dialog, None)
    assert code.on_disk().ratings == ()
    dialog.reject()
    code.bench.run_id("code.undo")
    assert [r.value for r in code.on_disk().ratings] == [6]


def test_the_form_asks_for_the_episodes_of_each_scale_and_explains_its_points(code: CodeDriver) -> None:
    code.open()
    dialog = rating_form(code)
    assert {episode for scale, episode in dialog.fields if scale == SCALE} == {"ep5", "ep8"}
    rate(dialog, 7)
    scale = next(s for s in code.bench.sitting.scheme.scales if s.id == SCALE)
    assert scale.anchors["7"] in dialog.anchor.text()
    dialog.reject()


def certified(code: CodeDriver) -> None:
    folder = StudyFolder.open(code.root)
    people = tuple(replace(p, roles=("coder", "certified_rater")) if p.id == "anna" else p for p in folder.study.people)
    folder.save_study(replace(folder.study, people=people))
    assert code.window.studies.open_folder(code.root)


def test_only_a_certified_rater_enters_a_classification(code: CodeDriver) -> None:
    code.open()
    command = next(c for c in code.bench.commands if c.id == "code.classify")
    assert command.why_not() == "only a certified rater enters it"


def test_a_certified_rater_types_the_class_that_is_never_preset(code: CodeDriver) -> None:
    certified(code)
    code.open()
    code.bench.run_id("code.classify")
    dialog = code.window.findChild(ClassifyDialog)
    assert isinstance(dialog, ClassifyDialog)
    assert dialog.value.text() == ""
    QTest.keyClicks(dialog.value, "x")
    dialog.submit()
    assert "is not a value of this scheme" in dialog.wrong.text()
    dialog.value.clear()
    QTest.keyClicks(dialog.value, "b")
    QTest.keyClicks(dialog.subgroup, "B4")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert code.on_disk().classification == Classification(value="B", subgroup="B4", by="anna")
