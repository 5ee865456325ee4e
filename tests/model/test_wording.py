"""Changes in words."""

import msgspec

from coder.model.changes import (
    AddEvent,
    Batch,
    EditEvent,
    RemoveEvent,
    SetEpisodes,
    SetParticipant,
    SetPass,
    SetPhysiology,
    SetRating,
)
from coder.model.coding import Event, PassRecord, Rating
from coder.model.session import Episode, Participant, Physiology
from coder.model.wording import describe

CRY = Event(id="e1", code="cry", on=559_120, off=609_880)


def edit(**fields):
    return EditEvent(before=CRY, after=msgspec.structs.replace(CRY, **fields))


def test_the_history_speaks_in_words_with_old_and_new_value(scheme):
    assert describe(AddEvent(event=CRY, index=0), scheme) == "Cry added at 9:19.120"
    assert describe(RemoveEvent(event=CRY, index=0), scheme) == "Cry deleted at 9:19.120"
    assert describe(edit(off=611_040), scheme) == "Offset of Cry 10:09.880 → 10:11.040"
    assert describe(edit(off=None), scheme) == "Offset of Cry 10:09.880 → open"
    assert describe(edit(on=560_000), scheme) == "Onset of Cry 9:19.120 → 9:20.000"
    assert describe(edit(on=560_000, off=610_000), scheme) == "Cry moved from 9:19.120 to 9:20.000"
    assert describe(edit(code="fuss"), scheme) == "Cry at 9:19.120 changed to Fuss"
    assert describe(edit(mods={"by": "child"}), scheme) == "Cry at 9:19.120: – → by child"
    assert describe(edit(certainty="low"), scheme) == "Certainty of Cry at 9:19.120: – → low"
    assert describe(edit(note="clings"), scheme) == "Comment on Cry at 9:19.120"


def test_a_point_that_moves_has_no_onset(scheme):
    bid = Event(id="e2", code="bid", on=1_000)
    moved = EditEvent(before=bid, after=msgspec.structs.replace(bid, on=2_000))
    assert describe(moved, scheme) == "Bid 0:01.000 → 0:02.000"


def test_passes_ratings_and_episodes_are_named(scheme):
    done = PassRecord(id="distress", complete=True)
    assert describe(SetPass(before=None, after=done, index=0), scheme) == "Distress marked complete"
    assert describe(SetPass(before=done, after=None, index=0), scheme) == "Distress opened again"
    rating = Rating(scale="avoidance", episode="ep5", value=6)
    assert describe(SetRating(before=None, after=rating, index=0), scheme) == "avoidance in ep5: – → 6"
    episode = Episode(id="ep5", kind="reunion", on=480_000, off=660_000)
    assert describe(SetEpisodes(before=(), after=(episode,)), scheme) == "ep5 set 8:00.000 – 11:00.000"


def test_a_press_that_ends_one_state_and_starts_another_is_named_for_the_new_one(scheme):
    added = AddEvent(event=Event(id="e9", code="fuss", on=600_000), index=1)
    assert describe(Batch(changes=(edit(off=600_000), added)), scheme) == "Fuss added at 10:00.000"


def test_what_was_declared_coded_and_why_a_pass_was_opened_again_is_said(scheme):
    some = PassRecord(id="distress", coded=((0, 10_000),))
    more = PassRecord(id="distress", coded=((0, 10_000), (20_000, 30_500)))
    assert describe(SetPass(before=some, after=more, index=0), scheme) == "Distress: 0:20.0 – 0:30.5 coded"
    assert describe(SetPass(before=more, after=some, index=0), scheme) == "Distress: 0:20.0 – 0:30.5 no longer coded"
    assert describe(SetPass(before=None, after=some, index=0), scheme) == "Distress: 0:00.0 – 0:10.0 coded"
    done = PassRecord(id="distress", complete=True)
    opened = SetPass(before=done, after=PassRecord(id="distress"), index=0, reason="no sound")
    assert describe(opened, scheme) == "Distress opened again: no sound"


def test_facts_and_recordings_are_named_but_never_a_covariate(scheme):
    child = Participant(child="c001", age_days=400, covariates={"condition": "A"})

    def words(**fields):
        return describe(SetParticipant(before=child, after=msgspec.structs.replace(child, **fields)), scheme)

    assert words(release="teaching") == "Release lab → teaching"
    assert words(age_days=412) == "Age 400 → 412 days"
    assert words(covariates={"condition": "B"}) == "Covariates changed"
    hr = Physiology(id="hr", path="hr.csv")
    synchronised = msgspec.structs.replace(hr, anchors=((0, 1_200),))
    assert describe(SetPhysiology(before=(), after=(hr,)), scheme) == "Physiology file hr added"
    assert describe(SetPhysiology(before=(hr,), after=(synchronised,)), scheme) == (
        "Physiology file hr synchronised by 1 anchor"
    )


def test_many_events_at_once_are_counted(scheme):
    bids = [Event(id=f"e{n}", code="bid", on=n * 1_000) for n in range(1, 4)]
    gone = Batch(changes=tuple(RemoveEvent(event=e, index=0) for e in bids))
    assert describe(gone, scheme) == "3 events deleted"
    sure = Batch(changes=tuple(EditEvent(before=e, after=msgspec.structs.replace(e, certainty="high")) for e in bids))
    assert describe(sure, scheme) == "Certainty of Bid at 0:01.000: – → high and 2 more"
