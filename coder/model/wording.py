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
from coder.model.session import Episode, Media, Participant, Physiology
from coder.model.spans import Spans
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
            return _progress(before_pass, after_pass, scheme, change.reason)
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
        case SetPhysiology(before=old_files, after=new_files):
            return _recordings(old_files, new_files)
        case SetParticipant(before=old_facts, after=new_facts):
            return _facts(old_facts, new_facts)
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


def _progress(before: PassRecord | None, after: PassRecord | None, scheme: Scheme, reason: str) -> str:
    record = after or before
    pass_ = scheme.pass_by_id.get(record.id) if record else None
    title = pass_.title if pass_ else (record.id if record else "Pass")
    was, now = bool(before and before.complete), bool(after and after.complete)
    if was != now:
        return f"{title} marked complete" if now else f"{title} opened again{f': {reason}' if reason else ''}"
    old, new = (Spans.of(one.coded if one else ()) for one in (before, after))
    added, taken = new - old, old - new
    if added and not taken:
        return f"{title}: {_stretches(added)} coded"
    return f"{title}: {_stretches(taken)} no longer coded" if taken and not added else f"{title}: coded stretch changed"


def _stretches(spans: Spans) -> str:
    on, off = next(iter(spans))
    more = f" and {len(spans) - 1} more" if len(spans) > 1 else ""
    return f"{clock(on, 1)} – {clock(off, 1)}{more}"


def _recordings(before: tuple[Physiology, ...], after: tuple[Physiology, ...]) -> str:
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if len(changed) != 1:
        return "Physiology files changed"
    (name,) = changed
    if name not in old or name not in new:
        return f"Physiology file {name} {'taken away' if name in old else 'added'}"
    count = len(new[name].anchors)
    if old[name].anchors == new[name].anchors:
        return f"Physiology file {name} changed"
    return f"Physiology file {name} synchronised by {count} {'anchor' if count == 1 else 'anchors'}"


def _facts(before: Participant, after: Participant) -> str:
    """Name what changed, never a covariate's value: it may be the condition."""
    if before.release != after.release:
        return f"Release {before.release} → {after.release}"
    if before.age_days != after.age_days:
        return f"Age {before.age_days or '–'} → {after.age_days or '–'} days"
    if before.child != after.child:
        return f"Child ID {before.child} → {after.child}"
    return "Covariates changed" if before.covariates != after.covariates else "Facts about the child changed"


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
    if (old[name].on, old[name].off) == (new[name].on, new[name].off):
        came = [f"{person} in the room" for person in new[name].present if person not in old[name].present]
        went = [f"{person} not in the room" for person in old[name].present if person not in new[name].present]
        return f"{title}: {', '.join([*came, *went]) or 'changed'}"
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
    """Name the change that is more than a neighbour giving way: an addition or deletion, else the first.

    Several that are not about time, such as a certainty set for many events, are counted.
    """
    for kind, done in ((AddEvent, "added"), (RemoveEvent, "deleted")):
        count = sum(isinstance(change, kind) for change in changes)
        if count > 1:
            return f"{count} events {done}"
    main = next((c for c in changes if isinstance(c, AddEvent | RemoveEvent)), changes[0])
    alike = sum(isinstance(c, EditEvent) and (c.before.on, c.before.off) == (c.after.on, c.after.off) for c in changes)
    more = f" and {alike - 1} more" if isinstance(main, EditEvent) and alike > 1 else ""
    return describe(main, scheme) + more


def _value(rating: Rating | None) -> str:
    return f"{rating.value:g}" if rating else "–"
