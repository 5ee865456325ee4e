"""Where to start decoding so that a picture comes out right."""

from __future__ import annotations

from collections.abc import Iterator

from coder.media.order import DisplayOrder
from coder.media.packets import PacketTable

GO_ON_MARGIN = 8


def starting_points(table: PacketTable, order: DisplayOrder, number: int) -> Iterator[int]:
    """Yield ordinals of packets to start at, best first, the start of the file last.

    The key packet at or before the picture usually does. In MPEG streams (open groups) and with intra refresh
    what comes out first may be later than the wanted picture; then one key packet further back, then ever
    larger steps.
    """
    keys = order.at_or_before(number, table.key)
    place, stride = 0, 1
    while place < len(keys):
        if keys[place] > 0:
            yield int(keys[place])
        place += stride
        stride = 1 if place < 2 else 2 * stride
    yield 0


def nearest_key(table: PacketTable, order: DisplayOrder, number: int) -> int | None:
    """Return the ordinal of the last key packet whose picture is not after `number`, or None."""
    keys = order.at_or_before(number, table.key)
    return int(keys[0]) if len(keys) else None


def is_worth_going_on(table: PacketTable, order: DisplayOrder, last: int, number: int) -> bool:
    """Whether decoding on from picture `last` reaches `number` no later than a new start would."""
    if number <= last:
        return False
    key = nearest_key(table, order, number)
    return number - last <= GO_ON_MARGIN or key is None or int(order.slot[key]) <= last + GO_ON_MARGIN
