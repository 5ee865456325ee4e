"""Errors of the model."""


class ModelError(Exception):
    """Something in a scheme, session or coding cannot be as asked; the text is written for a person."""


class ChangeError(ModelError):
    """A change does not fit the state it should be applied to."""
