"""How the reliability sample came about: what the study's plan records of it, in a paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from coder.agreement import AgreementReport
from coder.app.report.sources import cite
from coder.app.report.words import counted, listed, percent
from coder.model.study import Study


@dataclass(frozen=True, slots=True)
class Design:
    """Who coded how many sessions twice, how these were chosen, who was certified, and who could see what.

    Attributes
    ----------
    coders : tuple of str
        Who is compared.
    n_sessions, n_double : int
        Sessions of the study, and those two people coded independently.
    """

    study: Study
    coders: tuple[str, ...]
    n_sessions: int
    n_double: int

    @classmethod
    def of(cls, study: Study, report: AgreementReport, n_sessions: int) -> Design:
        """Return the design behind an agreement report."""
        coders = sorted({coder for pair in report.pairs for coder in (pair.coder_a, pair.coder_b)})
        twice = {session for pair in report.pairs for session in pair.sessions}
        return cls(study, tuple(coders), n_sessions, len(twice))

    def paragraph(self) -> str:
        """Return the paragraph."""
        share = percent(self.n_double / self.n_sessions) if self.n_sessions else "0 %"
        text = (
            f"{self.n_double} of {counted(self.n_sessions, 'session')} ({share}) were coded independently by two or "
            f"more of {counted(len(self.coders), 'coder')} ({listed(self.coders)})."
        )
        return " ".join((text, self._selection(), self._training(), self._blindness()))

    def _selection(self) -> str:
        draws = self.study.reliability.draws
        if not draws:
            return "How these sessions were chosen is not recorded in the study."
        first = draws[0]
        spread = f", spread over {listed(first.strata)}" if first.strata else ""
        what = "sessions" if first.unit == "sessions" else "each recording, in whole episodes"
        more = f"; {counted(len(draws) - 1, 'later draw')} added to it" if len(draws) > 1 else ""
        return (
            f"They were drawn at random ({percent(first.share)} of {what}{spread}; seed {first.seed}, on "
            f"{first.drawn_on}{more})."
        )

    def _training(self) -> str:
        held: dict[str, set[str]] = {}
        for certificate in self.study.reliability.certificates:
            held.setdefault(certificate.coder, set()).add(certificate.pass_id)
        certified = [
            f"{coder} in {counted(len(held[coder]), 'pass', 'passes')}" for coder in self.coders if coder in held
        ]
        return f"Certified on training tapes: {listed(certified)}." if certified else "No certification is recorded."

    def _blindness(self) -> str:
        if not self.study.settings.blind:
            return "The study is not blind: coders could see other codings."
        return (
            "A coder could see no other coding of a session before finishing their own, as knowing that one is checked "
            f"raises agreement ({cite('reid')})."
        )
