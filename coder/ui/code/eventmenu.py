"""Menus of the timeline: what can be done to the selected events, and the codes of other tracks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from coder.model.scheme import Code
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

_FIRST = ("code.split", "code.merge", "code.delete")
_COPIES = ("code.copy", "code.cut", "code.paste")
_SELECTING = ("code.select_code", "code.select_code_episode", "code.select_track", "code.select_track_episode")


def show_event_menu(bench: Bench, event_id: str | None, where: QPoint) -> QMenu:
    """Offer what can be done to the selected events; without an event what can be done here."""
    menu = _menu(bench)
    if event_id is not None:
        _add_recoding(bench, menu, event_id)
        _add_commands(bench, menu, _FIRST)
        menu.addSeparator()
    _add_commands(bench, menu, _COPIES)
    if event_id is not None:
        _fill_copying(bench, menu.addMenu(tr("Copy to another track")))
    menu.addSeparator()
    _add_commands(bench, menu, _SELECTING if event_id is not None else _SELECTING[2:3])
    menu.popup(where)
    return menu


def ask_copy_to(bench: Bench) -> QMenu | None:
    """Offer the tracks and codes the selected events can be copied to."""
    if not bench.sitting.selection.ids:
        bench.talk.refuse(tr("Select events first, then copy them."))
        return None
    menu = _menu(bench)
    _fill_copying(bench, menu)
    menu.popup(QCursor.pos())
    return menu


def ask_paste_as(bench: Bench) -> QMenu | None:
    """Offer the codes of the pass under which what was copied can be put at the playhead."""
    if not bench.copying.kept:
        bench.talk.refuse(tr("Nothing has been copied yet."))
        return None
    menu = _menu(bench)
    here = bench.playback.position_ms
    for channel in bench.sitting.pass_.channels if bench.sitting.pass_ else ():
        menu.addSection(channel.title)
        for code in channel.codes:
            menu.addAction(_label(code), partial(bench.copying.paste_as, code.id, here))
    menu.popup(QCursor.pos())
    return menu


def _menu(bench: Bench) -> QMenu:
    """Return an empty menu that goes when it is closed."""
    menu = QMenu(bench)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _fill_copying(bench: Bench, menu: QMenu) -> None:
    copying = bench.copying
    channels = bench.sitting.pass_.channels if bench.sitting.pass_ else ()
    for channel in channels:
        if copying.source_channels == {channel.id}:
            continue
        menu.addSection(channel.title)
        if copying.names_fit(channel):
            menu.addAction(tr("The same codes"), partial(copying.copy_by_name, channel))
        for code in channel.codes:
            menu.addAction(_label(code), partial(copying.copy_to, code.id))
    if menu.isEmpty():
        menu.addAction(tr("This pass has no other track.")).setEnabled(False)


def _add_recoding(bench: Bench, menu: QMenu, event_id: str) -> None:
    event = bench.sitting.event_of(event_id)
    place = bench.sitting.scheme.places.get(event.code) if event else None
    if event is None or place is None:
        return
    codes = menu.addMenu(tr("Change code"))
    codes.setEnabled(bench.sitting.locked is None and place.pass_.id == bench.sitting.pass_id)
    for code in place.channel.codes:
        action = codes.addAction(_label(code), partial(bench.editing.recode_selected, code.id))
        action.setCheckable(True)
        action.setChecked(code.id == event.code)


def _add_commands(bench: Bench, menu: QMenu, ids: tuple[str, ...]) -> None:
    by_id = {command.id: command for command in bench.commands}
    for command in (by_id[i] for i in ids):
        action = menu.addAction(f"{command.title}\t{command.shortcut.split(', ')[0]}", partial(bench.run, command))
        action.setEnabled(command.why_not() is None)


def _label(code: Code) -> str:
    return f"{code.title}\t{code.key.upper()}"
