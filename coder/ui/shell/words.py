"""Small phrases the frame says in more than one place."""

from __future__ import annotations

from coder.app.studies import OpenStudy
from coder.model.study import Person
from coder.ui.text import tr

_ROLES = {
    "coder": "coder",
    "supervisor": "supervisor",
    "analyst": "analyst",
    "certified_rater": "certified rater",
}


def person_words(person: Person) -> str:
    """Return who someone is: "maria, coder, supervisor"."""
    roles = [tr(_ROLES[role]) for role in person.roles]
    return ", ".join([person.id, *roles])


def blind_words(study: OpenStudy) -> str:
    """Return what blind mode hides from this person, for the status bar."""
    if not study.study.settings.blind:
        return tr("Blind mode off")
    if study.sees_results:
        return tr("Blind mode on · condition hidden")
    return tr("Blind mode on · condition and other coders hidden")


def blind_paragraphs(study: OpenStudy) -> list[str]:
    """Return what is hidden and who may lift it."""
    if not study.study.settings.blind:
        return [tr("This study is not blind: everyone sees condition, other coders, measures and agreement.")]
    if study.sees_results:
        own = tr(
            "You oversee this study: you see all coders, measures and agreement, except for sessions you are coding "
            "yourself and have not finished."
        )
    else:
        own = tr("Hidden from you as well: what other coders did, measures and agreement.")
    return [
        tr("Hidden from everyone here: the condition of each child."),
        own,
        tr("Blind mode guards against accidents and habit. It is no lock: the files can be read outside the program."),
        tr("A supervisor can lift it in study.json, setting “blind”."),
    ]
