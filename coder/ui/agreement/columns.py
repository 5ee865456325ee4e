"""The columns of the table of channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from coder.app.agreement_view import Line, Verdict
from coder.ui.agreement import words
from coder.ui.text import tr

CellKind = Literal["name", "number", "forest", "quiet", "verdict"]
SortKey = tuple[object, ...]

VERDICT_ORDER: Final[tuple[Verdict, ...]] = ("below", "spans", "few", "no_interval", "one_code", "meets", "undefined")
"""What needs a look comes first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with its verdict under the study's criterion."""

    line: Line
    verdict: Verdict
    criterion: float

    @property
    def too_few(self) -> bool:
        """Whether the estimate stands on too few children to be held against the criterion."""
        return self.verdict == "few"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading above time and above events, its text, how it sorts, how it is painted.

    ``width`` is in px at normal text size; 0 takes what is left. A ``spare`` column is left out where room is short.
    """

    title: str
    event_title: str
    width: int
    kind: CellKind
    text: Callable[[Judged], str]
    sort: Callable[[Judged], SortKey]
    tip: str = ""
    spare: bool = False


def columns() -> tuple[Column, ...]:
    """Return the columns in order."""
    return (
        Column(tr("Channel"), "", 186, "name", lambda j: words.title(j.line), lambda j: (words.title(j.line),)),
        Column(
            "n", "", 34, "number", _sessions, lambda j: (j.line.headline.n_sessions,), tr("Sessions both coders coded")
        ),
        Column("κ", "", 46, "number", _kappa, lambda j: _rising(_kappa_value(j)), tr("Of the summed tables")),
        Column("", "", 0, "forest", lambda _: "", lambda j: _rising(j.line.headline.value)),
        Column(tr("95 % CI"), "", 88, "quiet", _interval, lambda j: _rising(j.line.headline.ci_lo)),
        Column("AC1", "F1", 48, "number", _second, lambda j: _rising(_second_value(j)), tr("Gwet's AC1"), True),
        Column(
            tr("% agr."), tr("both · A · B"), 84, "quiet", _agreed, lambda j: _rising(j.line.agreed.value), spare=True
        ),
        Column(tr("Criterion"), "", 112, "verdict", _verdict, _by_need, tr("What is below comes first")),
    )


def _sessions(judged: Judged) -> str:
    return str(judged.line.headline.n_sessions)


def _kappa_value(judged: Judged) -> float | None:
    head = judged.line.headline
    return None if head.stat == "f1" else head.value


def _kappa(judged: Judged) -> str:
    return words.figure(_kappa_value(judged))


def _interval(judged: Judged) -> str:
    text = words.interval(judged.line.headline)
    return f"F1 {text}" if judged.verdict == "one_code" else text


def _second_value(judged: Judged) -> float | None:
    line = judged.line
    return line.rows["ac1"].value if line.timed else line.rows["f1"].value


def _second(judged: Judged) -> str:
    return words.figure(_second_value(judged))


def _agreed(judged: Judged) -> str:
    line = judged.line
    if line.timed:
        return words.percent(line.agreed.value)
    if line.headline.reason == "NO_DATA":
        return words.UNDEFINED
    return " · ".join(f"{line.rows[stat].value or 0:.0f}" for stat in ("matched", "omissions", "commissions"))


def _verdict(judged: Judged) -> str:
    return words.verdict_words(judged.verdict, judged.criterion)[0]


def _by_need(judged: Judged) -> SortKey:
    return (VERDICT_ORDER.index(judged.verdict), *_rising(judged.line.headline.value))


def _rising(value: float | None) -> SortKey:
    """Sort undefined values after all others."""
    return (value is None, value or 0.0)
