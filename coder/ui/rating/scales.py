"""The form of the rating scales: one row per scale, one column per episode it is rated in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coder.app.desk import Desk
from coder.model.coding import Rating
from coder.model.edits import set_rating
from coder.model.errors import ModelError
from coder.model.scheme import Scale
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Choice, ScrollColumn, label

NOT_RATED = "–"


class RatingDialog(FormDialog):
    """Every choice is an edit of the coding at once, and undone like any other.

    Attributes
    ----------
    fields : dict
        (scale id, episode id) → the box to choose from.
    """

    def __init__(self, host: QWidget, theme: Theme, desk: Desk, locked: Callable[[], str | None]) -> None:
        super().__init__(host, theme, tr("Rate the episodes"), "", width_px=760)
        self._desk, self._locked = desk, locked
        self.fields: dict[tuple[str, str], Choice] = {}
        held = {episode.id for episode in desk.session.episodes}
        self._episodes = [
            template
            for template in desk.scheme.episodes
            if any(template.id in scale.episodes for scale in desk.scheme.scales) and template.id in held
        ]
        self.anchor = label("", "table", "text2", wrap=True)
        self.anchor.setMinimumHeight(theme.px(64))
        self.anchor.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column = ScrollColumn(tr("Scales"))
        column.setMinimumHeight(theme.px(300))
        column.fill(lambda layout: layout.addLayout(self._grid()))
        if not self._episodes:
            self.form.addWidget(label(tr("No episode of these scales is marked yet. Mark them in pass 0."), "body"))
        self.form.addWidget(column, 1)
        self.form.addWidget(self.anchor)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for column, template in enumerate(self._episodes, 1):
            heading = label(_short(template.id), "table", "text2")
            heading.setToolTip(template.title)
            heading.setAccessibleName(template.title)
            grid.addWidget(heading, 0, column)
        for row, scale in enumerate(self._desk.scheme.scales, 1):
            name = label(scale.title)
            name.setToolTip(scale.definition)
            grid.addWidget(name, row, 0)
            for column, template in enumerate(self._episodes, 1):
                if template.id in scale.episodes:
                    grid.addWidget(self._field(scale, template.id, template.title), row, column)
        return grid

    def _field(self, scale: Scale, episode: str, title: str) -> Choice:
        field = Choice()
        field.setAccessibleName(f"{scale.title}, {title}")
        field.setAccessibleDescription(scale.definition)
        field.addItem(NOT_RATED, None)
        for value in range(scale.min, scale.max + 1):
            field.addItem(f"{value}", value)
            anchor = scale.anchors.get(f"{value}", "")
            field.setItemData(field.count() - 1, anchor, Qt.ItemDataRole.ToolTipRole)
        self.fields[scale.id, episode] = field
        self._show(scale, episode)
        field.setEnabled(self._locked() is None)
        field.activated.connect(lambda _: self._rate(scale, episode))
        field.highlighted.connect(lambda index: self._explain(scale, field.itemData(index)))
        return field

    def _rating(self, scale: Scale, episode: str) -> Rating | None:
        return next((r for r in self._desk.coding.ratings if (r.scale, r.episode) == (scale.id, episode)), None)

    def _show(self, scale: Scale, episode: str) -> None:
        """Show what is stored; a value between the whole ones, from another program, gets an entry of its own."""
        field, rating = self.fields[scale.id, episode], self._rating(scale, episode)
        value = rating.value if rating else None
        if field.findData(value) < 0:
            field.addItem(f"{value:g}", value)
        field.setCurrentIndex(field.findData(value))

    def _rate(self, scale: Scale, episode: str) -> None:
        value = self.fields[scale.id, episode].currentData()
        before = self._rating(scale, episode)
        try:
            change = set_rating(
                self._desk.coding, self._desk.scheme, scale.id, episode, value, before.note if before else ""
            )
            if change is not None:
                self._desk.do(change)
        except ModelError as error:
            self.say_wrong(str(error), self.fields[scale.id, episode])
            self._show(scale, episode)
            return
        self.say_wrong("")
        self._explain(scale, value)

    def _explain(self, scale: Scale, value: object) -> None:
        """Show what a point of the scale means."""
        anchor = scale.anchors.get(f"{value}", "")
        text = f"{scale.title} {value}: {anchor}" if anchor else scale.definition
        self.anchor.setText(text)


def _short(episode: str) -> str:
    """Return ``Ep 5`` for ``ep5``; other ids as they are."""
    number = episode.removeprefix("ep")
    return tr("Ep {0}", number) if number.isdecimal() else episode
