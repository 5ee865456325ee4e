"""What a table is: its columns, each with everything a codebook says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "integer", "number"]
Level = Literal["nominal", "ordinal", "scale"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Heading.
    type : {"text", "integer", "number"}
        Cells that hold several things are texts joined by ``;``.
    label, definition : str
        What the column is, in a few words and in a sentence.
    unit : str
        Unit of a number; empty where there is none or another column names it.
    allowed : tuple of (str, str)
        Every value that can stand there, with its label; empty where anything of the type can.
    missing : str
        What an empty cell means; empty where the column is always filled.
    field : str
        Attribute of the row that fills the column; the name when empty.
    key : str
        Where that attribute is a mapping: the key of the cell; a key it lacks is an empty cell.
    reason : str
        Name of the column beside it that says why a cell is empty.
    filled : tuple of str
        Of such a reason: the values that come with a number and so are no reason at all.
    joined : bool
        Whether a cell can hold several of the allowed values.
    repeated : bool
        Whether the texts are few and come again and again, as ids of sessions do.
    ordered : bool
        Whether the allowed values, or the numbers, are ranks.
    """

    name: str
    type: ColumnType
    label: str
    definition: str = ""
    unit: str = ""
    allowed: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    field: str = ""
    key: str = ""
    reason: str = ""
    filled: tuple[str, ...] = ()
    joined: bool = False
    repeated: bool = False
    ordered: bool = False

    @property
    def source(self) -> str:
        """The attribute of a row that fills this column."""
        return self.field or self.name

    @property
    def is_category(self) -> bool:
        """Whether the cells are texts of which there are few: names of groups rather than remarks."""
        return self.type == "text" and not self.joined and bool(self.allowed or self.repeated)

    @property
    def is_labelled(self) -> bool:
        """Whether the cells are texts from a list in which each has its words."""
        return self.is_category and bool(self.allowed)

    @property
    def level(self) -> Level:
        """How the values may be calculated with, as statistics packages call it."""
        if self.ordered:
            return "ordinal"
        return "nominal" if self.type == "text" or self.allowed else "scale"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, which is also its file's, what one row of it is, and its columns in order.

    ``parametrised``: its numbers depend on the parameters of the measures. ``note``: a sentence that goes wherever the
    table goes.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    parametrised: bool = False
    note: str = ""

    def column(self, name: str) -> Column:
        """Return the column of this name; raises `KeyError` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
