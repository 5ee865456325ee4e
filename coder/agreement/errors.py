"""Errors of the agreement package."""


class AgreementError(Exception):
    """Codings or settings that cannot be compared as asked; the text is written for a person."""
