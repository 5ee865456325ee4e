"""Comparing in the background: reads what two people coded, computes what is chosen, and tells when it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from coder.agreement import AgreementError, Options
from coder.agreement.rows import ALL_EPISODES
from coder.app.agreement_view import (
    CoderPair,
    DoubleCoded,
    Fingerprint,
    Line,
    PairFigures,
    PairKey,
    compare,
    fingerprint,
    read_double_coded,
)
from coder.app.errors import AppError
from coder.app.jobs import Job, Progress
from coder.app.ratings_view import PairRatings, compare_ratings
from coder.app.studies import OpenStudy
from coder.metrics import MetricsError
from coder.model.errors import ModelError
from coder.store import StoreError
from coder.ui.agreement.choices import TOLERANCES_MS, Choices
from coder.ui.jobs import UiJobs
from coder.ui.text import tr

Result = TypeVar("Result")
KEPT = 32
"""Results that are kept: every choice of tolerance and policy for a few pairs."""
Wish = tuple[PairKey, str, Options]
EXPECTED = (AgreementError, AppError, MetricsError, ModelError, StoreError)


class Comparer(QObject):
    """Keeps what was computed last; a newer wish takes the place of an older one that is still computed.

    Signals
    -------
    read(DoubleCoded)
        What can be compared has been read anew.
    compared(PairFigures)
        The figures of the chosen pair.
    rated(PairRatings)
        What a pair typed, and the measures of their codings, compared.
    lowest_found(dict)
        The lowest kappa of each pair under the same choices.
    failed(str)
        A sentence; what was shown before still holds.
    """

    read = Signal(object)
    compared = Signal(object)
    rated = Signal(object)
    lowest_found = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: UiJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked = 0
        self._running: list[Job[Any]] = []
        self._foreseen: Job[Any] | None = None
        self._known: dict[Wish, PairFigures] = {}
        self._rated: dict[tuple[PairKey, int], PairRatings] = {}
        self.study: OpenStudy | None = None
        self.found: DoubleCoded | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being read or computed, or not shown yet."""
        return bool(self._running)

    def forget(self) -> None:
        """Stop, and hold nothing."""
        self._begin()
        self.found = None
        self._known.clear()
        self._rated.clear()

    def load(self, study: OpenStudy) -> None:
        """Read a study; what is still as it was when read last is not read again."""
        asked = self._begin()
        known = self.found.fingerprint if self.found is not None and self.study is study else None
        self.study = study

        def work(progress: Progress) -> DoubleCoded | None:
            return _read_anew(study, known, progress)

        def done(found: DoubleCoded | None) -> None:
            if asked == self._asked and found is not None:
                self.found = found
                self._known.clear()
                self._rated.clear()
                self.read.emit(found)

        self._run(tr("Reading both coders"), work, done, asked)

    def compare(self, choices: Choices, seed: int) -> None:
        """Compute the chosen pair, then the lowest kappa of every other one."""
        asked = self._begin()
        if self.found is None:
            return
        pairs = {pair.key: pair for pair in self.found.pairs}
        chosen = pairs.get(choices.pair) if choices.pair else None
        if chosen is None:
            return
        options, episode = choices.options(seed), choices.episode
        wish = (chosen.key, episode, options)

        def done(figures: PairFigures) -> None:
            if asked != self._asked:
                return
            self._keep(wish, figures)
            self.compared.emit(figures)
            self.lowest_found.emit({chosen.key: figures.lowest})
            others = [pair for pair in pairs.values() if pair is not chosen]
            if others:
                self._compare_others(others, choices, seed, {chosen.key: figures.lowest}, asked)
            else:
                self._foresee(chosen, choices, seed, asked)

        if wish in self._known:
            done(self._known[wish])
        else:
            self._run(tr("Comparing coders"), lambda progress: compare(chosen, options, episode, progress), done, asked)

    def rate(self, pair: CoderPair, seed: int) -> None:
        """Compare what a pair typed, and the measures of their codings."""
        study, asked, wish = self.study, self._asked, (pair.key, seed)

        def done(found: PairRatings) -> None:
            self._rated[wish] = found
            if asked == self._asked:
                self.rated.emit(found)

        if wish in self._rated:
            self.rated.emit(self._rated[wish])
        elif study is not None:

            def work(progress: Progress) -> PairRatings:
                return compare_ratings(study, pair, Options(seed=seed), progress)

            self._run(tr("Comparing ratings and measures"), work, done, asked)

    def _keep(self, wish: Wish, figures: PairFigures) -> None:
        """Keep the last few results, so that going back to a choice takes no time."""
        self._known.pop(wish, None)
        self._known[wish] = figures
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]

    def _compare_others(
        self, others: list[CoderPair], choices: Choices, seed: int, known: dict[PairKey, Line | None], asked: int
    ) -> None:
        """Compare every other pair too: their lowest kappa is shown, and choosing one takes no time."""
        options, episode = choices.options(seed), choices.episode
        ready = dict(self._known)

        def work(progress: Progress) -> dict[Wish, PairFigures]:
            found = {}
            for done, pair in enumerate(others):
                progress.step(done, len(others), "")
                wish = (pair.key, episode, options)
                if episode == ALL_EPISODES or episode in {e.id for e in pair.scheme.episodes}:
                    found[wish] = ready.get(wish) or compare(pair, options, episode, progress)
            return found

        def done(found: dict[Wish, PairFigures]) -> None:
            for wish, figures in found.items():
                self._keep(wish, figures)
            if asked == self._asked:
                self.lowest_found.emit({**known, **{wish[0]: figures.lowest for wish, figures in found.items()}})

        self._run(tr("Comparing the other pairs"), work, done, asked)

    def _foresee(self, pair: CoderPair, choices: Choices, seed: int, asked: int) -> None:
        """Compute the other tolerances while nothing else is asked for."""
        wishes = [
            (pair.key, choices.episode, replace(choices, tol_ms=tol_ms).options(seed)) for tol_ms in TOLERANCES_MS
        ]
        missing = [wish for wish in wishes if wish not in self._known]

        def work(progress: Progress) -> dict[Wish, PairFigures]:
            return {wish: compare(pair, wish[2], wish[1], progress) for wish in missing}

        def done(found: dict[Wish, PairFigures]) -> None:
            if asked == self._asked:
                for wish, figures in found.items():
                    self._keep(wish, figures)

        if missing:
            self._foreseen = self._jobs.run(tr("Comparing with other tolerances"), work, done, lambda _: None)

    def _begin(self) -> int:
        """Stop what is under way and return the number of the new wish."""
        for job in self._running:
            job.stop()
        if self._foreseen is not None:
            self._foreseen.stop()
        self._running = []
        self._asked += 1
        return self._asked

    def _run(self, name: str, work: Callable[[Progress], Result], done: Callable[[Result], object], asked: int) -> None:
        def deliver(result: Result) -> None:
            done(result)
            over()

        def failed(error: Exception) -> None:
            over()
            if not isinstance(error, EXPECTED):
                raise error
            if asked == self._asked:
                self.failed.emit(str(error))

        def over() -> None:
            if job in self._running:
                self._running.remove(job)

        def stopped() -> None:
            over()
            if asked == self._asked:
                self.failed.emit(tr("It was stopped."))

        job = self._jobs.run(name, work, deliver, failed, stopped)
        self._running.append(job)


def _read_anew(study: OpenStudy, known: Fingerprint | None, progress: Progress) -> DoubleCoded | None:
    if known is not None and fingerprint(study) == known:
        return None
    return read_double_coded(study, progress)
