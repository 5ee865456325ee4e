"""Table `agreement_coders`: every coder beside the others, to see who departs from them and in which direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from coder.agreement.coders import leave_one_out
from coder.agreement.report.axis import Axis, observable_codes
from coder.agreement.report.classes import labels_of
from coder.agreement.report.overall import record_of
from coder.agreement.report.pairs import CodedSession, Material
from coder.agreement.rows import CoderRow
from coder.agreement.stat import IntArray
from coder.agreement.sweep import cut
from coder.model.scheme import Channel


def coder_rows(materials: Iterable[Material]) -> list[CoderRow]:
    """Return the rows of every exclusive state channel and every classification, over all episodes."""
    rows = []
    for material in materials:
        items = material.independent
        coders = sorted({coder for item in items for coder in item.codings})
        for _, channel in material.scheme.channels():
            if channel.kind == "state" and channel.exclusive:
                labels, lengths = _timed(items, channel, coders)
                rows += _rows(channel.id, labels, coders, observable_codes(channel), lengths)
        for form in material.scheme.classifications:
            labels = labels_of(items, coders, form)
            rows += _rows(form.id, labels, coders, form.values, np.ones(len(items), dtype=np.int64))
    return rows


def _timed(items: Sequence[CodedSession], channel: Channel, coders: Sequence[str]) -> tuple[IntArray, IntArray]:
    """Return the labels (coders, n) of all sessions' stretches and their lengths in ms."""
    scored = [next(iter(item.tracks.values())).scored for item in items]
    axis = Axis.of(scored, [[] for _ in items], 0)
    records = [
        record_of(axis, items, channel, [coder if coder in item.tracks else None for item in items]) for coder in coders
    ]
    segments = cut(records, axis.windows) if records else None
    if segments is None:
        return np.empty((0, 0), dtype=np.int64), np.empty(0, dtype=np.int64)
    return segments.labels, segments.lengths


def _rows(
    target: str, labels: IntArray, coders: Sequence[str], codes: Sequence[str], amount: IntArray
) -> list[CoderRow]:
    if not coders:
        return []
    found = leave_one_out(labels, coders, len(codes), amount)
    rows = []
    for coder in coders:
        own, others = found.shares[coder], found.others_shares[coder]
        for i, code in enumerate(codes):
            rows.append(
                CoderRow(
                    target,
                    coder,
                    found.n_units[coder],
                    found.alpha_without[coder].value,
                    found.rise[coder],
                    code,
                    None if own is None else own[i],
                    None if others is None else others[i],
                )
            )
    return rows
