"""Secure Base Coder: frame-exact coding of separation-reunion recordings, with measures and agreement."""

__version__ = "0.1.0"
