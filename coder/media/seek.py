"""Where to start decoding so that a picture comes out right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coder.media.order import DisplayOrder
from coder.media.packets import PacketTable

GO_ON_MARGIN = 8


@dataclass(frozen=True, slots=True)
class KeyPictures:
    """Numbers of the pictures a decoder can start at, rising, and the ordinals of their packets."""

    numbers: list[int]
    ordinals: list[int]

    def at_or_before(self, number: int) -> int:
        """Return the place of the last key picture that is not after `number`, -1 where there is none."""
        return bisect_right(self.numbers, number) - 1


def key_pictures(table: PacketTable, order: DisplayOrder) -> KeyPictures:
    """Return the key pictures of a file that are shown."""
    ordinals = np.flatnonzero(table.key & (order.slot >= 0))
    ordinals = ordinals[np.argsort(order.slot[ordinals], kind="stable")]
    return KeyPictures(order.slot[ordinals].tolist(), ordinals.tolist())


def starting_points(keys: KeyPictures, number: int) -> Iterator[int]:
    """Yield ordinals of packets to start at, best first, the start of the file last.

    The key packet at or before the picture usually does. In MPEG streams (open groups) and with intra refresh
    what comes out first may be later than the wanted picture; then one key packet further back, then ever
    larger steps.
    """
    nearest = keys.at_or_before(number)
    place, stride = nearest, 1
    while place >= 0:
        if keys.ordinals[place] > 0:
            yield keys.ordinals[place]
        place -= stride
        stride = 1 if nearest - place < 2 else 2 * stride
    yield 0


def is_worth_going_on(keys: KeyPictures, last: int, number: int) -> bool:
    """Whether decoding on from picture `last` reaches `number` no later than a new start would."""
    if number <= last:
        return False
    if number - last <= GO_ON_MARGIN:
        return True
    place = keys.at_or_before(number)
    return place < 0 or keys.numbers[place] <= last + GO_ON_MARGIN
