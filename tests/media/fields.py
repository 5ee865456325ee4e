"""H.264 coded as separate fields, as camcorders do and no encoder at hand does.

A minimal stream: intra slices of uncompressed macroblocks (I_PCM), top field first, each field an access unit
of its own. Syntax as in ITU-T H.264, 7.3.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.media.barcode import draw

MB = 16
KEY_EVERY = 12
NAL_IDR, NAL_SLICE, NAL_SPS, NAL_PPS, NAL_DELIMITER = 5, 1, 7, 8, 9


class _Bits:
    def __init__(self) -> None:
        self.text = ""

    def u(self, value: int, width: int) -> _Bits:
        self.text += f"{value:0{width}b}"
        return self

    def ue(self, value: int) -> _Bits:
        code = f"{value + 1:b}"
        self.text += "0" * (len(code) - 1) + code
        return self

    def aligned(self) -> bytes:
        self.text += "0" * (-len(self.text) % 8)
        return int(self.text, 2).to_bytes(len(self.text) // 8, "big") if self.text else b""


def _nal(kind: int, ref: int, payload: bytes) -> bytes:
    safe = bytearray()
    zeros = 0
    for byte in payload:
        if zeros == 2 and byte <= 3:
            safe.append(3)
            zeros = 0
        safe.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return b"\x00\x00\x00\x01" + bytes([ref << 5 | kind]) + bytes(safe)


def _parameter_sets(width: int, height: int) -> bytes:
    sps = _Bits().u(77, 8).u(0, 8).u(30, 8).ue(0).ue(0).ue(0).ue(4).ue(1).u(0, 1)
    sps.ue(width // MB - 1).ue(height // MB // 2 - 1).u(0b00_1_0_0, 5).u(1, 1)
    pps = _Bits().ue(0).ue(0).u(0, 2).ue(0).ue(0).ue(0).u(0, 3).ue(0).ue(0).ue(0).u(0b100, 3).u(1, 1)
    return _nal(NAL_SPS, 3, sps.aligned()) + _nal(NAL_PPS, 3, pps.aligned())


def _field(planes: list[np.ndarray], bottom: int, count: int) -> bytes:
    in_group = count % KEY_EVERY
    idr = in_group == 0 and not bottom
    head = _Bits().ue(0).ue(7).ue(0).u(in_group % 16, 4).u(1, 1).u(bottom, 1)
    if idr:
        head.ue(count // KEY_EVERY % 2)
    head.u((2 * in_group + bottom) % 256, 8)
    head.u(0, 2 if idr else 1).ue(0).ue(1)
    body = bytearray()
    for row in range(planes[0].shape[0] // MB):
        for column in range(planes[0].shape[1] // MB):
            bits = head if not body else _Bits()
            body += bits.ue(25).aligned()
            for plane, size in zip(planes, (MB, MB // 2, MB // 2), strict=True):
                body += plane[row * size : (row + 1) * size, column * size : (column + 1) * size].tobytes()
    return _nal(NAL_IDR if idr else NAL_SLICE, 1, bytes(body) + b"\x80")


def access_units(count: int, width: int, height: int) -> list[tuple[bytes, bytes]]:
    """Return (top field, bottom field) of every frame as byte streams."""
    units = []
    for number in range(count):
        rgb = av.VideoFrame.from_ndarray(draw(number, width, height), format="rgb24")
        flat = rgb.reformat(format="yuv420p").to_ndarray()
        luma = flat[:height]
        chroma = flat[height:].reshape(2, height // 2, width // 2)
        fields = []
        for bottom in (0, 1):
            planes = [np.ascontiguousarray(p[bottom::2]) for p in (luma, chroma[0], chroma[1])]
            start = _nal(NAL_DELIMITER, 0, b"\xf0")
            if number % KEY_EVERY == 0 and not bottom:
                start += _parameter_sets(width, height)
            fields.append(start + _field(planes, bottom, number))
        units.append((fields[0], fields[1]))
    return units


def field_pairs(_old: Path, path: Path, packets_a_frame: int, count: int = 60) -> Path:
    """Write a transport stream of 25 frames a second with one or two packets a frame."""
    units = access_units(count, 160, 96)
    raw = path.with_suffix(".h264")
    raw.write_bytes(b"".join(top + bottom for top, bottom in units))
    with av.open(str(raw)) as source, av.open(str(path), "w", format="mpegts") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for number, (top, bottom) in enumerate(units):
            parts = [top + bottom] if packets_a_frame == 1 else [top, bottom]
            for half, data in enumerate(parts):
                packet = av.Packet(data)
                packet.stream = stream
                packet.time_base = Fraction(1, 50)
                packet.pts = packet.dts = 2 * number + half
                packet.is_keyframe = number % KEY_EVERY == 0 and not half
                out.mux(packet)
    return path
