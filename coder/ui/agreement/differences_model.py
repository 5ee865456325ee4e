"""The model behind the list of disagreements: the longest first, or as the person sorts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coder.app.agreement_view import Line
from coder.app.consensus import Status
from coder.app.differences import Difference
from coder.model.timecode import clock
from coder.ui.agreement import words
from coder.ui.text import tr

ITEM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_DOWN = Qt.SortOrder.DescendingOrder
DIFFERS: Final = 4
CONSENSUS_COLUMN: Final = 7
StatusOf = Callable[[Difference], Status]
STATUSES: Final[dict[Status, str]] = {
    "open": "open",
    "a": "A",
    "b": "B",
    "edited": "edited",
    "agreed": "agreed",
    "out": "–",
}
_STATUS_WORDS: Final[dict[Status, str]] = {
    "open": "no decision yet",
    "a": "the first coder was taken",
    "b": "the second coder was taken",
    "edited": "the consensus was edited",
    "agreed": "nothing to decide",
    "out": "not both have completed this pass",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, width in px (0 takes what is left), and how it sorts.

    Events have no ``timed_only`` columns; ``spare`` ones are left out where room is short.
    """

    title: str
    width: int
    sort: Callable[[Difference], Any]
    right: bool = True
    timed_only: bool = False
    tip: str = ""
    spare: bool = False


def headings() -> tuple[Heading, ...]:
    """Return the columns in order."""
    return (
        Heading("#", 38, lambda d: -d.length_ms, tip=tr("Place in this order"), spare=True),
        Heading(tr("Session"), 62, lambda d: d.session, right=False),
        Heading(tr("At"), 58, lambda d: d.on_ms),
        Heading("A / B", 0, lambda d: (d.code_a, d.code_b), right=False),
        Heading(tr("Differs"), 76, lambda d: -1 if d.kind == "uncounted" else d.length_ms),
        Heading(
            tr("Share"),
            52,
            lambda d: d.share or 0.0,
            timed_only=True,
            tip=tr("Of all that differs in its session"),
            spare=True,
        ),
        Heading(
            tr("Lost κ"),
            54,
            lambda d: d.gain or 0.0,
            timed_only=True,
            tip=tr("How much the κ of its session would rise without it"),
        ),
        Heading(tr("Consensus"), 78, lambda d: d.session, right=False, tip=tr("What was decided")),
    )


class DifferencesModel(QAbstractTableModel):
    """One row per disagreement."""

    def __init__(self) -> None:
        super().__init__()
        self.headings = headings()
        self.line: Line | None = None
        self.coders = ("", "")
        self.items: list[Difference] = []
        self.status_of: StatusOf = lambda _: "out"
        self._sorted_by = (DIFFERS, _DOWN)

    def statuses_changed(self) -> None:
        """Ask anew what was decided."""
        if self.items:
            last = len(self.items) - 1
            self.dataChanged.emit(self.index(0, CONSENSUS_COLUMN), self.index(last, CONSENSUS_COLUMN))

    def show_items(self, line: Line | None, coders: tuple[str, str], items: Sequence[Difference]) -> None:
        """Show these disagreements of a line."""
        self.beginResetModel()
        self.line, self.coders, self.items = line, coders, list(items)
        self._order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(item, index.row())[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(item)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heading = self.headings[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heading.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return heading.tip or None
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay in the order of length, session and time."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order)
        kept = self.persistentIndexList()
        held = [self.items[index.row()] for index in kept]
        self._order()
        moved = [self.index(self.items.index(item), index.column()) for item, index in zip(held, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def codes(self, item: Difference) -> tuple[str, str]:
        """Return what each coder called it."""
        if self.line is None:
            return "", ""
        return (words.code_title(self.line.channel, item.code_a), words.code_title(self.line.channel, item.code_b))

    def sentence(self, item: Difference) -> str:
        """Return a disagreement in words."""
        code_a, code_b = self.codes(item)
        parts = [
            item.session,
            words.span(item, 1),
            f"{self.coders[0]}: {code_a}",
            f"{self.coders[1]}: {code_b}",
            words.differs(item),
            tr(_KINDS[item.kind]),
            "" if self.line is None else tr(_STATUS_WORDS[self.status_of(item)]),
        ]
        return ", ".join(part for part in parts if part)

    def _texts(self, item: Difference, row: int) -> tuple[str, ...]:
        share = "" if item.share is None else words.share(item.share)
        gain = (
            ""
            if item.agrees or item.kind == "uncounted" or self.line is None or not self.line.timed
            else words.figure(item.gain)
        )
        at, both = clock(item.on_ms, 0), " / ".join(self.codes(item))
        status = tr(STATUSES[self.status_of(item)])
        return str(row + 1), item.session, at, both, words.differs(item), share, gain, status

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.headings[column].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _order(self) -> None:
        column, order = self._sorted_by
        self.items.sort(key=lambda d: (d.kind == "uncounted", -d.length_ms, d.session, d.on_ms))
        self.items.sort(key=self.headings[column].sort, reverse=order == _DOWN)


_KINDS: Final[dict[str, str]] = {
    "boundary": "a shifted boundary",
    "label": "another code",
    "agreed": "the same code",
    "match": "matched",
    "confusion": "matched in time, with another code",
    "only_a": "recorded by the first coder alone",
    "only_b": "recorded by the second coder alone",
    "uncounted": "not counted in agreement",
}
