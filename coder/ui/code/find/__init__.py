"""Finding events by typed words such as ``bids in Ep 5``, ``held > 10 s``, ``missing by``."""
