"""The last five events that keys made: each leads back to its place, the last one can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from coder.model.timecode import clock
from coder.ui.code.stamps import SHOWN, Stamp
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import IconButton, label
from coder.ui.widgets.keycap import cap_size, paint_cap

STRIP_PX = 30
CHIP_PX = 24


class StampChip(QAbstractButton):
    """One event: the key of its code, and its time; the latest stands out."""

    def __init__(self, latest: bool) -> None:
        super().__init__()
        self._latest = latest
        self._key = ""
        self.event_id = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_stamp(self, stamp: Stamp, key: str) -> None:
        """Show an event."""
        self._key, self.event_id = key.upper(), stamp.event.id
        self.setText(clock(stamp.event.on, 0))
        words = tr("{0} at {1}", stamp.code.title, clock(stamp.event.on))
        self.setAccessibleName(tr("Go to {0}", words))
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of key and time."""
        theme = theme_of(self)
        text = QFontMetricsF(theme.font("caption")).horizontalAdvance(self.text())
        cap = cap_size(theme, self._key).width() if self._key else 0
        return QSize(round(cap + text + theme.px(11)), theme.px(CHIP_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint key and time."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "line2"), 2 if self.hasFocus() else 1))
            painter.setBrush(theme.color("bg3"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        left = float(theme.px(3))
        if self._key:
            size = cap_size(theme, self._key)
            paint_cap(
                painter,
                theme,
                QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height()),
                self._key,
            )
            left += size.width() + theme.px(4)
        painter.setPen(theme.color("text" if self._latest else "text3"))
        painter.setFont(theme.font("caption"))
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


class LatestStamps(QWidget):
    """A strip of events, the latest first.

    Signals
    -------
    jump_asked(str)
        An event was clicked.
    undo_asked()
        The last one is to be undone.
    """

    jump_asked = Signal(str)
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Last keys"))
        self.hint = label(tr("The last five keys appear here."), "caption", "text3")
        self.chips = [StampChip(latest=n == 0) for n in range(SHOWN)]
        self.undo = IconButton("undo", tr("Undo the last key (Ctrl+Z)"), self.undo_asked.emit, small=True)
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keys: dict[str, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        row.addWidget(self.hint)
        for chip in self.chips:
            row.addWidget(chip)
            chip.clicked.connect(lambda _=False, c=chip: self.jump_asked.emit(c.event_id))
        row.addStretch(1)
        row.addWidget(self.undo)
        self.setMinimumHeight(STRIP_PX)
        self.show_stamps([], False)

    def set_keys(self, keys: dict[str, str]) -> None:
        """Take over which key each code has."""
        self._keys = keys

    def show_stamps(self, stamps: Sequence[Stamp], undoable: bool) -> None:
        """Show other events."""
        self.hint.setVisible(not stamps)
        for place, chip in enumerate(self.chips):
            if place < len(stamps):
                chip.show_stamp(stamps[place], self._keys.get(stamps[place].code.id, stamps[place].code.key))
            chip.setVisible(place < len(stamps))
        self.undo.setVisible(bool(stamps))
        self.undo.setEnabled(undoable)
        tip = tr("Undo the last key (Ctrl+Z)") if undoable else tr("Edited since: the history takes it back")
        self.undo.setToolTip(tip)

    def minimumSizeHint(self) -> QSize:
        """A narrow column cuts the oldest."""
        return QSize(120, super().minimumSizeHint().height())
