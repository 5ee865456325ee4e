"""The model behind the table of scales, classifications and measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coder.agreement import AgreementRow
from coder.app.agreement_view import Verdict, judge
from coder.app.ratings_view import PairRatings, RatedLine
from coder.ui.agreement import words
from coder.ui.agreement.limits_plot import LimitsFigure
from coder.ui.measures.cohort.dots import UNIT_WORDS, shown_number
from coder.ui.text import tr

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over the lines that follow; ``texts`` stand over the columns."""

    title: str
    texts: tuple[str, ...]


Row = Heading | RatedLine
WIDTHS: Final = (0, 34, 48, 92, 54, 54, 70, 48, 98)
"""Of the columns in px at normal text size; 0 takes what is left. The last one holds chips."""
SPARE: Final = (5, 6, 7)
"""Columns left out where room is short; the tooltip says what they hold."""


class RatingsModel(QAbstractTableModel):
    """One row per line, and one per heading."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.coders = ("", "")
        self.criteria = (0.8, 0.7)

    def show_ratings(self, found: PairRatings | None, criterion_icc: float, criterion_kappa: float) -> None:
        """Show the lines of a pair."""
        self.beginResetModel()
        self.criteria = (criterion_icc, criterion_kappa)
        self.rows = list(_rows(found)) if found else []
        if found:
            self.coders = (found.coders.pair.coder_a, found.coders.pair.coder_b)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(WIDTHS)

    def verdict(self, line: RatedLine) -> Verdict | None:
        """Return how a line stands to its criterion; measures have none."""
        if line.family == "measure":
            return None
        return judge(line.headline, self.criteria[line.family == "class"])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() in (0, len(WIDTHS) - 1) else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if isinstance(row, Heading):
            texts = (row.title, *row.texts)
            return texts[index.column()] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can neither be chosen nor walked to."""
        if index.isValid() and isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def sentence(self, line: RatedLine) -> str:
        """Return all figures of a line in words."""
        head = line.headline
        name = "κ" if line.family == "class" else "ICC(2,1)"
        parts = [f"{line.title}: {name} {words.figure(head.value)}"]
        if head.ci_lo is not None:
            parts.append(tr("95 % CI {0}", words.interval(head)))
        parts.append(tr("n {0}", head.n_units))
        parts += [f"{title} {text}" for title, text in _further(line)]
        return ". ".join([", ".join(parts), *(text.rstrip(".") for text in words.remarks(head))]) + "."

    def line_rows(self) -> list[int]:
        """Return the rows that are lines."""
        return [n for n, row in enumerate(self.rows) if isinstance(row, RatedLine)]

    def row_of(self, key: tuple[str, str, str]) -> int:
        """Return the row of a line, or -1."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, RatedLine) and row.key == key), -1)

    def _texts(self, line: RatedLine) -> tuple[str, ...]:
        head, verdict = line.headline, self.verdict(line)
        chip = "" if verdict is None else words.verdict_words(verdict, self.criteria[line.family == "class"])[0]
        title = line.title
        if line.family == "measure" and (unit := UNIT_WORDS.get(line.unit)):
            title = f"{title}, {unit}"
        columns = [text for _, text in _shown(line)]
        return title, str(head.n_units), words.figure(head.value), words.interval(head), *columns, chip


def _rows(found: PairRatings) -> Sequence[Row]:
    groups: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("scale", tr("Rating scales"), ("n", "ICC", tr("95 % CI"), "SEM", "κw", "α", tr("± 1, %"), tr("Criterion"))),
        ("class", tr("Classifications"), ("n", "κ", tr("95 % CI"), "", tr("% agr."), "AC1", "", tr("Criterion"))),
        (
            "measure",
            tr("Measures of both codings"),
            ("n", "ICC", tr("95 % CI"), "CCC", tr("bias"), tr("limits"), "", ""),
        ),
    )
    rows: list[Row] = []
    for family, title, texts in groups:
        lines = [line for line in found.lines if line.family == family]
        if lines:
            rows += [Heading(title, texts), *lines]
    return rows


def _shown(line: RatedLine) -> list[tuple[str, str]]:
    """Return the figures of the four columns beside the interval."""

    def figure(stat: str) -> str:
        return words.figure(_value(line, stat))

    if line.family == "scale":
        own = [("SEM", words.figure(line.sem.value)), ("κw", figure("weighted_kappa")), ("α", figure("alpha"))]
        return [*own, (tr("within 1 %"), _percent(line, "within1_pct"))]
    if line.family == "class":
        return [("", ""), (tr("agreement"), words.percent(_value(line, "po"))), ("AC1", figure("ac1")), ("", "")]
    number = LimitsFigure(line, ("", "")).number
    limits = line.limits
    span = f"± {_half(line):.3g}" if limits.loa_hi.value is not None else words.UNDEFINED
    return [("CCC", figure("ccc")), (tr("bias"), number(limits.bias.value)), (tr("limits"), span), ("", "")]


def _further(line: RatedLine) -> list[tuple[str, str]]:
    """Return the figures beside the headline, for tooltips and screen readers."""
    found = [item for item in _shown(line) if item[0]]
    if line.family == "scale":
        found.append((tr("exact %"), _percent(line, "exact_pct")))
        incomplete = _value(line, "n_incomplete")
        found += [(tr("rated by one alone"), f"{incomplete:.0f}")] if incomplete else []
    if "status_kappa" in line.rows:
        found.append((tr("κ of whether it was seen"), words.figure(_value(line, "status_kappa"))))
    return found


def _percent(line: RatedLine, stat: str) -> str:
    value = _value(line, stat)
    return words.UNDEFINED if value is None else f"{value:.0f}"


def _half(line: RatedLine) -> float:
    limits = line.limits
    assert limits.loa_hi.value is not None
    assert limits.bias.value is not None
    return shown_number(limits.loa_hi.value - limits.bias.value, line.unit)


def _value(line: RatedLine, stat: str) -> float | None:
    row: AgreementRow | None = line.rows.get(stat)
    return row.value if row else None
