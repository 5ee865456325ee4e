"""The study's parameters of the measures: who may set them, named sets, and writing them to ``study.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from coder.app.errors import AppError
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS, STRICT, MetricsError, Parameters

BUILT_IN: Final[dict[str, Parameters]] = {"Defaults": DEFAULTS, "Strict distress": STRICT}
"""The sets every study has."""
LONGEST_NAME: Final = 40


def departures(parameters: Parameters) -> dict[str, Any]:
    """Return the values that differ from the defaults, as they stand in ``study.json``."""
    usual = DEFAULTS.as_dict()
    changed = {name: value for name, value in parameters.as_dict().items() if value != usual[name]}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in changed.items()}


def presets(study: OpenStudy) -> dict[str, Parameters]:
    """Return the named sets: those every study has, then the study's own; one that cannot be is left out."""
    found = dict(BUILT_IN)
    for name, values in study.study.settings.presets.items():
        try:
            found[name] = Parameters.of(values)
        except MetricsError:
            continue
    return found


def why_not_set(study: OpenStudy) -> str | None:
    """Return why the person may not set what holds for the whole study; None when they may."""
    if study.person is None or "supervisor" in study.person.roles:
        return None
    return "only a supervisor sets what holds for the whole study; you can try every value here"


def set_parameters(study: OpenStudy, parameters: Parameters) -> None:
    """Make a set that of the study; raises `AppError` or `StoreError` when it may not or cannot be written."""
    _change(study, parameters=departures(parameters))


def save_preset(study: OpenStudy, name: str, parameters: Parameters) -> None:
    """Keep a set under a name in the study; one of the same name is replaced.

    Raises
    ------
    AppError
        When the person may not, or the name cannot be.
    StoreError
        When the study cannot be written.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise AppError(f"Give the set a name of 1 to {LONGEST_NAME} characters.")
    if name.casefold() in {known.casefold() for known in BUILT_IN}:
        raise AppError(f"Every study has a set “{name}”. Choose another name.")
    _change(study, presets={**study.study.settings.presets, name: departures(parameters)})


def drop_preset(study: OpenStudy, name: str) -> None:
    """Let go of a set of the study; raises `AppError` or `StoreError`."""
    kept = {known: values for known, values in study.study.settings.presets.items() if known != name}
    _change(study, presets=kept)


def _change(study: OpenStudy, **values: Mapping[str, Any]) -> None:
    reason = why_not_set(study)
    if reason is not None:
        raise AppError(f"{reason[:1].upper()}{reason[1:]}.")
    settings = msgspec.structs.replace(study.study.settings, **values)
    study.folder.save_study(msgspec.structs.replace(study.study, settings=settings))
