"""What the timeline says about an event under the mouse."""

from __future__ import annotations

from coder.model.timecode import clock, seconds_text
from coder.ui.code.timeline.geometry import Hit
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scene import Scene
from coder.ui.code.timeline.traces import Heart, Motion
from coder.ui.text import tr


def tip_text(scene: Scene, hit: Hit) -> str:
    """Return code, times and duration of the event, one fact a line."""
    code = hit.lane.channel.codes[int(hit.lane.code[hit.place])]
    on, off = int(hit.lane.on[hit.place]), int(hit.lane.off[hit.place])
    lines = [f"{hit.row.title}: {code.title}"]
    if hit.lane.channel.kind == "point":
        lines.append(clock(on))
    elif off == FOREVER:
        lines.append(tr("{0} – still running", clock(on)))
    else:
        lines.append(f"{clock(on)} – {clock(off)} · {seconds_text(off - on)}")
    episode = scene.session.episode_at(on)
    if episode is not None:
        lines.append(episode.id)
    return "\n".join(lines)


def trace_tip(row: Row, heart: Heart | None, motion: Motion | None, ms: int) -> str:
    """Return what heart rate or motion energy is at a time; "" on other tracks."""
    if row.kind == "heart" and heart is not None:
        if heart.problem:
            return heart.problem
        bpm = heart.at(ms)
        value = tr("signal lost") if bpm is None else tr("{0} bpm, median of 10 s", f"{bpm:.0f}")
    elif row.kind == "motion" and motion is not None and len(motion.times):
        share = motion.at(ms)
        value = tr("not known") if share is None else tr("{0} % of the picture changes", f"{100 * share:.1f}")
    else:
        return ""
    return f"{row.title}: {value}\n{clock(ms)}"
