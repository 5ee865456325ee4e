"""Figures over all coders at once: Krippendorff's alpha of the timed codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coder.agreement.alpha import coincidences, nominal_alpha
from coder.agreement.annotations import Annotations
from coder.agreement.kappa import margins
from coder.agreement.report.axis import Axis, Stretches, observable_codes
from coder.agreement.report.comparison import axis_of, scopes_of
from coder.agreement.report.figure import coefficient
from coder.agreement.report.pairs import CodedSession, Material
from coder.agreement.report.people import EVERYBODY, place_of, sessions_of
from coder.agreement.report.sheet import Sheet
from coder.agreement.sweep import Record, Windows, cut
from coder.model.scheme import Channel
from coder.model.spans import EMPTY

ALPHA: Final = (coefficient("alpha", nominal_alpha, interval=True),)
NOTHING: Final = Stretches.of((), {})


def add_overall_states(sheet: Sheet, material: Material, scheme_place: int) -> None:
    """Add alpha of every exclusive state channel; time that fewer than two coders coded has no part in it."""
    items = material.independent
    sessions = sessions_of(items)
    axis = axis_of(material.scheme, items, [next(iter(item.tracks.values())).scored for item in items])
    names = scopes_of(material.scheme)
    for i, (_, channel) in enumerate(material.scheme.channels()):
        if channel.kind != "state" or not channel.exclusive:
            continue
        codes = observable_codes(channel)
        segments = cut(_records(axis, items, channel), axis.windows)
        labels = segments.labels
        group, n_groups = axis.group(segments.window), len(items) * len(names)
        shape = (len(items), len(names), len(codes), len(codes))
        matrices = coincidences(labels, segments.lengths, len(codes), group, n_groups).reshape(shape)
        shared = segments.lengths * ((labels >= 0).sum(0) >= 2)
        n_units = np.bincount(group, weights=shared, minlength=n_groups).astype(np.int64).reshape(shape[:2])
        place = place_of("state", channel.id, "ms", EVERYBODY, material.scheme, sheet.options, (scheme_place, i))
        places = [place.at(name, scope) for scope, name in enumerate(names)]
        sheet.figures(places, sessions, margins(matrices), ALPHA, n_units, no_data=n_units == 0, per_session=False)


def _records(axis: Axis, items: tuple[CodedSession, ...], channel: Channel) -> list[Record]:
    """Return the records of the first, second, ... coder of each session, cut to what each has coded.

    Alpha does not ask who a coder is, so the n-th coders of all sessions can share a record.
    """
    most = max((len(item.tracks) for item in items), default=0)
    return [
        record_of(axis, items, channel, [next(iter(list(item.tracks)[slot:]), None) for item in items])
        for slot in range(most)
    ]


def record_of(axis: Axis, items: Sequence[CodedSession], channel: Channel, coders: Sequence[str | None]) -> Record:
    """Return what one coder of each session (None for nobody) recorded on a channel, cut to what they have coded."""
    states, coded = [], []
    for item, coder in zip(items, coders, strict=True):
        states.append(NOTHING if coder is None else item.stretches(coder, channel))
        spans = EMPTY if coder is None else item.track(coder, channel.id).coded
        coded.append(Stretches(spans.on, spans.off, np.zeros(len(spans), dtype=np.int64), ()))
    laid, where = axis.lay(states), axis.lay(coded)
    pieces = Annotations.cut(laid.on, laid.off, laid.label, laid.source, Windows(where.on, where.off))
    return Record(pieces.on, pieces.off, pieces.label)
