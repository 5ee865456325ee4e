"""The Tasks panel: everything that runs or has run, with Stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from coder.app.jobs import JobReport
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, EmptyState, IconButton, label
from coder.ui.widgets.text import set_tone

_WORDS = {"waiting": "Waiting", "running": "Running", "done": "Done", "failed": "Failed", "stopped": "Stopped"}
_MOST = 40


class TaskRow(QWidget):
    """One task: name, bar, time left, Stop; later its outcome."""

    def __init__(self, report: JobReport, stop: Callable[[int], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(label(report.name), 1)
        self.stop_button = Button(tr("Stop"), lambda: stop(report.number), small=True)
        row.addWidget(self.stop_button)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(tr("Progress of {0}", report.name))
        column.addWidget(self.bar)
        self.state = label("", "caption", "text2", wrap=True)
        column.addWidget(self.state)
        self.show_report(report)

    def show_report(self, report: JobReport) -> None:
        """Show a further moment of the task."""
        active = report.state in ("waiting", "running")
        self.stop_button.setVisible(active)
        self.bar.setVisible(active)
        self.bar.setRange(0, 1000 if report.share is not None or report.state == "waiting" else 0)
        self.bar.setValue(round(1000 * (report.share or 0.0)))
        parts = [tr(_WORDS[report.state]), report.text.rstrip("."), _time_left(report.seconds_left)]
        self.state.setText(" · ".join(dict.fromkeys(part for part in parts if part)))
        set_tone(self.state, "danger" if report.state == "failed" else "text2")


class TasksPanel(Card):
    """All tasks, newest first."""

    def __init__(self, host: QWidget, stop: Callable[[int], object]) -> None:
        super().__init__(tr("Tasks"))
        self.setParent(host)
        self._host = host
        self._stop = stop
        self._rows: dict[int, TaskRow] = {}
        assert self.header is not None
        self.header.add(IconButton("close", tr("Close tasks (Esc)"), self.hide, small=True))
        self._list = QWidget()
        self._list.setProperty("plain", True)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._empty = EmptyState("tasks", tr("No tasks yet. Long work shows here and can be stopped."))
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._list)
        self.add(scroll, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    @property
    def rows(self) -> list[TaskRow]:
        """The rows, oldest first."""
        return list(self._rows.values())

    def show_job(self, report: JobReport) -> None:
        """Show a moment of a task."""
        row = self._rows.get(report.number)
        if row is not None:
            row.show_report(report)
            return
        self._empty.hide()
        self._rows[report.number] = TaskRow(report, self._stop)
        self._column.insertWidget(0, self._rows[report.number])
        if len(self._rows) > _MOST:
            self._rows.pop(min(self._rows)).deleteLater()

    def toggle(self) -> None:
        """Open at the lower left of the host, or close."""
        if not self.isHidden():
            self.hide()
            return
        host = self._host
        width, height = min(380, host.width() - 24), min(360, host.height() - 24)
        self.setGeometry(12, host.height() - height - 12, width, height)
        self.show()
        self.raise_()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page behind while the panel has the focus."""
        asks = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and asks and event.key() == Qt.Key.Key_Escape:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


def _time_left(seconds: float | None) -> str:
    if seconds is None or seconds < 2:
        return ""
    if seconds < 90:
        return tr("about {0} s left", round(seconds))
    return tr("about {0} min left", round(seconds / 60))
