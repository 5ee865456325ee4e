"""Methods paragraphs to start a manuscript from: how behaviour was measured, and how agreement was assessed.

The agreement text fills the reporting items of Kottner et al. (2011) that the program can know. What is not known is
said to be unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coder.agreement import AgreementReport
from coder.agreement.wording import CI_METHODS, REASONS
from coder.app.report.agreement_part import Line, lines_of
from coder.app.report.blocks import Facts, Paragraph, Part, Section
from coder.app.report.design import Design
from coder.app.report.sources import cite, entries
from coder.app.report.words import counted, figure, interval, listed, minutes, percent, seconds

TO_BE_WRITTEN: Final = (
    "Left to the authors, as the program cannot know them (items 1, 3, 5, 12 and 14): the title, the population, the "
    "sample size and how it was determined, the study's other findings, and what follows for practice."
)


def agreement_paragraphs(report: AgreementReport, design: Design) -> list[Paragraph]:
    """Return how agreement was assessed and what came out, pair by pair."""
    texts = [design.paragraph()]
    lines = lines_of(report)
    for pair in report.pairs:
        own = [line for line in lines if (line.coder_a, line.coder_b) == (pair.coder_a, pair.coder_b)]
        own = [line for line in own if _scheme_of(line) == pair.scheme]
        head = f"{pair.coder_a} and {pair.coder_b} ({counted(len(pair.sessions), 'session')}, scheme {pair.scheme})."
        if pair.copies:
            head += f" Left out as copies: {counted(len(pair.copies), 'session')} with the same codes in both codings."
        families = [" ".join(told(own)) for told in (_states, _events, _scales, _classes)] if pair.sessions else []
        texts += [head, *filter(None, families)]
    texts.append(statistics_paragraph(report))
    return [Paragraph(text) for text in texts]


def statistics_paragraph(report: AgreementReport) -> str:
    """Return the settings and the sources of the statistics."""
    o, families = report.options, {row.family for row in report.agreement}
    apart = f" and told apart by {o.event_modifier}" if o.event_modifier else ""
    text = f"""Codings were compared where both coders had coded, within the episodes. States were compared by time
    (duration-weighted kappa, {cite("cohen")}; AC1, {cite("gwet")}); a tolerance of {seconds(o.tol_ms)} s at boundaries
    is given beside it. Point events were matched one to one within {seconds(o.etol_ms)} s{apart}; their kappa assumes
    quasi-independence ({cite("bakeman_robinson")}). States were also linked as annotations that overlap by
    {percent(o.overlap)} or more ({cite("holle_rein")})."""
    if "scale" in families:
        text += f""" Scales: ICC(A,1), two-way random, absolute agreement, single rater
        ({cite("shrout_fleiss", "mcgraw_wong")}), and quadratically weighted kappa ({cite("cohen_weighted")})."""
    if "measure" in families:
        text += f" Measures: ICC(A,1), concordance ({cite('lin')}), limits of agreement ({cite('bland_altman')})."
    text += f""" All coders together: alpha ({cite("krippendorff")}). Intervals are {100 * o.conf:g} % and resample
    children ({o.n_resamples:,} resamples, seed {o.seed}; bias-corrected and accelerated from ten children on,
    {cite("efron")}; percentiles from five to nine; none below), or F-based for ICC and after {cite("fleiss_se")} for
    classes where every child gives one unit."""
    return " ".join(text.split())


def methods_section(
    measuring: Paragraph | None, agreement: Iterable[Paragraph], software: Facts, sources: bool = True
) -> Section:
    """Return the chapter of methods with its sources."""
    told = list(agreement)
    parts = []
    if measuring is not None:
        parts.append(Part("Measures", (measuring,)))
    if told:
        note = Paragraph(f"Reporting follows {cite('kottner')}. {TO_BE_WRITTEN}", "small")
        parts.append(Part("Agreement", (*told, note)))
    parts.append(Part("Software", (software,)))
    texts = [paragraph.text for part in parts for paragraph in part.blocks if isinstance(paragraph, Paragraph)]
    cited = entries(texts)
    if sources and cited:
        parts.append(Part("Sources", tuple(Paragraph(entry, "small") for entry in cited)))
    return Section("methods", "Methods", tuple(parts))


def _scheme_of(line: Line) -> str:
    params = next(iter(line.figures.values())).params
    return params.partition('"scheme": "')[2].partition('"')[0]


def _states(lines: Sequence[Line]) -> Iterable[str]:
    told = [_state(line) for line in lines if line.family == "state" and "kappa" in line.figures]
    if told:
        yield f"States, by jointly observed time: {'; '.join(told)}."
    if how := _how([line for line in lines if line.family == "state"], "kappa"):
        yield how
    left_out = sum(
        line.figures["excluded_unobs_ms"].value or 0 for line in lines if "excluded_unobs_ms" in line.figures
    )
    if left_out:
        yield f"{minutes(left_out)} min (over all channels) were excluded as unobservable."


def _state(line: Line) -> str:
    f = line.figures
    text = f"{line.target} {minutes(f['joint_ms'].value or 0)} min"
    if f["kappa"].value is None:
        return f"{text}, kappa {_with_interval(line, 'kappa')}"
    return (
        f"{text}, agreement {percent(f['po'].value, 1)}, duration-weighted kappa {_with_interval(line, 'kappa')} "
        f"(at most {figure(f['kappa_max'].value)} given the margins), AC1 {figure(f['ac1'].value)}, kappa with the "
        f"tolerance {figure(f['kappa_tol'].value)}"
    )


def _events(lines: Sequence[Line]) -> Iterable[str]:
    told = [_event(line) for line in lines if line.family == "event"]
    if told:
        yield f"Point events: {'; '.join(told)}."
    if how := _how([line for line in lines if line.family == "event"], "f1", "kappa_ipf"):
        yield how


def _event(line: Line) -> str:
    f = line.figures
    text = f"{line.target} F1 {_with_interval(line, 'f1')}"
    if f["kappa_ipf"].value is not None:
        text += f", kappa (quasi-independence) {_with_interval(line, 'kappa_ipf')}"
    if f["dt_median"].value is not None:
        q1, middle, q3 = (f"{f[name].value:.0f}".replace("-", "−") for name in ("dt_q1", "dt_median", "dt_q3"))
        text += f", median onset difference {middle} ms (IQR {q1} to {q3})"
    return text


def _scales(lines: Sequence[Line]) -> Iterable[str]:
    found = [line for line in lines if line.family == "scale" and line.figures["icc2"].value is not None]
    if found:
        told = [
            f"{line.target} ICC(A,1) {_with_interval(line, 'icc2')}, {line.figures['exact_pct'].value:.0f} % exact, "
            f"{line.figures['within1_pct'].value:.0f} % within one point (n = {line.figures['icc2'].n_units})"
            for line in found
        ]
        yield f"Scales: {'; '.join(told)}."
        if how := _how(found, "icc2"):
            yield how


def _classes(lines: Sequence[Line]) -> Iterable[str]:
    for line in lines:
        if line.family == "class" and line.figures["po"].value is not None:
            n = line.figures["po"].n_units
            yield (
                f"Classifications ({line.target}, typed in by raters, n = {n}): "
                f"{percent(line.figures['po'].value, 1)}, kappa {_with_interval(line, 'kappa')}."
            )


def _with_interval(line: Line, stat: str) -> str:
    row = line.figures[stat]
    if row.value is None:
        return f"undefined ({REASONS[row.reason]})" if row.reason else "undefined"
    if row.ci_lo is not None:
        return f"{figure(row.value)} {interval(row.ci_lo, row.ci_hi)}"
    return f"{figure(row.value)} (no interval: {REASONS[row.ci_reason]})" if row.ci_reason else figure(row.value)


def _how(lines: Iterable[Line], *stats: str) -> str:
    """Return how the intervals of these figures were made, and from how many children."""
    rows = [line.figures[stat] for line in lines for stat in stats if stat in line.figures]
    found = [row for row in rows if row.ci_method]
    if not found:
        return ""
    n = sorted({row.n_clusters for row in found})
    children = counted(n[0], "child", "children") if len(n) == 1 else f"{n[0]} to {n[-1]} children"
    methods = listed(sorted({CI_METHODS[row.ci_method] for row in found if row.ci_method}))
    return f"In brackets 95 % intervals ({methods}; {children})."
