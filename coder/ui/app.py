"""The application: style, fonts, identity, and what happens to an error nobody caught."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from coder import __version__
from coder.app.errors import AppError
from coder.media import MediaError
from coder.model.errors import ModelError
from coder.store import StoreError
from coder.ui.collector import Collector
from coder.ui.page import Problem
from coder.ui.shell.topbar import paint_mark
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.window import MainWindow

SPOKEN = (AppError, ModelError, StoreError, MediaError)
"""Errors whose text is written for a person."""


def make_application(argv: list[str] | None = None) -> QApplication:
    """Return the application, set up; there is one per process."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(argv or ["securebase"])
    app.setOrganizationName("securebase")
    app.setApplicationName("securebase")
    app.setApplicationDisplayName("Secure Base Coder")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("securebase")
    app.setStyle("Fusion")
    app.setWindowIcon(window_icon())
    if app.findChild(Collector) is None:
        Collector(app)
    return app


def window_icon() -> QIcon:
    """Return the program's icon."""
    icon, theme = QIcon(), Theme("dark", chrome=True)
    for side in (16, 32, 64, 128):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chrome.rail"))
        painter.drawRoundedRect(0, 0, side, side, side / 5, side / 5)
        paint_mark(painter, QRectF(side * 0.14, 0, side * 0.72, side), theme)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def report_error(window: MainWindow, error: BaseException) -> None:
    """Turn an error nobody caught into one message; the program goes on."""
    if isinstance(error, SPOKEN):
        window.show_problem(Problem(str(error), key="error"))
        return
    detail = "".join(traceback.format_exception(error))
    print(detail, file=sys.stderr)
    text = tr(
        "That did not work: the program made a mistake ({0}). Everything coded so far is on disk. Go on working, or "
        "close and open the study again.",
        type(error).__name__,
    )
    window.show_problem(Problem(text, detail=detail, key="error"))


def catch_errors(window: MainWindow) -> None:
    """Show errors from slots and event handlers in ``window`` instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        report_error(window, error.with_traceback(trace))

    sys.excepthook = hook


def start(study: Path | None = None) -> int:
    """Open the window, with a study if one is named, and run until it is closed."""
    app = make_application(sys.argv)
    window = MainWindow()
    catch_errors(window)
    window.show()
    if study is not None:
        window.studies.open_folder(study)
    return app.exec()
