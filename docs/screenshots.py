"""Make the pictures of the documentation: every page of the sample study, 1600 × 1000, without a screen.

Run from the project's folder: ``python docs/screenshots.py``. The same code and sample give the same pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from msgspec.structs import replace  # noqa: E402
from PySide6.QtCore import QSettings, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPainter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from coder.app.library import copy_sample  # noqa: E402
from coder.ui.app import make_application  # noqa: E402
from coder.ui.clips import SessionRequest  # noqa: E402
from coder.ui.memory import Memory  # noqa: E402
from coder.ui.window import MainWindow  # noqa: E402

SIZE_PX = (1600, 1000)
LONGEST_WAIT_S = 60.0
CODE_PASS, CODE_AT_MS = "proximity", 588_320
ALL = 10**9
CODED_UNTIL_MS = {
    "structure": ALL,
    "distress": ALL,
    "gaze": ALL,
    "affect": ALL,
    "proximity": 860_000,
    "exploration": 726_000,
}
"""How far the coder of the pictures is in each pass."""


def spin(seconds: float) -> None:
    """Let the window work."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def settled(window: MainWindow) -> QImage:
    """Return the window's picture once no task runs and it has stopped changing."""
    end = time.monotonic() + LONGEST_WAIT_S
    last = [QImage(), QImage()]
    while time.monotonic() < end:
        spin(0.3)
        picture = window.grab().toImage()
        if not window.jobs.jobs.running and picture == last[0] == last[1]:
            return picture
        last = [picture, last[0]]
    raise SystemExit("The window did not come to rest.")


def with_palette(window: MainWindow, typed: str) -> QImage:
    """Return the window with the palette open over it."""
    window.open_palette()
    finder = window.finder
    finder.field.setText(typed)
    finder.field.setCursorPosition(len(typed))
    spin(0.2)
    picture = window.grab().toImage()
    painter = QPainter(picture)
    painter.drawPixmap(finder.pos() - window.pos(), finder.grab())
    painter.end()
    finder.reject()
    spin(0.1)
    return picture


def pages(window: MainWindow) -> list[tuple[str, QImage]]:
    """Return a picture of each page that exists, and of the palette."""
    pictures = []
    for page_id in ("study", "measures", "agreement", "scheme", "code"):
        if not window.host.has(page_id):
            continue
        page = window.show_page(page_id)
        if page_id == "code" and window.studies.study is not None:
            coder = window.studies.study.identity or ""
            session = richest_session(window)
            begin_coding(window, session, coder)
            window.open_session(SessionRequest(session, coder, CODE_PASS, CODE_AT_MS))
            settled(window)
            press(window, Qt.Key.Key_B)
            press(window, Qt.Key.Key_Up)
            press(window, Qt.Key.Key_F7)
        if page_id == "scheme":
            page.show_code(next(iter(window.studies.study.schemes)), "bid")
        window.host.messages.clear()
        pictures.append((page_id, settled(window)))
        if page_id == "code":
            pictures.append(("palette", with_palette(window, "reu")))
    return pictures


def begin_coding(window: MainWindow, session_id: str, coder: str) -> None:
    """Give somebody who has coded nothing yet the other coder's work as if it were half done, in the copy."""
    folder = window.studies.study.folder
    if folder.coders(session_id) and coder not in folder.coders(session_id):
        whole = folder.load_coding(session_id, folder.coders(session_id)[0])
        scheme = window.studies.study.scheme_of(folder.load_session(session_id))
        passes = []
        for record in whole.passes:
            until_ms = CODED_UNTIL_MS.get(record.id, 0)
            coded = tuple((on, min(off, until_ms)) for on, off in record.coded if on < until_ms)
            complete = coded == record.coded
            passes.append(replace(record, coded=coded, complete=complete, finished=record.finished if complete else ""))
        events = [e for e in whole.events if e.on < CODED_UNTIL_MS.get(scheme.places[e.code].pass_.id, 0)]
        folder.add_coding(replace(whole, coder=coder, passes=tuple(passes), events=events))


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press a key as a coder does."""
    QTest.keyClick(window.focusWidget() or window, key)
    spin(0.3)


def richest_session(window: MainWindow) -> str:
    """Return the id of the session with most cameras, and of those the longest."""
    sessions = [item.session for item in window.host.overviews.items if item.session.episodes]
    return max(sessions, key=lambda session: (len(session.media), session.episodes[-1].off)).id


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images", help="folder (%(default)s)")
    parser.add_argument("--study", type=Path, help="a study instead of a copy of the sample")
    parser.add_argument("--as", dest="identity", help="id of the person at work (the study's first supervisor)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        app = make_application()
        window = MainWindow(Memory())
        window.resize(*SIZE_PX)
        window.show()
        study = args.study or copy_sample(Path(scratch) / "study")
        if not window.studies.open_folder(study):
            raise SystemExit(window.host.messages.bars[0].problem.text)
        if args.identity:
            window.studies.become(args.identity)
        settled(window)
        args.to.mkdir(parents=True, exist_ok=True)
        for name, picture in pages(window):
            picture.save(str(args.to / f"{name}.png"))
            print(f"{args.to / name}.png")
        window.close()
        app.quit()


if __name__ == "__main__":
    main()
