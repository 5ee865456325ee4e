"""What needs care, each with one action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coder.app.overview import SessionOverview
from coder.app.values import coefficient
from coder.model.scheme import Scheme
from coder.ui.study.media_state import is_unsynchronised
from coder.ui.study.words import title_of
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, EmptyState, Glyph, Rule, ScrollColumn, label

if TYPE_CHECKING:
    from coder.app.plan.watch import Drift, Watch

NeedKind = Literal["drift", "unreadable", "missing", "unsynchronised", "no_episodes", "open_pass", "no_media"]
_ICONS: dict[NeedKind, tuple[str, str]] = {
    "drift": ("warn", "warn"),
    "unreadable": ("error", "danger"),
    "missing": ("media", "danger"),
    "no_media": ("media", "warn"),
    "unsynchronised": ("media", "warn"),
    "no_episodes": ("flag", "warn"),
    "open_pass": ("hourglass", "accent"),
}
ACTIONS: dict[NeedKind, str] = {
    "drift": "Review",
    "unreadable": "Show why",
    "missing": "Locate…",
    "no_media": "Show",
    "unsynchronised": "Open in Code",
    "no_episodes": "Open pass 0",
    "open_pass": "Continue",
}


@dataclass(frozen=True, slots=True)
class Need:
    """Something to look after: ``subject`` is a camera or pass id where there is one."""

    kind: NeedKind
    session_id: str
    title: str
    detail: str
    subject: str = ""


def needs(overviews: Sequence[SessionOverview], coder: str | None) -> list[Need]:
    """Return what needs care: what blocks work first, then what this coder has left open."""
    blocking: list[Need] = []
    opened: list[Need] = []
    for overview in overviews:
        session, name = overview.session, title_of(overview.session)
        if session.participant.release == "withdrawn":
            continue
        if overview.trouble:
            blocking.append(Need("unreadable", session.id, tr("{0} cannot be read", session.id), overview.trouble))
            continue
        for camera_id in overview.missing_media:
            text = tr("Codes are safe. The view stays black.")
            blocking.append(Need("missing", session.id, tr("{0} · {1} is missing", name, camera_id), text, camera_id))
        for camera in (media for media in session.media if is_unsynchronised(session, media)):
            text = tr("Mark a moment both cameras show, or use a clap.")
            title = tr("{0} · {1} is not synchronised", name, camera.id)
            blocking.append(Need("unsynchronised", session.id, title, text))
        if not session.media:
            blocking.append(Need("no_media", session.id, tr("{0} has no video", name), tr("It cannot be coded.")))
        opened += _own_needs(overview, name, coder)
    return [*blocking, *opened]


def drift_needs(watch: Watch, schemes: Iterable[Scheme]) -> list[Need]:
    """Return the pairs of coders that drift apart, with the channel they drift in."""
    titles = {channel.id: channel.title for scheme in schemes for p in scheme.passes for channel in p.channels}
    return [
        Need(
            "drift",
            drift.session,
            tr("{0} drifts", titles.get(drift.target, drift.target)),
            tr("Recalibrate {0} and {1}: {2} is below {3}.", drift.coder_a, drift.coder_b, *_both(drift)),
        )
        for drift in watch.drifts
    ]


def _both(drift: Drift) -> tuple[str, str]:
    return coefficient(drift.z), coefficient(drift.limit)


def _own_needs(overview: SessionOverview, name: str, coder: str | None) -> list[Need]:
    progress = overview.progress.get(coder or "", {})
    found: list[Need] = []
    if overview.session.media and not overview.session.episodes:
        text = tr("Mark episodes and doors first. The other passes use them.")
        subject = overview.scheme.passes[0].id if overview.scheme.passes else ""
        found.append(Need("no_episodes", overview.session.id, tr("{0} · episodes are not marked", name), text, subject))
    for pass_ in overview.scheme.passes:
        share = progress.get(pass_.id)
        if share is not None and share.share > 0 and not share.complete:
            text = tr("{0} % coded, not marked complete", round(100 * share.share))
            found.append(
                Need("open_pass", overview.session.id, tr("{0} · {1} is open", name, pass_.title), text, pass_.id)
            )
    return found


class AttentionCard(Card):
    """The list of needs; ``act`` is called with the one whose button is pressed."""

    def __init__(self, act: Callable[[Need], object]) -> None:
        super().__init__(tr("Needs attention"))
        self._act = act
        self.count = label("", "table", "text2")
        assert self.header is not None
        self.header.add(self.count)
        self.needs: list[Need] = []
        self.buttons: list[Button] = []
        self._scroll = ScrollColumn(tr("Needs attention"))
        self.add(self._scroll, 1)

    def show_needs(self, found: list[Need], can_code: bool) -> None:
        """List these needs; those that lead to coding have a button only where one can code."""
        self.needs = found
        self.buttons = []
        self.count.setText(str(len(found)) if found else "")
        self._scroll.fill(lambda column: self._list(column, can_code))

    def _list(self, column: QVBoxLayout, can_code: bool) -> None:
        if not self.needs:
            column.addWidget(EmptyState("ok", tr("Nothing needs attention.")))
        for need in self.needs:
            column.addWidget(self._row(need, can_code))
            column.addWidget(Rule())
        column.addStretch(1)

    def _row(self, need: Need, can_code: bool) -> QWidget:
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Glyph(*_ICONS[need.kind], 17))
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(need.title, "section", wrap=True))
        column.addWidget(label(need.detail, "table", "text2", wrap=True))
        row.addLayout(column, 1)
        if can_code or need.kind not in ("open_pass", "no_episodes", "unsynchronised"):
            action = tr(ACTIONS[need.kind])
            button = Button(action, lambda: self._act(need), small=True)
            button.setAccessibleName(f"{action}: {need.title}")
            self.buttons.append(button)
            row.addWidget(button)
        return row_widget
