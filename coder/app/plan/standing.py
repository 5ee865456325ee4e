"""Whether a coder meets the criterion in a pass: their coding of the training tapes against the masters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from coder.agreement import AgreementReport, AgreementRow, Options, agreement_report
from coder.agreement.rows import ALL_EPISODES
from coder.agreement.stat import Reason
from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.model.coding import Coding
from coder.model.plan import Certificate, Reliability
from coder.model.scheme import Channel, Pass, Scheme
from coder.model.session import Session

MASTER = "master"
"""The id master codings are compared under, whoever made them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure held against its criterion.

    ``what`` names the channel or code for people; ``value`` is None where the figure is undefined, and ``reason``
    says why.
    """

    what: str
    code: str
    figure: str
    value: float | None
    criterion: float
    reason: Reason | None = None

    @property
    def met(self) -> bool:
        """Whether the figure reaches the criterion."""
        return self.value is not None and self.value >= self.criterion


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a coder stands in a pass.

    Attributes
    ----------
    tapes : tuple of str
        Training tapes both have completed in this pass.
    tapes_needed : int
    findings : tuple of Finding
        Every figure of AGREEMENT §9; one that is undefined does not count as met, unless its code never occurred.
    certificate : Certificate or None
        What was certified before.
    """

    coder: str
    pass_id: str
    title: str
    tapes: tuple[str, ...]
    tapes_needed: int
    findings: tuple[Finding, ...]
    certificate: Certificate | None

    @property
    def meets(self) -> bool:
        """Whether enough tapes are coded and every figure reaches its criterion."""
        return len(self.tapes) >= self.tapes_needed and bool(self.findings) and all(f.met for f in self.findings)


def standings(study: OpenStudy, coder: str, progress: Progress | None = None) -> list[Standing]:
    """Return where a coder stands in each pass of the study's first training scheme.

    Raises
    ------
    AppError
        When no session is a training tape.
    StoreError
        When a coding cannot be read.
    """
    plan = study.study.reliability
    if not plan.training:
        raise AppError("No session is a training tape yet. Mark one and choose its master coding first.")
    material = list(_material(study, coder, progress or Progress()))
    schemes = {session.scheme for session, _, _ in material}
    return [
        _standing(plan, study.schemes[ref], pass_, coder, [m for m in material if m[0].scheme == ref], study)
        for ref in sorted(schemes)
        for pass_ in study.schemes[ref].passes
    ]


Compared = tuple[Session, Coding, Coding]


def _material(study: OpenStudy, coder: str, progress: Progress) -> Iterable[Compared]:
    tapes = study.study.reliability.training
    for done, tape in enumerate(tapes):
        progress.step(done, len(tapes), tape.session)
        coders = study.folder.coders(tape.session)
        if coder not in coders or tape.master not in coders or coder == tape.master:
            continue
        session = study.session(tape.session)
        own, master = (study.folder.load_coding(tape.session, who) for who in (coder, tape.master))
        yield session, own, replace(master, coder=MASTER)


def _standing(
    plan: Reliability, scheme: Scheme, pass_: Pass, coder: str, material: Sequence[Compared], study: OpenStudy
) -> Standing:
    done = [m for m in material if all(c.pass_record(pass_.id).complete for c in m[1:])]
    certificate = next((c for c in plan.certificates if (c.coder, c.pass_id) == (coder, pass_.id)), None)
    findings: tuple[Finding, ...] = ()
    if done:
        codings = [coding for _, own, master in done for coding in (own, master)]
        options = Options(pair=(coder, MASTER), seed=study.study.reliability.seed)
        report = agreement_report(codings, [m[0] for m in done], [_only(scheme, pass_)], options)
        findings = tuple(f for channel in pass_.channels for f in _findings(plan, report, channel))
    tapes = tuple(session.id for session, _, _ in done)
    return Standing(coder, pass_.id, pass_.title, tapes, plan.training_tapes, findings, certificate)


def _only(scheme: Scheme, pass_: Pass) -> Scheme:
    return replace(scheme, passes=(pass_,), scales=(), classifications=())


def _findings(plan: Reliability, report: AgreementReport, channel: Channel) -> Iterable[Finding]:
    rows = [r for r in report.agreement if r.target == channel.id and r.scope == ALL_EPISODES and r.coder_a]
    if channel.kind == "point":
        yield from (
            _finding(r, channel, "F1", plan.criterion_f1) for r in rows if r.family == "event" and _whole(r, "f1")
        )
        return
    for row in rows:
        if row.family == "state" and _whole(row, "kappa"):
            yield _finding(row, channel, "kappa", plan.criterion_kappa)
            why = row.ci_reason or row.reason
            yield Finding(channel.title, "", "lower end of kappa", row.ci_lo, plan.criterion_lower, why)
        elif row.family == "state" and row.stat == "p_pos" and row.value is not None and _of_interest(row, channel):
            yield _finding(row, channel, "agreement on the code", plan.criterion_code)


def _whole(row: AgreementRow, stat: str) -> bool:
    return row.stat == stat and not row.code


def _of_interest(row: AgreementRow, channel: Channel) -> bool:
    return bool(row.code) and row.code != channel.unobservable and not row.code.startswith("(")


def _finding(row: AgreementRow, channel: Channel, figure: str, criterion: float) -> Finding:
    what = next((code.title for code in channel.codes if code.id == row.code), channel.title)
    return Finding(what, row.code, figure, row.value, criterion, row.reason)
