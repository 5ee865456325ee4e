"""Repaint of the timeline with 10 000 events while panning, beside a scene with one graphics item per event.

Usage: ``python benchmarks/timeline_paint.py [--events 10000] [--pans 200] [--zoom 1 8 64]``

The peer is what an event plot on ``QGraphicsView`` costs: a rectangle item and a text item per state, Qt's own index of
items, no caption where it does not fit. Both paint the same events into a window of the same size, in the same process,
one after the other. Reported is the time from the scroll to the finished picture, median and 95th percentile.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

from coder.app.library import shipped_scheme
from coder.model.coding import Coding, Event
from coder.model.scheme import Scheme
from coder.model.session import Episode, Participant, Session
from coder.ui.code.timeline import TimelineView, scene_of
from coder.ui.theme import Theme, give_theme

WIDTH, HEIGHT = 1180, 480
TOTAL_MS = 22 * 60_000
ROW_PX = 24


def made_coding(scheme: Scheme, events: int, seed: int = 1) -> Coding:
    """Return a coding with about ``events`` events, spread evenly over the channels, states touching each other."""
    rng = np.random.default_rng(seed)
    channels = [channel for _, channel in scheme.channels()]
    each = events // len(channels)
    made: list[Event] = []
    for channel in channels:
        edges = np.sort(rng.choice(TOTAL_MS // 10, each + 1, replace=False)) * 10
        for on, off in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            code = channel.codes[int(rng.integers(len(channel.codes)))].id
            made.append(Event(id=f"e{len(made)}", code=code, on=on, off=off if channel.kind == "state" else None))
    return Coding(session="s", coder="a", scheme=scheme.ref, events=made)


def our_view(scheme: Scheme, coding: Coding) -> tuple[QWidget, Callable[[float], None], Callable[[float], None]]:
    """Return the window, and functions that pan it by px and zoom it."""
    episodes = (Episode(id="ep1", kind="intro", on=0, off=TOTAL_MS),)
    session = Session(id="s", scheme=scheme.ref, participant=Participant(child="c1"), episodes=episodes)
    root = QWidget()
    give_theme(root, Theme("dark"))
    view = TimelineView(scene_of(scheme, session, coding, TOTAL_MS))
    QVBoxLayout(root).addWidget(view)
    root.resize(WIDTH, HEIGHT)
    root.show()
    view.set_pass(scheme.passes[2].id, [channel.id for _, channel in scheme.channels()], [])

    def pan(px: float) -> None:
        view.set_scale(view.scale.scrolled(px))
        view.viewport().repaint()

    def zoom(factor: float) -> None:
        view.fit(0, TOTAL_MS)
        view.set_scale(view.scale.zoomed(factor, 0))

    return root, pan, zoom


def naive_view(scheme: Scheme, coding: Coding) -> tuple[QWidget, Callable[[float], None], Callable[[float], None]]:
    """Return a graphics view with an item per event, and functions that pan it by px and zoom it."""
    rows = {channel.id: place for place, (_, channel) in enumerate(scheme.channels())}
    view = QGraphicsView()
    view.resize(WIDTH, HEIGHT)
    view.show()
    state = {"zoom": 1.0}

    def zoom(factor: float) -> None:
        state["zoom"] = WIDTH / TOTAL_MS * factor
        view.setScene(_items(scheme, coding, rows, state["zoom"]))
        view.horizontalScrollBar().setValue(0)

    def pan(px: float) -> None:
        bar = view.horizontalScrollBar()
        bar.setValue(bar.value() + round(px))
        view.viewport().repaint()

    return view, pan, zoom


def _items(scheme: Scheme, coding: Coding, rows: dict[str, int], px_per_ms: float) -> QGraphicsScene:
    scene = QGraphicsScene(0, 0, TOTAL_MS * px_per_ms * 1.2, len(rows) * ROW_PX)
    for event in coding.events:
        place = scheme.places[event.code]
        left, top = event.on * px_per_ms, rows[place.channel.id] * ROW_PX
        width = 4.0 if event.off is None else (event.off - event.on) * px_per_ms
        color = QColor.fromHsl(40 * place.channel.codes.index(place.code) % 360, 120, 120)
        scene.addRect(QRectF(left, top, width, ROW_PX - 4), Qt.PenStyle.NoPen, color)
        text = scene.addSimpleText(place.code.title)
        text.setPos(left + 3, top + 3)
        text.setVisible(QFontMetricsF(text.font()).horizontalAdvance(place.code.title) + 6 <= width)
    return scene


def timed(pan: Callable[[float], None], pans: int) -> list[float]:
    """Return the time of each pan in ms; the way is there and back, 23 px at a time."""
    found = []
    for number in range(pans):
        way = 23 if number < pans // 2 else -23
        began = time.perf_counter()
        pan(way)
        found.append(1000 * (time.perf_counter() - began))
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--pans", type=int, default=200)
    parser.add_argument("--zoom", type=float, nargs="*", default=[1, 8, 64])
    given = parser.parse_args()
    app = QApplication([])
    scheme = shipped_scheme("strange-situation")
    coding = made_coding(scheme, given.events)
    print(f"{len(coding.events)} events, {WIDTH} × {HEIGHT} px, {given.pans} pans per zoom")
    print(f"{'zoom':>6} {'view':<10} {'median ms':>10} {'95 % ms':>10}")
    for name, make in (("timeline", our_view), ("items", naive_view)):
        window, pan, zoom = make(scheme, coding)
        for factor in given.zoom:
            zoom(factor)
            app.processEvents()
            times = timed(pan, given.pans)
            late = statistics.quantiles(times, n=20)[-1]
            print(f"{factor:>6g} {name:<10} {statistics.median(times):>10.2f} {late:>10.2f}")
        window.close()


if __name__ == "__main__":
    main()
