"""Errors of the measures."""


class MetricsError(Exception):
    """A measure cannot be computed as asked; the text is written for a person."""
