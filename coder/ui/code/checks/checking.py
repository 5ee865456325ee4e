"""The check of the current pass: finds, shows the place, settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from coder.app.rewind import copy_of
from coder.model import edits
from coder.model.changes import AnyChange, Batch, apply
from coder.model.checks.passes import Finding, pass_findings
from coder.model.coding import Coding
from coder.model.edits.mending import mend, mend_words
from coder.model.scheme import Modifier
from coder.ui.code.checks.card import ChecksCard
from coder.ui.code.presence import absent_spans
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


class Checking(QObject):
    """Keeps the card of findings current while it is open."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.card = ChecksCard()
        card = self.card
        card.chosen.connect(self._show_place)
        card.fix_asked.connect(self._settle)
        card.fix_all_asked.connect(self._settle_alike)
        card.value_asked.connect(self._set_value)
        card.left.connect(self._leave)
        card.complete_asked.connect(bench.passwork.complete)
        bench.facts_changed.connect(self.refresh, Qt.ConnectionType.DirectConnection)

    @property
    def open(self) -> bool:
        """Whether the card is shown."""
        return not self._bench.middle.at_rest and self._bench.middle.currentWidget() is self.card

    def findings(self, coding: Coding | None = None) -> list[Finding]:
        """Return what is to be looked at in the current pass."""
        sitting = self._bench.sitting
        if sitting.pass_ is None:
            return []
        absent = {c.id: absent_spans(sitting.scheme, sitting.session, c) for c in sitting.pass_.channels}
        return pass_findings(sitting.scheme, sitting.session, coding or sitting.coding, sitting.pass_, absent)

    def begin(self) -> None:
        """Show the card and go to its first finding."""
        self._bench.sitting.write_watched()
        self._bench.middle.show_card(self.card)
        self.refresh()
        self.card.begin()
        if self.card.current is not None:
            self._show_place(self.card.current)

    def close(self) -> None:
        """Take the card away."""
        if self.open:
            self._bench.middle.rest()

    def refresh(self) -> None:
        """Find again after an edit or in another pass."""
        if self.open:
            self.card.show_findings(self.findings(), self._bench.passwork.why_incomplete())
            self._show_fix()

    def _show_fix(self) -> None:
        finding, sitting = self.card.current, self._bench.sitting
        if finding is None:
            self.card.show_fix("", 0, None, None)
            return
        words = mend_words(sitting.scheme, sitting.session, sitting.coding, sitting.pass_id, finding)
        alike = sum(other.kind == finding.kind for other in self.card.model.findings)
        self.card.show_fix(tr(words) if words else "", alike, self._modifier(finding), sitting.locked)

    def _modifier(self, finding: Finding) -> Modifier | None:
        event = self._bench.sitting.event_of(finding.event_id) if finding.kind == "modifier" else None
        place = self._bench.sitting.scheme.places.get(event.code) if event is not None else None
        modifiers = place.code.modifiers if place is not None else ()
        return next((m for m in modifiers if m.id == finding.other_id), None)

    def _show_place(self, finding: Finding) -> None:
        """Go to a finding and select its event."""
        bench = self._bench
        bench.playback.seek(finding.on_ms)
        bench.timeline.reveal(finding.on_ms)
        bench.sitting.select((finding.event_id,) if finding.event_id else ())
        self._show_fix()

    def _settle(self, finding: Finding) -> None:
        sitting = self._bench.sitting

        def change() -> AnyChange | None:
            return mend(sitting.scheme, sitting.session, sitting.coding, sitting.pass_id, finding)

        sitting.attempt(change, aloud=True, with_watched=False)
        self._next()

    def _settle_alike(self, finding: Finding) -> None:
        sitting = self._bench.sitting
        sitting.attempt(lambda: self._all_alike(finding), aloud=True, with_watched=False)
        self._next()

    def _all_alike(self, finding: Finding) -> AnyChange | None:
        """Return the changes that settle all findings of a kind, each made for what the ones before it leave."""
        sitting, coding = self._bench.sitting, copy_of(self._bench.sitting.coding)
        changes: list[AnyChange] = []
        for _ in range(len(self.card.model.findings)):
            alike = (f for f in self.findings(coding) if f.kind == finding.kind)
            made = (mend(sitting.scheme, sitting.session, coding, sitting.pass_id, f) for f in alike)
            change = next((one for one in made if one is not None), None)
            if change is None:
                break
            apply(coding, change)
            changes.append(change)
        label = tr("{0} findings settled: {1}", len(changes), finding.text)
        return Batch(changes=tuple(changes), label=label) if changes else None

    def _set_value(self, finding: Finding, value: str) -> None:
        sitting = self._bench.sitting

        def change() -> AnyChange | None:
            return edits.set_modifier(sitting.coding, sitting.scheme, finding.event_id, finding.other_id, value)

        sitting.attempt(change, with_watched=False)
        self._next()

    def _next(self) -> None:
        """Go on to what stands where the settled finding stood, without losing the keys."""
        self.card.view.setFocus()
        if self.card.current is not None:
            self._show_place(self.card.current)

    def _leave(self, stay: bool) -> None:
        if not stay:
            self.close()
        self._bench.setFocus()
