"""The pages there are, in the order of the rail. A page is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coder.ui.appearance import Workspace
from coder.ui.page import Page, PageServices


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page before it is built; ``tip`` says in a few words what it is for."""

    page_id: str
    title: str
    icon: str
    tip: str
    workspace: Workspace
    build: Callable[[PageServices], Page]


def _study(services: PageServices) -> Page:
    from coder.ui.study.page import StudyPage

    return StudyPage(services)


def _code(services: PageServices) -> Page:
    from coder.ui.code.page import CodePage

    return CodePage(services)


def _measures(services: PageServices) -> Page:
    from coder.ui.measures.page import MeasuresPage

    return MeasuresPage(services)


def _agreement(services: PageServices) -> Page:
    from coder.ui.agreement.page import AgreementPage

    return AgreementPage(services)


def _scheme(services: PageServices) -> Page:
    from coder.ui.scheme.page import SchemePage

    return SchemePage(services)


PAGES = (
    PageEntry("study", "Study", "study", "Sessions, and who codes what", "tables", _study),
    PageEntry("code", "Code", "code", "Record what is seen, frame by frame", "code", _code),
    PageEntry("measures", "Measures", "measures", "The five measures, and where each comes from", "tables", _measures),
    PageEntry("agreement", "Agreement", "agreement", "How far coders agree, and where not", "tables", _agreement),
    PageEntry("scheme", "Scheme", "scheme", "What is coded, and what it is used for", "tables", _scheme),
)
