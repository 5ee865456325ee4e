"""Numbers and names as a report writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder.agreement.stat import Reason
from coder.agreement.wording import REASONS
from coder.app.values import coefficient

DASH = "—"


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``1 session``, ``2 sessions``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def figure(value: float | None) -> str:
    """Return a coefficient with two decimals and no leading zero, or a dash."""
    return DASH if value is None else coefficient(round(value, 2) + 0.0)


def interval(lo: float | None, hi: float | None) -> str:
    """Return ``[.60, .82]``, or nothing without an interval."""
    return "" if lo is None or hi is None else f"[{figure(lo)}, {figure(hi)}]"


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share in percent, or a dash."""
    return DASH if share is None else f"{100 * share:.{digits}f} %"


def minutes(ms: float) -> str:
    """Return a duration in minutes with one decimal."""
    return f"{ms / 60_000:.1f}"


def seconds(ms: float) -> str:
    """Return a duration in seconds, whole where it is: ``15``, ``0.3``."""
    return f"{ms / 1000:g}"


def reasons(found: Iterable[Reason | None]) -> str:
    """Return the sentences behind the dashes of a table, each once; nothing when there is none."""
    told = [REASONS[reason] for reason in dict.fromkeys(found) if reason]
    return f"{DASH}: {'; '.join(told)}." if told else ""
