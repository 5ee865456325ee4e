"""The tree of a scheme: pass, channel, code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from coder.model.scheme import Channel, CodePlace, Pass, Scheme
from coder.ui.scheme.marks import paint_mark
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.keycap import cap_size, paint_cap

NODE_ROLE = Qt.ItemDataRole.UserRole + 1
Node = Pass | Channel | CodePlace
Index = QModelIndex | QPersistentModelIndex


class NodeDelegate(QStyledItemDelegate):
    """Paints passes bold, channels plain, codes with their mark and key; a warning sign where a check fails."""

    def __init__(self, theme: Theme, wrong: Mapping[str, str]) -> None:
        super().__init__()
        self._theme, self._wrong = theme, wrong

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All lines are of one height."""
        return QSize(120, self._theme.px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        theme, node = self._theme, index.data(NODE_ROLE)
        place = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(0, place.top(), place.right() + 1, place.height()), theme.color("accentSoft"))
            painter.fillRect(QRectF(0, place.top(), 3, place.height()), theme.color("accent"))
        font = theme.font("table")
        font.setBold(isinstance(node, Pass))
        left = place.left() + 4
        if isinstance(node, CodePlace):
            side = theme.px(18)
            paint_mark(painter, theme, QRectF(left, place.top(), side, place.height()), node)
            left += side + 6
        right = self._paint_right(painter, place, node)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        room = QRectF(left, place.top(), right - left - 8, place.height())
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_right(self, painter: QPainter, place: QRectF, node: Node) -> float:
        """Paint key or quiet text, and the warning sign; return where they begin."""
        theme, right = self._theme, place.right() - 10
        if isinstance(node, CodePlace):
            size = cap_size(theme, node.code.key.upper())
            top = place.center().y() - size.height() / 2
            right -= size.width()
            paint_cap(painter, theme, QRectF(right, top, size.width(), size.height()), node.code.key.upper())
        else:
            painter.setFont(theme.font("table"))
            painter.setPen(theme.color("text3"))
            width = painter.fontMetrics().horizontalAdvance(_quiet(node))
            right -= width
            painter.drawText(
                QRectF(right, place.top(), width, place.height()), Qt.AlignmentFlag.AlignVCenter, _quiet(node)
            )
        severity = self._wrong.get(place_name(node))
        if severity:
            side = theme.px(14)
            right -= side + 6
            box = QRectF(right, place.center().y() - side / 2, side, side)
            theme.icon("warn", "danger" if severity == "error" else "warn").paint(painter, box.toRect())
        return right


class SchemeTree(QTreeView):
    """Tells which pass, channel or code is chosen."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._model = QStandardItemModel(self)
        self._wrong: dict[str, str] = {}
        self.setModel(self._model)
        self.setItemDelegate(NodeDelegate(theme, self._wrong))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.px(18))
        self.setAccessibleName(tr("Passes, channels and codes"))
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda index: self.chosen.emit(index.data(NODE_ROLE)))
        theme.changed.connect(lambda: self.setIndentation(theme.px(18)))

    def show_scheme(self, scheme: Scheme, wrong: Mapping[str, str]) -> None:
        """Show a scheme; ``wrong`` names the places where checks fail, with their severity."""
        self._wrong.clear()
        self._wrong.update(wrong)
        self._model.clear()
        for number, pass_ in enumerate(scheme.passes):
            branch = _item(f"{number} · {pass_.title}", pass_, _quiet(pass_))
            for channel in pass_.channels:
                twig = _item(channel.title, channel, _quiet(channel))
                for code in channel.codes:
                    twig.appendRow(_item(code.title, CodePlace(pass_, channel, code), tr("key {0}", code.key.upper())))
                branch.appendRow(twig)
            self._model.appendRow(branch)
        for row in range(min(3, self._model.rowCount())):
            self.expandRecursively(self._model.index(row, 0))

    def find(self, typed: str) -> None:  # type: ignore[override]
        """Show only what fits ``typed`` by title, id or key; "" shows everything."""
        wanted = typed.strip().casefold()
        for row in range(self._model.rowCount()):
            branch = self._model.item(row)
            shown = [self._filter_channel(branch.child(n), wanted) for n in range(branch.rowCount())]
            self.setRowHidden(row, QModelIndex(), not any(shown))
            if wanted and any(shown):
                self.expandRecursively(branch.index())

    def _filter_channel(self, twig: QStandardItem, wanted: str) -> bool:
        fits = [_fits(twig.child(n).data(NODE_ROLE), wanted) for n in range(twig.rowCount())]
        whole = not wanted or wanted in twig.text().casefold()
        for row, fit in enumerate(fits):
            self.setRowHidden(row, twig.index(), not (fit or whole))
        parent = twig.parent()
        self.setRowHidden(twig.row(), parent.index(), not (whole or any(fits)))
        return whole or any(fits)

    def choose(self, code_id: str) -> bool:
        """Choose a code; return whether it is there."""
        for item in self._items():
            node = item.data(NODE_ROLE)
            if isinstance(node, CodePlace) and node.code.id == code_id:
                self.setCurrentIndex(item.index())
                self.scrollTo(item.index(), QTreeView.ScrollHint.PositionAtCenter)
                return True
        return False

    def choose_first_shown(self) -> None:
        """Choose the first code that is not hidden."""
        for item in self._items():
            index = item.index()
            if isinstance(item.data(NODE_ROLE), CodePlace) and not self.isRowHidden(index.row(), index.parent()):
                parent = index.parent()
                if not self.isRowHidden(parent.row(), parent.parent()):
                    self.setCurrentIndex(index)
                    return

    def current_node(self) -> Node | None:
        """Return what is chosen."""
        node: Node | None = self.currentIndex().data(NODE_ROLE)
        return node

    def _items(self) -> Iterator[QStandardItem]:
        waiting = [self._model.item(row) for row in range(self._model.rowCount())]
        while waiting:
            item = waiting.pop(0)
            yield item
            waiting[:0] = [item.child(row) for row in range(item.rowCount())]


def place_name(node: Node) -> str:
    """Return how the checks name this place."""
    if isinstance(node, CodePlace):
        return f"code {node.code.id}"
    return f"channel {node.id}" if isinstance(node, Channel) else f"pass {node.id}"


def _item(text: str, node: Node, quiet: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(node, NODE_ROLE)
    item.setData(f"{text}, {quiet}", Qt.ItemDataRole.AccessibleTextRole)
    return item


def _quiet(node: Node) -> str:
    if isinstance(node, Pass):
        return tr("1 channel") if len(node.channels) == 1 else tr("{0} channels", len(node.channels))
    if isinstance(node, Channel):
        return tr("points") if node.kind == "point" else tr("one at a time") if node.exclusive else tr("states")
    return ""


def _fits(node: CodePlace, wanted: str) -> bool:
    code = node.code
    return wanted in code.title.casefold() or wanted in code.id.casefold() or wanted == code.key.casefold()
