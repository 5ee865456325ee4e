"""Writing through ReadStat, which knows the formats of SPSS and Stata."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pandas as pd

from coder.tables.errors import TablesError
from coder.tables.schema import Table


def write_statistics_file(
    file_format: Literal["sav", "dta"], table: Table, data: pd.DataFrame, path: Path, **details: Any
) -> None:
    """Write ``data``, the cells of ``table`` as the format has them.

    Parameters
    ----------
    file_format : {"sav", "dta"}
        SPSS or Stata.
    table : Table
        The table, for the message.
    data : DataFrame
        Its cells.
    path : Path
        Where to.
    details
        What else the library is told, such as labels.

    Raises
    ------
    TablesError
        When the format cannot hold a value, or the disk is full.
    """
    import pyreadstat

    write = pyreadstat.write_sav if file_format == "sav" else pyreadstat.write_dta
    try:
        write(data, path, **details)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise TablesError(f"The table {table.name} cannot be written as {file_format}: {error}.") from error
