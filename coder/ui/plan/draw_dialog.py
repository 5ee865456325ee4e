"""Drawing the sessions that are coded twice, or more of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from coder.app.errors import AppError
from coder.app.plan.planning import draw_more
from coder.app.plan.strata import AGE, stratum_names
from coder.app.studies import OpenStudy
from coder.model.plan import Draw
from coder.model.session import Session
from coder.store import StoreError
from coder.ui.plan.words import stratum_words
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Choice, label


class DrawDialog(FormDialog):
    """Asks for share, unit, spread and seed; ``drawn`` gets the draw.

    Which condition a child has is never shown: a draw can be spread over it unseen.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        study: OpenStudy,
        sessions: Sequence[Session],
        firsts: Mapping[str, str],
        drawn: Callable[[Draw], object],
    ) -> None:
        again = bool(study.study.reliability.draws)
        super().__init__(host, theme, tr("Draw more") if again else tr("Draw the reliability sample"), tr("Draw"))
        self._study, self._sessions, self._firsts, self._drawn = study, sessions, firsts, drawn
        plan = study.study.reliability
        self.unit = Choice()
        self.unit.addItem(tr("whole sessions"), "sessions")
        self.unit.addItem(tr("whole episodes of every tape"), "episodes")
        self.row(tr("What is coded twice"), self.unit, tr("At least 10 sessions, or all there are."))
        self.share = QSpinBox()
        self.share.setRange(1, 100)
        self.share.setSuffix(tr(" %"))
        self.share.setValue(round(100 * plan.double_coded_share))
        self.row(tr("Share"), self.share, tr("Of the sessions, or of each tape. What was drawn before stays drawn."))
        self.form.addWidget(label(tr("Spread in proportion over"), "table", "text2"))
        last = plan.draws[-1].strata if plan.draws else (AGE,)
        self.strata: dict[str, QCheckBox] = {}
        for name in stratum_names(sessions):
            self.strata[name] = QCheckBox(stratum_words(name))
            self.strata[name].setChecked(name in last)
            self.form.addWidget(self.strata[name])
        self.seed = QSpinBox()
        self.seed.setRange(0, 999_999_999)
        self.seed.setValue(plan.seed)
        self.row(tr("Seed"), self.seed, tr("The same seed and sessions give the same draw. It is kept with the plan."))
        self.form.addStretch(1)
        self.share.setFocus()

    def submit(self) -> None:
        """Draw, or say why not."""
        strata = [name for name, box in self.strata.items() if box.isChecked()]
        try:
            draw = draw_more(
                self._study,
                self._sessions,
                self._firsts,
                share=self.share.value() / 100,
                unit=self.unit.currentData(),
                strata=strata,
                seed=self.seed.value(),
            )
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.share)
            return
        self.accept()
        self._drawn(draw)
