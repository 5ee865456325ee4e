"""Step 2 of adding a session: whose it is, and what its cameras are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from coder.app.errors import AppError
from coder.app.identity import check_child_id
from coder.app.studies import OpenStudy
from coder.ui.text import tr
from coder.ui.widgets import Choice, label
from coder.ui.widgets.text import set_tone

_CHILD_HINT = "No name, no date. Letters and digits."


class ChildStep(QWidget):
    """Child ID, session ID, age, scheme, and a title for each camera."""

    def __init__(self, study: OpenStudy) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.child = QLineEdit()
        self.child.setPlaceholderText("c017")
        self.child.textChanged.connect(self._check_child)
        self.child_note = self._row(tr("Child ID"), self.child, tr(_CHILD_HINT))
        self.session = QLineEdit(next_session_id(study.folder.session_ids()))
        self._row(tr("Session ID"), self.session, tr("One recording of one child."))
        self.age = QLineEdit()
        self.age.setPlaceholderText("383")
        self._row(tr("Age in days"), self.age, tr("Leave empty when it is not known. Birth dates are not stored."))
        self.scheme = Choice()
        for ref, scheme in study.schemes.items():
            self.scheme.addItem(f"{scheme.title} v{scheme.revision}", ref)
        if len(study.schemes) > 1:
            self._row(tr("Scheme"), self.scheme)
        self.titles: list[QLineEdit] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)

    def show_cameras(self, files: Sequence[Path]) -> None:
        """Offer a title for each camera; a single one needs none. Titles typed before are kept."""
        typed = [title.text() for title in self.titles]
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.titles = []
        for row, file in enumerate(files if len(files) > 1 else ()):
            title = QLineEdit(typed[row] if row < len(typed) else "")
            title.setPlaceholderText(tr("Room wide") if row == 0 else tr("Infant close-up"))
            title.setAccessibleName(tr("Title of camera {0}", row + 1))
            name = tr("Camera {0} · {1}", row + 1, file.name) + (tr(" · reference") if row == 0 else "")
            self._grid.addWidget(label(name, "table", "text2"), row, 0)
            self._grid.addWidget(title, row, 1)
            self.titles.append(title)

    def wrong(self) -> tuple[str, QWidget] | None:
        """Return what is wrong and where to mend it, None when all is well."""
        if not self.child.text().strip():
            return tr("Type the child ID."), self.child
        if self.child.property("bad"):
            return "", self.child
        age = self.age.text().strip()
        if age and not age.isdecimal():
            return tr("“{0}” is not an age in days. Type a number such as 383.", age), self.age
        return None

    @property
    def age_days(self) -> int | None:
        """The age that was typed."""
        age = self.age.text().strip()
        return int(age) if age else None

    def _row(self, name: str, field: QWidget, hint: str = "") -> QLabel:
        field.setAccessibleName(name)
        note = label(hint, "caption", "text3", wrap=True)
        note.setVisible(bool(hint))
        rows = QVBoxLayout()
        rows.setSpacing(4)
        for widget in (label(name, "table", "text2"), field, note):
            rows.addWidget(widget)
        self._column.addLayout(rows)
        return note

    def _check_child(self, text: str) -> None:
        """Say at once when an ID gives too much away."""
        wrong = ""
        if text.strip():
            try:
                check_child_id(text)
            except AppError as error:
                wrong = str(error)
        self.child.setProperty("bad", bool(wrong))
        self.child.style().polish(self.child)
        self.child_note.setText(wrong or tr(_CHILD_HINT))
        set_tone(self.child_note, "danger" if wrong else "text3")


def next_session_id(taken: Sequence[str]) -> str:
    """Return an id that follows those there are: after s011 comes s012."""
    numbered = [match for match in (re.fullmatch(r"(\D*)(\d+)", name) for name in taken) if match]
    if not numbered:
        return "s001" if "s001" not in taken else f"s{len(taken) + 1:03d}"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"
