"""Putting a report together: the whole study, or its agreement alone."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from datetime import date

import msgspec
import numpy as np

import coder
from coder.agreement import AgreementReport, Options
from coder.app.agreement import study_options
from coder.app.jobs import Progress
from coder.app.measures import study_parameters
from coder.app.report.agreement_part import agreement_section
from coder.app.report.annex import annex_section
from coder.app.report.blocks import Facts, Grid, Paragraph, Report, Section, section
from coder.app.report.design import Design
from coder.app.report.measures_part import measures_section
from coder.app.report.measuring import measuring_paragraph
from coder.app.report.methods_part import agreement_paragraphs, methods_section
from coder.app.report.reading import StudyMaterial, read_material
from coder.app.report.study_part import sessions_section, study_section
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS, MEANINGS, Parameters
from coder.model.scheme import Scheme
from coder.tables import NOT_A_CLASSIFICATION


def study_report(
    study: OpenStudy,
    made_on: date,
    *,
    everyone: bool = False,
    parameters: Parameters | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of a study.

    Children whose consent is withdrawn are left out, and so is the condition while the study is blind.

    Parameters
    ----------
    study : OpenStudy
        The study and who looks at it.
    made_on : date
        The day that stands on it.
    everyone : bool
        True reads every coding (command line); False keeps to what the person may see.
    parameters, options
        How measures and agreement are computed; the study's own when None.
    progress : Progress, optional
        Told session by session; may raise `Cancelled`.

    Raises
    ------
    StoreError, AppError, MetricsError, AgreementError
        When a file cannot be read, or something in it would make numbers wrong.
    """
    material = read_material(
        study,
        parameters or study_parameters(study),
        options or study_options(study),
        everyone,
        progress or Progress(),
    )
    agreement, head = material.agreement, study.study
    criterion = head.reliability.criterion_kappa
    annex = annex_section(agreement)
    sections = (
        study_section(material),
        sessions_section(material),
        measures_section(material),
        agreement_section(agreement, criterion),
        _methods(material),
        _parameters(material.parameters),
        *((annex,) if annex else ()),
    )
    return Report(head.title, _subtitle(made_on), NOT_A_CLASSIFICATION, sections)


def agreement_page(study: OpenStudy, report: AgreementReport, made_on: date) -> Report:
    """Return the report of the agreement alone, from figures that are computed already."""
    head = study.study
    design = Design.of(head, report, len(study.folder.session_ids()))
    software = _software(study.schemes.values(), report.options, None)
    annex = annex_section(report)
    return Report(
        f"{head.title}: agreement between coders",
        _subtitle(made_on),
        NOT_A_CLASSIFICATION,
        (
            agreement_section(report, head.reliability.criterion_kappa),
            methods_section(None, agreement_paragraphs(report, design) if report.pairs else (), software),
            *((annex,) if annex else ()),
        ),
    )


def scheme_hash(scheme: Scheme) -> str:
    """Return a short hash of what a scheme says, the same on every machine."""
    return hashlib.sha256(msgspec.json.encode(scheme, order="deterministic")).hexdigest()[:8]


def _methods(material: StudyMaterial) -> Section:
    schemes = list(material.study.schemes.values())
    heart = any(
        row.measure == "hr_recovery" and "no_hr" not in row.flags for one in material.sessions for row in one.rows
    )
    coded = any(one.rows for one in material.sessions)
    measuring = measuring_paragraph(material.parameters, schemes, heart) if coded else None
    report = material.agreement
    design = Design.of(material.study.study, report, len(material.sessions))
    told: Iterable[Paragraph] = agreement_paragraphs(report, design) if report.pairs else ()
    return methods_section(measuring, told, _software(schemes, report.options, material.parameters))


def _software(schemes: Iterable[Scheme], options: Options, parameters: Parameters | None) -> Facts:
    pairs = [("Program", f"Secure Base Coder {coder.__version__}")]
    pairs += [(f"Scheme {scheme.ref}", f"{scheme.title}, content {scheme_hash(scheme)}") for scheme in schemes]
    if parameters is not None:
        pairs.append(("Parameter set", parameters.params))
    pairs.append(("Resampling", f"{options.n_resamples:,} resamples, seed {options.seed}, PCG64"))
    pairs.append(("Computed with", f"Python {platform.python_version()}, NumPy {np.__version__}"))
    return Facts(tuple(pairs))


def _parameters(parameters: Parameters) -> Section:
    used, usual = (dict(text.split("=", 1) for text in p.as_text()) for p in (parameters, DEFAULTS))
    rows = tuple(
        (name, value, "" if value == usual[name] else f"changed from {usual[name]}", MEANINGS[name])
        for name, value in used.items()
    )
    changed = sum(bool(row[2]) for row in rows)
    text = "All parameters have their default values." if not changed else f"{changed} differ from the defaults."
    grid = Grid(
        f"Parameter set {parameters.params}; times are milliseconds.",
        ("parameter", "value", "", "meaning"),
        rows,
    )
    return section("parameters", "Parameters", Paragraph(text), grid)


def _subtitle(made_on: date) -> str:
    return f"Report of {made_on.isoformat()}, made with Secure Base Coder {coder.__version__}"
