"""Agreement on states as annotations that overlap enough to be the same (EasyDIAg; Holle & Rein 2015)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement.annotations import Annotations, Links, link
from coder.agreement.errors import AgreementError
from coder.agreement.ipf import IpfStats, ipf_from_table
from coder.agreement.kappa import CodeStats, Margins, TableStats, margins, per_code, table_stats, total
from coder.agreement.matching import Pair
from coder.agreement.stat import Batch, IntArray, Stat, batch, divide, sum_at
from coder.agreement.sweep import Interval, Windows, label_of

MIN_OVERLAP: Final = 0.51
MAX_OVERLAP: Final = 0.90


@dataclass(frozen=True, slots=True)
class BoundaryErrors:
    """Differences B - A in ms at one end of linked annotations of the same code."""

    median: Stat
    q1: Stat
    q3: Stat
    bias: Stat


@dataclass(frozen=True, slots=True)
class IntervalAgreement:
    """Agreement on annotations (`easydiag`).

    Attributes
    ----------
    links : pairs of places in the annotations of A and B, both in order of start, end and code id.
    table : int64 array (K + 1, K + 1)
        Each link counts 2, each annotation without link 1; last row and column are "none".
    linked : Stat
        Share of annotations that have a link.
    ipf : IpfStats
        po, kappa and largest kappa of the whole table.
    block : TableStats
        Coefficients of linked annotations alone (po_excl, kappa_excl).
    """

    codes: tuple[str, ...]
    links: tuple[Pair, ...]
    table: IntArray
    linked: Stat
    ipf: IpfStats
    block: TableStats
    onset: BoundaryErrors
    offset: BoundaryErrors

    def of_code(self, code: str) -> CodeStats:
        """Return the coefficients of one code against the rest; "none" is part of the rest."""
        return per_code(self.table, self.codes.index(code), "annotation")


def easydiag(
    a: Iterable[Interval],
    b: Iterable[Interval],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    *,
    overlap: float = 0.60,
) -> IntervalAgreement:
    """Link two coders' annotations by overlap and return their agreement.

    Parameters
    ----------
    a, b : iterables of (on_ms, off_ms, code)
        Annotations; they are cut to the windows, and a link never leaves its window.
    codes : sequence of str
        All observable codes.
    overlap : float
        Least intersection as a share of the longer annotation, .51 to .90.

    Raises
    ------
    AgreementError
        When the overlap is out of range, an annotation is empty or a code is not in the list.
    """
    check_overlap(overlap)
    spans, labels = Windows.of(windows), label_of(codes, None)
    one, two = Annotations.of(a, labels, spans), Annotations.of(b, labels, spans)
    links = link(one, two, overlap)
    table = link_tables(one, two, links, len(codes), len(spans)).sum(0)
    mine, theirs = same_code(one, two, links)
    return IntervalAgreement(
        codes=tuple(codes),
        links=tuple(zip(links[0].tolist(), links[1].tolist(), strict=True)),
        table=table,
        linked=linked(margins(table)).stat("linked", int(table.sum()), "annotation"),
        ipf=ipf_from_table(table),
        block=table_stats(table[:-1, :-1], "annotation"),
        onset=boundary_errors("onset", two.on[theirs] - one.on[mine]),
        offset=boundary_errors("offset", two.off[theirs] - one.off[mine]),
    )


def check_overlap(overlap: float) -> None:
    """Refuse an overlap outside .51 to .90, for which links would not be unique or hardly ever exist."""
    if not MIN_OVERLAP <= overlap <= MAX_OVERLAP:
        raise AgreementError(f"The least overlap must be between {MIN_OVERLAP} and {MAX_OVERLAP}: {overlap} is not.")


def same_code(a: Annotations, b: Annotations, links: Links) -> Links:
    """Return the links between annotations of the same code."""
    mine, theirs = links
    same = a.label[mine] == b.label[theirs]
    return mine[same], theirs[same]


def link_tables(a: Annotations, b: Annotations, links: Links, n_codes: int, n_windows: int) -> IntArray:
    """Return the doubled table of every window, shape (n_windows, K + 1, K + 1)."""
    mine, theirs = links
    alone_a, alone_b = (np.delete(np.arange(len(side)), taken) for side, taken in ((a, mine), (b, theirs)))
    window = np.concatenate([a.window[mine], a.window[alone_a], b.window[alone_b]])
    row = np.concatenate([a.label[mine], a.label[alone_a], np.full(len(alone_b), n_codes)])
    column = np.concatenate([b.label[theirs], np.full(len(alone_a), n_codes), b.label[alone_b]])
    amounts = np.repeat([2, 1], [len(mine), len(alone_a) + len(alone_b)])
    return sum_at((window, row, column), amounts, (n_windows, n_codes + 1, n_codes + 1))


def linked(m: Margins) -> Batch:
    """Return the share of annotations with a link, from the margins of tables with "none"."""
    n = total(m)
    return batch(divide(n - m[..., 1, -1] - m[..., 2, -1], n), (n == 0, "NO_EVENTS"))


def boundary_errors(end: str, differences_ms: IntArray) -> BoundaryErrors:
    """Return median, quartiles and mean of boundary differences in ms."""
    n = len(differences_ms)
    values: list[float | None] = [None] * 4
    if n:
        q1, median, q3 = np.quantile(differences_ms, [0.25, 0.5, 0.75]).tolist()
        values = [median, q1, q3, float(differences_ms.mean())]
    stats = [
        Stat(f"{end}_{name}", value, None if n else "NO_MATCHES", n_units=n, unit="pair")
        for name, value in zip(("median", "q1", "q3", "bias"), values, strict=True)
    ]
    return BoundaryErrors(*stats)
