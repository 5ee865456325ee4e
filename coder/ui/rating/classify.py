"""The form of the certified rater: a classification typed by a person, never preset and never suggested."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from coder.app.desk import Desk
from coder.model.coding import Classification
from coder.model.edits import set_classification
from coder.model.errors import ModelError
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Note, label


class ClassifyDialog(FormDialog):
    """Asks for class, subgroup and a note; an empty class takes the classification back."""

    def __init__(self, host: QWidget, theme: Theme, desk: Desk, rater: str) -> None:
        super().__init__(host, theme, tr("Attachment classification"), tr("Enter classification"))
        self._desk, self._rater = desk, rater
        self.form.addWidget(
            label(
                tr(
                    "Typed by a rater certified for this system, from watching the whole session. The program never "
                    "suggests one, and measures stay hidden from the rater."
                ),
                "body",
                "text2",
                wrap=True,
            )
        )
        known = desk.coding.classification
        values = [value for form in desk.scheme.classifications for value in form.values]
        self.value = QLineEdit(known.value if known else "")
        self.row(tr("Class"), self.value, tr("One of {0}. Empty takes it back.", ", ".join(values)))
        self.subgroup = QLineEdit(known.subgroup if known else "")
        self.row(tr("Subgroup"), self.subgroup, tr("Where the system has subgroups."))
        self.note = QLineEdit(known.note if known else "")
        self.row(tr("Note"), self.note, tr("Such as how sure you are, or an alternate class."))
        if known is not None:
            self.form.addWidget(Note(tr("Entered by {0}.", known.by or desk.coding.coder)))
        self.form.addStretch(1)
        self.value.setFocus()

    def submit(self) -> None:
        """Enter it, or say what is wrong."""
        typed = self.value.text().strip().upper()
        wanted = None
        if typed:
            subgroup = self.subgroup.text().strip()
            wanted = Classification(value=typed, subgroup=subgroup, note=self.note.text().strip(), by=self._rater)
        try:
            change = set_classification(self._desk.coding, self._desk.scheme, wanted)
            if change is not None:
                self._desk.do(change)
        except ModelError as error:
            self.say_wrong(str(error), self.subgroup if "subgroup" in str(error) else self.value)
            return
        self.accept()
