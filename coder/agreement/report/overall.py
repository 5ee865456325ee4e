"""Figures over all coders at once: Krippendorff's alpha of the timed codes."""

from __future__ import annotations

from typing import Final

import numpy as np

from coder.agreement.alpha import coincidences, nominal_alpha
from coder.agreement.kappa import margins
from coder.agreement.report.axis import Axis, Stretches
from coder.agreement.report.channel import record_of
from coder.agreement.report.comparison import axis_of, observable_codes, scopes_of
from coder.agreement.report.figure import coefficient
from coder.agreement.report.pairs import CodedSession, Material
from coder.agreement.report.people import EVERYBODY, place_of, sessions_of
from coder.agreement.report.sheet import Sheet
from coder.agreement.stat import IntArray
from coder.agreement.sweep import GAP, Record, cut, label_of
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
        records, coded = _records(axis, items, channel)
        segments = cut((*records, *coded), axis.windows)
        n_slots = len(records)
        labels = np.where(segments.labels[n_slots:] == 0, segments.labels[:n_slots], GAP)
        group, n_groups = axis.group(segments.window), len(items) * len(names)
        shape = (len(items), len(names), len(codes), len(codes))
        matrices = coincidences(labels, segments.lengths, len(codes), group, n_groups).reshape(shape)
        shared = segments.lengths * ((labels >= 0).sum(0) >= 2)
        n_units = np.bincount(group, weights=shared, minlength=n_groups).astype(np.int64).reshape(shape[:2])
        place = place_of("state", channel.id, "ms", EVERYBODY, material.scheme, sheet.options, (scheme_place, i))
        places = [place.at(name, scope) for scope, name in enumerate(names)]
        sheet.figures(places, sessions, margins(matrices), ALPHA, n_units, no_data=n_units == 0, per_session=False)


def _records(axis: Axis, items: tuple[CodedSession, ...], channel: Channel) -> tuple[list[Record], list[Record]]:
    """Return the records of the first, second, ... coder of each session, and where each had coded.

    Alpha does not ask who a coder is, so the n-th coders of all sessions can share a record.
    """
    labels = dict(label_of(observable_codes(channel), channel.unobservable))
    records, coded = [], []
    for slot in range(max((len(item.tracks) for item in items), default=0)):
        tracks = [list(item.tracks.values())[slot : slot + 1] for item in items]
        of_channel = [track[0].by_channel[channel.id] if track else None for track in tracks]
        states = [Stretches.of(track.states, labels) if track else NOTHING for track in of_channel]
        spans = [track.coded if track else EMPTY for track in of_channel]
        zeros: list[IntArray] = [np.zeros(len(s), dtype=np.int64) for s in spans]
        marks = [Stretches(s.on, s.off, zero, ()) for s, zero in zip(spans, zeros, strict=True)]
        records.append(record_of(axis.lay(states)))
        coded.append(record_of(axis.lay(marks)))
    return records, coded
