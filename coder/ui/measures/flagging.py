"""Flagging a value for the supervisor."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coder.app.errors import AppError
from coder.app.flags import flag_value, flags_of
from coder.store import StoreError
from coder.ui.page import Page
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import label

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy
    from coder.ui.measures.evidence_card import EvidenceCard


class Flagger(QObject):
    """Keeps the flags of the value that is shown.

    Parameters
    ----------
    page : Page
        Says the result.
    card : EvidenceCard
        Shows the value.
    study : callable
        Returns the open study, or None.
    """

    def __init__(self, page: Page, card: EvidenceCard, study: Callable[[], OpenStudy | None]) -> None:
        super().__init__(page)
        self._page, self._card, self._study = page, card, study
        card.flag_asked.connect(self.ask)
        card.derived.connect(self.show)

    def ask(self) -> None:
        """Ask what the supervisor should look at in the value that is shown."""
        clip, study = self._card.clip(), self._study()
        if clip is None or study is None:
            return

        def keep(note: str) -> None:
            flag_value(study, clip.session_id, clip.coder, (clip.on_ms, clip.off_ms), clip.title, note)
            self.show()
            self._page.toast.emit(tr("Value flagged for the supervisor. Nothing was changed."), None)

        self.dialog = FlagDialog(self._page.window(), self._page.theme, self._card.title.text(), keep)
        self.dialog.open()

    def show(self) -> None:
        """Show the flags of the value that is shown."""
        clip, study = self._card.clip(), self._study()
        if clip is not None and study is not None:
            with contextlib.suppress(StoreError):  # remarks that cannot be read are told where sessions are checked
                self._card.show_flags(flags_of(study, clip.session_id, clip.coder, clip.title))


class FlagDialog(FormDialog):
    """Asks what the supervisor should look at."""

    def __init__(self, host: QWidget, theme: Theme, about: str, keep: Callable[[str], object]) -> None:
        super().__init__(host, theme, tr("Flag this value"), tr("Flag value"), 460)
        self._keep = keep
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(96))
        self.form.addWidget(label(about, "body", "text2", wrap=True))
        self.row(tr("What should be looked at"), self.note, tr("Your supervisor sees this. The value does not change."))
        self.note.setFocus()

    def submit(self) -> None:
        """Keep the note, or say why it cannot be."""
        try:
            self._keep(self.note.toPlainText())
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.note)
            return
        self.accept()
