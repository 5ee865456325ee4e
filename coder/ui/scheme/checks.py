"""What the checks of a scheme find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coder.model.checks import Problem
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, Chip, EmptyState, Glyph, Rule, ScrollColumn, label


class ChecksCard(Card):
    """Lists errors and warnings; a problem of a code leads to it."""

    def __init__(self, show_code: Callable[[str], object]) -> None:
        super().__init__(tr("Checks"))
        self._show_code = show_code
        self.errors, self.warnings = Chip(""), Chip("")
        assert self.header is not None
        self.header.add(self.errors, self.warnings)
        self._scroll = ScrollColumn(tr("Checks"))
        self.add(self._scroll, 1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems, errors first."""
        errors = [p for p in problems if p.severity == "error"]
        warnings = [p for p in problems if p.severity == "warning"]
        self.errors.show_text(_count(len(errors), "error"), "danger" if errors else "ok", "" if errors else "ok")
        self.warnings.show_text(_count(len(warnings), "warning"), "warn")
        self.warnings.setVisible(bool(warnings))
        self._scroll.fill(lambda column: self._list(column, [*errors, *warnings]))

    def _list(self, column: QVBoxLayout, problems: Sequence[Problem]) -> None:
        if not problems:
            column.addWidget(EmptyState("ok", tr("Keys, roles and definitions are in order.")))
        for problem in problems:
            column.addWidget(self._row(problem))
            column.addWidget(Rule())
        column.addStretch(1)

    def _row(self, problem: Problem) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Glyph("warn", "danger" if problem.severity == "error" else "warn", 16))
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(problem.text, "section", wrap=True))
        column.addWidget(label(problem.place, "table", "text2", wrap=True))
        row.addLayout(column, 1)
        kind, _, code_id = problem.place.split(",")[0].partition(" ")
        if kind == "code":
            row.addWidget(Button(tr("Show"), lambda: self._show_code(code_id), small=True))
        return widget


def _count(number: int, word: str) -> str:
    if number == 1:
        return tr(f"1 {word}")
    return tr(f"{{0}} {word}s", number) if number else tr(f"no {word}s")
