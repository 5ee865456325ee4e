"""What a click on the status bar tells, and what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder import __version__
from coder.ui.shell.dialogs import FormDialog
from coder.ui.shell.words import blind_paragraphs
from coder.ui.text import tr
from coder.ui.widgets import label

if TYPE_CHECKING:
    from coder.ui.window import MainWindow


def say(window: MainWindow, title: str, *paragraphs: str) -> FormDialog:
    """Open a dialog that is only read."""
    dialog = FormDialog(window, window.current_theme(), title, "")
    for text in paragraphs:
        dialog.form.addWidget(label(text, "body", "text2", wrap=True))
    dialog.form.addStretch(1)
    dialog.open()
    return dialog


def about(window: MainWindow) -> FormDialog:
    """Say what the program is."""
    return say(
        window,
        tr("Secure Base Coder"),
        tr(
            "Version {0}. Codes separation–reunion recordings to the frame, and shows how often and how long "
            "behaviour was seen.",
            __version__,
        ),
        tr("Behaviour counts and times. Not an attachment classification."),
        tr("Everything stays on this computer: no network, no account. Licence BSD-3-Clause."),
    )


def explain_blind(window: MainWindow) -> None:
    """Say what blind mode hides and who may lift it."""
    if window.studies.study is not None:
        say(window, tr("Blind mode"), *blind_paragraphs(window.studies.study))


def explain_saving(window: MainWindow) -> None:
    """Say how and where edits are kept."""
    if window.studies.study is not None:
        say(
            window,
            tr("Saving"),
            tr("Every edit is in the journal on disk before the screen shows it. There is nothing to save by hand."),
            tr("The study is in {0}.", window.studies.study.folder.root),
        )
