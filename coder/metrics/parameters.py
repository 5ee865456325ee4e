"""The parameters of the measures, with the values the laboratory literature uses as defaults.

Times are ms. Every table carries the short hash of the set it was computed with (`Parameters.params`), and the
exported codebook lists the set in full.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Annotated, Any, Final, Literal, cast, get_args, get_type_hints

from coder.metrics.errors import MetricsError

SootheFrom = Literal["reunion", "contact", "comfort"]
ParameterValue = int | float | str | tuple[str, ...]


@dataclass(frozen=True)
class Parameters:
    """One set of parameters. Use `Parameters.of` for values that come from outside: it checks them."""

    calm: Annotated[int, "distress-free time that counts as calm"] = 15_000
    de_min: Annotated[int, "least raw distress in a distress episode (the strict preset asks 10 000)"] = 3_000
    approach_gap: Annotated[int, "approaches closer than this are one"] = 3_000
    manip_merge: Annotated[int, "shorter pauses join exploration of the first bound channel"] = 3_000
    loco_merge: Annotated[int, "shorter pauses join exploration of the other bound channels"] = 1_000
    look_merge: Annotated[int, "shorter pauses join looks to the caregiver"] = 1_000
    look_min: Annotated[int, "shorter looks to the caregiver do not count"] = 300
    check_lag: Annotated[int, "a check-back may follow exploration by this much"] = 5_000
    check_reach: Annotated[int, "exploration this close to a check-back is secure-base time"] = 30_000
    smile_merge: Annotated[int, "shorter pauses join smiles"] = 150
    voc_merge: Annotated[int, "shorter pauses join vocalisations"] = 1_000
    eye_min: Annotated[int, "least mutual gaze that is eye contact"] = 500
    min_obs_ms: Annotated[int, "least observed time for a rate or a share"] = 30_000
    min_obs_prop: Annotated[float, "least observed share of the window for a rate or a share"] = 0.5
    base_episodes: Annotated[tuple[str, ...], "episode kinds or ids in which secure base behaviour counts"] = ("play",)
    positive_episodes: Annotated[tuple[str, ...], "episode kinds or ids in which positive interaction counts"] = (
        "ep2",
        "ep3",
        "ep5",
        "ep8",
    )
    soothe_from: Annotated[SootheFrom, "where the clock of soothing starts"] = "reunion"
    respond_within: Annotated[int, "an answer to a signal comes within this time"] = 10_000
    after_distress: Annotated[int, "time after distress in which exploration is still inhibited"] = 30_000

    @classmethod
    def of(cls, overrides: Mapping[str, object], base: Parameters | None = None) -> Parameters:
        """Return ``base`` (the defaults when None) with ``overrides`` in place of its values.

        Raises
        ------
        MetricsError
            When a name is unknown, or a value has the wrong type or cannot be.
        """
        checked: dict[str, Any] = {name: _checked(name, value) for name, value in overrides.items()}
        return replace(base or cls(), **checked)

    def as_dict(self) -> dict[str, ParameterValue]:
        """Return name → value, in the order of the table above."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def as_text(self) -> tuple[str, ...]:
        """Return one ``name=value`` per parameter; lists are joined by commas."""
        return tuple(f"{name}={_value_text(value)}" for name, value in self.as_dict().items())

    @cached_property
    def params(self) -> str:
        """Short hash of the set: the same for the same values, on every machine."""
        return hashlib.sha256("\n".join(self.as_text()).encode()).hexdigest()[:8]


LARGEST_MS: Final = 10**9
"""Days; a longer time is a mistake, and sums with the times of a session stay far from the ends of 64 bits."""

DEFAULTS: Final = Parameters()
STRICT: Final = Parameters(de_min=10_000)

MEANINGS: Final[dict[str, str]] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Parameters, include_extras=True).items()
}
"""Parameter name → what it means, for the codebook and for help texts."""


def read_settings(settings: Iterable[str]) -> dict[str, ParameterValue]:
    """Return the overrides written as ``name=value`` texts, lists separated by commas.

    Raises
    ------
    MetricsError
        When a text has no ``=``, names no parameter or one named before, or its value cannot be read.
    """
    overrides: dict[str, ParameterValue] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise MetricsError(f"“{_shown(setting)}” is not a setting. Write name=value, for example calm=20000.")
        name = name.strip()
        if name in overrides:
            raise MetricsError(f"The parameter {name} is set twice. Keep one of them.")
        overrides[name] = _from_text(name, text.strip())
    return overrides


def _from_text(name: str, text: str) -> ParameterValue:
    default = _default(name)
    if isinstance(default, tuple | str):
        return cast(ParameterValue, _checked(name, text))
    try:
        number: int | float = float(text) if isinstance(default, float) else int(text)
    except ValueError:
        raise MetricsError(f"The parameter {name} needs {_wanted(default)}, but “{_shown(text)}” was given.") from None
    return cast(ParameterValue, _checked(name, number))


def _checked(name: str, value: object) -> object:
    default = _default(name)
    if isinstance(default, tuple):
        return _checked_list(name, value)
    if isinstance(default, str):
        allowed = get_args(SootheFrom)
        if value not in allowed:
            raise MetricsError(f"The parameter {name} is one of {', '.join(allowed)}, not “{_shown(value)}”.")
        return value
    number_types = (int, float) if isinstance(default, float) else (int,)
    if isinstance(value, bool) or not isinstance(value, number_types):
        raise MetricsError(f"The parameter {name} needs {_wanted(default)}, but “{_shown(value)}” was given.")
    if not value >= 0:
        raise MetricsError(f"The parameter {name} cannot be below 0, but {_shown(value)} was given.")
    if isinstance(default, float):
        if value > 1:
            raise MetricsError(f"The parameter {name} is a share from 0 to 1, but {_shown(value)} was given.")
        return float(value)
    if value > LARGEST_MS:
        raise MetricsError(f"The parameter {name} is at most {LARGEST_MS} ms, but {_shown(value)} was given.")
    return value


def _checked_list(name: str, value: object) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise MetricsError(
            f"The parameter {name} needs a list of episode kinds or ids, but “{_shown(value)}” was given."
        )
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _default(name: str) -> ParameterValue:
    if name not in MEANINGS:
        raise MetricsError(f"There is no parameter “{_shown(name)}”. The parameters are {', '.join(MEANINGS)}.")
    return cast(ParameterValue, getattr(DEFAULTS, name))


def _wanted(default: ParameterValue) -> str:
    return "a share from 0 to 1" if isinstance(default, float) else "a whole number of milliseconds"


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _value_text(value: ParameterValue) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
