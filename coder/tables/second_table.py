"""The table `seconds`: one row per second of every episode, for sequential analysis and hidden Markov models.

Seconds are counted from the start of each episode, so that every moment of an episode is in exactly one of them; the
last one of an episode may be shorter. A state is the one at the very start of the second, as in momentary time
sampling: unbiased for durations, and a moment somebody can look at. Points are counted within the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.scheme import Channel, Scheme
from coder.model.spans import Spans
from coder.model.tracks import Track, Tracks
from coder.tables.blocks import Block, Cells, Flags
from coder.tables.columns import CHILD, CODER, EPISODE, SESSION, time_column
from coder.tables.names import valid_name
from coder.tables.schema import Column, Table

NONE: Final = "(none)"
"""The cell of a channel that is coded, but with none of its codes on."""

_MS: Final = 1000
_NOT_CODED: Final = "the second was not coded, or the scheme of the session has no such channel"
_OWN: Final = (
    SESSION,
    CHILD,
    CODER,
    EPISODE,
    Column("second", "integer", "Second", "Whole seconds since the episode began; the first is 0."),
    time_column("on", "Begins", "Start of the second in session time."),
)

Ints = npt.NDArray[np.int64]


class _Seconds(NamedTuple):
    """The seconds of a session: start and end in session ms, place of the episode, number within it."""

    on: Ints
    off: Ints
    episode: Ints
    number: Ints


def seconds_table(schemes: Iterable[Scheme]) -> Table:
    """Return the table for sessions coded with any of ``schemes``.

    A channel with one state at a time is one column of its codes. Any other state has a column of 0 and 1, and a
    point a column of counts.
    """
    columns: dict[str, Column] = {}
    for scheme in schemes:
        for _, channel in scheme.channels():
            for column in _columns(channel):
                known = columns.get(column.source)
                columns[column.source] = _joined(known, column) if known else column
    taken = [column.name for column in _OWN]
    named = []
    for column in columns.values():
        named.append(replace(column, name=valid_name(column.name, taken)))
        taken.append(named[-1].name)
    return Table("seconds", "session × coder × second", (*_OWN, *named))


def second_rows(tracks: Tracks) -> Block:
    """Return the seconds of one coding as a block of rows of `seconds_table`."""
    seconds = _seconds(tracks)
    length, session = len(seconds.on), tracks.session
    own = {"session": session.id, "child": session.participant.child, "coder": tracks.coder}
    cells: dict[str, Cells] = {name: np.zeros(length, dtype=np.int32) for name in own}
    cells |= {"episode": seconds.episode, "second": seconds.number, "on": seconds.on}
    texts: dict[str, tuple[str, ...]] = {name: (text,) for name, text in own.items()}
    texts["episode"] = tuple(episode.id for episode in tracks.episodes)
    empty: dict[str, Flags] = {}
    for track in tracks.by_channel.values():
        uncoded = ~track.coded.contains(seconds.on)
        codes = tuple(code.id for code in track.channel.codes)
        if track.channel.exclusive and track.channel.kind == "state":
            name = _state_of(track.channel.id)
            cells[name], texts[name] = _codes(track, codes, seconds, uncoded), (*codes, NONE)
        else:
            read = _counts(track, codes, seconds) if track.channel.kind == "point" else _flags(track, codes, seconds)
            cells |= read
            empty |= dict.fromkeys(read, uncoded)
    return Block(length, cells, empty, texts)


def _state_of(channel: str) -> str:
    return f"state {channel}"


def _flag_of(code: str) -> str:
    return f"is {code}"


def _count_of(code: str) -> str:
    return f"n {code}"


def _columns(channel: Channel) -> list[Column]:
    if channel.kind == "point":
        return [
            Column(
                f"n_{code.id}",
                "integer",
                f"{code.title} (count)",
                f"How often {code.id} was coded within the second.",
                missing=_NOT_CODED,
                field=_count_of(code.id),
            )
            for code in channel.codes
        ]
    if not channel.exclusive:
        return [
            Column(
                f"is_{code.id}",
                "integer",
                code.title,
                f"Whether {code.id} is on at the start of the second.",
                allowed=(("0", "off"), ("1", "on")),
                missing=_NOT_CODED,
                field=_flag_of(code.id),
            )
            for code in channel.codes
        ]
    allowed = [(code.id, code.title) for code in channel.codes]
    if not channel.exhaustive:
        allowed.append((NONE, "none of the channel's codes"))
    return [
        Column(
            channel.id,
            "text",
            channel.title,
            "The channel's code at the start of the second.",
            allowed=tuple(allowed),
            missing=_NOT_CODED,
            field=_state_of(channel.id),
        )
    ]


def _joined(known: Column, other: Column) -> Column:
    """Return a column that holds what either scheme's can."""
    return replace(known, allowed=tuple({**dict(other.allowed), **dict(known.allowed)}.items()))


def _seconds(tracks: Tracks) -> _Seconds:
    numbers = [np.arange(-(-(episode.off - episode.on) // _MS), dtype=np.int64) for episode in tracks.episodes]
    if not numbers:
        empty = np.zeros(0, dtype=np.int64)
        return _Seconds(empty, empty, empty, empty)
    episode = np.repeat(np.arange(len(numbers), dtype=np.int64), [len(one) for one in numbers])
    number = np.concatenate(numbers)
    on = np.array([e.on for e in tracks.episodes], dtype=np.int64)[episode] + number * _MS
    off = np.minimum(on + _MS, np.array([e.off for e in tracks.episodes], dtype=np.int64)[episode])
    return _Seconds(on, off, episode, number)


def _counts(track: Track, codes: Iterable[str], seconds: _Seconds) -> dict[str, Cells]:
    found: dict[str, Cells] = {}
    for code in codes:
        times = np.array([point.time for point in track.points if point.code == code], dtype=np.int64)
        found[_count_of(code)] = (times.searchsorted(seconds.off) - times.searchsorted(seconds.on)).astype(np.int16)
    return found


def _flags(track: Track, codes: Iterable[str], seconds: _Seconds) -> dict[str, Cells]:
    found: dict[str, Cells] = {}
    for code in codes:
        on = Spans.of((state.on, state.off) for state in track.states_of((code,)))
        found[_flag_of(code)] = on.contains(seconds.on).astype(np.int16)
    return found


def _codes(track: Track, codes: tuple[str, ...], seconds: _Seconds, uncoded: Flags) -> Cells:
    """Return the place of the code at each second's start; after all codes comes none, -1 is what nobody knows."""
    without = -1 if track.channel.exhaustive else len(codes)
    found = np.full(len(seconds.on), without, dtype=np.int16)
    if track.states:
        place = {code: number for number, code in enumerate(codes)}
        on = np.array([state.on for state in track.states], dtype=np.int64)
        off = np.array([state.off for state in track.states], dtype=np.int64)
        code = np.array([place[state.code] for state in track.states], dtype=np.int16)
        latest = np.searchsorted(on, seconds.on, side="right") - 1
        running = (latest >= 0) & (off[latest] > seconds.on)
        found[running] = code[latest[running]]
    found[uncoded] = -1
    return found
