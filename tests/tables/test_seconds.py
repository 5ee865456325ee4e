"""The table `seconds` against a look at every second of its own."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given

from coder.model.coding import Coding
from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.model.tracks import Tracks, resolve
from coder.tables import frame_of, second_rows, seconds_table
from coder.tables.second_table import NONE
from tests.metrics.random_codings import Case, cases
from tests.metrics.scenes import SCHEME, scene


def table_of(tracks: Tracks) -> list[dict[str, Any]]:
    frame = frame_of(seconds_table([tracks.scheme]), [second_rows(tracks)]).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def by_hand(tracks: Tracks) -> list[dict[str, Any]]:
    """Return the same by looking at each second of each episode and each code by itself."""
    rows = []
    for episode in tracks.episodes:
        for number, on in enumerate(range(episode.on, episode.off, 1000)):
            off = min(on + 1000, episode.off)
            row: dict[str, Any] = {"episode": episode.id, "second": number, "on": on}
            for track in tracks.by_channel.values():
                coded = any(a <= on < b for a, b in track.coded)
                running = [state.code for state in track.states if state.on <= on < state.off]
                for code in track.channel.codes:
                    if track.channel.kind == "point":
                        hits = [p for p in track.points if p.code == code.id and on <= p.time < off]
                        row[f"n_{code.id}"] = len(hits) if coded else None
                    elif not track.channel.exclusive:
                        row[f"is_{code.id}"] = int(code.id in running) if coded else None
                if track.channel.kind == "state" and track.channel.exclusive:
                    silent = None if track.channel.exhaustive else NONE
                    row[track.channel.id] = (running[0] if running else silent) if coded else None
            rows.append(row)
    return rows


@given(cases())
def test_every_second_says_what_was_coded_at_its_start(case: Case) -> None:
    session, coding = case.session, case.coding
    tracks = resolve(case.scheme, session, coding)
    found = table_of(tracks)
    assert len(found) == len(by_hand(tracks))
    for row, wanted in zip(found, by_hand(tracks), strict=True):
        assert {name: row[name] for name in wanted} == wanted
        assert (row["session"], row["child"], row["coder"]) == (session.id, session.participant.child, coding.coder)


def test_seconds_begin_with_their_episode_and_the_last_may_be_shorter() -> None:
    rows = table_of(scene("ep2 0.3-2.5; ep3 4-5", "approach 2.4; approach 3.2").tracks)
    assert [(row["episode"], row["second"], row["on"], row["n_approach"]) for row in rows] == [
        ("ep2", 0, 300, 0),
        ("ep2", 1, 1_300, 0),
        ("ep2", 2, 2_300, 1),
        ("ep3", 0, 4_000, 0),
    ]


def test_every_point_inside_an_episode_is_counted_once() -> None:
    rows = table_of(
        scene("ep2 0.5-10.2; ep5 10.2-20", "approach 0.5; approach 10.19; approach 10.2; bid 19.999").tracks
    )
    assert (sum(row["n_approach"] for row in rows), sum(row["n_bid"] for row in rows)) == (3, 1)


def test_a_pass_nobody_coded_is_empty_and_never_zero() -> None:
    rows = table_of(scene("ep2 0-3", "smile 1-2; approach 1", coded={"affect": "", "proximity": "0-2"}).tracks)
    assert [row["n_approach"] for row in rows] == [0, 1, None]
    assert {row["affect"] for row in rows} == {None}


def test_unobservable_time_is_named_and_not_empty() -> None:
    channel = next(c for _, c in SCHEME.channels() if c.exclusive and c.unobservable)
    rows = table_of(scene("ep2 0-3", f"{channel.unobservable} 1-2").tracks)
    assert rows[1][channel.id] == channel.unobservable


def scheme_of(*codes: str, revision: int, exclusive: bool) -> Scheme:
    channel = Channel(
        id="mood",
        title="Mood",
        kind="state",
        exclusive=exclusive,
        codes=tuple(Code(id=c, key=c[0], title=c) for c in codes),
    )
    return Scheme(id="mood", revision=revision, title="Mood", passes=(Pass(id="p", title="P", channels=(channel,)),))


def test_a_channel_two_schemes_share_is_one_column_with_the_codes_of_both() -> None:
    table = seconds_table(
        [scheme_of("calm", revision=1, exclusive=True), scheme_of("upset", revision=2, exclusive=True)]
    )
    assert set(dict(table.column("mood").allowed)) == {"calm", "upset", NONE}


def test_states_that_can_be_on_together_have_a_column_each() -> None:
    table = seconds_table([scheme_of("calm", "upset", revision=1, exclusive=False)])
    assert [column.name for column in table.columns][-2:] == ["is_calm", "is_upset"]
    assert dict(table.column("is_calm").allowed) == {"0": "off", "1": "on"}


def test_sessions_of_two_schemes_leave_each_others_columns_empty() -> None:
    one, other = scene("ep2 0-2", "approach 1").tracks, scene("ep2 0-2").tracks
    foreign = msgspec.structs.replace(SCHEME, passes=(Pass(id="p", title="P", channels=()),))
    tracks = resolve(foreign, other.session, Coding(session="s1", coder="maria", scheme=SCHEME.ref))
    frame = frame_of(seconds_table([SCHEME, foreign]), [second_rows(one), second_rows(tracks)])
    assert frame["n_approach"].isna().tolist() == [False, False, True, True]
    assert frame["affect"].isna().tolist()[2:] == [True, True]
