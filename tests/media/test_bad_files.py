"""Whatever is handed over as a video ends in a picture or in one clear sentence."""

from __future__ import annotations

import os
from pathlib import Path

import av
import pytest

from coder.media import AudioTrack, MediaError, VideoReader, frame_png, probe
from tests.media.conftest import Videos
from tests.media.craft import cut_off
from tests.media.encode import Recipe, click_track, make


def _complaint(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        VideoReader(path)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in _complaint(tmp_path / "gone.mp4")


def test_folder(tmp_path: Path) -> None:
    assert "this is a folder" in _complaint(tmp_path)


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    assert "the file is empty" in _complaint(path)


@pytest.mark.parametrize("name", ["notes.mp4", "notes.txt", "notes.avi", "notes.nfo", "notes.m3u8"])
@pytest.mark.parametrize(
    "text",
    ["She cried at 4:10.\n" * 200, "#EXTM3U\n#EXTINF:1,\nother.ts\n", "ffconcat version 1.0\nfile other.mp4\n"],
)
def test_text_is_not_a_video_and_opens_no_other_file(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert "not a video" in _complaint(path)


@pytest.mark.parametrize("size", [1, 100, 5000])
def test_random_bytes(tmp_path: Path, size: int) -> None:
    path = tmp_path / "noise.mkv"
    path.write_bytes(bytes((31 * i * i + 7 * i) % 256 for i in range(size)))
    assert "not a video" in _complaint(path)


def test_still_picture(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as out:
        stream = out.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 16, 16, "rgb24"
        for packet in [*stream.encode(av.VideoFrame(16, 16, "rgb24")), *stream.encode()]:
            out.mux(packet)
    assert "not a video" in _complaint(path)


def test_sound_only(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=48000, layout="mono")
        frame = av.AudioFrame.from_ndarray(
            (click_track(1, [0.5])[None, :] * 32767).astype("int16"), format="s16", layout="mono"
        )
        frame.sample_rate = 48000
        for packet in [*stream.encode(frame), *stream.encode()]:
            out.mux(packet)
    assert "no pictures" in _complaint(path)


def test_mp4_whose_table_was_never_written(videos: Videos, tmp_path: Path) -> None:
    assert "not a video" in _complaint(cut_off(videos.path("mp4 25 fps"), tmp_path / "torn.mp4", 0.5))


def test_mkv_that_ends_before_its_first_picture(videos: Videos, tmp_path: Path) -> None:
    _complaint(cut_off(videos.path("mkv variable rate"), tmp_path / "head.mkv", 0.02))


def test_pipe_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "pipe.mp4"
    os.mkfifo(path)
    assert "not a file" in _complaint(path)


def test_every_length_of_a_cut_off_file_ends_in_pictures_or_a_sentence(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.ts", Recipe("ts", count=20, options={"preset": "ultrafast", "g": "5"}))
    for share in range(1, 100, 7):
        path = cut_off(whole, tmp_path / "part.ts", share / 100)
        try:
            with VideoReader(path) as reader:
                assert reader.frame_at(10**6).exact
        except MediaError as error:
            assert str(error).startswith(str(path))


def test_a_video_without_sound_says_so_when_sound_is_asked_for(videos: Videos) -> None:
    with pytest.raises(MediaError, match="no sound"):
        AudioTrack(videos.path("mp4 open group"))


def test_probing_and_stills_complain_in_the_same_way(tmp_path: Path) -> None:
    for use in (probe, lambda path: frame_png(path, 0)):
        with pytest.raises(MediaError, match="no such file"):
            use(tmp_path / "gone.mp4")
