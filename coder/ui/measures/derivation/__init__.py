"""The picture of where a number comes from: the whole session, and the counted stretch magnified."""

from coder.ui.measures.derivation.view import DerivationView

__all__ = ["DerivationView"]
