"""The card of the reliability sample: which sessions are coded twice, and how far that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from coder.app.plan.sample import SampledSession, State
from coder.model.plan import Draw, Reliability
from coder.ui.plan.words import stratum_words
from coder.ui.text import tr
from coder.ui.theme import Theme, theme_of
from coder.ui.theme.codecolors import hatch_brush
from coder.ui.widgets import Button, Card, label

STATE_WORDS: dict[State, str] = {"done": "both done", "open": "drawn, open", "single": "single"}


class SampleStrip(QWidget):
    """One bar per session: coded twice, drawn and open, or single."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions: Sequence[SampledSession] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A low strip as wide as there is room."""
        return QSize(200, theme_of(self).px(22))

    def show_sessions(self, sessions: Sequence[SampledSession]) -> None:
        """Show these sessions; screen readers get the counts."""
        self.sessions = sessions
        counts = Counter(s.state for s in sessions)
        self.setAccessibleName(tr("Sessions of the sample"))
        self.setAccessibleDescription(", ".join(f"{tr(STATE_WORDS[s])} {counts[s]}" for s in STATE_WORDS))
        self.setToolTip("\n".join(_line(s) for s in sessions if s.state != "single")[:2000])
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        theme, painter = theme_of(self), QPainter(self)
        step = self.width() / max(1, len(self.sessions))
        gap = 2 if step > 5 else 1 if step > 2 else 0
        for place, session in enumerate(self.sessions):
            bar = QRectF(place * step, 0, max(1.0, step - gap), self.height())
            painter.fillRect(bar, state_brush(theme, session.state))
        painter.end()


def state_brush(theme: Theme, state: State) -> QBrush:
    """Return how a state is painted: full, hatched or quiet."""
    if state == "open":
        return hatch_brush(theme.color("accent"))
    return QBrush(theme.color("accent" if state == "done" else "line"))


def _line(session: SampledSession) -> str:
    coders = " · ".join(c for c in (session.first, session.second) if c) or tr("nobody yet")
    return f"{session.session}: {tr(STATE_WORDS[session.state])}, {coders}"


class Swatch(QWidget):
    """A small square that explains a pattern."""

    def __init__(self, brush: Callable[[Theme], QBrush]) -> None:
        super().__init__()
        self._brush = brush
        self.setFixedSize(11, 11)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square with a thin edge."""
        painter = QPainter(self)
        theme = theme_of(self)
        painter.fillRect(self.rect(), self._brush(theme))
        painter.setPen(QColor(theme.color("line2")))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class SampleCard(Card):
    """What was drawn, how, and how far it is; the buttons lead on."""

    def __init__(self, draw: Callable[[], object], assign: Callable[[], object], log: Callable[[], object]) -> None:
        super().__init__(tr("Reliability sample"), " ")
        self.strip = SampleStrip()
        self.counts = {state: label("", "table", "text2") for state in STATE_WORDS}
        self.facts = [label("", "table", wrap=True) for _ in range(3)]
        inside = self.padded(6)
        inside.addWidget(self.strip)
        inside.addLayout(self._legend())
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for line, name in enumerate((tr("Draw"), tr("Seed"), tr("Second coder"))):
            grid.addWidget(label(name, "table", "text2"), line, 0)
            grid.addWidget(self.facts[line], line, 1)
        inside.addLayout(grid)
        row = QHBoxLayout()
        self.draw_button = Button(tr("Draw…"), draw, small=True)
        self.assign_button = Button(tr("Assign coders…"), assign, small=True)
        self.log_button = Button(tr("Log"), log, role="quiet", small=True)
        row.addWidget(self.draw_button)
        row.addWidget(self.assign_button)
        row.addStretch(1)
        row.addWidget(self.log_button)
        inside.addLayout(row)

    def _legend(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(5)
        for state, text in self.counts.items():
            row.addWidget(Swatch(lambda theme, s=state: state_brush(theme, s)))  # type: ignore[misc]
            row.addWidget(text)
            row.addSpacing(8)
        row.addStretch(1)
        return row

    def show_sample(self, plan: Reliability, sessions: Sequence[SampledSession]) -> None:
        """Show the sample as it is now."""
        counts = Counter(s.state for s in sessions)
        drawn = counts["done"] + counts["open"]
        share = f"{100 * drawn / len(sessions):.0f} %" if sessions else "–"
        assert self.header is not None
        self.header.quiet.setText(tr("{0} of {1} sessions, {2}", drawn, len(sessions), share))
        self.strip.show_sessions(sessions)
        for state, text in self.counts.items():
            text.setText(f"{tr(STATE_WORDS[state])} {counts[state]}")
        self.draw_button.setText(tr("Draw more…") if plan.draws else tr("Draw…"))
        facts = _facts(plan.draws[-1]) if plan.draws else (tr("not drawn yet"), "–")
        seconds = len({s.session for s in sessions if s.state != "single" and s.second})
        for text, words in zip(self.facts, (*facts, _seconds(drawn, seconds)), strict=True):
            text.setText(words)


def _facts(draw: Draw) -> tuple[str, str]:
    unit = tr("of the sessions") if draw.unit == "sessions" else tr("of each tape")
    spread = tr(", spread over {0}", ", ".join(stratum_words(s) for s in draw.strata)) if draw.strata else ""
    drawn = tr("random {0} % {1}{2}", f"{100 * draw.share:g}", unit, spread)
    return drawn, tr("{0}, drawn on {1}", draw.seed, draw.drawn_on)


def _seconds(drawn: int, assigned: int) -> str:
    if not drawn:
        return "–"
    return tr("{0} of {1} assigned · coders do not see this panel", assigned, drawn)
