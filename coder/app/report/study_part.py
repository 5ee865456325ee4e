"""The study, its sessions and how complete they are."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from coder.app.identity import CONSENSUS
from coder.app.report.blocks import Block, Facts, Grid, Paragraph, Section, section
from coder.app.report.reading import ReportSession, StudyMaterial
from coder.app.report.words import DASH, counted, listed, minutes, percent

DAYS_PER_MONTH = 365.25 / 12


def study_section(material: StudyMaterial) -> Section:
    """Return what the study is."""
    study, sessions = material.study.study, material.sessions
    coders = {coder for one in sessions for coder in one.progress if coder != CONSENSUS}
    twice = sum(len(set(one.progress) - {CONSENSUS}) >= 2 for one in sessions)
    pairs = [
        ("Study", f"{study.title} ({study.id})"),
        (
            "Coding schemes",
            listed([f"{s.title}, revision {s.revision}" for s in material.study.schemes.values()]) or DASH,
        ),
        ("Sessions", f"{len(sessions)} of {counted(len(material.children), 'child', 'children')}"),
        ("Age", _ages(sessions)),
        ("Coders", f"{len(coders)}: {listed(sorted(coders))}" if coders else "nobody yet"),
        (
            "Coded by two or more",
            f"{counted(twice, 'session')} ({percent(twice / len(sessions)) if sessions else DASH})",
        ),
        ("Condition", _condition(material)),
    ]
    return section("study", "Study", Facts(tuple(pairs)), *_left_out(material))


def sessions_section(material: StudyMaterial) -> Section:
    """Return the sessions, who coded how much of each, and how far each pass is."""
    rows = tuple(_session_row(one) for one in material.sessions)
    sessions = Grid(
        "Sessions, and how much of each every coder has coded (passes complete of all; share of passes × time).",
        ("session", "child", "age, months", "minutes", "episodes", "coders"),
        rows,
        frozenset({2, 3}),
        note="An episode in brackets was curtailed.",
    )
    hearts = [f"{one.session.id}: {problem}" for one in material.sessions for problem in one.heart_problems]
    problems = [Paragraph(f"Heart rate that could not be used: {' '.join(hearts)}", "small")] if hearts else []
    return section("sessions", "Sessions and completeness", sessions, _pass_grid(material.sessions), *problems)


def _session_row(one: ReportSession) -> tuple[str, ...]:
    session = one.session
    age = session.participant.age_days
    episodes = [f"({e.id})" if e.curtailed else e.id for e in sorted(session.episodes, key=lambda e: e.on)]
    coders = []
    for coder, passes in one.progress.items():
        done = sum(progress.complete for progress in passes.values())
        share = sum(progress.share for progress in passes.values()) / len(passes) if passes else 0.0
        coders.append(f"{coder} {done} of {len(passes)} ({percent(share)})")
    return (
        session.id,
        session.participant.child,
        DASH if age is None else f"{age / DAYS_PER_MONTH:.1f}",
        minutes(sum(e.off - e.on for e in session.episodes)),
        " ".join(episodes) or DASH,
        ", ".join(coders) or "not coded",
    )


def _pass_grid(sessions: Iterable[ReportSession]) -> Grid:
    """Return how many codings of each pass are complete, begun and not begun; consensus codings are not counted."""
    count: dict[tuple[str, str], list[int]] = {}
    for one in sessions:
        titles = {pass_.id: pass_.title for pass_ in one.scheme.passes}
        for coder, passes in one.progress.items():
            for pass_id, progress in passes.items() if coder != CONSENSUS else ():
                state = 0 if progress.complete else 1 if progress.share > 0 else 2
                count.setdefault((one.scheme.ref, titles.get(pass_id, pass_id)), [0, 0, 0])[state] += 1
    rows = tuple((title, scheme, *map(str, states)) for (scheme, title), states in count.items())
    return Grid(
        "Codings of each pass.", ("pass", "scheme", "complete", "begun", "not begun"), rows, frozenset({2, 3, 4})
    )


def _ages(sessions: Iterable[ReportSession]) -> str:
    ages = [one.session.participant.age_days for one in sessions]
    known = [age / DAYS_PER_MONTH for age in ages if age is not None]
    if not known:
        return "not recorded"
    text = f"median {median(known):.1f} months, from {min(known):.1f} to {max(known):.1f}"
    unknown = len(ages) - len(known)
    return f"{text}; not recorded in {counted(unknown, 'session')}" if unknown else text


def _condition(material: StudyMaterial) -> str:
    if material.study.study.settings.blind:
        return "left out: the study is blind"
    found = [one.condition for one in material.sessions if one.condition is not None]
    counts = [f"{name} ({found.count(name)})" for name in sorted(set(found))]
    return listed(counts) or "none recorded"


def _left_out(material: StudyMaterial) -> Iterable[Block]:
    if material.withdrawn:
        children = counted(material.withdrawn, "child", "children")
        yield Paragraph(f"Left out: {children} whose consent is withdrawn.", "small")
    if material.unseen:
        sessions = counted(material.unseen, "session")
        yield Paragraph(f"Of {sessions} some codings are left out: they may not be seen yet by who made this.", "small")
