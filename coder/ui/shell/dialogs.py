"""The frame of every dialog: a title, a form, the place for what is wrong, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme
from coder.ui.widgets import Button, label


class FormDialog(QDialog):
    """A dialog whose main button runs ``accepting``; a raised error is shown in place and the dialog stays open.

    Parameters
    ----------
    host : QWidget
        The window it belongs to.
    theme : Theme
        Its colours.
    title : str
        What the dialog is for.
    button : str
        Verb and object of the main button; "" for a dialog that is only read.
    """

    def __init__(self, host: QWidget, theme: Theme, title: str, button: str, width_px: int = 520) -> None:
        super().__init__(host)
        self.theme = theme
        give_theme(self, theme)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(width_px))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 18)
        self._column.setSpacing(12)
        self._column.addWidget(label(title, "title"))
        self.form = QVBoxLayout()
        self.form.setSpacing(10)
        self._column.addLayout(self.form, 1)
        self.wrong = label("", "body", "danger", wrap=True)
        self.wrong.hide()
        self._column.addWidget(self.wrong)
        self.foot = foot = QHBoxLayout()
        foot.addStretch(1)
        self.cancel_button = Button(tr("Cancel") if button else tr("Close"), self.reject)
        foot.addWidget(self.cancel_button)
        self.main_button = Button(button, self.submit, role="primary")
        self.main_button.setDefault(True)
        self.main_button.setVisible(bool(button))
        foot.addWidget(self.main_button)
        self._column.addLayout(foot)

    def submit(self) -> None:
        """Do what the dialog is for; subclasses check, act and call `accept`."""
        self.accept()

    def say_wrong(self, text: str, field: QWidget | None = None) -> None:
        """Show what is wrong and put the focus where it can be mended; "" takes it away."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text and field is not None:
            field.setFocus()

    def row(self, name: str, field: QWidget, hint: str = "") -> QLabel:
        """Add a field with its name above and a quiet hint below."""
        column = QVBoxLayout()
        column.setSpacing(4)
        title = label(name, "table", "text2")
        title.setBuddy(field)
        field.setAccessibleName(name)
        column.addWidget(title)
        column.addWidget(field)
        note = label(hint, "caption", "text3", wrap=True)
        note.setVisible(bool(hint))
        column.addWidget(note)
        self.form.addLayout(column)
        return note
