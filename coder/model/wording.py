"""Changes in words, for the history, toasts and the journal's reader."""

from __future__ import annotations

from coder.model.changes import (
    AddEvent,
    AnyChange,
    Batch,
    EditEvent,
    RemoveEvent,
    SetClassification,
    SetDecision,
    SetEpisodes,
    SetExample,
    SetMedia,
    SetParticipant,
    SetPass,
    SetPhysiology,
    SetRating,
)
from coder.model.coding import Decision, Event, PassRecord, Rating
from coder.model.scheme import Scheme
from coder.model.session import Episode, Media
from coder.model.timecode import clock


def describe(change: AnyChange, scheme: Scheme) -> str:
    """Return what a change did, such as ``Offset of Held 9:19.120 → 10:11.040``."""
    match change:
        case AddEvent(event=event):
            return f"{_title(event, scheme)} added at {clock(event.on)}"
        case RemoveEvent(event=event):
            return f"{_title(event, scheme)} deleted at {clock(event.on)}"
        case EditEvent(before=before, after=after):
            return _edit(before, after, scheme)
        case SetPass(before=before_pass, after=after_pass):
            return _progress(before_pass, after_pass, scheme)
        case SetRating(before=old, after=new):
            rated = new or old
            what = f"{rated.scale} in {rated.episode}" if rated else "Rating"
            return f"{what}: {_value(old)} → {_value(new)}"
        case SetClassification():
            return "Classification entered" if change.after else "Classification taken back"
        case SetDecision(before=was, after=now):
            return _decision(was, now)
        case SetExample(before=unmarked, after=marked):
            example = marked or unmarked
            what = f"{code_title(example.code, scheme)} at {clock(example.on)}" if example else "A stretch"
            return f"{what} {'marked as' if marked else 'is no longer a'} training example"
        case SetEpisodes(before=old_episodes, after=new_episodes):
            return _episodes(old_episodes, new_episodes, scheme)
        case SetMedia(before=old_media, after=new_media):
            return _cameras(old_media, new_media)
        case SetPhysiology():
            return "Physiology files changed"
        case SetParticipant():
            return "Facts about the child changed"
        case Batch(changes=changes, label=label):
            return label or _batch(changes, scheme)


def code_title(code: str, scheme: Scheme) -> str:
    """Return a code's title, or its id when the scheme does not know it."""
    place = scheme.places.get(code)
    return place.code.title if place else code


def _title(event: Event, scheme: Scheme) -> str:
    return code_title(event.code, scheme)


def _edit(before: Event, after: Event, scheme: Scheme) -> str:
    title = _title(before, scheme)
    if before.code != after.code:
        return f"{title} at {clock(before.on)} changed to {_title(after, scheme)}"
    if before.on != after.on and before.off != after.off and before.off is not None and after.off is not None:
        return f"{title} moved from {clock(before.on)} to {clock(after.on)}"
    if before.on != after.on:
        return f"{'Onset of ' if before.off is not None else ''}{title} {clock(before.on)} → {clock(after.on)}"
    if before.off != after.off:
        return f"Offset of {title} {_end(before)} → {_end(after)}"
    if before.mods != after.mods:
        return f"{title} at {clock(after.on)}: {_mods(before)} → {_mods(after)}"
    if before.certainty != after.certainty:
        return f"Certainty of {title} at {clock(after.on)}: {before.certainty or '–'} → {after.certainty or '–'}"
    return f"Comment on {title} at {clock(after.on)}"


def _end(event: Event) -> str:
    return "open" if event.off is None else clock(event.off)


def _mods(event: Event) -> str:
    return ", ".join(f"{name} {value}" for name, value in event.mods.items()) or "–"


def _progress(before: PassRecord | None, after: PassRecord | None, scheme: Scheme) -> str:
    record = after or before
    pass_ = scheme.pass_by_id.get(record.id) if record else None
    title = pass_.title if pass_ else (record.id if record else "Pass")
    was, now = bool(before and before.complete), bool(after and after.complete)
    if was != now:
        return f"{title} marked complete" if now else f"{title} opened again"
    return f"{title}: coded stretch changed"


def _decision(before: Decision | None, after: Decision | None) -> str:
    decision = after or before
    if decision is None:
        return "Decision"
    place = clock(decision.on) if decision.on == decision.off else f"{clock(decision.on)} – {clock(decision.off)}"
    if after is None:
        return f"Decision on {place} cleared"
    took = {"a": f"Took {after.coder_a} for", "b": f"Took {after.coder_b} for", "edited": "Edited"}
    return f"{took[after.took]} {place}"


def _episodes(before: tuple[Episode, ...], after: tuple[Episode, ...], scheme: Scheme) -> str:
    titles = {template.id: template.title or template.id for template in scheme.episodes}
    old, new = {e.id: e for e in before}, {e.id: e for e in after}
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if len(changed) != 1:
        return "Episodes changed"
    (name,) = changed
    title = titles.get(name, name)
    if name not in old:
        return f"{title} set {clock(new[name].on)} – {clock(new[name].off)}"
    if name not in new:
        return f"{title} taken away"
    return f"{title} now {clock(new[name].on)} – {clock(new[name].off)}"


def _cameras(before: tuple[Media, ...], after: tuple[Media, ...]) -> str:
    placed = [
        new for old, new in zip(before, after, strict=False) if (old.offset_ms, old.rate) != (new.offset_ms, new.rate)
    ]
    if len(before) != len(after) or len(placed) != 1:
        return "Cameras changed"
    (camera,) = placed
    return f"{camera.title or camera.id} aligned at {camera.offset_ms:+d} ms"


def _batch(changes: tuple[AnyChange, ...], scheme: Scheme) -> str:
    """Name the change that is more than a neighbour giving way: an addition or deletion, else the first."""
    main = next((c for c in changes if isinstance(c, AddEvent | RemoveEvent)), changes[0])
    return describe(main, scheme)


def _value(rating: Rating | None) -> str:
    return f"{rating.value:g}" if rating else "–"
