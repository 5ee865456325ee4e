"""One recorded session: who was in the room when, and the files that show it."""

from __future__ import annotations

from typing import Literal

from coder.model.record import EpisodeMs, Id, Ms, Record, Whole
from coder.model.scheme import EpisodeKind

Release = Literal["lab", "research", "teaching", "withdrawn"]
AlignedBy = Literal["", "clap", "flash", "sound", "marks", "hand"]
"""How a camera's offset and rate were found; "" when nobody said."""

Covariate = str | Whole | float | bool | None


class Participant(Record, frozen=True, kw_only=True):
    """The child, by an id that is no name; ``release`` says what the recording may be used for."""

    child: Id
    age_days: Whole | None = None
    release: Release = "lab"
    covariates: dict[str, Covariate] = {}


class Media(Record, frozen=True, kw_only=True):
    """One camera: ``camera_ms = (session_ms - offset_ms) * rate``; ``aligned_by`` tells how these were found."""

    id: Id
    path: str
    sha256: str = ""
    title: str = ""
    offset_ms: Ms = 0
    rate: float = 1.0
    role: Literal["reference", "view"] = "view"
    aligned_by: AlignedBy = ""


class Physiology(Record, frozen=True, kw_only=True):
    """A physiological recording; anchors are pairs (device ms, session ms) of the same moment.

    A ``resting`` recording was made at rest, outside the session: it gives the baseline and needs no anchors.
    """

    id: Id
    path: str
    format: str = "csv"
    anchors: tuple[tuple[Ms, Ms], ...] = ()
    role: Literal["session", "resting"] = "session"


class Episode(Record, frozen=True, kw_only=True):
    """A stretch between door events as seen on the tape."""

    id: Id
    kind: EpisodeKind
    on: EpisodeMs
    off: EpisodeMs
    present: tuple[Id, ...] = ()
    nominal_ms: Ms | None = None

    @property
    def curtailed(self) -> bool:
        """Whether the episode is shorter than planned."""
        return self.nominal_ms is not None and self.off - self.on < self.nominal_ms


class Session(Record, frozen=True, kw_only=True):
    """A session of a study; episodes are in time order and do not overlap."""

    id: Id
    scheme: str
    participant: Participant
    recorded_on: str = ""
    media: tuple[Media, ...] = ()
    physiology: tuple[Physiology, ...] = ()
    episodes: tuple[Episode, ...] = ()

    @property
    def reference(self) -> Media | None:
        """The camera whose first shown frame is time 0: the one that says so, else the first."""
        return next((m for m in self.media if m.role == "reference"), self.media[0] if self.media else None)

    def episode_at(self, time_ms: int) -> Episode | None:
        """Return the episode that holds ``time_ms``, or None."""
        return next((e for e in self.episodes if e.on <= time_ms < e.off), None)
