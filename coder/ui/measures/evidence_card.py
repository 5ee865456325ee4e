"""The card that says where the chosen number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from coder.app.evidence import Derivation, Piece, derive, episode_short, opportunities_of
from coder.app.flags import Flag
from coder.app.results.kept import Value
from coder.metrics import MEASURES, MeasureRow, OpportunityRow
from coder.metrics.context import Context
from coder.ui.clips import ClipRequest, SessionRequest
from coder.ui.measures.citing import citation
from coder.ui.measures.columns import tone_of, with_unit
from coder.ui.measures.derivation import DerivationView
from coder.ui.measures.pieces import PiecesView
from coder.ui.scheme.uses import MEASURE_NAMES
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Card, Chip, EmptyState, FlowRow, IconButton, KeyCap, SegmentedButtons, label

MAIN: Final = ("proximity_rate", "sb_time", "comfort_latency", "calm_latency", "positive_rate")
"""The five measures; a value of theirs is called by the measure's own name."""


def measure_name(measure: str) -> str:
    """Return what a value is called: ``Comfort seeking`` for a measure itself, ``Smiles`` for a part of one."""
    known = MEASURES[measure]
    return MEASURE_NAMES[known.family] if measure in MAIN else known.label


class EvidenceCard(Card):
    """Value, rule, picture and events of one number.

    Signals
    -------
    step_asked(int)
        Show the previous (-1) or next (1) row.
    flag_asked(), cited(str), derived()
        Flag the value; a citation is on the clipboard; another value, or another opportunity of it, is shown.
    clip_asked(ClipRequest), session_asked(SessionRequest)
        Play a stretch in review, or open the session at a moment.
    """

    step_asked = Signal(int)
    flag_asked = Signal()
    cited = Signal(str)
    derived = Signal()
    clip_asked = Signal(object)
    session_asked = Signal(object)

    def __init__(self, theme: Theme, can_open: bool) -> None:
        super().__init__(tr("Where this number comes from"))
        self._can_open = can_open
        self._value: Value | None = None
        self._context: Context | None = None
        self._chances: list[OpportunityRow] = []
        self.derivation: Derivation | None = None
        self.title = label("", "section", wrap=True)
        self.chip = Chip("")
        self.number = label("", "display")
        self.rule = label("", "body", "text2", wrap=True)
        self.notes = label("", "table", "text2", wrap=True)
        self.source = label("", "caption", "text3", wrap=True)
        self.source.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.play_button = Button(tr("Play clip"), self.open_clip, icon="play", small=True)
        self.flag_button = Button(tr("Flag this value…"), self.flag_asked.emit, icon="flag", small=True)
        self.cite_button = Button(tr("Copy citation"), self.copy_citation, icon="copy", small=True)
        self.flags = label("", "table", "warn", wrap=True)
        self.picture = DerivationView()
        self.pieces = PiecesView(theme)
        self.chances = QHBoxLayout()
        self.chooser: SegmentedButtons | None = None
        self._fill_header()
        self._room = QStackedWidget()
        self._room.addWidget(EmptyState("measures", tr("Choose a number in the table.")))
        self._room.addWidget(EmptyState("hourglass", tr("Reading the coding…")))
        self._room.addWidget(self._body())
        self.add(self._room, 1)
        self.pieces.play_asked.connect(self._play_piece)
        self.pieces.open_asked.connect(self._open_piece)
        self.picture.event_clicked.connect(self.pieces.choose_event)

    def _fill_header(self) -> None:
        assert self.header is not None
        self.previous = IconButton("left", tr("Previous row"), lambda: self.step_asked.emit(-1), quiet=False)
        self.next = IconButton("right", tr("Next row"), lambda: self.step_asked.emit(1), quiet=False)
        self.open_button = Button(tr("Open in Code"), self.open_clip)
        self.header.add(self.previous, self.next)
        if self._can_open:
            self.header.add(self.open_button, KeyCap("Enter"))

    def _body(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.number)
        column.addLayout(head)
        self.chances.setSpacing(8)
        self.chances.addWidget(self.chip)
        self.chances.addStretch(1)
        column.addLayout(self.chances)
        column.addWidget(self.rule)
        column.addWidget(self.notes)
        column.addWidget(self.flags)
        column.addSpacing(4)
        column.addWidget(self.picture)
        self.pieces.setMinimumHeight(124)
        column.addWidget(self.pieces, 1)
        buttons = QWidget()
        foot = FlowRow(buttons)
        if self._can_open:
            foot.addWidget(self.play_button)
            foot.addWidget(KeyCap("Space"))
        foot.addWidget(self.flag_button)
        foot.addWidget(self.cite_button)
        column.addWidget(buttons)
        column.addWidget(self.source)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def show_nothing(self) -> None:
        """No number is chosen."""
        self._value = self._context = self.derivation = None
        self._room.setCurrentIndex(0)
        self.open_button.setEnabled(False)

    def show_reading(self) -> None:
        """The chosen number's coding is being read."""
        self.show_nothing()
        self._room.setCurrentIndex(1)

    def show_value(self, value: Value, context: Context, opportunities: Sequence[OpportunityRow]) -> None:
        """Show where a value comes from; of several opportunities, the first, which gave the number."""
        self._value, self._context = value, context
        self._chances = opportunities_of(value.row, opportunities)
        self._offer_chances()
        self._derive(0)
        self.open_button.setEnabled(True)
        self._room.setCurrentIndex(2)

    def _offer_chances(self) -> None:
        if self.chooser is not None:
            self.chances.removeWidget(self.chooser)
            self.chooser.hide()
            self.chooser.deleteLater()
            self.chooser = None
        if len(self._chances) > 1:
            choices = [(str(n), str(n + 1)) for n in range(len(self._chances))]
            self.chooser = SegmentedButtons(choices, "0", tr("Opportunity"))
            self.chooser.setToolTip(tr("The infant was distressed with the caregiver there {0} times.", len(choices)))
            self.chooser.chosen.connect(lambda place: self._derive(int(place)))
            self.chances.insertWidget(1, self.chooser)

    def _derive(self, place: int) -> None:
        assert self._value is not None
        assert self._context is not None
        chance = self._chances[place] if self._chances else None
        found = derive(self._value.row, self._context, chance)
        self.derivation = found
        row, scheme = found.row, self._context.tracks.scheme
        self.title.setText(f"{row.child} · {episode_short(row.episode)} · {measure_name(row.measure)}")
        self._show_chip(Value(row, found.shown))
        self.number.setText(with_unit(found.shown, row.unit))
        self.rule.setText(MEASURES[row.measure].definition)
        notes = [*found.notes, *self._chance_words(place)]
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        self.source.setText(self._source_words(row))
        self.picture.show_derivation(found, self._context.tracks)
        self.pieces.show_pieces(found.pieces, scheme)
        self.pieces.setVisible(bool(found.pieces))
        self.show_flags([])
        self.derived.emit()

    def show_flags(self, flags: Sequence[Flag]) -> None:
        """Show what was written about this value."""
        self.flags.setText("\n".join(tr("Flagged by {0}: {1}", flag.by, flag.note) for flag in flags))
        self.flags.setVisible(bool(flags))

    def copy_citation(self) -> None:
        """Put the value with what is needed to find it again on the clipboard."""
        if self.derivation is not None:
            text = citation(self.derivation, self.derivation.row.coder)
            QGuiApplication.clipboard().setText(text)
            self.cited.emit(text)

    def _chance_words(self, place: int) -> list[str]:
        if len(self._chances) < 2:
            return []
        return [tr("Opportunity {0} of {1}; the first one is the number in the table.", place + 1, len(self._chances))]

    def _show_chip(self, value: Value) -> None:
        match value.row.status:
            case "event":
                self.chip.show_text(tr("observed, not censored"), "ok", "ok")
            case "ok":
                self.chip.show_text(tr("observed"), "ok", "ok")
            case "zero":
                self.chip.show_text(tr("observed, none seen"), "ok", "ok")
            case _:
                self.chip.show_text(value.shown.words, tone_of(value))

    def _source_words(self, row: MeasureRow) -> str:
        assert self._context is not None
        assert self.derivation is not None
        scheme = self._context.tracks.scheme
        passes = {scheme.passes.index(p) for p, c in scheme.channels() if c.id in self.derivation.channels}
        numbers = ", ".join(str(number) for number in sorted(passes))
        read = tr("pass {0}", numbers) if len(passes) == 1 else tr("passes {0}", numbers)
        self.source.setToolTip(tr("{0} v{1}, parameter set {2}", scheme.title, scheme.revision, row.params))
        return f"{row.measure} · {read} · {row.coder}"

    def clip(self) -> ClipRequest | None:
        """Return the stretch of the number shown, with its events."""
        if self.derivation is None:
            return None
        found, row = self.derivation, self.derivation.row
        title = " · ".join(self.title.text().split(" · ")[1:])
        return ClipRequest(row.session, row.coder, *found.clip, found.events, title)

    def open_clip(self) -> None:
        """Ask for the stretch in Code, where it plays."""
        clip = self.clip()
        if clip is not None:
            self.clip_asked.emit(clip)

    def _play_piece(self, piece: Piece) -> None:
        if self.derivation is not None:
            row, off = self.derivation.row, piece.on_ms + 1 if piece.off_ms is None else piece.off_ms
            self.clip_asked.emit(ClipRequest(row.session, row.coder, piece.on_ms, off, piece.events, piece.text))

    def _open_piece(self, piece: Piece) -> None:
        if self.derivation is None or self._context is None:
            return
        row, place = self.derivation.row, self._context.tracks.scheme.places.get(piece.code)
        self.session_asked.emit(SessionRequest(row.session, row.coder, place.pass_.id if place else "", piece.on_ms))
