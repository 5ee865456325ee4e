"""Table `agreement_disagreements`: the stretches behind the duration tables, with the events they came from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coder.agreement.disagreements import Runs, find_runs, run_gains, run_shares
from coder.agreement.report.channel import CoderStates, StateChannel
from coder.agreement.report.states import Compared
from coder.agreement.rows import DisagreementRow
from coder.agreement.stat import FloatArray, IntArray
from coder.agreement.sweep import UNOBS
from coder.agreement.time_table import NONE_LABEL


def disagreement_rows(states: StateChannel, compared: Sequence[Compared]) -> list[DisagreementRow]:
    """Return the disagreements of a channel, session by session, the longest first.

    ``compared`` holds one comparison of an exclusive channel, one per code of another.
    """
    found = [_of_one(states, one) for one in compared]
    rows = [item for part in found for item in part]
    return [row for _, row in sorted(rows, key=lambda item: (item[0], -item[1].length, item[1].on))]


def _of_one(states: StateChannel, compared: Compared) -> list[tuple[int, DisagreementRow]]:
    """Return (place of the session, row) of one comparison."""
    comparison, axis = states.comparison, states.comparison.axis
    pair, infos, names = comparison.pair, comparison.sessions.infos, compared.categories.names
    runs = _of_all_episodes(find_runs(compared.joint, comparison.options.tol_ms), axis.scope)
    session = axis.session[runs.window]
    shares = run_shares(runs, session, axis.n_sessions).tolist()
    gains = run_gains(runs, compared.tables[:, 0], session)
    ids_a = _ids(states, states.sides[0], runs, [names[i] for i in runs.a])
    ids_b = _ids(states, states.sides[1], runs, [names[i] for i in runs.b])
    on = axis.session_time(runs.on, runs.window).tolist()
    columns = zip(
        session.tolist(), on, (runs.off - runs.on).tolist(), runs.a.tolist(), runs.b.tolist(), ids_a, ids_b,
        shares, _or_none(gains), runs.boundary.tolist(), strict=True,
    )  # fmt: skip
    return [
        (
            s,
            DisagreementRow(
                infos[s].session,
                states.channel.id,
                pair.coder_a,
                pair.coder_b,
                begin,
                begin + length,
                names[a],
                names[b],
                of_a,
                of_b,
                length,
                share,
                gain,
                "boundary" if boundary else "label",
            ),
        )
        for s, begin, length, a, b, of_a, of_b, share, gain, boundary in columns
    ]


def _of_all_episodes(runs: Runs, scope: IntArray) -> Runs:
    kept = scope[runs.window] == 0
    return Runs(*(part[kept] for part in (runs.on, runs.off, runs.a, runs.b, runs.window, runs.boundary)))


def _ids(states: StateChannel, side: CoderStates, runs: Runs, codes: Sequence[str]) -> list[str]:
    """Return for each run the ids of the coder's events of the code that meet it, in time, joined by ``;``."""
    laid, labels = side.laid, {code: i for i, code in enumerate(states.codes)}
    if states.channel.unobservable is not None:
        labels[states.channel.unobservable] = UNOBS
    first = np.maximum.accumulate(laid.off).searchsorted(runs.on, "right").tolist() if len(laid.off) else []
    last = laid.on.searchsorted(runs.off, "left").tolist()
    found = []
    for run, code in enumerate(codes):
        if code == NONE_LABEL or not first:
            found.append("")
            continue
        wanted = labels[code]
        found.append(
            ";".join(
                side.ids[laid.source[k]]
                for k in range(first[run], last[run])
                if laid.label[k] == wanted and laid.off[k] > runs.on[run]
            )
        )
    return found


def _or_none(values: FloatArray) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]
