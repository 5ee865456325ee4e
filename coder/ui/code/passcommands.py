"""What the Code page can be told to do about passes, their checks and episodes, with names and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coder.ui.code.passwork import EpisodeChange
from coder.ui.code.structure.card import person_word
from coder.ui.commands import Command
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


def pass_commands(bench: Bench) -> list[Command]:
    """Return the commands about passes while a session is open."""
    return [*_passes(bench), *_progress(bench), *_episodes(bench), *_presence(bench)]


def _passes(bench: Bench) -> list[Command]:
    return [
        Command(
            f"pass.{number}",
            tr("Code pass {0}, {1}", number, pass_.title),
            partial(bench.sitting.set_pass, pass_.id),
            f"Ctrl+{number}" if number <= 9 else "",
            "Coding/Pass",
            keywords=(pass_.id,),
            section=1,
            checked=lambda p=pass_.id: bench.sitting.pass_id == p,  # type: ignore[misc]
        )
        for number, pass_ in enumerate(bench.sitting.scheme.passes)
    ]


def _progress(bench: Bench) -> list[Command]:
    def open_already() -> str | None:
        return None if bench.state.complete else tr("the pass is not complete")

    def locked() -> str | None:
        return bench.sitting.locked

    return [
        Command(
            "pass.mark",
            tr("Mark selection or episode as coded"),
            partial(bench.passwork.mark_coded, True),
            "Ctrl+Shift+M",
            "Coding",
            locked,
            section=2,
        ),
        Command(
            "pass.unmark",
            tr("Mark selection or episode as not coded"),
            partial(bench.passwork.mark_coded, False),
            "",
            "Coding",
            locked,
            section=2,
        ),
        Command(
            "pass.check",
            tr("Check pass"),
            bench.checking.begin,
            "Ctrl+Shift+K",
            "Coding",
            keywords=("complete findings gaps missing open",),
            section=2,
            icon="ok",
        ),
        Command(
            "pass.complete",
            tr("Mark pass complete"),
            bench.passwork.ask_complete,
            "",
            "Coding",
            bench.passwork.why_incomplete,
            section=2,
        ),
        Command(
            "pass.reopen", tr("Open pass again…"), bench.passwork.ask_reopen, "", "Coding", open_already, section=2
        ),
    ]


_EDGES: tuple[tuple[EpisodeChange, str], ...] = (
    ("begin", "{0} begins here"),
    ("end", "{0} ends here"),
    ("remove", "{0} was not held"),
)


def _episodes(bench: Bench) -> list[Command]:
    found = list[Command]()
    for template in bench.sitting.scheme.episodes:
        name = f"{template.id.replace('ep', 'Ep ', 1)} {template.title}".strip()
        for edge, words in _EDGES:
            found.append(
                Command(
                    f"episode.{template.id}.{edge}",
                    tr(words).format(name),
                    partial(bench.passwork.set_episode, template.id, edge),
                    "",
                    "Coding/Episodes",
                    bench.why_read_only,
                    keywords=("episode", template.kind),
                    section=3,
                )
            )
    return found


def _presence(bench: Bench) -> list[Command]:
    people = dict.fromkeys(person for template in bench.sitting.scheme.episodes for person in template.present)

    def there(person: str) -> bool:
        episode = bench.sitting.session.episode_at(bench.playback.position_ms)
        return episode is not None and person in episode.present

    toggles = [
        Command(
            f"presence.{person}",
            tr("{0} is in the room in this episode", person_word(person).capitalize()),
            partial(bench.structure.toggle_present, person),
            "",
            "Coding/Episodes",
            bench.why_read_only,
            keywords=("present room presence",),
            section=4,
            checked=partial(there, person),
        )
        for person in people
    ]
    take_over = Command(
        "episode.from_marks",
        tr("Set episodes from my marks"),
        bench.structure.take_over,
        "",
        "Coding/Episodes",
        bench.structure.why_no_take_over,
        keywords=("door structure derive",),
        section=4,
    )
    return [*toggles, take_over]
