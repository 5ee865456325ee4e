"""A study in a few text tables: the five measures per child, and the agreement per channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.agreement import AgreementReport, AgreementRow
from coder.app.identity import CONSENSUS
from coder.app.measures import StudyMeasures
from coder.app.values import coefficient, shown
from coder.metrics import MeasureRow

NOTICE = "Behaviour counts and times. Not an attachment classification."

_REUNION_COLUMNS = (
    ("comfort_latency", "comfort s"),
    ("calm_latency", "calm s"),
    ("hr_recovery", "heart s"),
    ("positive_rate", "positive /min"),
)


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of texts with its heading."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def measures_table(measures: StudyMeasures) -> TextTable:
    """Return the five measures, one line per child: the consensus coding where there is one, else the first coder's.

    Recovery of the heart has columns only in a study that recorded heart rate.
    """
    rows = [row for row in measures.rows if row.part == "all"]
    recorded = any(row.measure == "hr_recovery" and "no_hr" not in row.flags for row in rows)
    by_reunion = [column for column in _REUNION_COLUMNS if recorded or column[0] != "hr_recovery"]
    reunions = sorted({r.episode for r in rows if r.measure == "to_play" and r.status != "not_bound"})
    base = sorted({r.episode for r in rows if r.measure == "sb_time" and r.status != "not_bound"})
    wanted = [("proximity_rate", "session", "seeking /min"), *(("sb_time", e, f"secure base s {e}") for e in base)]
    wanted += [(m, e, f"{title} {e}") for m, title in by_reunion for e in reunions]
    lines = []
    for session in dict.fromkeys(row.session for row in rows):
        of_session = [row for row in rows if row.session == session]
        coder = _chosen_coder(row.coder for row in of_session)
        found = {(r.measure, r.episode): r for r in of_session if r.coder == coder}
        cells = [_cell(found.get((measure, episode))) for measure, episode, _ in wanted]
        lines.append((of_session[0].child, session, coder, *cells))
    return TextTable(
        "The five measures (times in s, rates per min)",
        ("child", "session", "coder", *(t for *_, t in wanted)),
        tuple(lines),
    )


def agreement_table(report: AgreementReport) -> TextTable:
    """Return agreement over all episodes, one line per pair and channel."""
    rows = [r for r in report.agreement if r.scope == "all" and not r.code and r.coder_a]
    lines: list[tuple[str, ...]] = []
    for key in dict.fromkeys((r.coder_a, r.coder_b, r.family, r.target) for r in rows):
        figures = {r.stat: r for r in rows if (r.coder_a, r.coder_b, r.family, r.target) == key}
        line = _agreement_line(key[2], figures)
        if line:
            lines.append((f"{key[0]} – {key[1]}", key[3], *line))
    header = ("coders", "channel", "figure", "value", "95 % CI", "sessions", "agreement")
    return TextTable("Agreement (time-based kappa of states, F1 of points within tolerance)", header, tuple(lines))


def _agreement_line(family: str, figures: dict[str, AgreementRow]) -> Sequence[str] | None:
    headline = {"state": ("kappa", "po", "kappa"), "event": ("f1", "kappa_ipf", "F1")}.get(family)
    if headline is None or headline[0] not in figures:
        return None
    row, second = figures[headline[0]], figures.get(headline[1])
    value = coefficient(row.value) if row.value is not None else (row.reason or "")
    interval = f"{coefficient(row.ci_lo)} to {coefficient(row.ci_hi)}" if row.ci_lo is not None else ""
    beside = ""
    if second is not None and second.value is not None:
        beside = f"{100 * second.value:.1f} %" if second.stat == "po" else f"kappa {coefficient(second.value)}"
    return headline[2], value, interval, str(row.n_sessions), beside


def _chosen_coder(coders: Iterable[str]) -> str:
    names = list(dict.fromkeys(coders))
    return CONSENSUS if CONSENSUS in names else names[0]


def _cell(row: MeasureRow | None) -> str:
    return str(shown(row)) if row else ""
