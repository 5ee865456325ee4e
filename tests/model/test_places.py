"""Where an event stands is known at once, whatever was added and taken away before."""

from hypothesis import given
from hypothesis import strategies as st

from coder.model.changes import AddEvent, RemoveEvent, apply
from coder.model.coding import Coding, Event
from coder.model.edits.common import new_id


def coding(*ids: str) -> Coding:
    return Coding(session="s1", coder="anna", scheme="tiny@1", events=[Event(id=i, code="cry", on=0) for i in ids])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 200)), max_size=120))
def test_every_event_is_found_where_it_stands(steps):
    record = coding(*(f"e{n}" for n in range(1, 60)))
    for number, (adds, place) in enumerate(steps, 100):
        if adds:
            event = Event(id=f"x{number}", code="cry", on=number)
            apply(record, AddEvent(event=event, index=place % (len(record.events) + 1)))
        elif record.events:
            index = place % len(record.events)
            apply(record, RemoveEvent(event=record.events[index], index=index))
        assert [record.places.find(e.id) for e in record.events] == list(range(len(record.events)))
    assert record.places.find("e1000") is None


def test_events_put_into_the_list_by_hand_are_found_too():
    record = coding("e1", "e2")
    assert record.places.find("e3") is None
    record.events.insert(0, Event(id="e3", code="cry", on=5))
    assert record.places.find("e3") == 0
    assert record.places.find("e2") == 2


def test_a_new_id_is_one_more_than_the_largest_there_is():
    record = coding("e7", "import-12", "e3")
    assert new_id(record) == "e8"
    apply(record, RemoveEvent(event=record.events[0], index=0))
    assert new_id(record) == "e4"
