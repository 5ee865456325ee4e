"""Changes of the session's episodes: where one begins or ends, as seen on the tape."""

from __future__ import annotations

import msgspec

from coder.model.changes import SetEpisodes
from coder.model.errors import ModelError
from coder.model.scheme import EpisodeTemplate, Scheme
from coder.model.session import Episode, Session
from coder.model.timecode import clock


def begin_episode(scheme: Scheme, session: Session, episode_id: str, at_ms: int, length_ms: int) -> SetEpisodes | None:
    """Let an episode begin at ``at_ms``; one that runs there ends.

    An episode that was not held so far lasts to the next one, or to the end of the recording of ``length_ms``.
    """
    held = next((e for e in session.episodes if e.id == episode_id), None)
    if held is not None:
        return _changed(session, msgspec.structs.replace(held, on=at_ms))
    template = _template(scheme, episode_id)
    later = [e.on for e in session.episodes if e.on > at_ms]
    new = Episode(
        id=template.id,
        kind=template.kind,
        on=at_ms,
        off=min([*later, max(length_ms, at_ms + 1)]),
        present=template.present,
        nominal_ms=template.nominal_ms,
    )
    return _changed(session, new)


def end_episode(session: Session, episode_id: str, at_ms: int) -> SetEpisodes | None:
    """Let an episode end at ``at_ms``."""
    held = next((e for e in session.episodes if e.id == episode_id), None)
    if held is None:
        raise ModelError("Set where the episode begins first.")
    return _changed(session, msgspec.structs.replace(held, off=at_ms))


def remove_episode(session: Session, episode_id: str) -> SetEpisodes | None:
    """Say that an episode was not held."""
    kept = tuple(e for e in session.episodes if e.id != episode_id)
    return None if kept == session.episodes else SetEpisodes(before=session.episodes, after=kept)


def set_present(session: Session, episode_id: str, person: str, there: bool) -> SetEpisodes | None:
    """Say that somebody is, or is not, in the room during an episode."""
    held = next((e for e in session.episodes if e.id == episode_id), None)
    if held is None:
        raise ModelError("This episode was not held, so nobody was in the room.")
    if (person in held.present) == there:
        return None
    present = (*held.present, person) if there else tuple(p for p in held.present if p != person)
    return _changed(session, msgspec.structs.replace(held, present=present))


def _template(scheme: Scheme, episode_id: str) -> EpisodeTemplate:
    found = next((t for t in scheme.episodes if t.id == episode_id), None)
    if found is None:
        raise ModelError(f"The scheme {scheme.ref} plans no episode “{episode_id}”.")
    return found


def _changed(session: Session, episode: Episode) -> SetEpisodes | None:
    """Put ``episode`` among the others; neighbours give way, but none is swallowed."""
    if episode.on >= episode.off:
        raise ModelError(f"An episode must end after it begins: {clock(episode.on)} to {clock(episode.off)} does not.")
    others = [_giving_way(e, episode) for e in session.episodes if e.id != episode.id]
    after = tuple(sorted([*others, episode], key=lambda e: e.on))
    return None if after == session.episodes else SetEpisodes(before=session.episodes, after=after)


def _giving_way(other: Episode, episode: Episode) -> Episode:
    if other.off <= episode.on or other.on >= episode.off:
        return other
    if other.on < episode.on:
        return msgspec.structs.replace(other, off=episode.on)
    if other.off > episode.off:
        return msgspec.structs.replace(other, on=episode.off)
    raise ModelError(f"Episode {other.id} would lie inside {episode.id}. Move or remove it first.")
