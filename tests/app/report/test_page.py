"""The page of a report: one file, nothing from elsewhere, nothing of the study read as markup."""

from __future__ import annotations

import base64
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from coder.app.errors import AppError
from coder.app.report.blocks import Facts, Grid, Paragraph, Picture, Report, section
from coder.app.report.compose import study_report
from coder.app.report.drawing import draw
from coder.app.report.drawing.dots import abreast
from coder.app.report.figures import Curve, DotFigure, DotGroup, Figure, ForestEntry, ForestFigure, SurvivalFigure
from coder.app.report.page import page
from coder.app.report.writing import no_paper, write_report
from coder.app.studies import OpenStudy
from coder.store import StoreError

SAMPLE = Path(__file__).parents[3] / "sample_sessions" / "study"
DOTS = DotFigure("per minute", (DotGroup("Ep 5", (1.0, 1.0, 3.0), ("", "", "")), DotGroup("Ep 8", (2.0,), ("",))))
EVIL = '<script>alert(1)</script> & "co"'
VOID = {"meta", "img", "br"}


class Checked(HTMLParser):
    """Reads a page and keeps what was opened, which must be closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def sample_page() -> str:
    return page(study_report(OpenStudy.open(SAMPLE), date(2026, 11, 24), everyone=True))


def small(*more: object, title: str = "Small") -> Report:
    return Report(title, "sub", "notice", (section("one", "One", *more),))  # type: ignore[arg-type]


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(sample_page: str) -> None:
    read = Checked(sample_page)
    assert read.open == []
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "iframe", "object"})
    for tag, attributes in read.tags:
        for name in ("src", "href"):
            target = attributes.get(name) or "#"
            assert target.startswith(("#", "data:image/svg+xml;base64,")), (tag, target[:80])
    outside_pictures = re.sub(r"base64,[A-Za-z0-9+/=]+", "", sample_page)
    assert "http" not in outside_pictures and "url(" not in outside_pictures


def test_every_chapter_is_linked_and_every_picture_has_words(sample_page: str) -> None:
    tags = Checked(sample_page).tags
    anchors = {attributes["id"] for tag, attributes in tags if tag == "section"}
    links = {attributes["href"] for tag, attributes in tags if tag == "a"}
    assert links == {f"#{anchor}" for anchor in anchors}
    pictures = [attributes for tag, attributes in tags if tag == "img"]
    assert len(pictures) >= 5
    assert all(len(attributes.get("alt") or "") > 20 for attributes in pictures)


def test_what_the_study_holds_is_text_and_never_markup() -> None:
    grid = Grid(EVIL, (EVIL,), ((EVIL,),), note=EVIL)
    text = page(small(Paragraph(EVIL), Facts(((EVIL, EVIL),)), grid, Picture(DOTS, EVIL, EVIL), title=EVIL))
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 10
    assert Checked(text).open == []


def test_the_same_study_gives_the_same_page(sample_page: str) -> None:
    assert page(study_report(OpenStudy.open(SAMPLE), date(2026, 11, 24), everyone=True)) == sample_page


@pytest.mark.parametrize(
    "figure",
    [
        DOTS,
        DotFigure("s", (DotGroup("Ep 5", (0.0,), ("placebo",)),)),
        ForestFigure("kappa", (ForestEntry("a – b x", -0.2, -0.4, 0.1), ForestEntry("a – b y", 1.0, None, None)), 0.7),
        ForestFigure("kappa", (ForestEntry("a – b x", 0.5, None, None),), None),
        SurvivalFigure("s", "waiting", (0.0,), (Curve("Ep 5", (0.0,), (1.0,), (None,), (None,), (), (1,)),)),
        SurvivalFigure(
            "s",
            "waiting",
            (0.0, 5.0),
            (Curve("a", (0.0, 2.0), (1.0, 0.5), (None, 0.1), (None, 0.9), ((2.0, 0.5),), (2, 1)),),
        ),
    ],
)
def test_every_figure_is_drawn_as_a_picture_whole_in_itself(figure: Figure) -> None:
    svg = draw(figure)
    assert svg.startswith("<?xml") and svg.rstrip().endswith("</svg>")
    used = set(re.findall(r'xlink:href="#([^"]+)"', svg))
    assert used <= set(re.findall(r'id="([^"]+)"', svg))
    assert re.findall(r'<path id="[^"]+" transform="[^"]+"/>', svg) == []


def test_dots_of_one_value_stand_beside_each_other() -> None:
    beside = abreast([1.0, 1.0, 1.0, 5.0], 0.5)
    assert beside == pytest.approx([-0.07, 0.0, 0.07, 0.0])
    wide = abreast([1.0] * 200, 0.5)
    assert min(wide) >= -0.37 and max(wide) <= 0.37 and len(set(wide)) == 200


def test_pictures_in_the_page_are_those_drawn() -> None:
    (found,) = re.findall(r'base64,([^"]+)"', page(small(Picture(DOTS, "caption", "words"))))
    assert base64.b64decode(found).decode() == draw(DOTS)


def test_a_report_is_not_written_over_another_file(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(AppError, match="is there already"):
        write_report(small(), target, no_paper)
    assert target.read_text(encoding="utf-8") == "mine"
    write_report(small(), target, no_paper, overwrite=True)
    assert "<h1>Small</h1>" in target.read_text(encoding="utf-8")


def test_the_ending_of_the_name_says_what_is_written(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"\.html or \.pdf"):
        write_report(small(), tmp_path / "report.docx", no_paper)
    write_report(small(), tmp_path / "report.PDF", lambda report: report.title.encode())
    assert (tmp_path / "report.PDF").read_bytes() == b"Small"


def test_a_report_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        write_report(small(), tmp_path / "nowhere" / "report.html", no_paper)
    with pytest.raises(AppError, match=r"\.html"):
        write_report(small(), tmp_path / "report.pdf", no_paper)
    assert list(tmp_path.iterdir()) == []
