"""Help and keys: the page's help, the key card, and the card of the scheme on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from coder.model.scheme import Scheme
from coder.ui.page import Action
from coder.ui.shell.keycard import KeyCard, key_groups
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.window import MainWindow


class Helping:
    """Opens what explains keys."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def page(self) -> KeyCard:
        """Say what the page in front is for and list its keys."""
        page = self._window.page
        own = {command.id for command in page.commands()}
        groups = key_groups([c for c in self._window.commands.all() if c.id in own], page.key_card())
        return self._open(tr(page.title), tr(page.purpose), groups)

    def keys(self) -> KeyCard:
        """List all active keys."""
        window = self._window
        return self._open(tr("Keys"), "", key_groups(window.commands.all(), window.page.key_card()))

    def why_no_card(self) -> str | None:
        """Why there is no scheme whose card could be printed, or None."""
        return None if self._scheme() is not None else tr("no study is open")

    def print_card(self) -> None:
        """Print the key card of the scheme at hand."""
        from coder.ui.shell.keyprint import print_card

        document = self._document()
        if document is not None and print_card(self._window, document):
            self._window.host.say(tr("Key card printed."))

    def save_card(self) -> None:
        """Save the key card of the scheme at hand as a PDF file."""
        from coder.ui.shell.keyprint import ask_to_save

        document, scheme = self._document(), self._scheme()
        if document is not None and scheme is not None:
            saved = ask_to_save(self._window, document, tr("Keys of {0}", scheme.id))
            if saved is not None:
                self._window.host.say(tr("Key card saved as {0}.", saved.name))

    def _open(self, title: str, purpose: str, groups: list[tuple[str, list[tuple[str, str]]]]) -> KeyCard:
        window = self._window
        actions: list[Action] = []
        print_keys: Callable[[], object] | None = None
        if self._scheme() is not None:
            actions += [(tr("Print key card…"), self.print_card), (tr("Save as PDF…"), self.save_card)]
            print_keys = self.print_card
        actions.append((tr("Change keys…"), self._change))
        self.card = KeyCard(window, window.current_theme(), title, purpose, groups, actions, print_keys)
        self.card.open()
        return self.card

    def _change(self) -> None:
        self.card.accept()
        self._window.open_settings(tr("Keys"))

    def _scheme(self) -> Scheme | None:
        """Return the scheme of the open session, else the first of the study."""
        study = self._window.studies.study
        shown = self._window.page.scheme_at_hand()
        return shown or (next(iter(study.schemes.values()), None) if study is not None else None)

    def _document(self) -> QTextDocument | None:
        from coder.ui.shell.keyprint import card_document

        scheme, coder = self._scheme(), self._window.coder
        return card_document(scheme, coder.keys.codes.get(scheme.id, {}), coder.identity) if scheme else None
