"""The report's series over time and its coders side by side, and events told apart by a modifier."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from coder.agreement import AgreementError, AgreementReport, Options, agreement_report
from coder.agreement.rows import DriftRow
from coder.model.coding import Coding, Event
from coder.model.scheme import Modifier, Scheme

from .study import SCHEME, coding, report, row, session

JOINT_MS = 25 + 30


def agreeing_for(session_id: str, agreed_ms: int, day: int) -> list[Coding]:
    """Return two codings of a session that agree on its first ms; the later coder finishes on the given day."""
    finished = [f"2026-03-{day:02}T12:00:00Z", f"2026-02-{min(day, 28):02}T09:00:00Z"]
    states = [[(0, 60, "hold")], [(0, agreed_ms, "hold"), (agreed_ms, 60, "stroke")]]
    return [
        coding(coder, of_coder, of=session_id, finished=on, ratings=[("ep1", 4), ("ep2", 4)])
        for coder, of_coder, on in zip(("anna", "maria"), states, finished, strict=True)
    ]


def followed(found: AgreementReport, target: str) -> list[DriftRow]:
    return [one for one in found.drift if one.target == target]


def test_sessions_stand_in_the_order_in_which_the_later_coder_finished() -> None:
    days = {"s1": 9, "s2": 3, "s3": 20}
    codings = [one for s, day in days.items() for one in agreeing_for(s, 20, day)]
    rows = followed(report(codings, [session(s, f"c{s}") for s in days]), "touch")
    assert [(r.t, r.session, r.coding_day) for r in rows] == [
        (1, "s2", "2026-03-03"),
        (2, "s1", "2026-03-09"),
        (3, "s3", "2026-03-20"),
    ]


def test_an_unfinished_session_is_not_on_the_chart() -> None:
    codings = [coding("anna", [(0, 60, "hold")]), coding("maria", [(0, 30, "hold"), (30, 60, "stroke")])]
    assert list(report(codings).drift) == []


def test_without_12_sessions_there_are_figures_but_no_limits() -> None:
    codings = [one for i in range(11) for one in agreeing_for(f"s{i:02}", 10 + i, i + 1)]
    rows = followed(report(codings, [session(f"s{i:02}", f"c{i}") for i in range(11)]), "touch")
    assert len(rows) == 11
    assert {(r.z, r.lo, r.hi, r.signal) for r in rows} == {(None, None, None, None)}


def test_a_fall_of_agreement_leaves_the_limits_and_says_low() -> None:
    many = 20
    codings = [one for i in range(many) for one in agreeing_for(f"s{i:02}", 20, i + 1)]
    rows = followed(report(codings, [session(f"s{i:02}", f"c{i}") for i in range(many)]), "warmth")
    assert [r.y for r in rows] == [0.0] * many
    # The ratings do not vary, so there is nothing to measure a change against.
    assert {r.signal for r in rows} == {None}
    codings = [msgspec.structs.replace(one, ratings=wobbling(one)) for one in codings]
    rows = followed(report(codings, [session(f"s{i:02}", f"c{i}") for i in range(many)]), "warmth")
    mu0, sd0 = np.mean([0, 0.5] * 6), np.std([0, 0.5] * 6, ddof=1)
    # z_1 = .2 y_1 + .8 mu0 with y_1 = 0, and the limits of the first step are 3.3 sd0 sqrt(.2/1.8 (1 - .8^2)).
    half = 3.3 * sd0 * (0.2 / 1.8 * (1 - 0.8**2)) ** 0.5
    assert (rows[0].z, rows[0].lo, rows[0].hi) == pytest.approx((0.8 * mu0, mu0 - half, mu0 + half))
    assert rows[-1].signal == "high"
    assert {r.signal for r in rows[:12]} == {"none"}


def wobbling(one: Coding) -> tuple[object, ...]:
    """Return ratings that differ by 0 and 1 in turn for 12 sessions, then by 3 in both episodes."""
    n = int(one.session[1:])
    apart = (3, 3) if n >= 12 else (n % 2, 0)
    if one.coder == "anna":
        apart = (0, 0)
    return tuple(
        msgspec.structs.replace(r, value=2 + more)
        for r, more in zip(one.ratings, apart, strict=True)  # type: ignore[arg-type]
    )


def test_who_departs_from_the_others_shows_in_alpha_without_them() -> None:
    truth = [(0, 20, "x"), (20, 40, "y"), (40, 60, "z")]
    off = [(0, 20, "y"), (20, 40, "y"), (40, 60, "y")]
    found = report([coding("anna", truth), coding("maria", truth), coding("zoe", off)])
    rows = {(r.coder, r.code): r for r in found.coders if r.target == "mood"}
    # Without Zoe the other two agree fully: alpha 1.
    assert rows["zoe", "y"].alpha_without == pytest.approx(1)
    whole = row(found, "alpha", coders=("", "")).value
    assert whole is not None
    assert rows["zoe", "y"].rise == pytest.approx(1 - whole)
    assert rows["anna", "y"].rise < 0  # type: ignore[operator]
    # Joint time is [0, 25) and [30, 60): the others call y [20, 25) and [30, 40), 15 of 55 ms.
    assert (rows["zoe", "y"].share, rows["zoe", "y"].others_share) == (1, pytest.approx(15 / JOINT_MS))
    assert rows["zoe", "x"].n_units == JOINT_MS


def test_of_two_coders_nobody_can_be_left_out() -> None:
    found = report([coding("anna", [(0, 60, "x")], kind="A"), coding("maria", [(0, 30, "x"), (30, 60, "y")], kind="B")])
    assert {r.alpha_without for r in found.coders} == {None}
    shares = {(r.target, r.coder, r.code): (r.share, r.others_share) for r in found.coders}
    assert shares["kind", "anna", "A"] == (1, 0)


def with_modifier() -> Scheme:
    """Return the small scheme with calls that say who began."""
    by = Modifier(id="by", values=("child", "caregiver"))
    toys = SCHEME.passes[1]
    call = toys.channels[1]
    codes = (msgspec.structs.replace(call.codes[0], modifiers=(by,)), call.codes[1])
    channels = (toys.channels[0], msgspec.structs.replace(call, codes=codes))
    return msgspec.structs.replace(SCHEME, passes=(SCHEME.passes[0], msgspec.structs.replace(toys, channels=channels)))


def cries(coder: str, *values: str) -> Coding:
    events = [
        Event(id=f"e{i}", code="cry", on=5 + 10 * i, mods={"by": value} if value else {})
        for i, value in enumerate(values)
    ]
    return msgspec.structs.replace(coding(coder), events=events)


def test_events_of_one_code_can_be_told_apart_by_a_modifier() -> None:
    codings = [cries("anna", "child", "caregiver"), cries("maria", "child", "child")]
    plain = agreement_report(codings, [session()], [with_modifier()], Options(n_resamples=50))
    assert row(plain, "matched", family="event", target="call").value == 2
    found = agreement_report(codings, [session()], [with_modifier()], Options(n_resamples=50, event_modifier="by"))
    assert row(found, "matched", family="event", target="call").value == 1
    assert row(found, "confused", family="event", target="call").value == 1
    assert {(r.code_a, r.code_b) for r in found.events} == {
        ("cry:child", "cry:child"),
        ("cry:caregiver", "cry:child"),
    }
    codes = list(dict.fromkeys(r.code for r in found.agreement if r.target == "call" and r.code))
    assert codes == ["cry:child", "cry:caregiver", "cry:(none)", "smile"]
    assert '"modifier": "by"' in row(found, "f1", family="event", target="call").params


def test_a_modifier_nobody_wrote_down_is_a_value_of_its_own() -> None:
    found = agreement_report(
        [cries("anna", ""), cries("maria", "child")],
        [session()],
        [with_modifier()],
        Options(n_resamples=50, event_modifier="by"),
    )
    assert [(r.kind, r.code_a, r.code_b) for r in found.events] == [("confusion", "cry:(none)", "cry:child")]


def test_a_modifier_no_event_has_is_refused() -> None:
    with pytest.raises(AgreementError, match=r"No point event has the modifier “mood”\. There is: by\."):
        agreement_report(
            [cries("anna"), cries("maria")], [session()], [with_modifier()], Options(event_modifier="mood")
        )
