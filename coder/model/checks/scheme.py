"""What can be wrong in a coding scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from coder.model.checks.problem import Problem, used_twice, warning
from coder.model.scheme import Channel, ClassificationForm, Code, Pass, Scale, Scheme

RoleKind = Literal["state", "point", "either"]

ROLE_KINDS: Final[dict[str, RoleKind]] = {
    "distress": "state",
    "contact": "state",
    "held": "state",
    "approach": "point",
    "bid": "point",
    "explore": "state",
    "explore_visual": "state",
    "check_back": "either",
    "smile": "either",
    "vocalise": "either",
    "gaze_partner": "state",
    "partner_gaze": "state",
    "comfort": "state",
    "attend": "point",
    "understand": "point",
    "act": "point",
    "availability": "state",
    "encouragement": "point",
    "intrusion": "point",
}
"""Every role a measure reads, and the kind of code it takes."""

RESERVED_KEYS: Final = frozenset("jkl")
"""Keys of the transport."""

MOST_VALUES: Final = 9
"""A modifier's values are chosen by the digits 1 to 9."""


def scheme_problems(scheme: Scheme) -> list[Problem]:
    """Return everything wrong in a scheme; one with errors cannot be published."""
    return [
        *_ids(scheme),
        *(problem for pass_ in scheme.passes for problem in _keys(pass_)),
        *(problem for _, channel in scheme.channels() for problem in _channel(scheme, channel)),
        *(problem for _, channel in scheme.channels() for code in channel.codes for problem in _code(code)),
        *_roles(scheme),
        *(problem for scale in scheme.scales for problem in _scale(scheme, scale)),
        *(problem for form in scheme.classifications for problem in _form(form)),
    ]


def _ids(scheme: Scheme) -> Iterator[Problem]:
    if scheme.revision < 1:
        yield Problem("revision", "Revisions are counted from 1.")
    channels = [channel for _, channel in scheme.channels()]
    yield from used_twice("episode", (episode.id for episode in scheme.episodes))
    yield from used_twice("pass", (pass_.id for pass_ in scheme.passes))
    yield from used_twice("channel", (channel.id for channel in channels))
    yield from used_twice("code", (code.id for channel in channels for code in channel.codes))
    yield from used_twice("scale", (scale.id for scale in scheme.scales))
    yield from used_twice("classification", (form.id for form in scheme.classifications))
    for episode in scheme.episodes:
        if episode.nominal_ms is not None and episode.nominal_ms <= 0:
            yield Problem(f"episode {episode.id}", "The planned length is more than 0 ms.")
        yield from _marks(scheme, f"episode {episode.id}", episode.opened_by)
    yield from _marks(scheme, "ended_by", scheme.ended_by)


def _marks(scheme: Scheme, place: str, codes: tuple[str, ...]) -> Iterator[Problem]:
    """Yield an error for each mark of the structure that is no point of the scheme."""
    for code in codes:
        if code not in scheme.places:
            yield Problem(place, f"The scheme has no code {code}.")
        elif not scheme.is_point(code):
            yield Problem(place, f"The code {code} is a state; an episode begins and ends at a mark, which is a point.")


def _keys(pass_: Pass) -> Iterator[Problem]:
    codes = [code for channel in pass_.channels for code in channel.codes]
    used = Counter(code.key.lower() for code in codes)
    for code in codes:
        key, place = code.key, f"code {code.id}"
        if len(key) != 1 or not key.isalpha():
            yield Problem(place, f"A key is one letter, not “{key}”; digits choose modifiers.")
        elif key.lower() in RESERVED_KEYS:
            yield Problem(place, f"The key {key.upper()} plays the video; choose another one.")
        elif used[key.lower()] > 1:
            yield Problem(place, f"The key {key.upper()} is used {used[key.lower()]} times in pass {pass_.id}.")


def _channel(scheme: Scheme, channel: Channel) -> Iterator[Problem]:
    place = f"channel {channel.id}"
    if not channel.codes:
        yield Problem(place, "This channel has no codes.")
    if channel.unobservable and channel.unobservable not in {code.id for code in channel.codes}:
        yield Problem(place, f"Its unobservable code {channel.unobservable} is not among its codes.")
    if channel.kind == "point":
        if channel.unobservable:
            yield Problem(place, "Points cannot say how long something was unobservable; use a channel of states.")
        if channel.exclusive or channel.exhaustive:
            yield warning(place, "Points are neither exclusive nor exhaustive.")
    elif channel.exhaustive and not channel.exclusive:
        yield warning(place, "States that fill all time should also exclude each other.")
    elif channel.exhaustive and channel.codes and not _has_rest_state(scheme, channel):
        yield Problem(place, "One state is always on, so it needs a rest state that no measure counts.")


def _has_rest_state(scheme: Scheme, channel: Channel) -> bool:
    counted = {code for codes in scheme.roles.values() for code in codes}
    return any(code.id not in counted and code.id != channel.unobservable for code in channel.codes)


def _code(code: Code) -> Iterator[Problem]:
    place = f"code {code.id}"
    if not code.definition.strip():
        yield warning(place, "This code has no definition.")
    yield from used_twice(f"{place}, modifier", (modifier.id for modifier in code.modifiers))
    for modifier in code.modifiers:
        at = f"{place}, modifier {modifier.id}"
        if not modifier.values:
            yield Problem(at, "This modifier has no values.")
        if len(modifier.values) > MOST_VALUES:
            yield Problem(at, f"A modifier has at most {MOST_VALUES} values, one for each digit.")
        yield from used_twice(f"{at}, value", modifier.values)


def _roles(scheme: Scheme) -> Iterator[Problem]:
    for role, codes in scheme.roles.items():
        place, kind = f"role {role}", ROLE_KINDS.get(role)
        if kind is None:
            yield warning(place, "No measure reads this role.")
        if not codes:
            yield warning(place, "No code is bound to this role.")
        yield from used_twice(f"{place}, code", codes)
        for code in codes:
            found = scheme.places.get(code)
            if found is None:
                yield Problem(place, f"The scheme has no code {code}.")
            elif kind in ("state", "point") and found.channel.kind != kind:
                yield Problem(place, f"The code {code} is a {found.channel.kind}; this role takes {kind}s.")
            elif code == found.channel.unobservable:
                yield Problem(place, f"The code {code} says that nothing could be seen; it cannot play a role.")
            elif role == "contact" and not _tells_who_began(found.code):
                yield warning(place, f"The code {code} has no modifier “by” with the values child and caregiver.")


def _tells_who_began(code: Code) -> bool:
    return any(m.id == "by" and {"child", "caregiver"} <= set(m.values) for m in code.modifiers)


def _scale(scheme: Scheme, scale: Scale) -> Iterator[Problem]:
    place = f"scale {scale.id}"
    if scale.min >= scale.max:
        yield Problem(place, f"A scale goes up: {scale.min} to {scale.max} does not.")
    known = {episode.id for episode in scheme.episodes}
    for episode in scale.episodes:
        if episode not in known:
            yield Problem(place, f"The scheme has no episode {episode}.")
    allowed = {str(value) for value in range(scale.min, min(scale.max, scale.min + 1000) + 1)}
    for anchor in scale.anchors:
        if anchor not in allowed:
            yield Problem(place, f"The anchor “{anchor}” is no value between {scale.min} and {scale.max}.")


def _form(form: ClassificationForm) -> Iterator[Problem]:
    place = f"classification {form.id}"
    if not form.values:
        yield Problem(place, "There is nothing to choose from.")
    yield from used_twice(f"{place}, value", form.values)
    yield from used_twice(f"{place}, subgroup", (name for names in form.subgroups.values() for name in names))
    for value in form.subgroups:
        if value not in form.values:
            yield Problem(place, f"There are subgroups of {value}, which is not among the values.")
