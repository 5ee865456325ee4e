"""The columns of the session table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coder.app.overview import SessionOverview
from coder.app.studies import OpenStudy
from coder.app.values import coefficient
from coder.model.plan import Reliability
from coder.ui.study import words
from coder.ui.text import tr
from coder.ui.widgets.chip import ChipTone

if TYPE_CHECKING:
    from coder.app.plan.watch import LowestKappa, Watch

CellKind = Literal["text", "number", "chip", "hidden", "passes"]
_RELEASE_TONES: dict[str, ChipTone] = {"teaching": "info", "withdrawn": "danger"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a session reads in it, how it sorts, and how it is painted."""

    id: str
    title: str
    width: int
    text: Callable[[SessionOverview], str]
    sort: Callable[[SessionOverview], object]
    kind: CellKind = "text"
    tone: Callable[[SessionOverview], ChipTone | None] = lambda _: None
    icon: str = ""
    tip: Callable[[SessionOverview], str] = lambda _: ""


def columns_for(study: OpenStudy | None, overviews: list[SessionOverview], watch: Watch | None = None) -> list[Column]:
    """Return the columns this person sees of this study.

    Condition is shown only where children have one, and only as "hidden" while the study is blind. Whether a
    session is double coded is left out for someone who sees only their own coding.
    """
    blind = study is None or study.study.settings.blind
    columns = [_child(), _session(), _age()]
    if all(o.session.id == o.session.participant.child for o in overviews if not o.trouble):
        del columns[1]
    if any("condition" in o.session.participant.covariates for o in overviews):
        columns.append(_condition(blind))
    columns += [_media(), _coders(), _passes(), _coded()]
    if study is not None and study.sees_results:
        columns.append(_double(study.study.reliability))
        if any(o.double_coded for o in overviews):
            columns.append(_lowest(watch, study.study.reliability.criterion_kappa))
    return [*columns, _release()]


def _child() -> Column:
    return Column(
        "child", tr("Child"), 72, lambda o: o.session.participant.child, lambda o: o.session.participant.child
    )


def _session() -> Column:
    return Column("session", tr("Session"), 66, lambda o: o.session.id, lambda o: o.session.id)


def _age() -> Column:
    def text(overview: SessionOverview) -> str:
        age = overview.session.participant.age_days
        return "–" if age is None else f"{age}"

    return Column("age", tr("Age, days"), 78, text, lambda o: o.session.participant.age_days or 0, "number")


def _condition(blind: bool) -> Column:
    def value(overview: SessionOverview) -> str:
        return str(overview.session.participant.covariates.get("condition", "–"))

    if blind:
        return Column("condition", tr("Condition"), 84, lambda _: tr("hidden"), lambda _: "", "hidden", icon="hidden")
    return Column("condition", tr("Condition"), 84, value, value)


def _media() -> Column:
    def tone(overview: SessionOverview) -> ChipTone | None:
        return "danger" if overview.missing_media or overview.trouble else None

    def text(overview: SessionOverview) -> str:
        return tr("cannot be read") if overview.trouble else words.media_words(overview)

    def tip(overview: SessionOverview) -> str:
        if overview.trouble:
            return overview.trouble
        return tr("Codes are safe. Find the file again at the right.") if overview.missing_media else ""

    return Column("media", tr("Media"), 108, text, text, "chip", tone, "warn", tip)


def _coders() -> Column:
    def text(overview: SessionOverview) -> str:
        return " · ".join(overview.coders) or "–"

    return Column("coders", tr("Coders"), 98, text, text)


def _passes() -> Column:
    return Column("passes", "", 176, words.passes_words, lambda o: o.coded_share, "passes", tip=words.passes_words)


def _coded() -> Column:
    def text(overview: SessionOverview) -> str:
        return f"{round(100 * overview.coded_share)} %"

    return Column("coded", tr("Coded"), 66, text, lambda o: o.coded_share, "number")


def _double(plan: Reliability) -> Column:
    seconds = {a.session: a.coder for a in plan.assignments if a.turn == "second"}

    def text(overview: SessionOverview) -> str:
        if overview.hidden:
            return tr("hidden for now")
        second = seconds.get(overview.session.id)
        if second is None and overview.double_coded:
            second = overview.coders[1]
        if second is not None:
            return tr("2nd {0}", second)
        return tr("drawn") if overview.session.id in plan.drawn else "–"

    def tone(overview: SessionOverview) -> ChipTone | None:
        return "info" if text(overview).startswith(tr("2nd {0}", "")) else None

    def tip(overview: SessionOverview) -> str:
        return tr("You are still coding this session yourself.") if overview.hidden else ""

    return Column("double", tr("Double-coded"), 106, text, text, "chip", tone, "double", tip)


def _lowest(watch: Watch | None, criterion: float) -> Column:
    def found(overview: SessionOverview) -> LowestKappa | None:
        return watch.lowest.get(overview.session.id) if watch else None

    def text(overview: SessionOverview) -> str:
        lowest = found(overview)
        if lowest is not None:
            return coefficient(lowest.value)
        return "…" if watch is None and overview.double_coded else "–"

    def tone(overview: SessionOverview) -> ChipTone | None:
        lowest = found(overview)
        return "danger" if lowest is not None and lowest.value < criterion else None

    def tip(overview: SessionOverview) -> str:
        lowest = found(overview)
        return tr("{0}: {1} and {2}", lowest.channel, lowest.coder_a, lowest.coder_b) if lowest else ""

    def sort(overview: SessionOverview) -> float:
        lowest = found(overview)
        return lowest.value if lowest else 2.0

    return Column("kappa", tr("κ, lowest"), 76, text, sort, "chip", tone, "warn", tip)


def _release() -> Column:
    def tone(overview: SessionOverview) -> ChipTone:
        return _RELEASE_TONES.get(overview.session.participant.release, "plain")

    def text(overview: SessionOverview) -> str:
        return tr(words.RELEASE_NAMES[overview.session.participant.release])

    return Column("release", tr("Consent, release"), 116, text, text, "chip", tone)
