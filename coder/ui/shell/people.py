"""Adding a person to the study."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from coder.app.errors import AppError
from coder.app.people import add_person
from coder.app.studies import OpenStudy
from coder.model.study import Person, Role
from coder.store import StoreError
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import label

_ROLES: tuple[tuple[Role, str, str], ...] = (
    ("coder", "Coder", "codes sessions"),
    ("supervisor", "Supervisor", "sees all coders, measures and agreement"),
    ("analyst", "Analyst", "sees and exports results"),
    ("certified_rater", "Certified rater", "enters attachment classifications"),
)


class PersonDialog(FormDialog):
    """Asks for an ID and roles; ``added`` gets the new person."""

    def __init__(self, host: QWidget, theme: Theme, study: OpenStudy, added: Callable[[Person], object]) -> None:
        super().__init__(host, theme, tr("Add a person"), tr("Add person"))
        self._study, self._added = study, added
        self.identity = QLineEdit()
        self.identity.setPlaceholderText("kr")
        self.row(tr("ID"), self.identity, tr("A short ID or initials. It goes with everything this person codes."))
        self.form.addWidget(label(tr("Roles"), "table", "text2"))
        self.roles: dict[Role, QCheckBox] = {}
        for role, name, what in _ROLES:
            self.roles[role] = QCheckBox(f"{tr(name)}: {tr(what)}")
            self.form.addWidget(self.roles[role])
        self.roles["coder"].setChecked(True)
        self.identity.setFocus()

    def submit(self) -> None:
        """Add the person, or say what is wrong."""
        roles = [role for role, box in self.roles.items() if box.isChecked()]
        try:
            person = add_person(self._study, self.identity.text(), roles)
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.identity)
            return
        self.accept()
        self._added(person)
