"""Commands about the recordings of a study: searching for missing ones, making proxies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.ui.commands import Command
from coder.ui.proxies import proxy_tasks
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.study.page import StudyPage


def recording_commands(page: StudyPage) -> list[Command]:
    """Return what can be done with the recordings while the Study page is in front."""
    tasks = proxy_tasks(page.services.jobs)

    def no_study() -> str | None:
        return None if page.study is not None else tr("no study is open")

    def no_session() -> str | None:
        return None if page.view.chosen() is not None else tr("no session is chosen")

    def search() -> None:
        if page.study is not None:
            page.locator.ask_folder(page.study)

    def make_all() -> None:
        if page.study is not None:
            tasks.make(page.study, page.study.folder.session_ids())

    def make_one() -> None:
        chosen = page.view.chosen()
        if page.study is not None and chosen is not None:
            tasks.make(page.study, [chosen.session.id], light_ones_too=True)

    words = ("video file moved missing locate find",)
    small = ("proxy small copy heavy video",)
    return [
        Command("media.search", tr("Search for missing recordings…"), search, "", "Data", no_study, keywords=words),
        Command("media.proxies", tr("Make proxies of all heavy recordings"), make_all, "", "Data", no_study, small),
        Command("media.proxies.one", tr("Make proxies of this session"), make_one, "", "Data", no_session, small),
    ]
