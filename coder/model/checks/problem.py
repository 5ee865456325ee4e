"""What a check finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong; ``place`` names it as a person would find it, such as ``event e4`` or ``code cry``.

    An ``error`` makes results wrong or impossible; a ``warning`` is worth a look.
    """

    place: str
    text: str
    severity: Literal["error", "warning"] = "error"


def warning(place: str, text: str) -> Problem:
    """Return a problem worth a look."""
    return Problem(place, text, "warning")


def used_twice(kind: str, ids: Iterable[str]) -> Iterator[Problem]:
    """Yield an error for every id that stands more than once."""
    for name, count in Counter(ids).items():
        if count > 1:
            yield Problem(f"{kind} {name}", f"This id is used {'twice' if count == 2 else f'{count} times'}.")
