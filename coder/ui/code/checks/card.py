"""The card that lists the findings of a pass and settles them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from coder.model.checks.passes import Finding
from coder.model.scheme import Modifier
from coder.ui.code.checks.rows import FindingDelegate, FindingModel
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, IconButton, KeyCap, SegmentedButtons, label


class _Rows(QListView):
    """The list; letters and digits settle, the arrows and Enter go."""

    pressed_key = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            self.pressed_key.emit(event)


class ChecksCard(Card):
    """What is to be looked at, the fix of the chosen finding, and *Mark pass complete*.

    Signals
    -------
    chosen(Finding)
        The person is at a finding: show its place.
    fix_asked(Finding), fix_all_asked(Finding)
        Settle it, or all of its kind.
    value_asked(Finding, str)
        A value for the modifier that is missing.
    left(bool)
        Go back to coding; true when the card is to stay.
    complete_asked()
    """

    chosen = Signal(object)
    fix_asked = Signal(object)
    fix_all_asked = Signal(object)
    value_asked = Signal(object, str)
    left = Signal(bool)
    complete_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Check"))
        assert self.header is not None
        self.header.add(IconButton("close", tr("Close the check (Esc)"), lambda: self.left.emit(False), small=True))
        self.model = FindingModel()
        self.view = _Rows()
        self.view.setModel(self.model)
        self.view.setItemDelegate(FindingDelegate(self.view))
        self.view.setAccessibleName(tr("What to look at before the pass is complete"))
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(60)
        self.view.pressed_key.connect(self._key)
        self.view.selectionModel().currentChanged.connect(self._at)
        self.view.clicked.connect(self._at)
        self._nothing = label(tr("Nothing to look at. The pass can be marked complete."), "table", "text2", wrap=True)
        self._nothing.setContentsMargins(12, 10, 12, 10)
        self.add(self._nothing)
        self.add(self.view, 1)
        self.fix = Button("", self._fix, small=True)
        self.fix_all = Button("", self._fix_all, small=True)
        self.complete = Button(tr("Mark pass complete"), self.complete_asked.emit, role="primary", small=True)
        self.values: SegmentedButtons | None = None
        self._telling = True
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 6, 12, 10)
        column.setSpacing(6)
        self._fixes = QHBoxLayout()
        self._cap = KeyCap("F")
        for widget in (self.fix, self._cap, self.fix_all):
            self._fixes.addWidget(widget)
        self._fixes.addStretch(1)
        column.addLayout(self._fixes)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.complete)
        column.addLayout(last)
        self.add(foot)

    @property
    def current(self) -> Finding | None:
        """The chosen finding."""
        row = self.view.currentIndex().row()
        return self.model.findings[row] if 0 <= row < len(self.model.findings) else None

    def show_findings(self, findings: Sequence[Finding], why_incomplete: str | None) -> None:
        """Show the findings as they are now; the chosen place in the list is kept."""
        row = max(self.view.currentIndex().row(), 0)
        if tuple(findings) != self.model.findings:
            self._telling = False
            self.model.show_findings(tuple(findings))
            if findings:
                self._choose(min(row, len(findings) - 1))
            self._telling = True
        assert self.header is not None
        self.header.quiet.setText(_count(len(findings)) if findings else "")
        self._nothing.setVisible(not findings)
        self.view.setVisible(bool(findings))
        anyway = bool(findings) and why_incomplete is None
        self.complete.setText(tr("Mark complete all the same") if anyway else tr("Mark pass complete"))
        self.complete.setEnabled(why_incomplete is None)
        self.complete.setToolTip(why_incomplete or "")

    def show_fix(self, words: str, alike: int, modifier: Modifier | None, locked: str | None) -> None:
        """Show how the chosen finding is settled: by a fix in words, or by a value of a modifier."""
        self.fix.setVisible(bool(words))
        self._cap.setVisible(bool(words))
        self.fix.setText(words)
        self.fix_all.setVisible(bool(words) and alike > 1)
        self.fix_all.setText(tr("All {0}", alike))
        self.fix_all.setToolTip(tr("The same for all {0} of this kind (Shift+F)", alike))
        for button in (self.fix, self.fix_all):
            button.setEnabled(locked is None)
        if self.values is not None:
            self._fixes.removeWidget(self.values)
            self.values.hide()
            self.values.deleteLater()
            self.values = None
        if modifier is not None:
            choices = [(value, f"{n} {value}") for n, value in enumerate(modifier.values, 1)]
            self.values = SegmentedButtons(choices, "", modifier.title or modifier.id)
            self.values.setEnabled(locked is None)
            self.values.chosen.connect(self._value)
            self._fixes.insertWidget(0, self.values)

    def begin(self) -> None:
        """Give the keys to the list, at the first finding."""
        self.view.setFocus()
        if self.model.findings and not self.view.currentIndex().isValid():
            self._choose(0)

    def _choose(self, row: int) -> None:
        index = self.model.index(row)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _at(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if self._telling and index.isValid():
            self.chosen.emit(self.model.findings[index.row()])

    def _key(self, event: QKeyEvent) -> None:
        plain = event.text().casefold()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(True)
        elif plain == "f":
            (self._fix_all if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._fix)()
        elif plain.isdecimal() and self.values is not None:
            self.values.press(int(plain) - 1)
        elif not plain.strip().isprintable() or not plain.strip():
            event.ignore()

    def _fix(self) -> None:
        if self.current is not None and not self.fix.isHidden():
            self.fix_asked.emit(self.current)

    def _fix_all(self) -> None:
        if self.current is not None and not self.fix_all.isHidden():
            self.fix_all_asked.emit(self.current)

    def _value(self, value: str) -> None:
        if self.current is not None:
            self.value_asked.emit(self.current, value)


def _count(count: int) -> str:
    return tr("1 to look at") if count == 1 else tr("{0} to look at", count)
