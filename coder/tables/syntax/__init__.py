"""Syntax files that load an export in R, Stata and SPSS, with an example of what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from coder.tables.syntax.loaded import Loaded
from coder.tables.syntax.r import r_script
from coder.tables.syntax.sps import sps_file
from coder.tables.syntax.stata_do import do_file

if TYPE_CHECKING:
    from coder.tables.formats import Format

_WRITTEN_BY: Final[dict[str, Callable[[Sequence[Loaded], str, str], str]]] = {
    ".R": r_script,
    ".do": do_file,
    ".sps": sps_file,
}
_OF_FORMAT: Final[dict[str, tuple[str, ...]]] = {
    "csv": (".R", ".do", ".sps"),
    "rds": (".R",),
    "dta": (".do",),
    "sav": (".sps",),
}


def syntax_names(file_format: Format, prefix: str) -> tuple[str, ...]:
    """Return the names of the syntax files that go with a format; none where the packages have no say in it."""
    return tuple(f"{prefix}load{suffix}" for suffix in _OF_FORMAT.get(file_format, ()))


def syntax_text(name: str, loaded: Sequence[Loaded], file_format: Format) -> str:
    """Return the text of one of these files.

    Parameters
    ----------
    name : str
        Its name, one of `syntax_names`.
    loaded : sequence of Loaded
        The tables as they were written.
    file_format : str
        The kind of file they were written as.
    """
    return _WRITTEN_BY[PurePath(name).suffix](loaded, file_format, name)
