"""Typed changes and the one door through which they are applied.

Every change holds enough to be undone. `apply` carries it out and returns what it touched; the journal, undo and redo,
the timeline's repaint and the other views all feed on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from coder.model.coding import Classification, Coding, Decision, Event, Example, PassRecord, Rating
from coder.model.errors import ChangeError
from coder.model.session import Episode, Media, Participant, Physiology, Session


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """The base of all changes."""


class AddEvent(Change, frozen=True, kw_only=True, tag="add_event"):
    """Insert ``event`` at position ``index`` of the coding's list."""

    event: Event
    index: int


class RemoveEvent(Change, frozen=True, kw_only=True, tag="remove_event"):
    """Take ``event`` away from position ``index``."""

    event: Event
    index: int


class EditEvent(Change, frozen=True, kw_only=True, tag="edit_event"):
    """Replace an event by one of the same id: moved, retimed, recoded, or with other modifiers or note."""

    before: Event
    after: Event


class SetPass(Change, frozen=True, kw_only=True, tag="set_pass"):
    """Replace the progress of one pass: its coded stretches, or whether it is complete.

    ``before`` None begins a pass at place ``index`` of the list, ``after`` None takes its record away.
    """

    before: PassRecord | None
    after: PassRecord | None
    index: int
    reason: str = ""


class SetRating(Change, frozen=True, kw_only=True, tag="set_rating"):
    """Set (``before`` None), change or (``after`` None) take back the rating at place ``index`` of the list."""

    before: Rating | None
    after: Rating | None
    index: int


class SetClassification(Change, frozen=True, kw_only=True, tag="set_classification"):
    """Set, change or take back the classification a certified person typed."""

    before: Classification | None
    after: Classification | None


class SetDecision(Change, frozen=True, kw_only=True, tag="set_decision"):
    """Add (``before`` None), replace or (``after`` None) take back the decision at place ``index`` of the list."""

    before: Decision | None
    after: Decision | None
    index: int


class SetExample(Change, frozen=True, kw_only=True, tag="set_example"):
    """Mark (``before`` None), change or (``after`` None) unmark the training example at place ``index`` of the list."""

    before: Example | None
    after: Example | None
    index: int


class SetEpisodes(Change, frozen=True, kw_only=True, tag="set_episodes"):
    """Replace the session's episodes."""

    before: tuple[Episode, ...]
    after: tuple[Episode, ...]


class SetMedia(Change, frozen=True, kw_only=True, tag="set_media"):
    """Replace the session's cameras."""

    before: tuple[Media, ...]
    after: tuple[Media, ...]


class SetPhysiology(Change, frozen=True, kw_only=True, tag="set_physiology"):
    """Replace the session's physiological recordings."""

    before: tuple[Physiology, ...]
    after: tuple[Physiology, ...]


class SetParticipant(Change, frozen=True, kw_only=True, tag="set_participant"):
    """Replace the participant's facts."""

    before: Participant
    after: Participant


class Batch(Change, frozen=True, kw_only=True, tag="batch"):
    """Several changes that stand or fall together, in order; ``label`` says what the person did."""

    changes: tuple[AnyChange, ...]
    label: str = ""


AnyChange = (
    AddEvent
    | RemoveEvent
    | EditEvent
    | SetPass
    | SetRating
    | SetClassification
    | SetDecision
    | SetExample
    | SetEpisodes
    | SetMedia
    | SetPhysiology
    | SetParticipant
    | Batch
)

Document = Coding | Session
DocumentT = TypeVar("DocumentT", Coding, Session)
"""What can be changed: a coding in place; a session, being frozen, by being replaced."""
ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touched: event ids, the hull ``[on, off)`` of their old and new times, and named parts.

    ``parts`` holds names such as ``pass:distress``, ``ratings``, ``episodes``, ``media``.
    """

    events: frozenset[str] = frozenset()
    on_ms: int | None = None
    off_ms: int | None = None
    parts: frozenset[str] = frozenset()

    def __or__(self, other: Touched) -> Touched:
        """Everything either touched."""
        ons = [t for t in (self.on_ms, other.on_ms) if t is not None]
        offs = [t for t in (self.off_ms, other.off_ms) if t is not None]
        return Touched(
            self.events | other.events,
            min(ons, default=None),
            max(offs, default=None),
            self.parts | other.parts,
        )


def apply(document: DocumentT, change: AnyChange) -> tuple[DocumentT, Touched]:
    """Carry out ``change`` and return the document and what was touched.

    A `Coding` is changed in place and returned; a `Session` is returned anew.

    Raises
    ------
    ChangeError
        When the change does not fit; the document is then as it was.
    """
    if isinstance(change, Batch):
        return _apply_batch(document, change)
    if isinstance(document, Coding):
        return document, _apply_to_coding(document, change)
    return _apply_to_session(document, change)


def invert(change: AnyChange) -> AnyChange:
    """Return the change that takes ``change`` back."""
    match change:
        case AddEvent(event=event, index=index):
            return RemoveEvent(event=event, index=index)
        case RemoveEvent(event=event, index=index):
            return AddEvent(event=event, index=index)
        case Batch(changes=changes, label=label):
            return Batch(changes=tuple(invert(c) for c in reversed(changes)), label=label)
        case _:
            return msgspec.structs.replace(change, before=change.after, after=change.before)


def _apply_batch(document: DocumentT, batch: Batch) -> tuple[DocumentT, Touched]:
    touched, done = Touched(), list[AnyChange]()
    try:
        for change in batch.changes:
            document, more = apply(document, change)
            touched |= more
            done.append(change)
    except ChangeError:
        for change in reversed(done):
            document, _ = apply(document, invert(change))
        raise
    return document, touched


def _apply_to_session(session: Session, change: AnyChange) -> tuple[Session, Touched]:
    match change:
        case SetEpisodes():
            name = "episodes"
        case SetMedia():
            name = "media"
        case SetPhysiology():
            name = "physiology"
        case SetParticipant():
            name = "participant"
        case _:
            raise ChangeError("This change belongs to a coding, not to a session.")
    if getattr(session, name) != change.before:
        raise ChangeError(f"Session {session.id}: its {name} changed in the meantime.")
    return msgspec.structs.replace(session, **{name: change.after}), Touched(parts=frozenset({name}))


def _apply_to_coding(coding: Coding, change: AnyChange) -> Touched:
    match change:
        case AddEvent(event=event, index=index):
            places = coding.places
            if places.find(event.id) is not None:
                raise ChangeError(f"Event {event.id} is already there.")
            if not 0 <= index <= len(coding.events):
                raise ChangeError(f"Event {event.id} cannot be put at place {index} of {len(coding.events)}.")
            coding.events.insert(index, event)
            places.added(event.id, index)
            return _touch(event)
        case RemoveEvent(event=event, index=index):
            _expect_event(coding, index, event)
            places = coding.places
            del coding.events[index]
            places.removed(event.id, index)
            return _touch(event)
        case EditEvent(before=before, after=after):
            if before.id != after.id:
                raise ChangeError(f"An edit keeps the event's id: {before.id} is not {after.id}.")
            index = event_index(coding, before.id)
            _expect_event(coding, index, before)
            coding.events[index] = after
            return _touch(before) | _touch(after)
        case SetPass(before=was, after=now, index=index):
            coding.passes = _put(coding.passes, index, was, now, "pass")
            return Touched(parts=frozenset({f"pass:{p.id}" for p in (was, now) if p}))
        case SetRating(before=rated, after=rating, index=index):
            coding.ratings = _put(coding.ratings, index, rated, rating, "rating")
            return Touched(parts=frozenset({"ratings"}))
        case SetDecision(before=decided, after=decision, index=index):
            coding.decisions = _put(coding.decisions, index, decided, decision, "decision")
            return Touched(parts=frozenset({"decisions"}))
        case SetExample(before=marked, after=example, index=index):
            coding.examples = _put(coding.examples, index, marked, example, "training example")
            return Touched(parts=frozenset({"examples"}))
        case SetClassification(before=classified, after=value):
            if coding.classification != classified:
                raise ChangeError("The classification changed in the meantime.")
            coding.classification = value
            return Touched(parts=frozenset({"classification"}))
        case _:
            raise ChangeError("This change belongs to a session, not to a coding.")


def event_index(coding: Coding, event_id: str) -> int:
    """Return the place of an event in the list; raises `ChangeError` when it is not there."""
    index = coding.places.find(event_id)
    if index is None:
        raise ChangeError(f"Event {event_id} is not in the coding.")
    return index


def _expect_event(coding: Coding, index: int, event: Event) -> None:
    if not 0 <= index < len(coding.events) or coding.events[index] != event:
        raise ChangeError(f"Event {event.id} is not as the change expects it.")


def _touch(event: Event) -> Touched:
    return Touched(frozenset({event.id}), event.on, event.on + 1 if event.off is None else event.off)


def _put(items: tuple[ItemT, ...], index: int, was: ItemT | None, now: ItemT | None, name: str) -> tuple[ItemT, ...]:
    """Return ``items`` with ``was`` at ``index`` replaced by ``now``; None stands for "not there"."""
    here = items[index : index + 1]
    if not 0 <= index <= len(items) or (was is not None and here != (was,)) or (was is None and now is None):
        raise ChangeError(f"The {name} at place {index + 1} is not as the change expects it.")
    return (*items[:index], *([] if now is None else [now]), *items[index + (was is not None) :])
