"""The camera views while a session is open: which picture, and what is written over it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from coder.app.alignment import drift_ms_per_min
from coder.model.session import AlignedBy, Media, Session
from coder.model.timecode import clock, seconds_text, timecode
from coder.ui.code.cameras import CameraRoom
from coder.ui.code.cameraview import CameraView, Overlay
from coder.ui.code.pad.tally import running_at
from coder.ui.code.plates import Corner, Plate
from coder.ui.code.timeline.episodes import episode_colors, episode_title
from coder.ui.code.timeline.scene import Scene
from coder.ui.code.video.sight import Sight
from coder.ui.text import tr
from coder.ui.theme import theme_of

LONG_FRAME = 1.6
"""A frame that lasts longer than this many frames should is followed by dropped ones."""

SMALLEST_DRIFT = 0.05
"""Drift in ms a minute that is worth a word."""


class Screen(QObject):
    """Writes over the pictures. The reference camera carries time, frame, episode and running state."""

    def __init__(self, room: CameraRoom, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.media = ordered_media(session)
        self.written_over = True
        self.waiting = False
        self.silent: frozenset[int] = frozenset()
        self.frame_ms = 0.0
        self.lead = 0
        self.records: Callable[[int, int], bool] = lambda _number, _ms: True
        self.clip: tuple[int, int] | None = None
        room.set_names([self.name_of(n) for n in range(len(self.media))] or [tr("No video")])
        if not self.media:
            room.views[0].show_message(
                tr("This session has no video. Its codes can be looked at and edited by typing.")
            )

    @property
    def views(self) -> list[CameraView]:
        """The views, that of the reference camera first."""
        return self._room.views

    def name_of(self, number: int) -> str:
        """Return what a camera is called, such as ``Cam 1 · Room wide``."""
        media = self.media[number]
        return tr("Cam {0}", number + 1) + (f" · {media.title}" if media.title else "")

    def follow(self, session: Session) -> None:
        """Take over how the cameras are aligned now."""
        self.media = ordered_media(session)

    def show_opening(self) -> None:
        """Say that the recordings are being opened."""
        for view in self.views if self.media else ():
            view.show_message(tr("Opening…"))

    def show_missing(self, number: int) -> None:
        """Say that a recording was not found."""
        self.views[number].show_message(tr("Camera {0} was not found. Codes are safe.", number + 1))

    def write(self, scene: Scene, pass_id: str, ms: int) -> None:
        """Write time, frame, episode and state over the pictures for a playhead at ``ms``."""
        for number, view in enumerate(self.views):
            plates: list[Plate] = []
            if self.media and self.written_over:
                plates = (
                    self._leading_plates(scene, pass_id, ms) if number == self.lead else self._other_plates(number, ms)
                )
            if number in self.silent:
                plates.append(Plate("middle", tr("The file does not answer"), fill="warn", ink="bg0", role="section"))
            held = number == self._room.held and (number > 0 or self._room.large > 0)
            leads = number == self.lead
            view.show_overlay(Overlay(tuple(plates), leads, leads and self._missing_frames() > 0, held))

    def _missing_frames(self) -> int:
        """Return how many frames were dropped behind the leading camera's: it stays longer than one should."""
        frame = self.views[self.lead].seen
        if frame is None or not 0 < self.frame_ms * LONG_FRAME < frame.off_ms - frame.on_ms:
            return 0
        return round((frame.off_ms - frame.on_ms) / self.frame_ms) - 1

    def _leading_plates(self, scene: Scene, pass_id: str, ms: int) -> list[Plate]:
        lead = self.lead
        role = tr("coded from here") if lead else tr("reference") if len(self.media) > 1 else ""
        plates = [Plate("top-left", self.name_of(lead), role, short=tr("Cam {0}", lead + 1))]
        plates += self._episode_plate(scene, pass_id, ms)
        plates.append(Plate("bottom-left", timecode(ms), role="timecode"))
        plates += [*self._frame_plate(lead), *self._sight_plate(lead)]
        if self.waiting:
            plates.append(Plate("middle", tr("Waiting for the exact frame…"), fill="warn", ink="bg0", role="section"))
        plates += self._state_plate(scene, pass_id, ms)
        return plates

    def _other_plates(self, number: int, ms: int) -> list[Plate]:
        plates = [Plate("top-left", self.name_of(number), short=tr("Cam {0}", number + 1)), *self._sight_plate(number)]
        placed, found = alignment_words(self.media[number])
        if placed:
            plates.append(Plate("bottom-right", placed, found, "text2", short=placed))
        if not self.records(number, ms):
            return [*plates, Plate("middle", tr("not recording at this time"), fill="warn", ink="bg0")]
        return [*plates, *self._doubt_plate(number, "bottom-right")]

    def _frame_plate(self, number: int) -> list[Plate]:
        frame = self.views[number].seen
        if frame is None or not frame.exact:
            return self._doubt_plate(number, "bottom-left")
        plates = [Plate("bottom-left", tr("frame {0}", f"{frame.number:,}"), tr("✓ exact"), "ok")]
        missing = self._missing_frames()
        if missing:
            words = tr("then 1 frame is missing") if missing == 1 else tr("then {0} frames are missing", missing)
            plates.append(Plate("bottom-left", words, fill="warn", ink="bg0"))
        return plates

    def _sight_plate(self, number: int) -> list[Plate]:
        """Say that a picture is not shown as it was recorded."""
        words = sight_words(self.views[number].sight)
        return [Plate("top-right", words, short=words.split(" · ")[0])] if words else []

    def _doubt_plate(self, number: int, corner: Corner) -> list[Plate]:
        frame = self.views[number].seen
        if frame is None or frame.exact:
            return []
        damaged = tr("frame {0} is damaged in the file", f"{frame.number:,}")
        text = damaged if frame.quality == "damaged" else tr("≈ approximate frame")
        return [Plate(corner, text, fill="warn", ink="bg0")]

    def _episode_plate(self, scene: Scene, pass_id: str, ms: int) -> list[Plate]:
        """Say which episode it is and for how long; in the structure pass against the plan, as its end is not known."""
        episode = scene.session.episode_at(ms)
        if episode is None:
            return []
        fill, ink = episode_colors(episode.kind, theme_of(self._room).name)
        lasts = episode.off - episode.on
        if episode.nominal_ms is not None and scene.scheme.passes and pass_id == scene.scheme.passes[0].id:
            lasts = episode.nominal_ms
        into = tr("{0} of {1}", clock(ms - episode.on, 0), clock(lasts, 0))
        return [Plate("top", episode_title(scene, episode), into, ink.name(), "section", fill.name(), ink.name())]

    def _state_plate(self, scene: Scene, pass_id: str, ms: int) -> list[Plate]:
        if self.clip is not None:
            return [Plate("bottom-right", tr("clip {0}", f"{clock(self.clip[0], 0)} – {clock(self.clip[1], 0)}"))]
        pass_ = scene.scheme.pass_by_id.get(pass_id)
        plates = []
        for channel in pass_.channels if pass_ else ():
            for running in running_at(scene, channel, ms):
                place = scene.scheme.places[running.code]
                look = theme_of(self._room).code_colors(place.pass_, channel, place.code)
                words = f"{place.code.title} · {seconds_text(ms - running.on_ms)}"
                fill = "" if look.hatched else look.fill.name()
                plates.append(Plate("bottom-right", words, fill=fill, ink="" if look.hatched else look.ink.name()))
        return plates


def sight_words(sight: Sight) -> str:
    """Return what a sight changes, such as ``2.0× · turned 90°``; "" when nothing."""
    parts = [
        "" if sight.whole else f"{sight.zoom:.1f}×",
        tr("turned {0}°", 90 * sight.quarter_turns) if sight.quarter_turns else "",
        tr("light changed") if sight.lit else "",
        tr("deinterlaced") if sight.deinterlacing == "always" else "",
    ]
    return " · ".join(part for part in parts if part)


_FOUND_BY: dict[AlignedBy, str] = {
    "clap": "sync from clap",
    "flash": "sync from flash",
    "sound": "sync from sound",
    "marks": "sync by marks",
    "hand": "sync by hand",
}


def alignment_words(camera: Media) -> tuple[str, str]:
    """Return where a camera lies against the reference, and how that was found; "" and "" when it lies on it."""
    found = tr(_FOUND_BY[camera.aligned_by]) if camera.aligned_by else ""
    if not (camera.offset_ms or found):
        return "", ""
    drift = drift_ms_per_min(camera.rate)
    rate = f" {drift:+.1f} ms/min" if abs(drift) >= SMALLEST_DRIFT else ""
    return f"{camera.offset_ms:+,d} ms{rate}", found


def ordered_media(session: Session) -> list[Media]:
    """Return the cameras, the reference first."""
    first = session.reference
    return [*([first] if first else []), *(m for m in session.media if m is not first)]
