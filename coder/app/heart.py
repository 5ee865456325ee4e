"""The heart rate of a session: read from its file, put on the session axis, and ready for the measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from coder.app.errors import AppError
from coder.app.studies import OpenStudy
from coder.exchange import ExchangeError
from coder.exchange.physiology import read_heart
from coder.metrics import DEFAULTS, Heart, read_heart_rate
from coder.metrics.context import Context
from coder.metrics.heart_rate import Baseline
from coder.metrics.recovery import session_baseline
from coder.model.coding import Coding
from coder.model.errors import ModelError
from coder.model.heart import HeartSignal, on_session_axis
from coder.model.scheme import Scheme
from coder.model.session import Physiology, Session
from coder.model.synchrony import PER_MILLION, DeviceClock, fit_clock
from coder.model.tracks import resolve
from coder.store import StoreError, StudyFolder

LARGEST_DRIFT: Final = 0.01
"""No device is a hundredth too fast or slow; anchors that say so are wrong."""


@dataclass(frozen=True, slots=True)
class SessionHeart:
    """What there is of the heart in a session.

    Attributes
    ----------
    recording : Physiology or None
        The recording of the session; None where there is none.
    signal : HeartSignal or None
        What is in its file, on the device's clock; None where it could not be read.
    clock : DeviceClock or None
        From the device's clock to the session axis; None where the anchors do not give one.
    heart : Heart or None
        What the measures read; None where nothing was recorded.
    problems : tuple of str
        Why there is a recording but no heart rate, one sentence each.
    notes : tuple of str
        What is worth a look although it can be used.
    """

    recording: Physiology | None = None
    signal: HeartSignal | None = None
    clock: DeviceClock | None = None
    heart: Heart | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


NO_HEART: Final = SessionHeart()


@dataclass(slots=True)
class _Told:
    """What is said along the way."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def session_heart(study: OpenStudy, session: Session) -> SessionHeart:
    """Return the heart rate of a session of an open study; see `heart_in`."""
    return heart_in(study.folder, session)


def heart_in(folder: StudyFolder, session: Session) -> SessionHeart:
    """Return the heart rate of a session; what is wrong with it is told, not raised.

    The first recording of the session is used, and the first one at rest for the baseline. If either cannot be read
    there is no heart rate at all: a baseline from elsewhere would be another number under the same name.
    """
    recording, resting = _first(session, "session"), _first(session, "resting")
    if recording is None:
        return NO_HEART
    told = _Told()
    signal, clock = _signal(folder, recording, told), _clock(recording, told)
    at_rest = None if resting is None else _signal(folder, resting, told)
    heart = Heart(None)
    if signal is not None and clock is not None and not told.problems:
        rest = None if at_rest is None else read_heart_rate(at_rest)
        heart = Heart(read_heart_rate(on_session_axis(signal, clock)), rest)
    return SessionHeart(recording, signal, clock, heart, tuple(told.problems), tuple(told.notes))


def heart_baseline(scheme: Scheme, session: Session, coding: Coding, heart: Heart) -> Baseline | None:
    """Return the baseline the measures use: at rest, else of the base episodes without their distress as coded now."""
    return session_baseline(Context(resolve(scheme, session, coding), DEFAULTS, heart), heart)


def heart_problems(study: OpenStudy) -> Iterator[str]:
    """Yield a sentence for every recording of heart rate in the study that cannot be used, session by session."""
    for session_id in study.folder.session_ids():
        try:
            found = session_heart(study, study.session(session_id))
        except (StoreError, AppError):
            continue  # a session that cannot be read is told where sessions are checked
        yield from (f"{session_id}: {problem}" for problem in found.problems)


def _first(session: Session, role: Literal["session", "resting"]) -> Physiology | None:
    return next((recording for recording in session.physiology if recording.role == role), None)


def _signal(folder: StudyFolder, recording: Physiology, told: _Told) -> HeartSignal | None:
    try:
        signal = read_heart(folder.media_path(recording), recording.format)
    except (ExchangeError, StoreError) as error:
        told.problems.append(str(error))
        return None
    if signal.dropped:
        told.notes.append(f"{recording.path}: left out for want of a usable time or rate: {signal.dropped}.")
    return signal


def _clock(recording: Physiology, told: _Told) -> DeviceClock | None:
    try:
        clock = fit_clock(recording.anchors)
    except ModelError as error:
        told.problems.append(f"{recording.path} is not synchronised. {error}")
        return None
    if abs(clock.drift_ppm) > LARGEST_DRIFT * PER_MILLION:
        pace = "slow" if clock.drift_ppm > 0 else "fast"
        off = abs(clock.drift_ppm) / PER_MILLION
        told.notes.append(f"{recording.path}: its anchors make the device {100 * off:.1f} % too {pace}. Check them.")
    return clock
