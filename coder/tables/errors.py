"""Errors of the tables."""


class TablesError(Exception):
    """A table cannot be made or written as asked; the text is written for a person."""
