"""Toasts: a result in the past tense, for six seconds, with a way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from coder.ui.page import Action
from coder.ui.text import tr
from coder.ui.theme.tokens import tokens
from coder.ui.widgets import Button, IconButton, label

_MARGIN_PX = 12


class Toast(QFrame):
    """One at a time, at the bottom left of ``host``; waits while the pointer or the focus is on it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("toast", True)
        self._host = host
        self._text = label("", wrap=False)
        self.action = Button("", role="link")
        self.action.clicked.connect(self._act)
        self._run: Action | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._text)
        row.addWidget(self.action)
        row.addWidget(IconButton("close", tr("Close"), self.hide, small=True))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1000 * int(tokens().motion["toast_s"]))
        self._timer.timeout.connect(self._fade)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the toast says now; "" when there is none."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, action: Action | None = None) -> None:
        """Show a result in place of the one before."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._run = action
        self.action.setVisible(action is not None)
        self.action.setText(action[0] if action else "")
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _act(self) -> None:
        run = self._run
        self.hide()
        if run is not None:
            run[1]()

    def _fade(self) -> None:
        if self.underMouse() or self.action.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        self.adjustSize()
        self.move(_MARGIN_PX, self._host.height() - self.height() - _MARGIN_PX)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._timer.start()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the room another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_timer"):
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the host is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
