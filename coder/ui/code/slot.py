"""A place in the right column that one of several cards takes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Slot(QStackedWidget):
    """Shows its usual card unless another one is called for."""

    def __init__(self, usual: QWidget) -> None:
        super().__init__()
        self.addWidget(usual)

    @property
    def at_rest(self) -> bool:
        """Whether the usual card is shown."""
        return self.currentIndex() == 0

    def show_card(self, card: QWidget) -> None:
        """Show another card."""
        if self.indexOf(card) < 0:
            self.addWidget(card)
        self.setCurrentWidget(card)
        self.updateGeometry()

    def rest(self) -> None:
        """Show the usual card again."""
        self.setCurrentIndex(0)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return what the card that is shown needs, whatever others would."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """Return what the card that is shown would like."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()
