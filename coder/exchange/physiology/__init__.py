"""Heart rate as devices and programs export it.

`read_heart(path, "polar")` gives a `coder.model.heart.HeartSignal` on the device's own clock; `FORMATS` lists the
formats by the names that stand in ``session.json``.
"""

from coder.exchange.physiology.registry import FORMATS, HeartFormat, read_heart

__all__ = ["FORMATS", "HeartFormat", "read_heart"]
