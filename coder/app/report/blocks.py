"""What a report consists of: sections of paragraphs, facts, tables and figures, free of any page or paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coder.app.report.figures import Figure


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a ``note`` is set apart, ``small`` is fine print."""

    text: str
    kind: Literal["body", "note", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, one per line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts.

    Attributes
    ----------
    caption : str
        What it shows, in a line.
    header : tuple of str
    rows : tuple of tuples of str
        As long as the header.
    numbers : frozenset of int
        Places of the columns that hold numbers and are set right.
    note : str
        What to know about the cells; may be empty.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its caption; ``words`` say what it shows to somebody who cannot see it."""

    figure: Figure
    caption: str
    words: str


Block = Paragraph | Facts | Grid | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """A few blocks under a heading of their own; without a title they follow the section's heading at once."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report; ``name`` is its anchor."""

    name: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; ``notice`` goes with every number in it."""

    title: str
    subtitle: str
    notice: str
    sections: tuple[Section, ...]


def section(name: str, title: str, *blocks: Block) -> Section:
    """Return a chapter without headings inside."""
    return Section(name, title, (Part("", blocks),))
