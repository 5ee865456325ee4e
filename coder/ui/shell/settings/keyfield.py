"""A field that takes the next key that is pressed; pedals send keys too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from coder.ui.text import tr

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class KeyField(QLineEdit):
    """Shows a key. While it has the focus any key becomes the new one; Tab and Esc leave it.

    Signals
    -------
    captured(str)
        A key was pressed: one letter for a key that writes something, else as shortcuts are written.
    """

    captured = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.alone = False
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("Press the new key"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_key(self, key: str, alone: bool) -> None:
        """Show the key there is; ``alone``: it is pressed without Ctrl, Alt or Shift, as keys of codes are."""
        self.alone = alone
        self.setText(shown_key(key))

    def event(self, event: QEvent) -> bool:
        """Take keys that would otherwise be the window's shortcuts."""
        overrides = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() not in _LEAVING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key."""
        if event.key() in _LEAVING:
            super().keyPressEvent(event)
            return
        event.accept()
        if event.key() in _MODIFIERS or event.isAutoRepeat():
            return
        text = event.text()
        if self.alone:
            writes = len(text) == 1 and text.isprintable() and not text.isspace()
            self.captured.emit(text.casefold() if writes else QKeySequence(event.key()).toString())
        else:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.captured.emit(QKeySequence(event.key() | modifiers.value).toString())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask for the key."""
        super().focusInEvent(event)
        self.clear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ask no more."""
        super().focusOutEvent(event)
        self.captured.emit("")


def shown_key(key: str) -> str:
    """Return a key as it is printed on the keyboard."""
    if len(key) == 1:
        return key.upper()
    names = [QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in key.split(", ") if one]
    return tr(" or ").join(names)
