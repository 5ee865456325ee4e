"""The card of one session: still, passes of each coder, episodes, consent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from coder.app.overview import PassProgress, SessionOverview
from coder.app.studies import OpenStudy
from coder.model.timecode import clock
from coder.store import known_place
from coder.ui.study import words
from coder.ui.study.media_state import Fact, MediaStates
from coder.ui.study.poster import Poster, Still, Stills
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, Glyph, KeyCap, Rule, ScrollColumn, label
from coder.ui.widgets.text import restyle


class DetailCard(Card):
    """Everything the study knows about the chosen session."""

    open_session = Signal()

    def __init__(self, stills: Stills, states: MediaStates, can_code: bool) -> None:
        super().__init__(" ")
        self._stills, self._states = stills, states
        self._asked = 0
        assert self.header is not None
        self.open_button = Button(tr("Open in Code"), self.open_session.emit, small=True)
        if can_code:
            self.header.add(self.open_button, KeyCap("Enter"))
        self.poster = Poster(238, 134)
        self.facts = QVBoxLayout()
        self.facts.setSpacing(4)
        self._passes = ScrollColumn(tr("Passes"))
        self._about = ScrollColumn(tr("About the session"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(12, 10, 12, 10)
        left.setSpacing(8)
        left.addWidget(self.poster)
        left.addLayout(self.facts)
        left.addStretch(1)
        row.addLayout(left)
        for area, stretch in ((self._passes, 5), (self._about, 4)):
            row.addWidget(Rule("vertical"))
            row.addWidget(area, stretch)
        self.body.addLayout(row, 1)

    def show_session(self, study: OpenStudy, overview: SessionOverview | None) -> None:
        """Show a session; None empties the card."""
        self.setVisible(overview is not None)
        if overview is None:
            return
        session = overview.session
        assert self.header is not None
        self.header.title.setText(words.title_of(session))
        total = words.length_ms(session)
        age = session.participant.age_days
        facts = [
            overview.scheme.title,
            tr("{0} days", age) if age is not None else "",
            clock(total, 0) if total else "",
        ]
        self.header.quiet.setText(" · ".join(fact for fact in facts if fact))
        self.open_button.setEnabled(not overview.trouble and session.participant.release != "withdrawn")
        self._passes.fill(lambda column: _fill_passes(column, overview), (12, 6, 12, 8))
        self._about.fill(lambda column: _fill_about(column, overview), (14, 10, 14, 10), 4)
        self._show_media(study, overview)

    def _show_media(self, study: OpenStudy, overview: SessionOverview) -> None:
        _clear(self.facts)
        self._asked += 1
        asked = self._asked
        session, reference = overview.session, overview.session.reference
        count = len(session.media)
        self.poster.show_image(None, "" if reference else tr("No video"))
        missing = overview.missing_media
        cameras = tr("1 camera") if count == 1 else tr("{0} cameras", count)
        self._fact(not missing, tr("{0}, {1} missing", cameras, len(missing)) if missing else cameras)
        if session.physiology:
            self._fact(True, tr("heart rate"))
        if reference is None:
            return
        if reference.id in missing:
            self.poster.show_image(None, tr("The file was not found. Codes are safe."))
            return

        def use(still: Still) -> None:
            if asked == self._asked:
                self.poster.show_image(still.image, still.facts)
                self._fact(still.image is not None, still.facts)

        file = known_place(study.folder, reference)
        if file is not None:
            self._stills.ask(file, use)
        self._states.ask(study, session, self._show_facts)

    def _show_facts(self, facts: list[Fact]) -> None:
        for fact in facts:
            self._fact(fact.good, fact.text)

    def _fact(self, good: bool, text: str) -> None:
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Glyph("ok" if good else "warn", "ok" if good else "danger", 14))
        row.addWidget(label(text, "table", "text2", wrap=True), 1)
        self.facts.addWidget(row_widget)


def _fill_passes(column: QVBoxLayout, overview: SessionOverview) -> None:
    """Show the list of passes, with a bar and a word for each coder; two coders get short words."""
    coders = overview.coders or [""]
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(0)
    for place, coder in enumerate(coders):
        grid.addWidget(label(coder or tr("nobody yet"), "caption", "text2"), 0, 2 + 2 * place)
        grid.setColumnStretch(2 + 2 * place, 1)
    for number, pass_ in enumerate(overview.scheme.passes):
        line = 2 * number + 1
        grid.addWidget(Rule(), line, 0, 1, -1)
        grid.addWidget(label(f"{number}", "table", "text2"), line + 1, 0)
        grid.addWidget(label(pass_.title, "table"), line + 1, 1)
        grid.setRowMinimumHeight(line + 1, 22)
        for place, coder in enumerate(coders):
            progress = overview.progress.get(coder, {}).get(pass_.id, PassProgress())
            text = words.progress_words(progress)
            said = label(words.short_progress(progress) if len(coders) > 1 else text, "table", "text2")
            said.setToolTip(text)
            said.setAccessibleName(text)
            grid.addWidget(_bar(progress, f"{pass_.title}, {coder}"), line + 1, 2 + 2 * place)
            grid.addWidget(said, line + 1, 3 + 2 * place)
    column.addLayout(grid)
    column.addStretch(1)


def _bar(progress: PassProgress, name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setMinimumWidth(24)
    bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    bar.setRange(0, 100)
    bar.setValue(100 if progress.complete else round(100 * progress.share))
    bar.setAccessibleName(tr("Progress of {0}", name))
    restyle(bar, "full", progress.complete)
    return bar


def _fill_about(column: QVBoxLayout, overview: SessionOverview) -> None:
    """Show what is known about the episodes, and what the recording may be used for."""
    column.addWidget(label(tr("Episodes"), "section"))
    if overview.trouble:
        column.addWidget(label(overview.trouble, "table", "danger", wrap=True))
    elif not overview.session.episodes:
        column.addWidget(label(tr("Not marked yet. Mark them in pass 0."), "table", "text2", wrap=True))
    titles = {template.id: template.title for template in overview.scheme.episodes}
    grid = QGridLayout()
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for line, episode in enumerate(overview.session.episodes):
        name = " · ".join(part for part in (episode.id, titles.get(episode.id, episode.kind)) if part)
        grid.addWidget(label(name, "table", "text2", wrap=True), line, 0)
        cut = tr("cut short, ") if episode.curtailed else ""
        text = label(f"{cut}{clock(episode.off - episode.on, 0)}", "table", "warn" if cut else "text2")
        grid.addWidget(text, line, 1, Qt.AlignmentFlag.AlignRight)
    column.addLayout(grid)
    column.addSpacing(8)
    column.addWidget(Rule())
    column.addSpacing(4)
    column.addWidget(label(tr("Consent"), "section"))
    rule = tr(words.RELEASE_RULES[overview.session.participant.release])
    column.addWidget(label(tr("{0} Names and birth dates are not stored here.", rule), "table", "text2", wrap=True))
    column.addStretch(1)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
