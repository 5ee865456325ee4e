"""What the Measures page says beside its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coder.app.results.reading import SessionMeasures
from coder.ui.measures.lines import AnyLine
from coder.ui.text import tr

NOTICE = "Behaviour counts and times. Not an attachment classification."
"""Stands on the page whatever it shows."""
NOTHING_CODED = "Measures appear once passes 0, 1 and 2 of a session are complete."
HIDDEN = (
    "Measures are hidden from you while this study is blind, so that they cannot sway your coding. Supervisors and "
    "analysts of the study see them."
)


def left_out_words(sessions: Iterable[SessionMeasures]) -> Iterator[str]:
    """Yield a sentence for each reason why a session or coding has no line."""
    withdrawn = 0
    for session in sessions:
        withdrawn += session.withdrawn
        if session.trouble:
            yield tr("{0} is left out: {1}", session.session_id, session.trouble)
        if session.hides:
            yield tr("You still code {0}: what others coded there is hidden until you are done.", session.child)
        for coder in session.other_scheme:
            yield tr("The coding of {0} by {1} is left out: it uses another scheme version.", session.child, coder)
    if withdrawn:
        one = tr("1 session is left out: consent was withdrawn.")
        yield one if withdrawn == 1 else tr("{0} sessions are left out: consent was withdrawn.", withdrawn)


def complete_words(lines: Iterable[AnyLine]) -> str:
    """Return how many rows wait for nothing, such as ``39 of 46 rows complete``."""
    pending = [line.pending for line in lines]
    done, every = f"{pending.count(False):,}", f"{len(pending):,}"
    return tr("{0} of {1} rows complete", done, every) if pending else ""


def count_words(total: int, shown: int) -> str:
    """Return ``46 rows``, with how many of them the filters leave."""
    rows = tr("1 row") if total == 1 else tr("{0} rows", f"{total:,}")
    return rows if shown == total else f"{rows} · {tr('{0} shown', f'{shown:,}')}"
