"""What episodes, codes and who-began are called in evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder.metrics.rows import SESSION
from coder.model.scheme import Scheme
from coder.model.session import Episode
from coder.model.wording import code_title

_BEGUN_BY = {"child": "begun by the infant", "caregiver": "begun by the caregiver"}


def episode_number(episode_id: str) -> str:
    """Return what stands in a narrow column: ``5`` for ``ep5``, any other id as it is."""
    number = episode_id.removeprefix("ep")
    return number if number.isdecimal() else episode_id


def episode_short(episode_id: str) -> str:
    """Return ``Ep 5``, or ``Whole session``; an id that holds no number stands for itself."""
    if episode_id == SESSION:
        return "Whole session"
    number = episode_number(episode_id)
    return f"Ep {number}" if number.isdecimal() else episode_id


def episode_name(scheme: Scheme, episode_id: str) -> str:
    """Return ``Ep 5 · First reunion``, or ``Whole session``."""
    title = next((t.title for t in scheme.episodes if t.id == episode_id), "")
    short = episode_short(episode_id)
    return f"{short} · {title}" if title and title != episode_id else short


def end_name(episodes: Sequence[Episode], end_ms: int) -> str:
    """Return what ended a stretch with the caregiver: ``End of Ep 5``."""
    ended = next((e for e in episodes if e.off == end_ms), None)
    return f"End of {episode_short(ended.id)}" if ended else "End of what was coded"


def begun_words(mods: Mapping[str, str]) -> str:
    """Return who began a contact, in words."""
    return _BEGUN_BY.get(mods.get("by", ""), "who began it is not coded")


def titles_in_turn(scheme: Scheme, codes: Sequence[str]) -> str:
    """Return ``Scream, then Cry`` for codes in time order; beyond three changes only how many more."""
    turns = [code for place, code in enumerate(codes) if place == 0 or codes[place - 1] != code]
    titles = [code_title(code, scheme) for code in turns]
    shown = titles[:1] + [f"then {title}" for title in titles[1:3]]
    more = len(titles) - len(shown)
    return ", ".join([*shown, *([f"and {more} more changes" if more > 1 else "and 1 more change"] if more else [])])
