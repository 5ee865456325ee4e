"""Putting a heart-rate recording on the session axis: which file it is, and moments known on both clocks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from coder.app.adding import linked_path
from coder.app.errors import AppError
from coder.exchange import ExchangeError
from coder.exchange.physiology import FORMATS, read_heart
from coder.model.changes import SetPhysiology
from coder.model.errors import ModelError
from coder.model.heart import HeartSignal
from coder.model.session import Physiology, Session
from coder.model.synchrony import Anchor, DeviceClock, fit_clock
from coder.store import StoreError, StudyFolder

OUT_OF_LINE_MS: Final = 250
"""Anchors further than this from the line are worth a look: a quarter of a second is more than a slow reaction."""


def session_recording(session: Session) -> Physiology | None:
    """Return the recording of the session whose heart rate the measures read, or None."""
    return next((recording for recording in session.physiology if recording.role == "session"), None)


def recorded_signal(folder: StudyFolder, recording: Physiology) -> HeartSignal:
    """Return what is in the file of a recording, on the device's clock; raises `AppError` when it cannot be read."""
    try:
        return read_heart(folder.media_path(recording), recording.format)
    except (ExchangeError, StoreError) as error:
        raise AppError(str(error)) from error


def recognised(folder: StudyFolder, session: Session, file: Path) -> tuple[Physiology, HeartSignal]:
    """Return a file as a recording of the session, in the first format that reads it.

    Raises
    ------
    AppError
        When no format does, with what the format says that its name speaks for.
    """
    suited = [name for name, known in FORMATS.items() if file.suffix.lower() in known.suffixes] or list(FORMATS)
    problems = []
    for name in suited:
        try:
            signal = read_heart(file, name)
        except ExchangeError as error:
            problems.append(str(error))
            continue
        return Physiology(id=_free_id(session), path=linked_path(file, folder.root), format=name), signal
    raise AppError(problems[0])


def _free_id(session: Session) -> str:
    taken = {recording.id for recording in session.physiology}
    return next(name for n in range(1, len(taken) + 2) if (name := f"hr{n}") not in taken)


def change_to(session: Session, recording: Physiology, anchors: Sequence[Anchor]) -> SetPhysiology | None:
    """Return the change that gives the session this recording with these anchors; None when it has it already."""
    wanted = msgspec.structs.replace(recording, anchors=tuple(sorted(anchors)))
    before = session.physiology
    if any(one.id == recording.id for one in before):
        after = tuple(wanted if one.id == recording.id else one for one in before)
    else:
        after = (*before, wanted)
    return None if after == before else SetPhysiology(before=before, after=after)


def clock_of(anchors: Sequence[Anchor]) -> tuple[DeviceClock | None, str]:
    """Return the clock that anchors describe, and what there is to say of it in a sentence."""
    try:
        clock = fit_clock(anchors)
    except ModelError as error:
        return None, str(error)
    if len(anchors) == 1:
        return (
            clock,
            "One anchor shifts the device's clock. Its drift is not known: set a second one late in the session.",
        )
    pace = "slow" if clock.drift_ppm > 0 else "fast"
    drift = f"The device runs {abs(clock.drift_ppm):,.0f} millionths too {pace}"
    if len(anchors) == 2:
        return clock, f"{drift}. A third anchor would tell how good that is."
    worst = clock.max_residual_ms
    check = " Check the one that is furthest off." if worst > OUT_OF_LINE_MS else ""
    return clock, f"{drift}. The anchors lie up to {worst:,.0f} ms from the line.{check}"
