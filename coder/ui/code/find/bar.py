"""The line in which a person types what to find."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.ui.text import tr
from coder.ui.widgets import Button, IconButton, SearchField, label
from coder.ui.widgets.text import restyle, set_tone

LENGTHS = ("> 10 s", "> 1 s", "< 1 s", "< 0.5 s")
CERTAINTIES = ("low", "medium", "high", "none")


class _Field(SearchField):
    """Enter steps to the next hit, Shift+Enter to the one before, Alt+Enter selects all, Esc leaves."""

    stepped = Signal(int)
    all_asked = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.all_asked.emit()
        elif enter or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.key() == Qt.Key.Key_Up
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Field, filters to click, what was understood, how many hits, and the way through them.

    Signals
    -------
    changed(str)
        Other words.
    stepped(int)
        On (1) or back (-1) to the next hit.
    all_asked(), left()
    """

    changed = Signal(str)
    stepped = Signal(int)
    all_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = _Field(tr("Find events, such as: bids in Ep 5 · held > 10 s · missing by · “crying”"))
        self.field.textChanged.connect(self.changed)
        self.field.stepped.connect(self.stepped)
        self.field.all_asked.connect(self.all_asked)
        self.field.left.connect(self.left)
        self.filters = Button(tr("Filter"), self._open_filters, small=True, icon="down")
        self.menu = QMenu(self.filters)
        self.understood = label("", "table", "text2")
        self.count = label("", "table")
        self.all = Button(tr("Select all"), self.all_asked.emit, small=True, tip=tr("Select all hits (Alt+Enter)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(6)
        row.addWidget(self.field, 3)
        row.addWidget(self.filters)
        row.addWidget(self.understood, 2)
        row.addWidget(self.count)
        row.addWidget(IconButton("up", tr("Previous hit (Shift+Enter, Ctrl+Up)"), lambda: self.stepped.emit(-1)))
        row.addWidget(IconButton("down", tr("Next hit (Enter, Ctrl+Down)"), lambda: self.stepped.emit(1)))
        row.addWidget(self.all)
        row.addWidget(IconButton("close", tr("Close the search (Esc)"), self.left.emit, small=True))
        for button in (self.filters, self.all):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def begin(self) -> None:
        """Show the line and take the keys."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def offer(self, scheme: Scheme, session: Session) -> None:
        """Fill the filters with what there is in the scheme and the session."""
        self.menu.clear()
        codes = self.menu.addMenu(tr("Code"))
        for pass_ in scheme.passes:
            of_pass = codes.addMenu(pass_.title)
            for code in (code for channel in pass_.channels for code in channel.codes):
                self._add(of_pass, code.title, code.title)
        tracks = self.menu.addMenu(tr("Track"))
        for _, channel in scheme.channels():
            self._add(tracks, channel.title, channel.title)
        episodes = self.menu.addMenu(tr("Episode"))
        for episode in session.episodes:
            number = episode.id.removeprefix("ep")
            self._add(episodes, tr("Ep {0}", number), f"ep {number}")
        lengths = self.menu.addMenu(tr("Length"))
        for text in LENGTHS:
            self._add(lengths, text, text)
        certainty = self.menu.addMenu(tr("Certainty"))
        for level in CERTAINTIES:
            self._add(certainty, level, f"certainty {level}")
        lacking = self.menu.addMenu(tr("Missing"))
        modifiers = {m.id: m.title or m.id for place in scheme.places.values() for m in place.code.modifiers}
        for name, title in {"modifier": tr("Required modifier"), **modifiers, "comment": tr("Comment")}.items():
            self._add(lacking, title, f"missing {name}")

    def show_hits(self, words: str, at: int | None, count: int) -> None:
        """Show how many hits there are, and which of them the person is at."""
        restyle(self.field, "bad", False)
        set_tone(self.understood, "text2")
        self.understood.setText(words)
        self.understood.setToolTip(words)
        found = tr("no hits") if not count else tr("1 hit") if count == 1 else tr("{0} hits", f"{count:,}")
        self.count.setText(found if at is None else tr("{0} of {1}", at + 1, f"{count:,}"))
        self.all.setEnabled(count > 0)

    def show_trouble(self, text: str) -> None:
        """Say why the words cannot be understood."""
        restyle(self.field, "bad", True)
        set_tone(self.understood, "danger")
        self.understood.setText(text)
        self.count.setText("")
        self.all.setEnabled(False)

    def _add(self, menu: QMenu, title: str, words: str) -> None:
        menu.addAction(title, lambda: self._append(words))

    def _append(self, words: str) -> None:
        self.field.setText(f"{self.field.text().strip()} {words}".strip())
        self.field.setFocus()

    def _open_filters(self) -> None:
        self.menu.popup(self.filters.mapToGlobal(self.filters.rect().bottomLeft()))
