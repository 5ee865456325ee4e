"""The selected events, fact by fact, to be read and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from coder.model.coding import Event
from coder.model.errors import ModelError
from coder.model.scheme import Channel, Modifier, Scheme
from coder.model.timecode import parse_clock, seconds_text, timecode
from coder.ui.text import tr
from coder.ui.widgets import Card, KeyCap, SegmentedButtons, label
from coder.ui.widgets.field import Field
from coder.ui.widgets.text import restyle

MIXED = "mixed"
LABEL_PX = 86
_CERTAINTIES = (("low", "Low"), ("medium", "Medium"), ("high", "High"))


class Inspector(Card):
    """Onset, offset, duration, code, modifiers, certainty, comment. Typing is taken on Enter or on leaving the field.

    Signals
    -------
    retime_asked(str, int, object)
        Event, onset, offset or None.
    recode_asked(str), modifier_asked(str, str), certainty_asked(str), note_asked(str)
        For all selected events.
    refused(str)
        Why what was typed cannot be taken.
    done()
        Enter was pressed in a field.
    """

    retime_asked = Signal(str, int, object)
    recode_asked = Signal(str)
    modifier_asked = Signal(str, str)
    certainty_asked = Signal(str)
    note_asked = Signal(str)
    refused = Signal(str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Selection"))
        self.frame_at: Callable[[int], int | None] = lambda _ms: None
        self._events: tuple[Event, ...] = ()
        self._scheme: Scheme | None = None
        self._rows = 0
        self.onset, self.offset = self._time_field("Onset"), self._time_field("Offset")
        self.onset_frame, self.offset_frame = label("", "caption", "text2"), label("", "caption", "text2")
        self.duration = label("", "table", "text2")
        self.code = QComboBox()
        self.code.setAccessibleName(tr("Code"))
        self.code.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.code.activated.connect(lambda: self.recode_asked.emit(str(self.code.currentData())))
        self.note = Field()
        self.note.setAccessibleName(tr("Comment"))
        self.note.editingFinished.connect(self._note_typed)
        self.note.returnPressed.connect(self.done)
        self.choices: dict[str, SegmentedButtons] = {}
        self.certainty: SegmentedButtons | None = None
        self._body = QWidget()
        self._empty = label(tr("Nothing selected. Click an event on the timeline."), "table", "text3", wrap=True)
        self._empty.setContentsMargins(12, 10, 12, 12)
        self.add(self._empty)
        self.add(self._body)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(12, 8, 12, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        for widget in self._lasting:
            widget.setParent(self._body)
        self._body.hide()
        self.body.addStretch(1)

    def show_events(self, events: Sequence[Event], scheme: Scheme, read_only: bool) -> None:
        """Show the selected events."""
        shown = tuple(events)
        if shown == self._events and scheme is self._scheme and self._body.isEnabled() != read_only:
            return
        self._events, self._scheme = shown, scheme
        self._body.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._body.setEnabled(not read_only)
        assert self.header is not None
        self.header.quiet.setText(self._heading())
        if shown:
            self._fill(scheme)

    def _heading(self) -> str:
        if not self._events or self._scheme is None:
            return ""
        if len(self._events) > 1:
            return tr("{0} events", len(self._events))
        place = self._scheme.places.get(self._events[0].code)
        return place.code.title if place else self._events[0].code

    def _fill(self, scheme: Scheme) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in self._lasting:
                widget.hide()
                widget.deleteLater()
        self._rows = 0
        self._fill_times(scheme)
        channel = self._channel(scheme)
        self._fill_code(channel)
        self.choices = {}
        for modifier in self._modifiers(scheme):
            self._add_row(modifier.title or modifier.id, self._choice(modifier))
        self.certainty = SegmentedButtons(
            _CERTAINTIES, self._shared([e.certainty or "" for e in self._events]), "Certainty"
        )
        self.certainty.chosen.connect(self.certainty_asked)
        self._add_row(tr("Certainty"), self.certainty)
        for button in self._body.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        note = self._shared([e.note for e in self._events])
        self.note.setText("" if note == MIXED else note)
        self.note.setPlaceholderText(tr("mixed") if note == MIXED else "")
        self._add_row(tr("Comment"), self.note)

    @property
    def _lasting(self) -> tuple[QWidget, ...]:
        return self.onset, self.offset, self.onset_frame, self.offset_frame, self.duration, self.code, self.note

    def _fill_times(self, scheme: Scheme) -> None:
        single = self._events[0] if len(self._events) == 1 else None
        point = single is not None and scheme.is_point(single.code)
        self._show_time(self.onset, self.onset_frame, None if single is None else single.on, single is not None)
        self._add_row(tr("Time") if point else tr("Onset"), self.onset, self.onset_frame, KeyCap("F2"))
        if point:
            for widget in (self.offset, self.offset_frame, self.duration):
                widget.hide()
            return
        for widget in (self.offset, self.offset_frame, self.duration):
            widget.show()
        self._show_time(self.offset, self.offset_frame, None if single is None else single.off, single is not None)
        if single is not None and single.off is None:
            self.offset.setPlaceholderText(tr("still running"))
        self._add_row(tr("Offset"), self.offset, self.offset_frame, KeyCap("F3"))
        lengths = [e.off - e.on for e in self._events if e.off is not None]
        self.duration.setText(self._duration_text(single, lengths))
        self._add_row(tr("Duration"), self.duration)

    def _duration_text(self, single: Event | None, lengths: list[int]) -> str:
        if single is None:
            return tr("{0} in all", seconds_text(sum(lengths), 3))
        if single.off is None:
            return "–"
        first, last = self.frame_at(single.on), self.frame_at(single.off)
        frames = "" if first is None or last is None else tr(" · {0} frames", f"{last - first:,}")
        return seconds_text(single.off - single.on, 3) + frames

    def _fill_code(self, channel: Channel | None) -> None:
        self.code.clear()
        self.code.setEnabled(channel is not None)
        if channel is None:
            self.code.addItem(tr("mixed"))
        else:
            for code in channel.codes:
                self.code.addItem(code.title, code.id)
            shared = self._shared([e.code for e in self._events])
            self.code.setCurrentIndex(self.code.findData(shared))
        self._add_row(tr("Code"), self.code)

    def _choice(self, modifier: Modifier) -> SegmentedButtons:
        shared = self._shared([e.mods.get(modifier.id, "") for e in self._events])
        buttons = SegmentedButtons([(value, value.capitalize()) for value in modifier.values], shared, modifier.title)
        buttons.chosen.connect(lambda value: self.modifier_asked.emit(modifier.id, value))
        self.choices[modifier.id] = buttons
        return buttons

    def _channel(self, scheme: Scheme) -> Channel | None:
        places = [scheme.places.get(e.code) for e in self._events]
        channels = {place.channel.id: place.channel for place in places if place is not None}
        return next(iter(channels.values())) if len(channels) == 1 else None

    def _modifiers(self, scheme: Scheme) -> list[Modifier]:
        """Return the modifiers that all selected events have."""
        places = [scheme.places.get(e.code) for e in self._events]
        each = [{m.id: m for m in place.code.modifiers} if place else {} for place in places]
        return [m for name, m in each[0].items() if all(name in other for other in each)]

    def _add_row(self, name: str, *widgets: QWidget) -> None:
        row, self._rows = self._rows, self._rows + 1
        heading = label(name, "table", "text2", wrap=True)
        heading.setFixedWidth(LABEL_PX)
        self._grid.addWidget(heading, row, 0)
        if len(widgets) == 1:
            self._grid.addWidget(widgets[0], row, 1, 1, 3)
            return
        for column, widget in enumerate(widgets, 1):
            self._grid.addWidget(widget, row, column)

    def _time_field(self, name: str) -> Field:
        field = Field()
        field.setAccessibleName(tr(name))
        field.editingFinished.connect(lambda: self._time_typed(field))
        field.returnPressed.connect(self.done)
        return field

    def _show_time(self, field: Field, frame: QLabel, ms: int | None, enabled: bool) -> None:
        field.setText("" if ms is None else timecode(ms))
        field.setPlaceholderText("" if enabled else tr("mixed"))
        field.setEnabled(enabled)
        restyle(field, "bad", False)
        number = None if ms is None else self.frame_at(ms)
        frame.setText("" if number is None else f"f {number:,}")

    def _time_typed(self, field: Field) -> None:
        if len(self._events) != 1 or not field.text().strip():
            return
        event = self._events[0]
        was = event.on if field is self.onset else event.off
        if was is not None and field.text() == timecode(was):
            return
        try:
            ms = parse_clock(field.text())
        except ModelError as error:
            restyle(field, "bad", True)
            self.refused.emit(str(error))
            return
        restyle(field, "bad", False)
        on, off = (ms, event.off) if field is self.onset else (event.on, ms)
        self.retime_asked.emit(event.id, on, off)

    def _note_typed(self) -> None:
        if self._events and (self.note.text() or not self.note.placeholderText()):
            self.note_asked.emit(self.note.text())

    def _shared(self, values: list[str]) -> str:
        return values[0] if len(set(values)) == 1 else MIXED
