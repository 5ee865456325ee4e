"""What a table is: its columns, each with everything a codebook says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "integer", "number"]


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
    """

    name: str
    type: ColumnType
    label: str
    definition: str = ""
    unit: str = ""
    allowed: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    field: str = ""

    @property
    def source(self) -> str:
        """The attribute of a row that fills this column."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, which is also its file's, what one row of it is, and its columns in order.

    ``parametrised``: its numbers depend on the parameters of the measures.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    parametrised: bool = False
