"""Changes in words."""

import msgspec

from coder.model.changes import AddEvent, Batch, EditEvent, RemoveEvent, SetEpisodes, SetPass, SetRating
from coder.model.coding import Event, PassRecord, Rating
from coder.model.session import Episode
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
