"""What the Agreement page shows is what the agreement report says, and adds up to the coders' own records.

The numbers are counted by hand in `tests.double_coded`.
"""

from dataclasses import replace

import pytest

from coder.agreement import Options, agreement_report
from coder.app.agreement import study_agreement
from coder.app.agreement_view import PairFigures, compare, fingerprint, read_double_coded, verdict
from coder.app.corpus import coded_sessions
from coder.app.errors import Cancelled
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from tests.double_coded import S1, add, write_study


@pytest.fixture
def study(tmp_path):
    return OpenStudy(write_study(tmp_path / "study"), "kim")


def figures(study: OpenStudy, episode: str = "all", **choices) -> PairFigures:
    (pair,) = read_double_coded(study).pairs
    return compare(pair, Options(**choices), episode)


def line(found: PairFigures, channel: str):
    return next(line for line in found.lines if line.channel.id == channel)


def seconds(found: PairFigures, channel: str) -> list[list[int]]:
    return (found.table(line(found, channel)).amounts // 1000).tolist()


def test_kappa_is_that_of_the_summed_tables(study):
    mood = line(figures(study), "mood")
    assert mood.headline.value == pytest.approx(2 / 9 / 0.5)
    assert mood.agreed.value == pytest.approx(130 / 180)
    assert mood.headline.n_sessions == 2


def test_rows_are_coder_a_and_columns_coder_b(study):
    assert seconds(figures(study), "mood") == [[90, 50, 0], [0, 40, 0], [0, 0, 0]]


def test_unobservable_time_can_count_as_a_code(study):
    found = figures(study, unobs_policy="as_code")
    assert found.table(line(found, "mood")).names == ("calm", "upset", "angry", "hidden")
    assert seconds(found, "mood")[3] == [0, 20, 0, 0]
    assert line(found, "mood").headline.value == pytest.approx(0.225 / 0.575)


def test_one_episode_can_be_looked_at_alone(study):
    found = figures(study, "ep2")
    assert seconds(found, "mood") == [[0, 20, 0], [0, 40, 0], [0, 0, 0]]
    assert line(found, "mood").headline.value == pytest.approx(0)
    assert list(found.window(line(found, "mood"), "s1")) == [(60_000, 100_000)]


@pytest.mark.parametrize("episode", ["all", "ep1", "ep2"])
@pytest.mark.parametrize("policy", ["drop_either", "as_code"])
def test_every_figure_is_that_of_the_report(study, episode, policy):
    for session_id in ("s3", "s4", "s5", "s6"):
        add(study.folder, session_id, {"anna": S1["anna"], "maria": S1["maria" if session_id < "s5" else "anna"]})
    items = list(coded_sessions(study, everyone=True))
    options = Options(unobs_policy=policy)
    report = agreement_report(
        [c for i in items for c in i.codings], [i.session for i in items], study.schemes.values(), options
    )
    timed = [r for r in report.agreement if r.family in ("state", "event") and r.coder_a and not r.code]
    expected = {(r.target, r.stat): r for r in timed if r.scope == episode}
    found = figures(study, episode, unobs_policy=policy)
    shown = [row for line in found.lines for row in line.rows.values()]
    assert shown
    assert [replace(row, scope=episode) for row in shown] == [expected[row.target, row.stat] for row in shown]


def test_tolerance_decides_which_events_match(study):
    narrow, wide = line(figures(study), "bids"), line(figures(study, etol_ms=5000), "bids")
    assert narrow.agreed.value == pytest.approx(2 / 6)
    assert narrow.headline.value == pytest.approx((2 / 6 - 0.4) / 0.6)
    assert wide.agreed.value == pytest.approx(4 / 6)
    assert wide.headline.value == pytest.approx(0)


def test_events_are_counted_once_per_pair(study):
    found = figures(study)
    table = found.table(line(found, "bids"))
    assert table.names == ("bid", "wave", "(unmatched)")
    assert table.amounts.tolist() == [[1, 0, 1], [1, 0, 0], [1, 0, 0]]
    assert table.share(0, 0) == pytest.approx(0.5)
    assert table.share(2, 0) is None


def test_a_channel_of_one_code_is_shown_by_f1(study):
    smiles = line(figures(study), "smiles")
    assert (smiles.headline.stat, smiles.headline.value) == ("f1", pytest.approx(2 / 3))
    assert verdict(smiles, 0.7) == "one_code"


def test_differences_are_the_stretches_behind_the_cells(study):
    found = figures(study)
    differing = found.differences(line(found, "mood"))
    assert [(d.session, d.on_ms, d.off_ms, d.code_a, d.code_b) for d in differing] == [
        ("s2", 40_000, 80_000, "calm", "upset"),
        ("s1", 50_000, 60_000, "calm", "upset"),
    ]
    assert [(d.ids_a, d.ids_b) for d in differing] == [(("m1",), ("m2",)), (("m1",), ("m2",))]
    # Each session has one stretch, which is all of its disagreement; without it s1 would agree throughout.
    assert [d.share for d in differing] == [1, 1]
    assert differing[1].gain == pytest.approx(1 - 0.8)


@pytest.mark.parametrize("code_a", ["calm", "upset"])
@pytest.mark.parametrize("code_b", ["calm", "upset"])
def test_the_stretches_of_a_cell_add_up_to_it(study, code_a, code_b):
    found = figures(study)
    mood = line(found, "mood")
    table = found.table(mood)
    amount = table.amounts[table.names.index(code_a), table.names.index(code_b)]
    assert sum(d.length_ms for d in found.cell(mood, code_a, code_b)) == amount


def test_agreed_stretches_end_where_an_episode_is_cut_off(study):
    found = figures(study, "ep1")
    agreed = found.cell(line(found, "mood"), "calm", "calm")
    assert [(d.session, d.on_ms, d.off_ms) for d in agreed] == [("s1", 0, 50_000), ("s2", 0, 40_000)]


def test_unmatched_and_confused_events_are_listed(study):
    found = figures(study)
    bids = line(found, "bids")
    assert [(d.on_ms, d.length_ms, d.code_a, d.code_b) for d in found.differences(bids)] == [
        (30_000, 0, "bid", "(unmatched)"),
        (34_000, 0, "(unmatched)", "bid"),
        (50_000, 500, "wave", "bid"),
    ]
    assert [d.on_ms for d in found.cell(bids, "bid", "bid")] == [10_000]


def test_kappa_is_shown_session_by_session(study):
    found = figures(study)
    each = found.by_session(line(found, "mood"))
    assert [(row.session, row.value) for row in each] == [("s1", pytest.approx(0.8)), ("s2", pytest.approx(0))]


def test_codes_that_may_overlap_have_a_line_each(tmp_path):
    study = OpenStudy(write_study(tmp_path / "hands", hands=True), "kim")
    found = figures(study)
    reach, hold = (line for line in found.lines if line.channel.id == "hands")
    # In s2 nobody coded a hand, which is agreement on "no code": po = 190/200, pe = .15·.10 + .85·.90 = .78.
    assert reach.headline.value == pytest.approx((0.95 - 0.78) / (1 - 0.78))
    assert hold.headline.value == pytest.approx(1)
    assert [row.value for row in found.by_session(reach)] == [pytest.approx(0.28 / 0.38), None]
    assert (found.table(reach).amounts // 1000).tolist() == [[20, 10], [0, 170]]
    (only,) = found.differences(reach)
    assert (only.on_ms, only.off_ms, only.code_a, only.code_b) == (20_000, 30_000, "reach", "(gap)")
    assert [code.id for code, _ in found.by_code(reach)] == ["reach"]


def test_an_unused_code_has_a_reason(study):
    found = figures(study)
    codes = {code.id: rows["kappa"] for code, rows in found.by_code(line(found, "mood"))}
    assert codes["calm"].value == pytest.approx(4 / 9)
    assert (codes["angry"].value, codes["angry"].reason) == (None, "CODE_UNUSED")
    assert "hidden" not in codes


def test_below_five_children_there_is_no_verdict(study):
    assert verdict(line(figures(study), "mood"), 0.7) == "few"


@pytest.mark.parametrize(
    ("interval", "word"),
    [((0.7, 0.9), "meets"), ((0.69, 0.9), "spans"), ((0.4, 0.7), "spans"), ((0.4, 0.69), "below")],
)
def test_the_whole_interval_is_held_against_the_criterion(study, interval, word):
    mood = line(figures(study), "mood")
    kappa = replace(mood.headline, ci_lo=interval[0], ci_hi=interval[1], ci_reason=None)
    assert verdict(replace(mood, rows={**mood.rows, "kappa": kappa}), 0.7) == word


def test_the_lowest_kappa_of_a_pair_is_found_among_kappas(study):
    lowest = figures(study).lowest
    assert lowest is not None
    assert (lowest.channel.id, lowest.headline.stat) == ("bids", "kappa_ipf")


def test_a_session_still_coded_by_the_person_is_left_out_and_named(study):
    add(study.folder, "s3", S1, unfinished=("maria",))
    assert read_double_coded(study).hidden == ()
    study.become("maria")
    found = read_double_coded(study)
    assert found.hidden == ("s3",)
    assert [item.session.id for item in found.pairs[0].pair.sessions] == ["s1", "s2"]
    report = study_agreement(study, Options())
    assert report.pairs[0].sessions == ("s1", "s2")


def test_a_child_whose_consent_is_withdrawn_is_left_out_and_named(study):
    path = study.folder.session_path("s1")
    path.write_text(path.read_text().replace('"child": "c1"', '"child": "c1", "release": "withdrawn"'))
    found = read_double_coded(study)
    assert found.withdrawn == ("s1",)
    assert [item.session.id for item in found.pairs[0].pair.sessions] == ["s2"]
    assert study_agreement(study, Options(), everyone=True).pairs[0].sessions == ("s2",)


def test_an_edit_changes_the_fingerprint(study):
    before = fingerprint(study)
    assert fingerprint(study) == before
    add(study.folder, "s3", S1)
    assert fingerprint(study) != before


def test_comparing_can_be_stopped(study):
    (pair,) = read_double_coded(study).pairs
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        compare(pair, Options(), progress=progress)
