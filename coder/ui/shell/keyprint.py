"""The key card of a scheme on paper: every pass with its codes, their keys and modifiers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN_MM = 14.0
_STYLE = """
body { font-family: "Inter", "DejaVu Sans", sans-serif; font-size: 9pt; color: #111; }
h1 { font-size: 15pt; margin: 0 0 2pt 0; }
h2 { font-size: 11pt; margin: 10pt 0 2pt 0; }
p { margin: 0 0 4pt 0; color: #444; }
td { padding: 1pt 6pt 1pt 0; vertical-align: top; }
td.key { font-weight: bold; font-family: "DejaVu Sans Mono", monospace; }
td.channel { color: #444; padding-top: 4pt; font-weight: bold; }
"""


def card_document(scheme: Scheme, own: Mapping[str, str], whose: str = "") -> QTextDocument:
    """Return the key card as a document.

    Parameters
    ----------
    own : mapping of str to str
        Code id → key, where the coder uses another one than the scheme.
    whose : str
        The coder whose own keys these are.
    """
    used = [place.code.title for place in scheme.places.values() if place.code.id in own]
    note = tr("With {0}'s own keys for: {1}.", whose, ", ".join(used)) if used else ""
    title = tr("{0}, version {1}", scheme.title, scheme.revision)
    passes = "".join(_pass(n, pass_, own) for n, pass_ in enumerate(scheme.passes))
    rest = tr("Digits choose modifiers. J K L play back, stop and forward, Space plays and pauses.")
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(f"<h1>{escape(title)}</h1><p>{escape(rest)} {escape(note)}</p>{passes}")
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    return document


def print_card(parent: QWidget, document: QTextDocument) -> bool:
    """Ask for a printer and print; return whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = _printer()
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr("Print key card"))
    if not dialog.exec():
        return False
    document.print_(printer)
    return True


def save_card(document: QTextDocument, path: Path) -> None:
    """Write the card as a PDF file."""
    from PySide6.QtPrintSupport import QPrinter

    printer = _printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    document.print_(printer)


def ask_to_save(parent: QWidget, document: QTextDocument, name: str) -> Path | None:
    """Ask where, and write the card as a PDF file; return where it is, None when the person thought better of it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save key card"), f"{name}.pdf", "PDF (*.pdf)")
    if not chosen:
        return None
    save_card(document, Path(chosen))
    return Path(chosen)


def _printer() -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    return printer


def _pass(number: int, pass_: Pass, own: Mapping[str, str]) -> str:
    rows = "".join(_channel(channel, own) for channel in pass_.channels)
    return f"<h2>{number} · {escape(pass_.title)}</h2><table>{rows}</table>"


def _channel(channel: Channel, own: Mapping[str, str]) -> str:
    rule = tr("at the playhead") if channel.kind == "point" else tr("one at a time") if channel.exclusive else ""
    head = " · ".join(text for text in (channel.title, rule) if text)
    codes = "".join(_code(code, own) for code in channel.codes)
    return f'<tr><td class="channel" colspan="3">{escape(head)}</td></tr>{codes}'


def _code(code: Code, own: Mapping[str, str]) -> str:
    key = own.get(code.id, code.key).upper()
    asked = "; ".join(f"{m.title or m.id}: {', '.join(m.values)}" for m in code.modifiers)
    return f'<tr><td class="key">{escape(key)}</td><td>{escape(code.title)}</td><td>{escape(asked)}</td></tr>'
