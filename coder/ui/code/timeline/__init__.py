"""The timeline: what was coded when, to look at and to edit."""

from coder.ui.code.timeline.audio import Sound
from coder.ui.code.timeline.scene import Scene, scene_of
from coder.ui.code.timeline.view import TimelineView

__all__ = ["Scene", "Sound", "TimelineView", "scene_of"]
