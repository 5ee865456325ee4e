"""A column that scrolls when it is too long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

_LEAST_PX = 300
"""A column that needs more than this scrolls sideways rather than push its neighbours away."""


class ScrollColumn(QScrollArea):
    """Holds one column of widgets; wrapped text gets the height it needs at the present width."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.viewport().installEventFilter(self)

    def fill(
        self, fill: Callable[[QVBoxLayout], object], margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
    ) -> None:
        """Put what ``fill`` adds to an empty column in place of what is there."""
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(*margins)
        column.setSpacing(spacing)
        fill(column)
        self.setWidget(inside)

    def fit(self) -> None:
        """Give the column the height its text needs; called by itself whenever the width or the text size changes."""
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None:
            return
        layout.activate()
        width = self.viewport().width()
        needed = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.minimumSize().height()
        inside.setMinimumHeight(needed)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(layout.minimumSize().width() + bar, _LEAST_PX))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when the viewport's size or what is in it changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.fit()
        return super().eventFilter(watched, event)
