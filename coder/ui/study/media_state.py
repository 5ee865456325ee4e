"""What is known about the recordings of one session, looked at in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coder.app.errors import AppError
from coder.app.proxies import count_proxies
from coder.app.recordings import current_facts
from coder.app.studies import OpenStudy
from coder.model.session import Media, Session
from coder.store import known_place
from coder.ui.jobs import UiJobs
from coder.ui.text import tr

BY_WORDS = {
    "clap": "by clap",
    "flash": "by flash",
    "sound": "by sound",
    "marks": "by marks in Code",
    "hand": "by hand",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A short sentence, and whether all is well."""

    text: str
    good: bool = True


class MediaStates:
    """Looks at the recordings of the session that was asked for last."""

    def __init__(self, jobs: UiJobs) -> None:
        self._jobs = jobs
        self._asked = 0

    def ask(self, study: OpenStudy, session: Session, use: Callable[[list[Fact]], object]) -> None:
        """Call ``use`` with the facts, unless another session was asked for meanwhile."""
        if self._jobs.closed:
            return
        self._asked += 1
        asked = self._asked

        def done(facts: list[Fact]) -> None:
            if asked == self._asked:
                use(facts)

        self._jobs.run(
            tr("Looking at recordings"), lambda _: media_facts(study, session), done, lambda _: None, aside=True
        )


def media_facts(study: OpenStudy, session: Session) -> list[Fact]:
    """Return how the cameras were synchronised, whether proxies are ready, and what to be careful about."""
    facts = [Fact(sync_words(camera), not is_unsynchronised(session, camera)) for camera in views(session)]
    warnings = []
    for number, camera in enumerate(session.media, 1):
        file = known_place(study.folder, camera)
        if file is None:
            continue
        try:
            found = current_facts(study.folder, session.id, camera, file).warnings
        except AppError as error:
            found = (str(error),)
        warnings += [Fact(tr("Camera {0}: {1}", number, text), False) for text in found]
    count = count_proxies(study.folder, session)
    if count.wanted:
        facts.append(Fact(tr("proxies ready {0} of {1}", count.ready, count.wanted), count.ready == count.wanted))
    return [*facts, *warnings]


def views(session: Session) -> list[Media]:
    """Return the cameras beside the reference."""
    return [camera for camera in session.media if camera is not session.reference]


def is_unsynchronised(session: Session, camera: Media) -> bool:
    """Whether nobody has said when a camera began beside the reference."""
    return camera is not session.reference and not (camera.aligned_by or camera.offset_ms or camera.rate != 1)


def sync_words(camera: Media) -> str:
    """Return "cam2 synchronised by sound", or that it is not."""
    if camera.aligned_by:
        return tr("{0} synchronised {1}", camera.id, tr(BY_WORDS[camera.aligned_by]))
    if camera.offset_ms or camera.rate != 1:
        return tr("{0} synchronised", camera.id)
    return tr("{0} is not synchronised", camera.id)
