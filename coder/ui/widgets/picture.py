"""Figures as files: SVG, PDF or PNG, on white and in the colours of the light theme."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QWidget

from coder import __version__
from coder.store import write_atomically
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.plot import Figure

KINDS: Final = (".svg", ".pdf", ".png")
USUAL_PX: Final = QSize(640, 400)
_PNG_SCALE, _PDF_SCALE, _SCREEN_DPI, _POINTS_PER_PX = 3, 10, 96, 0.75


def picture(figure: Figure, title: str, kind: str, size: QSize = USUAL_PX) -> bytes:
    """Return a figure as the content of a file of a kind, one of `KINDS`; ``size`` in pixels of the screen."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if kind == ".svg":
        _svg(figure, title, size, buffer)
    elif kind == ".pdf":
        _pdf(figure, title, size, buffer)
    else:
        _png(figure, size, buffer)
    buffer.close()
    return bytes(data.data())


def save_picture(figure: Figure, title: str, path: Path, size: QSize = USUAL_PX) -> None:
    """Write a figure to a file whose name ends in one of `KINDS`; raises `StoreError` when it cannot be written."""
    write_atomically(path, picture(figure, title, path.suffix.lower(), size.expandedTo(USUAL_PX)))


def ask_where(host: QWidget, folder: Path, name: str) -> Path | None:
    """Ask for the file of a picture; None when nothing was chosen. Its name ends in one of `KINDS`."""
    kinds = "SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"
    chosen, kind = QFileDialog.getSaveFileName(host, tr("Save picture"), str(folder / f"{name}.svg"), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() in KINDS else path.with_name(f"{path.name}.{kind[:3].lower() or 'svg'}")


def _svg(figure: Figure, title: str, size: QSize, buffer: QBuffer) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(figure.sentence())
    _draw(figure, QPainter(generator), size)


def _pdf(figure: Figure, title: str, size: QSize, buffer: QBuffer) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator(f"Secure Base Coder {__version__}")
    writer.setResolution(_SCREEN_DPI * _PDF_SCALE)
    points = QSizeF(size.width() * _POINTS_PER_PX, size.height() * _POINTS_PER_PX)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    painter.scale(_PDF_SCALE, _PDF_SCALE)
    _draw(figure, painter, size)


def _png(figure: Figure, size: QSize, buffer: QBuffer) -> None:
    image = QImage(size * _PNG_SCALE, QImage.Format.Format_RGB32)
    dots_per_metre = round(_SCREEN_DPI * _PNG_SCALE / 0.0254)
    image.setDotsPerMeterX(dots_per_metre)
    image.setDotsPerMeterY(dots_per_metre)
    painter = QPainter(image)
    painter.scale(_PNG_SCALE, _PNG_SCALE)
    _draw(figure, painter, size)
    image.save(buffer, "PNG")  # type: ignore[call-overload]


def _draw(figure: Figure, painter: QPainter, size: QSize) -> None:
    place = QRectF(0, 0, size.width(), size.height())
    painter.fillRect(place, QColor("white"))
    figure.draw(painter, place, Theme("light"))
    painter.end()
