"""The Scheme page: read what is coded, how, and what for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from coder.app.studies import OpenStudy
from coder.model.checks import scheme_problems
from coder.model.scheme import Channel, CodePlace, Pass, Scheme
from coder.ui.page import Page, PageServices
from coder.ui.scheme.checks import ChecksCard
from coder.ui.scheme.definition import DefinitionCard
from coder.ui.scheme.matrix import BindingMatrix
from coder.ui.scheme.tree import Node, SchemeTree
from coder.ui.text import tr
from coder.ui.widgets import Card, Choice, EmptyState, HeaderBar, Note, Rule, SearchField


class SchemePage(Page):
    """Tree, definition, and use in the measures."""

    page_id = "scheme"
    title = "Scheme"
    icon_name = "scheme"
    purpose = (
        "What is coded and what it is used for. Walk the tree with the arrow keys. The table at the right says what "
        "part each code plays in the five measures."
    )

    def __init__(self, services: PageServices) -> None:
        super().__init__(services)
        self.scheme: Scheme | None = None
        self._study: OpenStudy | None = None
        self.heading = HeaderBar(tr("Scheme"), role="title")
        self.choice = Choice()
        self.choice.setAccessibleName(tr("Scheme version"))
        self.choice.currentIndexChanged.connect(self._choose_scheme)
        self.heading.add(self.choice)
        self.search = SearchField(tr("Find a code or key"))
        self.tree = SchemeTree(self.theme)
        self.definition = DefinitionCard()
        self.matrix = BindingMatrix()
        self.rule = Note()
        self.checks = ChecksCard(self.tree.choose)
        self._build()
        self.search.textChanged.connect(self.tree.find)
        self.search.returnPressed.connect(self._to_tree)
        self.tree.chosen.connect(self._show_node)
        self.matrix.code_chosen.connect(self.tree.choose)
        self.matrix.rule_asked.connect(self.rule.text.setText)

    def _build(self) -> None:
        tree = Card()
        tree.setAccessibleName(tr("Codes"))
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 6)
        top.addWidget(self.search)
        tree.body.addLayout(top)
        tree.add(Rule())
        tree.add(self.tree, 1)
        self._uses = Card(tr("Codes in measures"), " ")
        inside = self._uses.padded()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.matrix)
        area.setAccessibleName(tr("Codes in measures"))
        inside.addWidget(area, 1)
        inside.addWidget(self.rule)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self._uses)
        right.addWidget(self.checks)
        right.setSizes([520, 300])
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (tree, self.definition, right):
            self.columns.addWidget(widget)
        self.columns.setSizes([380, 640, 440])
        for place in (0, 2):
            self.columns.setStretchFactor(place, 0)
        self.columns.setStretchFactor(1, 1)
        for splitter in (right, self.columns):
            splitter.setHandleWidth(12)
            splitter.setChildrenCollapsible(False)
        shape = self.services.memory.shape("scheme.columns")
        if shape is not None:
            self.columns.restoreState(shape)
        run = self.services.commands.run
        self._nothing = EmptyState("scheme", tr("No study is open."), (tr("Open study…"), lambda: run("file.open")))
        self._room = QStackedWidget()
        self._room.addWidget(self._nothing)
        self._room.addWidget(self.columns)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 0, 12, 12)
        outer.setSpacing(4)
        outer.addWidget(self.heading)
        outer.addWidget(self._room, 1)

    def scheme_at_hand(self) -> Scheme | None:
        """Return the scheme that is shown."""
        return self.scheme

    def set_study(self, study: OpenStudy | None) -> None:
        """Show the schemes of another study."""
        self._study = study
        before = self.scheme.ref if self.scheme else ""
        self.choice.blockSignals(True)
        self.choice.clear()
        for ref, scheme in study.schemes.items() if study else ():
            self.choice.addItem(f"{scheme.title} v{scheme.revision}", ref)
        self.choice.setCurrentIndex(max(0, self.choice.findData(before)))
        self.choice.setVisible(self.choice.count() > 1)
        self.choice.blockSignals(False)
        self._choose_scheme()

    def _choose_scheme(self) -> None:
        ref = self.choice.currentData()
        schemes = self._study.schemes if self._study else {}
        self._show_scheme(schemes.get(ref))

    def _show_scheme(self, scheme: Scheme | None) -> None:
        same = scheme is not None and scheme == self.scheme
        self.scheme = scheme
        self._room.setCurrentWidget(self.columns if scheme else self._nothing)
        if scheme is None or same:
            return
        channels = sum(1 for _ in scheme.channels())
        codes = len(scheme.places)
        counts = tr("{0} passes, {1} channels, {2} codes", len(scheme.passes), channels, codes)
        text = f"{scheme.title} v{scheme.revision} · {counts}"
        self.heading.quiet.setText(text)
        problems = scheme_problems(scheme)
        wrong = {problem.place.split(",")[0]: problem.severity for problem in reversed(problems)}
        self.tree.show_scheme(scheme, wrong)
        self.checks.show_problems(problems)
        first = next(iter(scheme.places), "")
        if not self.tree.choose(first):
            self._show_node(None)

    def show_code(self, scheme_ref: str, code_id: str) -> None:
        """Show the definition of a code."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(scheme_ref)))
        self.search.clear()
        self.tree.choose(code_id)
        self.tree.setFocus()

    def _show_node(self, node: Node | None) -> None:
        if self.scheme is None:
            return
        self.definition.show_node(self.scheme, node)
        pass_ = self._pass_of(node)
        if pass_ is None or self._uses.header is None:
            return
        places = [CodePlace(pass_, channel, code) for channel in pass_.channels for code in channel.codes]
        shown = [place for place in places if place.code.id != place.channel.unobservable]
        self.matrix.show_codes(self.scheme, shown)
        self._uses.header.quiet.setText(tr("pass {0}", self.scheme.passes.index(pass_)))
        if isinstance(node, CodePlace):
            self.matrix.choose_code(node.code.id)
        self.rule.text.setText(tr("Click a cell for its rule. A code with no part is exported as a count."))

    def _pass_of(self, node: Node | None) -> Pass | None:
        if isinstance(node, CodePlace):
            return node.pass_
        if isinstance(node, Channel) and self.scheme is not None:
            return next((pass_ for pass_, channel in self.scheme.channels() if channel == node), None)
        return node if isinstance(node, Pass) else None

    def _to_tree(self) -> None:
        self.tree.choose_first_shown()
        self.tree.setFocus()

    def activated(self) -> None:
        """Say what is shown."""
        if self.scheme is not None:
            errors = sum(p.severity == "error" for p in scheme_problems(self.scheme))
            self.status_changed.emit(
                tr("Published scheme, read only") if not errors else tr("{0} errors in the scheme", errors)
            )
        self.context_changed.emit(self._study.study.title if self._study else "")
        self.tree.setFocus()

    def deactivated(self) -> None:
        """Remember the columns."""
        self.services.memory.set_shape("scheme.columns", self.columns.saveState())

    def focus_search(self) -> None:
        """Find a code."""
        self.search.setFocus()
        self.search.selectAll()
