"""Foreign files: one module per format, each turning what it reads into the model's types, or one clear error."""

from coder.exchange.errors import ExchangeError

__all__ = ["ExchangeError"]
