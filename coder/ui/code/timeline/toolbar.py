"""The bar above the timeline: snapping, following, which tracks, and hints."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QWidget

from coder.model.scheme import Channel, Pass
from coder.ui.code.timeline.arrangement import Arrangement
from coder.ui.code.timeline.rows import trace_title
from coder.ui.code.timeline.surface import TRACES
from coder.ui.text import tr
from coder.ui.widgets import Button, KeyCaps, label

HINTS_FROM_PX = 980


class TimelineBar(QFrame):
    """Switches of the timeline.

    Signals
    -------
    snap_chosen(bool), follow_chosen(bool)
    tracks_chosen(frozenset or None)
        Ids of the channels to show besides those of the current pass; None for those with events.
    extra_chosen(str, bool)
        One of the session's own tracks, and whether to show it.
    reset_asked()
        Tracks are to have the place and height they have by nature.
    """

    snap_chosen = Signal(bool)
    follow_chosen = Signal(bool)
    tracks_chosen = Signal(object)
    extra_chosen = Signal(str, bool)
    reset_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Timeline switches"))
        self.snap = self._switch(tr("Snap: frames, edges, doors"), "magnet", True)
        self.snap.toggled.connect(self.snap_chosen)
        self.follow = self._switch(tr("Follow playhead"), "", True)
        self.follow.toggled.connect(self.follow_chosen)
        self.tracks = Button("", small=True, icon="down")
        self.tracks.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.menu = QMenu(self)
        self.tracks.setMenu(self.menu)
        self._hints: list[QWidget] = []
        self._lay_out()

    def show_tracks(
        self,
        channels: Sequence[tuple[Pass, Channel]],
        active_pass: str,
        shown: Collection[str],
        arrangement: Arrangement,
    ) -> None:
        """Show how many tracks there are, and let the person choose."""
        always = [c.id for p, c in channels if p.id == active_pass]
        count = len(always) + sum(c.id in shown for p, c in channels if p.id != active_pass)
        self.tracks.setText(tr("{0} of {1} tracks", count, len(channels)))
        self.menu.clear()
        for kind in TRACES:
            action = self._entry(trace_title(kind), kind in arrangement.extras)
            action.toggled.connect(partial(self.extra_chosen.emit, kind))
        self.menu.addSeparator()
        for pass_, channel in channels:
            active = pass_.id == active_pass
            action = self._entry(f"{pass_.title}: {channel.title}", active or channel.id in shown)
            action.setEnabled(not active)
            action.setData("" if active else channel.id)
            action.toggled.connect(self._chosen)
        self._add_shortcuts(channels, arrangement)

    def _add_shortcuts(self, channels: Sequence[tuple[Pass, Channel]], arrangement: Arrangement) -> None:
        every = frozenset(channel.id for _, channel in channels)
        self.menu.addSeparator()
        self.menu.addAction(tr("All tracks"), partial(self.tracks_chosen.emit, every))
        self.menu.addAction(tr("Only this pass"), partial(self.tracks_chosen.emit, frozenset()))
        with_events = self.menu.addAction(tr("Those with events"), partial(self.tracks_chosen.emit, None))
        with_events.setCheckable(True)
        with_events.setChecked(arrangement.shown is None)
        self.menu.addSeparator()
        self.menu.addAction(tr("Order and heights as at first"), self.reset_asked.emit)

    def _entry(self, text: str, on: bool) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        return action

    def show_switches(self, snap: bool, follow: bool) -> None:
        """Show what is on."""
        for button, on in ((self.snap, snap), (self.follow, follow)):
            button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(False)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which hints are hidden."""
        return QSize(400, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the hints where room is short."""
        for hint in self._hints:
            hint.setVisible(self.width() >= HINTS_FROM_PX)
        super().resizeEvent(event)

    def _chosen(self) -> None:
        self.tracks_chosen.emit(frozenset(str(a.data()) for a in self.menu.actions() if a.data() and a.isChecked()))

    def _switch(self, text: str, icon: str, on: bool) -> Button:
        button = Button(text, small=True, icon=icon)
        button.setCheckable(True)
        button.setChecked(on)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(6)
        for widget in (self.snap, KeyCaps("F6"), self.follow, self.tracks):
            row.addWidget(widget)
        row.addStretch(1)
        for text, keys in (
            (tr("Previous / next event"), ("Up", "Down")),
            (tr("Fit episode"), ("F7",)),
            (tr("Event list"), ("Ctrl+Shift+L",)),
        ):
            self._hints.append(label(text, "caption", "text3"))
            self._hints += [KeyCaps(key) for key in keys]
        for hint in self._hints:
            row.addWidget(hint)
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
