"""The two cards of the cohort: how long children waited, and all children's numbers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from coder.app.results.cohort import CodedSession, Sample, by_condition, by_episode, waiting
from coder.app.results.kept import Value
from coder.app.values import shown
from coder.metrics import LATENCIES, MEASURES, Parameters
from coder.metrics.rows import SESSION
from coder.ui.measures.cohort.curves import METHOD, WaitingCurves
from coder.ui.measures.cohort.dots import Dots, Panel
from coder.ui.measures.cohort.raster import Raster, SessionLine, session_lines
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import SegmentedButtons
from coder.ui.widgets.plot import Plot
from coder.ui.widgets.plot_card import PlotCard

POSITIVE: Final = ("smile_rate", "voc_rate", "eye_rate")
_AT_FIRST: Final = "proximity_rate"
_STILL: Final = {
    "comfort_latency": "Number who had not sought",
    "calm_latency": "Number not yet calm",
    "hr_recovery": "Number whose heart rate was up",
    "to_play": "Number not yet playing",
}
_SINCE: Final = {
    "reunion": "seconds since the caregiver came, or distress began",
    "contact": "seconds since contact",
    "comfort": "seconds since comforting began",
}
_SINCE_DISTRESS: Final = "seconds of distress with the caregiver there"
_SINCE_ENTRY: Final = "seconds since the reunion began"


@dataclass(frozen=True, slots=True)
class Material:
    """What both cards show: a coding per session, the episodes, and whether groups are conditions."""

    coded: tuple[CodedSession, ...]
    episodes: tuple[str, ...]
    reunions: frozenset[str]
    parameters: Parameters
    by_condition: bool = False

    def samples(self, measure: str, chosen: Value | None, reunions_only: bool = False) -> list[Sample]:
        """Return the groups of a measure; conditions are compared in the chosen number's episode."""
        episodes = [e for e in self.episodes if not reunions_only or e in self.reunions] or list(self.episodes)
        if not self.by_condition:
            return by_episode(self.coded, measure, episodes)
        asked = chosen.row.episode if chosen is not None and chosen.row.episode in episodes else ""
        episode = asked or next((s for s in episodes if by_episode(self.coded, measure, [s])), "")
        return by_condition(self.coded, measure, episode)


class WaitingCard(PlotCard):
    """Kaplan–Meier of the latency that was chosen last."""

    def __init__(self) -> None:
        super().__init__(tr(MEASURES["calm_latency"].label), Plot(tr("Waiting curves")), tr("Kaplan–Meier, 95 % band"))
        assert self.header is not None
        self.header.quiet.setToolTip(tr(METHOD))
        self.header.add(self.more)
        self.measure = "calm_latency"

    def show_material(self, material: Material, chosen: Value | None) -> None:
        """Show the curves of the chosen latency, else of the one shown before."""
        if chosen is not None and chosen.row.measure in LATENCIES:
            self.measure = chosen.row.measure
        title = tr(MEASURES[self.measure].label)
        self.name(title)
        groups = [waiting(sample) for sample in material.samples(self.measure, chosen, reunions_only=True)]
        since = _SINCE[material.parameters.soothe_from]
        if self.measure in ("comfort_latency", "to_play"):
            since = _SINCE_DISTRESS if self.measure == "comfort_latency" else _SINCE_ENTRY
        self.show_figure(WaitingCurves(title, tr(since), tr(_STILL[self.measure]), groups))


class CohortPlot(Plot):
    """Dots or sessions; a click tells which value or session is meant.

    Signals
    -------
    value_clicked(Value), session_clicked(str, str)
    """

    value_clicked = Signal(object)
    session_clicked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("Cohort"))
        self.setMouseTracking(True)

    def at(self, point: QPointF) -> Value | SessionLine | None:
        """Return what is under a point."""
        place, theme, figure = QRectF(self.rect()), theme_of(self), self.figure
        if isinstance(figure, Dots):
            dot = figure.dot_at(point, place, theme)
            return dot.value if dot else None
        return figure.line_at(point, place, theme) if isinstance(figure, Raster) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        found = self.at(event.position())
        if isinstance(found, Value):
            self.value_clicked.emit(found)
        elif found is not None:
            self.session_clicked.emit(found.session_id, found.coder)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click does something."""
        can = self.at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say which child is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.at(QPointF(event.pos()))
            text = ""
            if isinstance(found, Value):
                text = f"{found.row.child}: {shown(found.row)}"
            elif found is not None:
                text = f"{found.child} ({found.session_id})"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


class CohortCard(PlotCard):
    """Every child's number as a dot, or every session as a line; the chosen child is ringed.

    Signals
    -------
    reshaped()
        Dots or sessions are asked for.
    """

    reshaped = Signal()

    def __init__(self) -> None:
        self.dots = CohortPlot()
        super().__init__(tr("Cohort"), self.dots, " ")
        self.shapes = SegmentedButtons([("dots", tr("Children")), ("raster", tr("Sessions"))], "dots", tr("Picture"))
        self.shapes.chosen.connect(lambda _shape: self.reshaped.emit())
        assert self.header is not None
        self.header.add(self.shapes, self.more)
        self.measure = _AT_FIRST

    def show_material(self, material: Material, chosen: Value | None) -> None:
        """Show the measure of the chosen number in all children."""
        if chosen is not None:
            self.measure = chosen.row.measure
        assert self.header is not None
        children = {session.child for session, _ in material.coded}
        count = tr("1 child") if len(children) == 1 else tr("{0} children", len(children))
        line = tr("line = median, ground = middle half")
        shape = self.shapes.value
        self.header.quiet.setText(f"{count} · {line}" if shape == "dots" else count)
        figure = self._dots(material, chosen) if shape == "dots" else self._raster(material)
        if chosen is not None:
            figure.current = (chosen.row.session, chosen.row.coder)
        self.show_figure(figure)

    def _dots(self, material: Material, chosen: Value | None) -> Dots:
        measure = self.measure if not _whole_session(chosen) else _AT_FIRST
        rows = [panel for name in POSITIVE if (panel := _panel(material, name, chosen)) and panel.highest > 0]
        return Dots(tr("Cohort"), _panel(material, measure, chosen), rows)

    def _raster(self, material: Material) -> Raster:
        return Raster(tr(MEASURES[self.measure].label), session_lines(material.coded, self.measure))


def _whole_session(chosen: Value | None) -> bool:
    return chosen is not None and chosen.row.episode == SESSION


def _panel(material: Material, measure: str, chosen: Value | None) -> Panel | None:
    samples: Sequence[Sample] = material.samples(measure, chosen)
    known = MEASURES[measure]
    return Panel(tr(known.label), known.unit, tuple(samples)) if samples else None
