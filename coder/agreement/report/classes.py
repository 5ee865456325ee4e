"""Family `class`: classifications of the same child by two coders, and by all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coder.agreement import kappa as k
from coder.agreement.alpha import coincidences, nominal_alpha
from coder.agreement.bootstrap import BCA_CLUSTERS
from coder.agreement.classes import multi_rater
from coder.agreement.report.figure import KAPPA, Figure, coefficient
from coder.agreement.report.pairs import CodedSession, Material, Pair
from coder.agreement.report.people import EVERYBODY, one_unit_per_child, place_of, sessions_of
from coder.agreement.report.place import Place, Sessions
from coder.agreement.report.sheet import Sheet
from coder.agreement.stat import IntArray, Reason
from coder.agreement.weighted_kappa import weighted_kappa
from coder.model.scheme import ClassificationForm

ANALYTIC_FROM: Final = 30
RULE: Final[tuple[int, Reason]] = (BCA_CLUSTERS, "TOO_FEW_UNITS")


def add_classes(sheet: Sheet, material: Material, pair: Pair, scheme_place: int) -> None:
    """Add the figures of every classification for a pair."""
    sessions = sessions_of(pair.sessions, pair.independent)
    coders = (pair.coder_a, pair.coder_b)
    for i, form in enumerate(material.scheme.classifications):
        place = place_of("class", form.id, "classification", coders, material.scheme, sheet.options, (scheme_place, i))
        labels = labels_of(pair.sessions, coders, form)
        both = (labels >= 0).all(0)
        tables = np.zeros((len(pair.sessions), len(form.values), len(form.values)), dtype=np.int64)
        tables[both, labels[0, both], labels[1, both]] = 1
        _add_table(sheet, place, sessions, tables)
        sheet.cells(place, sessions, form.values, tables, per_session=True)


def add_overall_classes(sheet: Sheet, material: Material, scheme_place: int) -> None:
    """Add alpha, percent agreement, Fleiss, Conger and AC1 of all coders for every classification."""
    items = material.independent
    sessions = sessions_of(items)
    coders = sorted({coder for item in items for coder in item.codings})
    for i, form in enumerate(material.scheme.classifications):
        place = place_of(
            "class", form.id, "classification", EVERYBODY, material.scheme, sheet.options, (scheme_place, i)
        )
        labels, q = labels_of(items, coders, form), len(form.values)
        n_units = ((labels >= 0).sum(0) >= 2).astype(np.int64)
        matrices = coincidences(labels, np.ones(len(items)), q, np.arange(len(items)), len(items))
        alpha = coefficient("alpha", nominal_alpha, interval=True)
        sheet.figures(
            [place], sessions, k.margins(matrices)[:, None], [alpha], n_units[:, None], per_session=False, rule=RULE
        )
        ratings = [[form.values[label] if label >= 0 else None for label in row] for row in labels.T.tolist()]
        result = multi_rater(ratings, form.values)
        for stat in (result.pa, result.fleiss, result.conger, result.ac1):
            sheet.stat(place, sessions, stat, n_units)


def _add_table(sheet: Sheet, place: Place, sessions: Sessions, tables: IntArray) -> None:
    n_units = tables.sum((-1, -2))
    margins = k.margins(tables)[:, None]
    po, ac1 = Figure("po", k.observed), coefficient("ac1", k.ac1)
    pooled = tables.sum(0)
    columns = n_units[:, None]
    sheet.figures([place], sessions, margins, [po], columns, per_session=False)
    if _analytic(pooled) and one_unit_per_child(sessions, n_units):
        result = weighted_kappa(pooled, conf=sheet.options.conf).kappa
        sheet.stat(place, sessions, result, n_units)
    else:
        sheet.figures([place], sessions, margins, [KAPPA], columns, per_session=False, rule=RULE)
    sheet.figures([place], sessions, margins, [ac1], columns, per_session=False)


def _analytic(table: IntArray) -> bool:
    """Return whether the large-sample interval holds: 30 units, and no expected diagonal of a used class below 1."""
    n, rows, columns = int(table.sum()), table.sum(1), table.sum(0)
    used = rows + columns > 0
    return n >= ANALYTIC_FROM and bool(((rows * columns)[used] / n >= 1).all())


def labels_of(items: Sequence[CodedSession], coders: Sequence[str], form: ClassificationForm) -> IntArray:
    """Return the place of every coder's class for every session, shape (k, s), -1 where there is none."""
    where = {value: i for i, value in enumerate(form.values)}
    labels = np.full((len(coders), len(items)), -1, dtype=np.int64)
    for s, item in enumerate(items):
        for c, coder in enumerate(coders):
            coding = item.codings.get(coder)
            if coding is not None and coding.classification is not None:
                labels[c, s] = where.get(coding.classification.value, -1)
    return labels
