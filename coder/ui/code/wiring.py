"""Who hears whom among the parts of an open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.ui.code.codemenu import ask_code
from coder.ui.code.eventmenu import show_event_menu
from coder.ui.code.video.commands import fill_menu

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


def wire(bench: Bench) -> None:
    """Connect all parts."""
    _wire_coding(bench)
    _wire_playback(bench)
    _wire_timeline(bench)
    _wire_transport(bench)
    _wire_align(bench)
    _wire_pad(bench)
    _wire_inspector(bench)
    _wire_lists(bench)


def _wire_coding(bench: Bench) -> None:
    sitting, refresh, talk = bench.sitting, bench.refresh, bench.talk
    sitting.desk.listeners.append(bench.loading.follow)
    sitting.desk.listeners.append(refresh.changed)
    sitting.pass_changed.connect(refresh.pass_changed)
    sitting.lock_changed.connect(refresh.everything)
    sitting.selection_changed.connect(refresh.selection)
    sitting.said.connect(talk.say)
    sitting.refused.connect(talk.refuse)
    bench.travel.refused.connect(talk.refuse)
    bench.keywork.wire()


def _wire_playback(bench: Bench) -> None:
    playback, refresh = bench.playback, bench.refresh
    playback.moved.connect(refresh.moved)
    playback.pictured.connect(refresh.pictured)
    playback.state_changed.connect(refresh.playback_changed)
    playback.jumped.connect(bench.person_moved)
    playback.failed.connect(bench.unreadable.failed)
    playback.pictured.connect(bench.unreadable.pictured)
    bench.sound.said.connect(bench.talk.refuse)
    bench.sound.changed.connect(refresh.sound)
    for number, view in enumerate(bench.cameras.views):
        view.painted.connect(lambda picture, n=number: refresh.painted(picture) if n == bench.pictures.lead else None)
        view.menu_asked.connect(bench.transport.camera_menu.popup)
    bench.cameras.arranged.connect(refresh.pictures)
    bench.cameras.held_changed.connect(refresh.pictures)


def _wire_timeline(bench: Bench) -> None:
    timeline, sitting = bench.timeline, bench.sitting
    timeline.sought.connect(bench.playback.seek)
    timeline.selected.connect(sitting.select)
    timeline.wished.connect(bench.editing.grant)
    timeline.planned, timeline.why_locked = bench.editing.planned, lambda: sitting.locked
    timeline.menu_asked.connect(lambda event_id, where: show_event_menu(bench, event_id, where))
    timeline.arranged.connect(bench.tracks.keep)
    timeline.edge_touched.connect(lambda event_id, edge: sitting.select((event_id,), edge))
    timeline.recode_asked.connect(lambda event_id: ask_code(bench, event_id))
    timeline.view_changed.connect(bench.refresh.zoomed)
    timeline.to_frame, timeline.frame_text = bench.playback.nearest_frame, bench.playback.frame_text
    bench.bar.snap_chosen.connect(lambda on: setattr(timeline, "snapping", on))
    bench.bar.follow_chosen.connect(lambda on: setattr(timeline, "following", on))
    bench.bar.tracks_chosen.connect(bench.tracks.choose)
    bench.bar.extra_chosen.connect(bench.tracks.show_extra)
    bench.bar.reset_asked.connect(bench.tracks.as_at_first)
    bench.tracks.changed.connect(bench.refresh.tracks)
    bench.tracks.changed.connect(bench.traces.look)
    bench.editing.placed.connect(lambda ms: None if bench.playback.playing else bench.playback.seek(ms))


def _wire_transport(bench: Bench) -> None:
    bench.transport.command.connect(bench.run_id)
    bench.transport.speed_chosen.connect(bench.playback.set_speed)
    bench.transport.volume_chosen.connect(bench.sound.set_volume)
    bench.transport.camera_menu.aboutToShow.connect(
        lambda: fill_menu(bench.transport.camera_menu, bench.commands, bench.run)
    )
    bench.review_bar.play_asked.connect(bench.travel.toggle)
    bench.review_bar.edit_asked.connect(bench.edit_clip)
    bench.review_bar.back_asked.connect(bench.returned)


def _wire_align(bench: Bench) -> None:
    align, panel = bench.align, bench.align_panel
    align.changed.connect(lambda: panel.follow(bench))
    panel.mark.clicked.connect(align.mark)
    panel.done.clicked.connect(align.end)
    panel.reference.stepped.connect(lambda frames: align.step_one(False, frames))
    panel.other.stepped.connect(lambda frames: align.step_one(True, frames))
    for button in (panel.mark, panel.done):
        button.clicked.connect(lambda: bench.setFocus())


def _wire_pad(bench: Bench) -> None:
    head = bench.pad.head
    bench.header.strip.pass_asked.connect(bench.sitting.set_pass)
    head.goto_asked.connect(bench.travel.coded_through)
    head.gap_asked.connect(lambda: bench.travel.gap(1))
    head.complete_asked.connect(lambda: bench.run_id("pass.complete"))
    head.reopen_asked.connect(lambda: bench.run_id("pass.reopen"))


def _wire_inspector(bench: Bench) -> None:
    inspector, editing = bench.inspector, bench.editing
    inspector.frame_at = bench.playback.frame_number
    inspector.retime_asked.connect(editing.retime)
    inspector.recode_asked.connect(editing.recode_selected)
    inspector.modifier_asked.connect(editing.set_modifier)
    inspector.certainty_asked.connect(editing.set_certainty)
    inspector.note_asked.connect(editing.set_note)
    inspector.refused.connect(bench.talk.refuse)
    inspector.done.connect(bench.setFocus)


def _wire_lists(bench: Bench) -> None:
    bench.event_list.selected.connect(bench.sitting.select)
    bench.event_list.shown.connect(bench.playback.seek)
