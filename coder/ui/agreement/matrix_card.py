"""The card of one channel: who called it what, each code by itself, each session by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from coder.app.agreement_view import Line, PairFigures
from coder.ui.agreement import words
from coder.ui.agreement.code_kappas import CodeKappas
from coder.ui.agreement.drift_card import drift_figure
from coder.ui.agreement.heat import STEPS, Cell, HeatView, heat_color
from coder.ui.agreement.session_dots import SessionDots, summary
from coder.ui.text import tr
from coder.ui.theme import Theme, theme_of
from coder.ui.widgets import Button, Card, Chip, EmptyState, Note, Rule, label

_CODES_PX, _AROUND_PX, _ROOMY_PX = 190, 152, 60
"""The list of codes stands beside the matrix where that leaves cells of this width, else below it."""


_WITH_SESSIONS_PX, _WITH_CONFUSED_PX = 400, 460
"""From these heights of the card on there is room for the sessions, and for the words on the largest confusion."""


class AxisLabel(QWidget):
    """Whose codes the rows or columns are, in the coder's colour; upright beside the rows."""

    def __init__(self, token: str, upright: bool) -> None:
        super().__init__()
        self._token, self._upright, self._text, self._lead_px = token, upright, "", 0
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if upright else free, free if upright else fixed)

    def set_lead(self, lead_px: int) -> None:
        """Begin this far in, so that the text stands in the middle of what it names."""
        self._lead_px = lead_px
        self.update()

    def show_text(self, text: str) -> None:
        """Say whose codes they are."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a line's height, in the direction the text does not run."""
        theme = theme_of(self)
        height = QFontMetrics(theme.font("caption")).height() + theme.px(4)
        return QSize(height, theme.px(60)) if self._upright else QSize(theme.px(60), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color(self._token))
        place = QRectF(self.rect()).adjusted(self._lead_px, 0, 0, 0)
        if self._upright:
            painter.translate(0, self.height())
            painter.rotate(-90)
            place = QRectF(0, 0, self.height(), self.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Legend(QWidget):
    """Which colour stands for which part of a row."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        limits = ", ".join(f"{100 * least:g}" for least in STEPS)
        self.setAccessibleName(tr("Colours from 0 to 100 % of a row, a new one from {0} % on", limits))
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """Return the size of boxes and numbers."""
        theme = theme_of(self)
        return QSize(theme.px(176), theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a box per colour between the ends of the scale."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "0 %")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "100 %")
        left, width = theme.px(26), (self.width() - theme.px(62)) / len(STEPS)
        for step, least in enumerate(STEPS):
            box = QRectF(left + step * width, self.height() / 2 - theme.px(4), width - 2, theme.px(8))
            painter.setPen(theme.color("line2"))
            painter.setBrush(heat_color(theme, least))
            painter.drawRoundedRect(box, 2, 2)
        painter.end()


class MatrixCard(Card):
    """Everything about the chosen channel except its disagreements.

    Signals
    -------
    asked(Cell)
        Show what lies in a cell.
    session_asked(str)
    time_asked()
        Show the channel over time.
    """

    asked = Signal(object)
    session_asked = Signal(str)
    time_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(" ", " ")
        self._theme = theme
        assert self.header is not None
        self.value = label("", "table", "text2")
        self.drift = Chip("")
        self.over_time = Button(tr("Over time"), self.time_asked.emit, role="link", small=True)
        self.header.add(self.drift, self.value, self.over_time)
        self.heat = HeatView(theme)
        self.codes = CodeKappas(theme)
        self.codes_title = label("", "caption", "text2")
        self.dots = SessionDots()
        self.dots_title = label("", "caption", "text2")
        self.dots_note = label("", "caption", "text3", wrap=True)
        self.dots_note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.confused = Note()
        self.show_largest = Button("", self._ask_largest, small=True)
        self.rows_label, self.columns_label = (
            AxisLabel("compare.coderA", upright=True),
            AxisLabel("compare.coderB", upright=False),
        )
        self._legend = Legend()
        self.nothing = EmptyState("agreement", "")
        self._codes_side, self._foot, self._room = QWidget(), QWidget(), QStackedWidget()
        self._build()
        self.heat.asked.connect(self.asked)
        self.dots.chosen.connect(self.session_asked)

    def _build(self) -> None:
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setContentsMargins(10, 8, 10, 6)
        self._both.setSpacing(10)
        self._both.addLayout(self._map(), 1)
        self._both.addWidget(self._codes_side)
        beside = QVBoxLayout(self._codes_side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self.codes_title)
        beside.addWidget(self.codes)
        self._confused_row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._confused_row.setSpacing(6)
        self._confused_row.addWidget(self.confused, 1)
        self._confused_row.addWidget(self.show_largest, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addLayout(self._confused_row)
        beside.addStretch(1)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._both, 1)
        inside.addWidget(self._foot)
        self._fill_foot()
        self._room.addWidget(body)
        self._room.addWidget(self.nothing)
        self.add(self._room, 1)

    def _map(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(self.columns_label, 1)
        top.addWidget(self._legend)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rows_label)
        row.addWidget(self.heat, 1)
        column.addLayout(row, 1)
        return column

    def _fill_foot(self) -> None:
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 6)
        foot.setSpacing(0)
        foot.addWidget(Rule())
        title = QHBoxLayout()
        title.setContentsMargins(12, 6, 12, 0)
        title.addWidget(self.dots_title)
        title.addWidget(self.dots_note, 1)
        foot.addLayout(title)
        foot.addWidget(self.dots)

    def show_line(self, figures: PairFigures, line: Line, criterion: float) -> None:
        """Show a line of a pair."""
        assert self.header is not None
        head, pair = line.headline, figures.coders.pair
        self.header.title.setText(words.title(line))
        self.setAccessibleName(words.title(line))
        self.header.quiet.setText(tr("who called it what"))
        self.value.setText(_values(line, figures.options.tol_ms))
        self.drift.setVisible(drift_figure(figures, line, criterion).recalibrate)
        self.drift.show_text(tr("recalibrate"), "danger", "warn")
        table = figures.table(line)
        self._room.setCurrentIndex(0 if table.amounts.any() else 1)
        self.nothing.line.setText(words.why_not(head) or tr("Nothing to compare."))
        self.heat.show_table(line, table, (pair.coder_a, pair.coder_b))
        self.rows_label.show_text(tr("coder A · {0}", pair.coder_a))
        self.columns_label.show_text(tr("coder B · {0}", pair.coder_b))
        items = figures.by_code(line)
        self.codes.show_codes(line, items, criterion)
        self.codes_title.setText(tr("κ per code, against the rest") if line.timed else tr("F1 per code"))
        self._show_confused(figures)
        self._lay_out()
        rows = figures.by_session(line)
        self.dots.show_rows(rows, criterion)
        self.dots_title.setText(tr("{0} per session", words.name_of(head.stat)))
        self.dots_note.setText(summary(rows, head.value))

    def set_stale(self, stale: bool) -> None:
        """Dim everything while new figures are computed."""
        for part in (self.heat, self.codes, self.dots):
            part.set_stale(stale)

    def _show_confused(self, figures: PairFigures) -> None:
        cells, table = self.heat.cells, self.heat.cells.table
        largest = self._largest()
        self._fold_confused()
        if largest is None or table is None or cells.line is None:
            return
        part = words.share(largest.amount / table.differing)
        a, b = (words.code_title(cells.line.channel, code) for code in (largest.code_a, largest.code_b))
        what = tr("of all lost seconds") if table.unit == "ms" else tr("of all that differ")
        self.confused.text.setText(f"{a} / {b}: {part} {what}.")
        count = len(figures.cell(cells.line, largest.code_a, largest.code_b))
        self.show_largest.setText(words.counted(count, tr("Show it"), tr("Show these {0}")))

    def _fold_confused(self) -> None:
        shown = self._largest() is not None and self.height() >= self._theme.px(_WITH_CONFUSED_PX)
        self.confused.setVisible(shown)
        self.show_largest.setVisible(shown)

    def _largest(self) -> Cell | None:
        table = self.heat.cells.table
        place = table.largest_confusion() if table else None
        return self.heat.cells.cell(self.heat.cells.index(*place)) if place else None

    def _ask_largest(self) -> None:
        largest = self._largest()
        if largest is not None:
            self.heat.choose(largest.code_a, largest.code_b)
            self.asked.emit(largest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list of codes where there is room; in a low card the matrix and the codes come first."""
        super().resizeEvent(event)
        self._lay_out()
        self._foot.setVisible(self.height() >= self._theme.px(_WITH_SESSIONS_PX))
        self._fold_confused()

    def _lay_out(self) -> None:
        count, px = self.heat.cells.rowCount(), self._theme.px
        beside = self.width() - px(_CODES_PX + _AROUND_PX) >= px(_ROOMY_PX) * max(count, 1)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(across if beside else down)
        self._confused_row.setDirection(down if beside else across)
        self._codes_side.setMaximumWidth(px(_CODES_PX) if beside else 16_777_215)
        self._codes_side.setMinimumWidth(px(_CODES_PX) if beside else 0)
        self.codes.lay_out(1 if beside else 2)
        self.columns_label.set_lead(self.rows_label.width() + self.heat.names.width())


def _values(line: Line, tol_ms: int) -> str:
    """Return the headline, and for time the kappa that forgives small shifts, never without the other."""
    head = line.headline
    text = f"{words.name_of(head.stat)} {words.figure(head.value)}"
    tolerant = line.rows.get("kappa_tol")
    if tolerant is None or tol_ms == 0:
        return text
    return tr("{0} · within {1} {2}", text, words.tolerance(tol_ms), words.figure(tolerant.value))
