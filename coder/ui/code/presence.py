"""When the person a channel is about is out of the room, as the episodes say: there is then nothing to code."""

from __future__ import annotations

from coder.model.scheme import Channel, Scheme
from coder.model.session import Session
from coder.model.spans import EMPTY, Spans
from coder.ui.text import tr

CAREGIVER = "caregiver"
_CAREGIVER_ROLES = (
    *("contact", "held", "approach", "bid", "partner_gaze", "comfort"),
    *("attend", "understand", "act"),
    *("availability", "encouragement", "intrusion"),
)
"""Roles that cannot happen without the caregiver in the room."""
_PARTNER_ROLES = ("availability", "encouragement", "intrusion")
"""Roles of tasks for two adults: there the one who gives support is called the partner."""


def giver_word(scheme: Scheme) -> str:
    """Return what the person with the id ``caregiver`` is called in a scheme: the caregiver, or the partner."""
    return tr("partner") if any(scheme.roles.get(role) for role in _PARTNER_ROLES) else tr("caregiver")


def needs_caregiver(scheme: Scheme, channel: Channel) -> bool:
    """Return whether a channel describes the caregiver, or the infant towards the caregiver.

    That is so when one of its codes is bound to a role that cannot happen without the caregiver.
    """
    bound = {code for role in _CAREGIVER_ROLES for code in scheme.roles.get(role, ())}
    return any(code.id in bound for code in channel.codes)


def absent_spans(scheme: Scheme, session: Session, channel: Channel) -> Spans:
    """Return the episodes in which the caregiver is not present, for a channel that needs the caregiver.

    Episodes that do not say who is present are not counted as without anybody.
    """
    if not needs_caregiver(scheme, channel):
        return EMPTY
    return Spans.of((e.on, e.off) for e in session.episodes if e.present and CAREGIVER not in e.present)
