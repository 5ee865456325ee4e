"""Which part of a session the strip shows, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence

from coder.agreement.rows import ALL_EPISODES
from coder.app.agreement_view import Line, PairFigures
from coder.app.differences import Difference
from coder.model.session import Episode
from coder.ui.agreement import words
from coder.ui.agreement.heat import Cell
from coder.ui.agreement.strip import Stretch
from coder.ui.agreement.strip_consensus import Settled
from coder.ui.text import tr


def stretch_of(
    figures: PairFigures,
    line: Line,
    session_id: str,
    item: Difference | None,
    differences: Sequence[Difference],
    whole: bool,
    settled: Settled,
) -> Stretch:
    """Return the episode around a disagreement, or the whole session.

    ``differences`` are all of this session, in any order.
    """
    session, pair = figures.session(session_id).session, figures.coders.pair
    compared = figures.window(line, session_id)
    episodes = [e for e in session.episodes if figures.episode in (ALL_EPISODES, e.id)] or list(session.episodes)
    on_ms, off_ms = (episodes[0].on, episodes[-1].off) if episodes else (0, 1)
    if not whole and episodes:
        at_ms = item.on_ms if item else int(compared.edges[0]) if compared else on_ms
        held = next((e for e in episodes if e.on <= at_ms < e.off), episodes[0])
        on_ms, off_ms = held.on, held.off
    inside = sorted((d for d in differences if d.on_ms < off_ms and d.off_ms >= on_ms), key=lambda d: d.on_ms)
    coders = (pair.coder_a, pair.coder_b)
    tracks = figures.tracks(line, session_id)
    return Stretch(line, coders, tracks, compared.clip(on_ms, off_ms), on_ms, off_ms, inside, settled)


def about_stretch(figures: PairFigures, line: Line, session_id: str, stretch: Stretch) -> tuple[str, str]:
    """Return the card's heading, and how much differs in the stretch."""
    session = figures.session(session_id).session
    episode = next((e for e in session.episodes if (e.on, e.off) == (stretch.on_ms, stretch.off_ms)), None)
    place = _episode_name(figures, episode) if episode else tr("whole session")
    parts = (tr("Disagreements"), words.session_title(session), place, words.title(line))
    return " · ".join(parts), _how_much(line, stretch)


def list_note(line: Line, cell: Cell | None, count: int) -> str:
    """Return what the list holds."""
    if cell is None:
        return words.counted(count, tr("1 disagreement"), tr("{0} disagreements"))
    code_a, code_b = (words.code_title(line.channel, code) for code in (cell.code_a, cell.code_b))
    return tr("{0} / {1} only ({2})", code_a, code_b, f"{count:,}")


def _episode_name(figures: PairFigures, episode: Episode) -> str:
    templates = figures.coders.scheme.episodes
    return next((words.episode_title(t) for t in templates if t.id == episode.id), episode.id)


def _how_much(line: Line, stretch: Stretch) -> str:
    counted = [d for d in stretch.differences if d.kind != "uncounted"]
    count = len(counted)
    if not line.timed:
        return words.counted(count, tr("1 event differs"), tr("{0} events differ"))
    cut = (min(d.off_ms, stretch.off_ms) - max(d.on_ms, stretch.on_ms) for d in counted)
    lost, whole = sum(cut) / 1000, stretch.compared.length / 1000
    spans = words.counted(count, tr("1 span"), tr("{0} spans"))
    return tr("{0}, {1} s of {2} s differ", spans, f"{lost:,.1f}", f"{whole:,.0f}")
