"""Agreement in words: figures, reasons, verdicts, amounts."""

from __future__ import annotations

from typing import Final

from coder.agreement import AgreementRow, Options
from coder.agreement.rows import UNMATCHED
from coder.agreement.stat import Reason
from coder.agreement.time_table import NONE_LABEL
from coder.agreement.wording import REASONS, WARNINGS
from coder.agreement.wording import sentence as sentence_of
from coder.app.agreement_view import Line, Verdict
from coder.app.differences import Difference
from coder.app.values import coefficient
from coder.model.scheme import Channel, EpisodeTemplate
from coder.model.session import Session
from coder.model.timecode import clock
from coder.ui.text import tr
from coder.ui.widgets.chip import ChipTone

UNDEFINED: Final = "—"
"""Stands where a figure is undefined; the reason is always beside it, in the tooltip and for screen readers."""

_BRIEFLY: Final[dict[Reason, str]] = {
    "NO_DATA": "not coded by both",
    "NO_VARIATION": "one code throughout",
    "SINGLE_CODE_STRUCTURAL_ZERO": "one code used",
    "NO_EVENTS": "no events",
    "ONE_CODER_EMPTY": "events of one coder only",
}
_VERDICTS: Final[dict[Verdict, tuple[str, ChipTone | None, str]]] = {
    "below": ("below {0}", "danger", ""),
    "spans": ("CI spans {0}", "warn", ""),
    "meets": ("meets", "ok", "ok"),
    "few": ("too few for a CI", None, ""),
    "one_code": ("one code, no κ", "plain", ""),
    "no_interval": ("no interval", None, ""),
    "undefined": (UNDEFINED, None, ""),
}


def figure(value: float | None) -> str:
    """Return a coefficient with two decimals and no leading zero, or the dash of an undefined one."""
    return UNDEFINED if value is None else coefficient(round(value, 2) + 0.0)


def percent(value: float | None) -> str:
    """Return a share in percent with one decimal, or the dash of an undefined one."""
    return UNDEFINED if value is None else f"{100 * value:.1f}"


def interval(row: AgreementRow) -> str:
    """Return the interval as ``.83 – .92``, or the dash."""
    return UNDEFINED if row.ci_lo is None else f"{figure(row.ci_lo)} – {figure(row.ci_hi)}"


def briefly(reason: Reason) -> str:
    """Return a reason in a few words, for where many sessions are summed up."""
    return tr(_BRIEFLY.get(reason, REASONS[reason]))


def reason_words(reason: Reason) -> str:
    """Return a reason as a sentence."""
    return tr(sentence_of(REASONS[reason]).replace("kappa", "κ"))


def why_not(row: AgreementRow) -> str:
    """Return why a figure has no value or no interval; "" when it has both, or never has an interval."""
    reason = row.reason or row.ci_reason
    return reason_words(reason) if reason else ""


def remarks(row: AgreementRow) -> list[str]:
    """Return what a reader of the figure has to know."""
    warnings = (tr(sentence_of(WARNINGS[code]).replace("kappa", "κ")) for code in row.warnings)
    return [text for text in (why_not(row), *warnings) if text]


def name_of(stat: str) -> str:
    """Return the name of a figure as it is printed."""
    names = {"kappa": "κ", "kappa_ipf": "κ", "kappa_tol": "κ", "f1": "F1", "ac1": "AC1", "po": tr("agreement")}
    return names[stat]


def verdict_words(verdict: Verdict, criterion: float) -> tuple[str, ChipTone | None, str]:
    """Return what a line's chip says, its tone (None for plain words) and its icon."""
    text, tone, icon = _VERDICTS[verdict]
    return tr(text, figure(criterion)), tone, icon


def sentence(line: Line, verdict: Verdict, criterion: float) -> str:
    """Return all figures of a line in words, for tooltips and screen readers."""
    head = line.headline
    parts = [f"{title(line)}: {name_of(head.stat)} {figure(head.value)}"]
    if head.ci_lo is not None:
        parts.append(tr("95 % CI {0}", interval(head)))
    parts.append(counted(head.n_sessions, tr("1 session"), tr("{0} sessions")))
    if line.timed and head.value is not None:
        parts += _timed_parts(line)
    if not line.timed and head.reason != "NO_DATA":
        parts.append(event_counts(line))
    if verdict in ("below", "spans", "meets"):
        parts.append(tr("criterion {0}: {1}", figure(criterion), verdict_words(verdict, criterion)[0]))
    return ". ".join([", ".join(parts), *(text.rstrip(".") for text in remarks(head))]) + "."


def _timed_parts(line: Line) -> list[str]:
    parts = [tr("{0} % agreement", percent(line.agreed.value)), tr("AC1 {0}", figure(line.rows["ac1"].value))]
    if "kappa_max" in line.rows:
        parts.append(tr("largest κ these margins allow {0}", figure(line.rows["kappa_max"].value)))
    return parts


def event_counts(line: Line) -> str:
    """Return "matched 77 · A only 9 · B only 8", and how many had different codes if any had."""
    both, only_a, only_b, confused = (
        f"{line.rows[stat].value or 0:.0f}" for stat in ("matched", "omissions", "commissions", "confused")
    )
    text = tr("matched {0} · A only {1} · B only {2}", both, only_a, only_b)
    return text if confused == "0" else tr("{0} · other code {1}", text, confused)


def tolerance(ms: int) -> str:
    """Return a tolerance as ``± 2 s``."""
    return f"± {ms / 1000:g} s" if ms else "0 s"


def title(line: Line) -> str:
    """Return the name of a line."""
    return f"{line.channel.title}: {line.code.title}" if line.code else line.channel.title


def code_title(channel: Channel, code_id: str) -> str:
    """Return what a code is called, also where there is none."""
    if code_id == NONE_LABEL:
        return tr("No code")
    if code_id == UNMATCHED:
        return UNMATCHED
    return next((code.title for code in channel.codes if code.id == code_id), code_id)


def amount(ms_or_count: int, unit: str) -> str:
    """Return milliseconds as seconds, whole ones from 10 s on; counts as they are."""
    if unit == "count":
        return f"{ms_or_count:,}"
    return f"{ms_or_count / 1000:,.1f} s" if 0 < ms_or_count < 9950 else f"{ms_or_count / 1000:,.0f} s"


def share(part: float | None) -> str:
    """Return a share in whole percent, "" where there is none."""
    return "" if part is None else f"{100 * part:.0f} %"


def differs(item: Difference) -> str:
    """Return how long a stretch is, or how far apart two events are; "" for an event with no partner."""
    return "" if item.kind in ("only_a", "only_b") else f"{item.length_ms / 1000:.1f} s"


def span(item: Difference, decimals: int = 0) -> str:
    """Return when something is: a stretch, or a moment."""
    if item.length_ms == 0:
        return clock(item.on_ms, decimals)
    return f"{clock(item.on_ms, decimals)} – {clock(item.off_ms, decimals)}"


def counted(number: int, one: str, many: str) -> str:
    """Return "1 session" or "11 sessions"."""
    return one if number == 1 else many.format(f"{number:,}")


def session_title(session: Session) -> str:
    """Return child and session, once where they are the same."""
    child = session.participant.child
    return child if child == session.id else f"{child} · {session.id}"


def episode_title(template: EpisodeTemplate) -> str:
    """Return the name of an episode, made from its kind where the scheme gives none."""
    return template.title or template.kind.replace("_", " ")


def method(options: Options) -> str:
    """Return how intervals are made."""
    return tr("CI: {0} resamples of children", f"{options.n_resamples:,}")
