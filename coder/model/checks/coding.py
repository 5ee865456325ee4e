"""What can be wrong in a coding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coder.model.checks.problem import Problem, used_twice, warning
from coder.model.coding import Coding, Event, PassRecord, Rating
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.spans import Spans
from coder.model.timecode import clock


def coding_problems(coding: Coding, scheme: Scheme, session: Session | None = None) -> list[Problem]:
    """Return everything wrong in a coding; with its session also where the two do not fit."""
    return [
        *_events(coding, scheme),
        *_passes(coding, scheme, session),
        *_ratings(coding, scheme, session),
        *_classification(coding, scheme),
    ]


def _events(coding: Coding, scheme: Scheme) -> Iterator[Problem]:
    yield from used_twice("event", (event.id for event in coding.events))
    begun: dict[tuple[str, int], str] = {}
    for event in coding.events:
        place, found = f"event {event.id}", scheme.places.get(event.code)
        if found is None:
            yield Problem(place, f"The scheme {scheme.ref} has no code {event.code}.")
            continue
        yield from _times(event, found.channel.kind == "point")
        yield from _modifiers(event, scheme)
        if found.channel.exclusive and found.channel.kind == "state":
            other = begun.setdefault((found.channel.id, event.on), event.id)
            if other != event.id:
                text = f"It begins at {clock(event.on)} like {other}; of the two only the later in the file counts."
                yield warning(place, text)


def _times(event: Event, is_point: bool) -> Iterator[Problem]:
    place = f"event {event.id}"
    if is_point and event.off is not None:
        yield Problem(place, f"{event.code} is a point and has no offset, but {clock(event.off)} is given.")
    elif event.off is not None and event.off <= event.on:
        yield Problem(place, f"It ends at {clock(event.off)} and begins at {clock(event.on)}.")
    if event.on < 0:
        yield warning(place, "It begins before the first frame of the reference camera.")


def _modifiers(event: Event, scheme: Scheme) -> Iterator[Problem]:
    place = f"event {event.id}"
    known = {modifier.id: modifier for modifier in scheme.places[event.code].code.modifiers}
    for name, value in event.mods.items():
        if name not in known:
            yield Problem(place, f"{event.code} has no modifier {name}.")
        elif value not in known[name].values:
            allowed = ", ".join(known[name].values)
            yield Problem(place, f"The modifier {name} cannot be “{value[:40]}”; it can be {allowed}.")
    for modifier in known.values():
        if modifier.required and modifier.id not in event.mods:
            yield warning(place, f"The modifier {modifier.id} is missing.")


def _passes(coding: Coding, scheme: Scheme, session: Session | None) -> Iterator[Problem]:
    yield from used_twice("pass", (record.id for record in coding.passes))
    for record in coding.passes:
        place = f"pass {record.id}"
        if record.id not in scheme.pass_by_id:
            yield Problem(place, f"The scheme {scheme.ref} has no such pass.")
        wrong = [(on, off) for on, off in record.coded if on >= off]
        for on, off in wrong:
            yield Problem(place, f"A coded stretch ends at {clock(off)} and begins at {clock(on)}.")
        if session and record.complete and not wrong:
            yield from _coverage(record, session)


def _coverage(record: PassRecord, session: Session) -> Iterator[Problem]:
    held = Spans.of((episode.on, episode.off) for episode in session.episodes if episode.on < episode.off)
    left = held - Spans.of(record.coded)
    if left:
        yield warning(
            f"pass {record.id}", f"It is marked complete, but {clock(left.length)} of the episodes is not coded."
        )


def _ratings(coding: Coding, scheme: Scheme, session: Session | None) -> Iterator[Problem]:
    counts = Counter((rating.scale, rating.episode) for rating in coding.ratings)
    for (scale, episode), count in counts.items():
        if count > 1:
            yield Problem(f"rating {scale} in {episode}", "This rating is given more than once.")
    held = {episode.id for episode in session.episodes} if session else {episode.id for episode in scheme.episodes}
    for rating in coding.ratings:
        yield from _rating(rating, scheme, held)


def _rating(rating: Rating, scheme: Scheme, held: set[str]) -> Iterator[Problem]:
    place = f"rating {rating.scale} in {rating.episode}"
    scale = next((scale for scale in scheme.scales if scale.id == rating.scale), None)
    if scale is None:
        yield Problem(place, f"The scheme {scheme.ref} has no such scale.")
    elif not scale.min <= rating.value <= scale.max:
        yield Problem(place, f"The value {rating.value:g} is not between {scale.min} and {scale.max}.")
    elif scale.episodes and rating.episode not in scale.episodes:
        yield warning(place, "The scheme does not ask for this scale in this episode.")
    if rating.episode not in held:
        yield Problem(place, "There is no such episode.")


def _classification(coding: Coding, scheme: Scheme) -> Iterator[Problem]:
    given = coding.classification
    if given is None:
        return
    form = next((form for form in scheme.classifications if given.value in form.values), None)
    if form is None:
        yield Problem("classification", f"The scheme has no class {given.value[:40]}.")
    elif given.subgroup and given.subgroup not in form.subgroups.get(given.value, ()):
        yield Problem("classification", f"{given.subgroup[:40]} is no subgroup of {given.value}.")
    if not given.by:
        yield warning("classification", "It does not say who typed it in.")
