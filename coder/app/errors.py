"""Errors of the app layer."""


class AppError(Exception):
    """Something the person asked for cannot be done; the text is written for that person."""


class Cancelled(AppError):  # noqa: N818
    """The person stopped a task."""
