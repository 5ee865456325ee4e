"""A report on paper: what is on which page, nothing outside the margins, tables not torn apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from coder.app.report.blocks import Facts, Grid, Paragraph, Report, section
from coder.app.report.compose import study_report
from coder.app.studies import OpenStudy
from coder.ui.report.grids import column_widths
from coder.ui.report.paper import to_paper
from coder.ui.report.sheets import BODY, px, wrapped

SAMPLE = Path(__file__).parents[3] / "sample_sessions" / "study"


class Paper:
    """A PDF read back."""

    def __init__(self, content: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)

    @property
    def pages(self) -> list[str]:
        """The words of each page, spaces aside."""
        return ["".join(self.document.getAllText(number).text().split()) for number in range(self.document.pageCount())]

    def clean_margins(self, number: int) -> bool:
        """Whether the outer 8 mm of a page are white."""
        picture = self.document.render(number, QSize(420, 594))
        across, down = range(0, 420, 3), range(0, 594, 3)
        edges = [(x, y) for x in across for y in (5, 590)] + [(x, y) for y in down for x in (5, 415)]
        colors = [picture.pixelColor(x, y) for x, y in edges]
        return all(color.lightness() > 240 or color.alpha() == 0 for color in colors)


def report(*blocks: object) -> Report:
    return Report("Title", "Subtitle", "Notice", (section("one", "One", *blocks),))  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def sample_paper() -> Paper:
    return Paper(to_paper(study_report(OpenStudy.open(SAMPLE), date(2026, 11, 24), everyone=True)))


def test_paper_says_what_the_page_says(qapp: QApplication, sample_paper: Paper) -> None:
    pages = sample_paper.pages
    assert len(pages) >= 8
    assert "Samplestudy" in pages[0]
    whole = "".join(pages)
    for words in ("M3 Comfort seeking", "Agreement between coders", "Reporting follows Kottner", "Parameter set"):
        assert squeezed(words) in whole, words


def test_every_page_has_the_notice_and_its_number(qapp: QApplication, sample_paper: Paper) -> None:
    for number, text in enumerate(sample_paper.pages, 1):
        assert "Behaviourcountsandtimes.Notanattachmentclassification." in text
        assert text.endswith(str(number)) or f"{number}" in text[-4:]


def test_nothing_is_printed_into_the_margins(qapp: QApplication, sample_paper: Paper) -> None:
    assert all(sample_paper.clean_margins(number) for number in range(sample_paper.document.pageCount()))


def test_a_short_table_stays_on_one_page_with_its_caption(qapp: QApplication) -> None:
    filler = [Paragraph("Words to fill the page with. " * 40) for _ in range(7)]
    for lines in range(5, 12):
        rows = tuple((f"first{n}", f"last{n}") for n in range(lines))
        paper = Paper(to_paper(report(*filler, Grid("Caption of the table.", ("a", "b"), rows))))
        (page,) = [text for text in paper.pages if "Captionofthetable." in text]
        assert all(f"first{n}last{n}" in page for n in range(lines))


def test_a_long_table_repeats_its_heading_and_tears_no_row(qapp: QApplication) -> None:
    long = "a cell that needs several lines because it says a great deal " * 4
    rows = tuple((f"row{n}", f"{long}end{n}.") for n in range(60))
    paper = Paper(to_paper(report(Grid("Long.", ("heading", "other"), rows))))
    holding = [text for text in paper.pages if "row" in text]
    assert len(holding) > 2
    assert all("headingother" in text for text in holding)
    for n in range(60):
        (page,) = [text for text in holding if f"row{n}a" in text]
        assert f"end{n}." in page


def test_a_cell_longer_than_a_page_loses_nothing_before_it(qapp: QApplication) -> None:
    paper = Paper(to_paper(report(Grid("Odd.", ("a",), (("word " * 4000,), ("after",))))))
    assert "after" in "".join(paper.pages)


def test_a_long_paragraph_goes_on_on_the_next_page(qapp: QApplication) -> None:
    words = " ".join(f"w{n}" for n in range(4000))
    paper = Paper(to_paper(report(Paragraph(words))))
    whole = "".join(paper.pages)
    assert paper.document.pageCount() > 1
    assert all(f"w{n}" in whole for n in range(0, 4000, 97))


def test_foreign_words_are_printed_as_they_are(qapp: QApplication) -> None:
    paper = Paper(to_paper(report(Facts((("<b>Name</b>", "κ ≥ .60 – Zürich & <i>x</i>"),)))))
    assert "κ≥.60–Zürich&<i>x</i>" in paper.pages[0]


@pytest.mark.parametrize("cells", [("a", "b"), ("a", "long words " * 60), ("x" * 400, "y" * 400), ("", "")])
def test_columns_fill_the_width_exactly(qapp: QApplication, cells: tuple[str, str]) -> None:
    widths = column_widths(Grid("", ("one", "two"), (cells,)), px(176))
    assert sum(widths) == pytest.approx(px(176))
    assert min(widths) > 0


def test_a_word_wider_than_the_line_is_broken(qapp: QApplication) -> None:
    lines = wrapped("x" * 500, BODY, px(60))
    assert "".join(lines) == "x" * 500
    assert len(lines) > 3
