"""Undo and redo without limit."""

from coder.model.changes import AddEvent, apply
from coder.model.coding import Coding, Event
from coder.model.history import History


def add(number: int) -> AddEvent:
    return AddEvent(event=Event(id=f"e{number}", code="bid", on=number), index=number)


def test_steps_are_taken_back_and_done_again_in_order():
    history, record = History(), Coding(session="s", coder="a", scheme="x@1")
    for number in range(3):
        apply(record, add(number))
        history.record(add(number))
    while history.next_undo:
        apply(record, history.next_undo.backward)
        history.undid()
    assert record.events == []
    while history.next_redo:
        apply(record, history.next_redo.forward)
        history.redid()
    assert [e.id for e in record.events] == ["e0", "e1", "e2"]


def test_a_joined_change_is_part_of_the_step_before():
    history, record = History(), Coding(session="s", coder="a", scheme="x@1")
    for number in range(3):
        apply(record, add(number))
        history.record(add(number), joins=number > 0)
    assert len(history.steps) == 1
    apply(record, history.next_undo.backward)
    assert record.events == []


def test_a_new_change_forgets_what_was_undone():
    history = History()
    history.record(add(0))
    history.undid()
    history.record(add(1))
    assert history.next_redo is None
    assert [step.changes for step in history.steps] == [(add(1),)]


def test_a_change_cannot_join_a_step_that_was_undone():
    history = History()
    history.record(add(0))
    history.undid()
    history.record(add(1), joins=True)
    assert [step.changes for step in history.steps] == [(add(1),)]
