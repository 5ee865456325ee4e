"""The settings of who is at work, and what holds for the study."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.app.studies import OpenStudy
from coder.model.study import Person
from coder.ui.shell.settings.section import Section, chooser
from coder.ui.shell.words import person_words
from coder.ui.text import tr

REACTIONS_MS = (0, 100, 150, 200, 250, 300, 400, 500)


class WhoSection(Section):
    """Whose coding is written."""

    def __init__(self, people: Sequence[Person], identity: str | None, become: Callable[[str], object]) -> None:
        super().__init__(tr("Person"), tr("Decides whose coding you write and what blind mode hides."))
        self.identity = chooser(tuple((person.id, person_words(person)) for person in people), identity)
        self.identity.currentIndexChanged.connect(lambda: become(self.identity.currentData()))
        self.row(tr("You work as"), self.identity)
        self.finish()


class StudySection(Section):
    """What a supervisor sets for everyone in the study."""

    def __init__(self, study: OpenStudy, set_reaction: Callable[[int], object]) -> None:
        super().__init__(tr("Study"), tr("Holds for everyone in {0}.", study.study.title))
        current = study.study.settings.reaction_ms
        self.reaction = chooser(tuple((ms, _reaction(ms)) for ms in REACTIONS_MS), current)
        self.reaction.currentIndexChanged.connect(lambda: set_reaction(self.reaction.currentData()))
        may_set = study.person is None or "supervisor" in study.person.roles
        self.reaction.setEnabled(may_set)
        hint = tr(
            "A key pressed while it plays gets the frame that was on screen so long before. At rest it never counts. "
            "The head of the Code page shows it, and each edit in the journal says so."
        )
        if not may_set:
            hint = f"{hint} {tr('A supervisor sets this.')}"
        self.row(tr("Reaction time"), self.reaction, hint)
        self.finish()


def _reaction(ms: int) -> str:
    return tr("None: the frame seen at the key") if ms == 0 else tr("{0} ms", ms)
