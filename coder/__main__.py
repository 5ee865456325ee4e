"""``python -m coder`` is the same as ``securebase``: the window for a study, else the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.app.report.blocks import Report


def main() -> int:
    """Run the program; returns the exit code.

    Without arguments, or with a study's folder alone, the window opens; the command line and what it needs are then
    not even loaded, so that the window is there sooner.
    """
    argv = sys.argv[1:]
    if not argv or (len(argv) == 1 and Path(argv[0]).is_dir()):
        from coder.ui.app import start

        return start(Path(argv[0]) if argv else None)
    from coder.cli.main import run

    return run(argv, _to_paper)


def _to_paper(report: Report) -> bytes:
    """Lay a report out on paper; the toolkit for that is loaded only when paper is asked for."""
    from coder.ui.report.paper import to_paper_without_window

    return to_paper_without_window(report)


if __name__ == "__main__":
    raise SystemExit(main())
