"""What the timeline says about an event under the mouse."""

from __future__ import annotations

from coder.model.timecode import clock, seconds_text
from coder.ui.code.timeline.geometry import Hit
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.scene import Scene
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
