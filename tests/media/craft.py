"""Files an encoder will not write by itself: cut, patched and repacked copies."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av

TS_PACKET = 188


def cut_off(source: Path, target: Path, share: float) -> Path:
    """Write the first `share` of a file, as an interrupted copy leaves it."""
    data = source.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])
    return target


def spoil(source: Path, target: Path, at_share: float, count: int) -> Path:
    """Overwrite `count` bytes in the middle of a file, as a bad disk does."""
    data = bytearray(source.read_bytes())
    at = int(len(data) * at_share)
    data[at : at + count] = bytes((17 * i + 5) % 256 for i in range(count))
    target.write_bytes(data)
    return target


def lose_ts_packets(source: Path, target: Path, first: int, count: int) -> Path:
    """Leave out transport packets, as a bad line does; with `first` 0 the recording starts mid-group."""
    data = source.read_bytes()
    target.write_bytes(data[: first * TS_PACKET] + data[(first + count) * TS_PACKET :])
    return target


def trim_by_edit_list(source: Path, target: Path, skip_ms: int) -> Path:
    """Make a player start `skip_ms` into an MP4 with one track by patching its edit list."""
    data = bytearray(source.read_bytes())
    scale = struct.unpack_from(">I", data, data.index(b"mdhd") + 16)[0]
    elst = data.index(b"elst")
    duration, media_time = struct.unpack_from(">Ii", data, elst + 12)
    struct.pack_into(">Ii", data, elst + 12, duration - skip_ms, media_time + skip_ms * scale // 1000)
    target.write_bytes(data)
    return target


def odd_matroska_ticks(source: Path, target: Path, tick_ns: int) -> Path:
    """Give a Matroska file another tick length, so its times run faster or slower."""
    data = bytearray(source.read_bytes())
    at = data.index(b"\x2a\xd7\xb1\x83") + 4
    data[at : at + 3] = tick_ns.to_bytes(3, "big")
    target.write_bytes(data)
    return target


def pack_b_frames(source: Path, target: Path) -> Path:
    """Repack an MPEG-4 AVI as DivX did: a P picture and the B picture after it in one chunk, then a stub."""
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        old_stream = old.streams.video[0]
        stream = new.add_stream_from_template(old_stream)
        chunks = _packed([(bytes(p), p.is_keyframe) for p in old.demux(old_stream) if p.size])
        for at, (data, key) in enumerate(chunks):
            packet = av.Packet(data)
            packet.stream = stream
            packet.pts = packet.dts = at
            packet.time_base = Fraction(1, 25)
            packet.is_keyframe = key
            new.mux(packet)
    return target


def _packed(pictures: list[tuple[bytes, bool]]) -> list[tuple[bytes, bool]]:
    """Merge each forward picture with the single B picture that follows it in the file."""
    out: list[tuple[bytes, bool]] = []
    stub = b"\x00\x00\x01\xb6\x40"
    marker = b"\x00\x00\x01\xb2DivX503b1393p"
    at = 0
    while at < len(pictures):
        data, key = pictures[at]
        if key:
            vop = data.index(b"\x00\x00\x01\xb6")
            data = data[:vop] + marker + data[vop:]
        if at + 1 < len(pictures) and _is_b(pictures[at + 1][0]):
            out += [(data + pictures[at + 1][0], key), (stub, False)]
            at += 2
        else:
            out.append((data, key))
            at += 1
    return out


def _is_b(data: bytes) -> bool:
    return data[data.index(b"\x00\x00\x01\xb6") + 4] >> 6 == 2
