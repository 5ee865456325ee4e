"""The cameras in a window of their own, such as on a second screen; keys work there as on the page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QScreen
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coder.ui.memory import Memory
from coder.ui.text import tr
from coder.ui.theme import give_theme, theme_of

SHAPE = "code.second_screen"
USUAL_PX = (1280, 720)
MARGIN_PX = 8


class SecondScreen(QObject):
    """Moves the cameras of a page to a window of their own and back.

    Parameters
    ----------
    page : QWidget
        What the cameras belong to; it gets the keys.
    cameras : QWidget
    home : QSplitter
        Where the cameras stand first otherwise.
    """

    def __init__(self, page: QWidget, cameras: QWidget, home: QSplitter, memory: Memory) -> None:
        super().__init__(page)
        self._page, self._cameras, self._home, self._memory = page, cameras, home, memory
        self._window: CameraWindow | None = None
        self._sizes: list[int] = []

    @property
    def away(self) -> bool:
        """Whether the cameras are in a window of their own."""
        return self._window is not None

    @property
    def window(self) -> CameraWindow | None:
        """The window of the cameras, while there is one."""
        return self._window

    def toggle(self) -> None:
        """Move the cameras out, or back."""
        if self._window is not None:
            self._window.close()
            return
        self._sizes = self._home.sizes()
        self._window = CameraWindow(self._cameras, self._page, self._memory)
        self._window.closed.connect(self.bring_back)
        self._window.show()
        self._cameras.show()

    def bring_back(self) -> None:
        """Put the cameras back on the page; nothing happens when they are there."""
        window, self._window = self._window, None
        if window is None:
            return
        self._home.insertWidget(0, self._cameras)
        self._cameras.show()
        self._home.setSizes(self._sizes)
        window.hide()
        window.deleteLater()
        self._page.setFocus()


class CameraWindow(QWidget):
    """Holds the cameras until it is closed.

    Every key press goes to ``keys``, the page the cameras belong to, and after it to what the main window binds.

    Signals
    -------
    closed()
        The person closed it; the cameras are still inside.
    """

    closed = Signal()

    def __init__(self, cameras: QWidget, keys: QWidget, memory: Memory) -> None:
        super().__init__(keys.window(), Qt.WindowType.Window)
        self._keys, self._memory = keys, memory
        self.setWindowTitle(tr("Cameras – Secure Base Coder"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", True)
        self.setAccessibleName(tr("Cameras"))
        give_theme(self, theme_of(keys))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        column.addWidget(cameras)
        shape = memory.shape(SHAPE)
        if shape is None or not self.restoreGeometry(shape):
            self._go_to_other_screen(keys.screen())

    def _go_to_other_screen(self, mine: QScreen) -> None:
        """Fill a second screen where there is one."""
        self.resize(*USUAL_PX)
        other = next((screen for screen in QGuiApplication.screens() if screen is not mine), None)
        if other is not None:
            self.setGeometry(other.availableGeometry())
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the key to the page, then to the commands the main window binds."""
        if not self._keys.isVisible():
            return
        QCoreApplication.sendEvent(self._keys, event)
        if not event.isAccepted():
            self._run_bound(event)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Hand the key to the page."""
        if self._keys.isVisible():
            QCoreApplication.sendEvent(self._keys, event)

    def _run_bound(self, event: QKeyEvent) -> None:
        stroke = QKeySequence(event.keyCombination())
        for action in self._keys.window().actions():
            if stroke in action.shortcuts() and (action.autoRepeat() or not event.isAutoRepeat()):
                action.trigger()
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the page have its cameras back."""
        self._memory.set_shape(SHAPE, self.saveGeometry())
        self.closed.emit()
        event.accept()
