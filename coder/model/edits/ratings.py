"""Edits of what people type in: ratings on scales, and classifications."""

from __future__ import annotations

from coder.model.changes import AnyChange, SetClassification, SetRating
from coder.model.coding import Classification, Coding, Rating
from coder.model.errors import ModelError
from coder.model.scheme import Scheme


def set_rating(
    coding: Coding, scheme: Scheme, scale_id: str, episode: str, value: float | None, note: str = ""
) -> AnyChange | None:
    """Set a rating, or take it back with None."""
    scale = next((s for s in scheme.scales if s.id == scale_id), None)
    if scale is None or (scale.episodes and episode not in scale.episodes):
        raise ModelError(f"The scheme has no scale “{scale_id}” for episode {episode}.")
    if value is not None and not scale.min <= value <= scale.max:
        raise ModelError(f"{scale.title}: {value:g} is not between {scale.min} and {scale.max}.")
    places = (i for i, r in enumerate(coding.ratings) if (r.scale, r.episode) == (scale_id, episode))
    index = next(places, len(coding.ratings))
    before = coding.ratings[index] if index < len(coding.ratings) else None
    after = None if value is None else Rating(scale=scale_id, episode=episode, value=value, note=note)
    return None if before == after else SetRating(before=before, after=after, index=index)


def set_classification(coding: Coding, scheme: Scheme, value: Classification | None) -> AnyChange | None:
    """Set or take back the classification a certified person typed."""
    if value is not None:
        forms = [form for form in scheme.classifications if value.value in form.values]
        if not forms:
            raise ModelError(f"“{value.value}” is not a value of this scheme's classification.")
        if value.subgroup and value.subgroup not in forms[0].subgroups.get(value.value, ()):
            raise ModelError(f"“{value.subgroup}” is not a subgroup of {value.value}.")
    if coding.classification == value:
        return None
    return SetClassification(before=coding.classification, after=value)
