"""How stable a result is: one measure of a study computed over a grid of one or two parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from coder.app.agreement import withdrawn_children
from coder.app.corpus import coded_session
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.metrics import MEASURES, Heart, MeasureRow, Parameters, measure
from coder.metrics.parameters import ParameterValue
from coder.metrics.rows import SESSION
from coder.metrics.stability import Outcome, RowKey, key_of, outcome
from coder.model.tracks import Tracks
from coder.tables import chosen_coder

Setting = dict[str, ParameterValue]


@dataclass(frozen=True, slots=True)
class Grid:
    """The values to try of each parameter; every combination is one setting."""

    values: Mapping[str, Sequence[ParameterValue]]

    def settings(self) -> Iterator[Setting]:
        """Yield every combination."""
        for chosen in product(*self.values.values()):
            yield dict(zip(self.values, chosen, strict=True))


@dataclass(frozen=True, slots=True)
class Stability:
    """The result of every setting beside that of the reference.

    Attributes
    ----------
    measure : str
    episodes : frozenset of str
        Whose rows count.
    reference : Outcome
        Under the parameters the settings depart from.
    outcomes : tuple of (dict, Outcome)
        Every setting of the grid with its result.
    n_codings : int
        How many codings were read, one per session.
    """

    measure: str
    episodes: frozenset[str]
    reference: Outcome
    outcomes: tuple[tuple[Setting, Outcome], ...]
    n_codings: int


def stability(
    study: OpenStudy,
    base: Parameters,
    grid: Grid,
    measure_name: str,
    episodes: frozenset[str],
    progress: Progress | None = None,
) -> Stability:
    """Compute a measure over a grid of parameters; children whose consent is withdrawn are left out.

    Each session counts with the coding it also counts with in the exported table `children`.

    Raises
    ------
    MetricsError
        When a value of the grid cannot be.
    StoreError, AppError
        When a file cannot be read.
    Cancelled
        When ``progress`` was asked to stop.
    """
    settings = list(grid.settings())
    sets = [base, *(Parameters.of(setting, base) for setting in settings)]
    found: list[dict[RowKey, MeasureRow]] = [{} for _ in sets]
    n_codings = 0
    for tracks, heart in _codings(study, len(sets), progress or Progress()):
        n_codings += 1
        for place, parameters in enumerate(sets):
            measured = measure(tracks, parameters, (MEASURES[measure_name].family,), heart)
            rows = (row for row in measured.rows if row.measure == measure_name and row.episode in episodes)
            found[place].update((key_of(row), row) for row in rows)
    results = [outcome(found[0], rows) for rows in found]
    return Stability(
        measure_name, episodes - {SESSION}, results[0], tuple(zip(settings, results[1:], strict=True)), n_codings
    )


def _codings(study: OpenStudy, n_sets: int, progress: Progress) -> Iterator[tuple[Tracks, Heart | None]]:
    sessions = {session_id: study.session(session_id) for session_id in study.folder.session_ids()}
    gone = withdrawn_children(sessions.values())
    kept = [session_id for session_id, session in sessions.items() if session.participant.child not in gone]
    for done, session_id in enumerate(kept):
        progress.step(done, len(kept), f"{session_id}, {n_sets} settings")
        item = coded_session(study, session_id, everyone=False)
        readable = list(item.readable())
        chosen = chosen_coder(coding for coding, _ in readable)
        yield from ((tracks, item.heart.heart) for coding, tracks in readable if coding.coder == chosen)
