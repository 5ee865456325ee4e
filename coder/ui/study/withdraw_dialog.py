"""The question before a child is withdrawn; it cannot be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from coder.app.errors import AppError
from coder.app.studies import OpenStudy
from coder.app.withdrawal import Withdrawn, withdraw
from coder.store import StoreError
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import label


class WithdrawDialog(FormDialog):
    """Asks for the child's ID; ``done`` gets what was removed."""

    def __init__(
        self, host: QWidget, theme: Theme, study: OpenStudy, child: str, done: Callable[[Withdrawn], object]
    ) -> None:
        super().__init__(host, theme, tr("Withdraw {0}", child), tr("Remove everything"))
        self._study, self._child, self._done = study, child, done
        for text in (
            tr("All codings of {0} are deleted, and its recordings inside the study folder.", child),
            tr("Recordings elsewhere stay where they are; you are told which. This cannot be undone."),
        ):
            self.form.addWidget(label(text, "body", "text2", wrap=True))
        self.field = QLineEdit()
        self.row(tr("Type {0} to confirm", child), self.field)
        self.form.addStretch(1)
        self.field.setFocus()

    def submit(self) -> None:
        """Withdraw the child, or say why not."""
        try:
            gone = withdraw(self._study, self._child, self.field.text())
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.field)
            return
        self.accept()
        self._done(gone)
