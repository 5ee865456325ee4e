"""The bar above the timeline: snapping, following, which tracks, and hints."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QWidget

from coder.model.scheme import Channel, Pass
from coder.ui.text import tr
from coder.ui.widgets import Button, KeyCaps, label

HINTS_FROM_PX = 980


class TimelineBar(QFrame):
    """Switches of the timeline.

    Signals
    -------
    snap_chosen(bool), follow_chosen(bool)
    tracks_chosen(frozenset)
        Ids of the channels to show besides those of the current pass.
    """

    snap_chosen = Signal(bool)
    follow_chosen = Signal(bool)
    tracks_chosen = Signal(frozenset)

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

    def show_tracks(self, channels: Sequence[tuple[Pass, Channel]], active_pass: str, shown: Collection[str]) -> None:
        """Show how many tracks there are, and let the person choose."""
        always = [c.id for p, c in channels if p.id == active_pass]
        count = len(always) + sum(c.id in shown for p, c in channels if p.id != active_pass)
        self.tracks.setText(tr("{0} of {1} tracks", count, len(channels)))
        self.menu.clear()
        for pass_, channel in channels:
            action = self.menu.addAction(f"{pass_.title}: {channel.title}")
            action.setCheckable(True)
            active = pass_.id == active_pass
            action.setChecked(active or channel.id in shown)
            action.setEnabled(not active)
            action.setData("" if active else channel.id)
            action.toggled.connect(self._chosen)

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
