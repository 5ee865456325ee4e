"""What a study puts into the palette: its sessions, its codes, the measures it can give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from coder.app.overview import SessionOverview
from coder.app.studies import OpenStudy
from coder.model.scheme import CodePlace, Scheme
from coder.model.session import Session
from coder.ui.clips import SessionRequest
from coder.ui.commands import Command
from coder.ui.study.words import title_of
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.window import MainWindow


class ShowsCodes(Protocol):
    """What the Scheme page offers to the others."""

    def show_code(self, scheme_ref: str, code_id: str) -> None:
        """Show the definition of a code."""


def code_commands(window: MainWindow, study: OpenStudy) -> list[Command]:
    """Return the commands that lead to the definitions of a study's codes."""
    return [_code(window, scheme, place) for scheme in study.schemes.values() for place in scheme.places.values()]


def session_commands(window: MainWindow, study: OpenStudy, overviews: Sequence[SessionOverview]) -> list[Command]:
    """Return the commands that open a study's sessions."""
    if not window.host.has("code"):
        return []
    return [_session(window, study, overview.session) for overview in overviews if not overview.trouble]


def _session(window: MainWindow, study: OpenStudy, session: Session) -> Command:
    def nobody() -> str | None:
        return None if study.identity else "choose who codes first"

    age = session.participant.age_days
    return Command(
        f"session.{session.id}",
        title_of(session),
        lambda: window.open_session(SessionRequest(session.id, study.identity or "")),
        hint=tr("open in Code · {0} days", age) if age is not None else tr("open in Code"),
        keywords=(session.id,),
        icon="media",
        why_not=nobody,
        kind="Sessions",
    )


def _code(window: MainWindow, scheme: Scheme, place: CodePlace) -> Command:
    number = scheme.passes.index(place.pass_)

    def show() -> None:
        page: ShowsCodes = window.show_page("scheme")  # type: ignore[assignment]
        page.show_code(scheme.ref, place.code.id)

    return Command(
        f"definition.{scheme.ref}.{place.code.id}",
        place.code.title,
        show,
        hint=tr("code in pass {0}, {1}", number, place.channel.title),
        keywords=(place.code.id,),
        icon="scheme",
        kind="Codes",
    )
