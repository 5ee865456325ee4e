"""Where an edge goes when it is let go: always onto a frame, and onto an edge, a door or the playhead that is near."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from coder.model.spans import Times
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.scene import Scene

SNAP_PX = 6


def snap_targets(scene: Scene, except_ids: Iterable[str], playhead_ms: int) -> Times:
    """Return all edges, doors and the playhead, sorted, without the edges of the events being moved."""
    moving = frozenset(except_ids)
    found = [np.array([playhead_ms, *scene.doors], dtype=np.int64)]
    for lane in scene.lanes.values():
        still = np.array([event_id not in moving for event_id in lane.ids], dtype=bool)
        found += [lane.on[still], lane.off[still]] if len(still) else []
    targets = np.unique(np.concatenate(found))
    return targets[targets < FOREVER]


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
