"""Text for people, in their language where a translation is installed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "securebase"


def tr(text: str, *values: object) -> str:
    """Return ``text`` translated, with ``{0}``, ``{1}`` … replaced by ``values``.

    The whole sentence is translated before anything is put in, so that another language may order it otherwise.
    """
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(*values) if values else translated
