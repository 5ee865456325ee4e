"""Where an edge goes when it is let go: always onto a frame, and onto an edge, a door or the playhead that is near."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from coder.model.spans import Times
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.scene import Scene
from coder.ui.text import tr

SNAP_PX = 6


@dataclass(frozen=True, slots=True)
class Targets:
    """What an edge can snap to: sorted times, and what there is at each, in words."""

    times: Times
    names: dict[int, str]

    def get(self, ms: int, otherwise: str) -> str:
        """Return what there is at a time."""
        return self.names.get(ms, otherwise)

    def __contains__(self, ms: int) -> bool:
        return ms in self.names


def snap_targets(scene: Scene, except_ids: Iterable[str], playhead_ms: int) -> Targets:
    """Return all edges, the episodes, the doors and the playhead, without the edges of the events being moved."""
    moving = frozenset(except_ids)
    names: dict[int, str] = {}
    for lane in scene.lanes.values():
        still = np.array([event_id not in moving for event_id in lane.ids], dtype=bool)
        if len(still):
            names.update(dict.fromkeys(np.concatenate((lane.on[still], lane.off[still])).tolist(), tr("at an edge")))
    names.pop(FOREVER, None)
    names.update({edge: tr("at an episode") for e in scene.session.episodes for edge in (e.on, e.off)})
    names.update(dict.fromkeys(scene.doors, tr("at a door")))
    names[playhead_ms] = tr("at the playhead")
    return Targets(np.array(sorted(names), dtype=np.int64), names)


def snapped(ms: int, targets: Times, within_ms: float, to_frame: Callable[[int], int]) -> int:
    """Return the nearest target within reach, else the nearest frame's first ms.

    Parameters
    ----------
    ms : int
        Where the mouse is.
    targets : int64 array, sorted
        Empty while the person holds Shift or snapping is off.
    within_ms : float
        Reach of a target.
    to_frame : callable
        Gives the first ms of the frame nearest to a time.
    """
    place = int(targets.searchsorted(ms))
    near = [int(targets[p]) for p in (place - 1, place) if 0 <= p < len(targets)]
    best = min(near, key=lambda target: abs(target - ms), default=None)
    return best if best is not None and abs(best - ms) <= within_ms else to_frame(ms)
