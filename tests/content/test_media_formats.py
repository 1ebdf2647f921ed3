"""What the bytes of a recording say about whether every browser can play it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.places import PRACTICE

from workbook_builder.content.media_formats import captions_mistake, recording_mistake

RECORDINGS = PRACTICE / "content/recordings"
SOUND = (RECORDINGS / "calm-breathing.mp3").read_bytes()
FILM = (RECORDINGS / "stretching.mp4").read_bytes()
# A frame of silence: MPEG 1, layer III, 128 kbit/s, 44.1 kHz.
FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an MP4 file."""
    data = b"".join(content)
    return (8 + len(data)).to_bytes(4) + kind + data


def track(handler: bytes, codec: bytes, settings: bytes = b"") -> bytes:
    """A track of an MP4 file."""
    entry = box(codec, bytes(78), settings)
    table = box(b"stbl", box(b"stsd", bytes(4), (1).to_bytes(4), entry))
    head = box(b"hdlr", bytes(8), handler, bytes(13))
    return box(b"trak", box(b"mdia", head, box(b"minf", table)))


def movie(*tracks: bytes) -> bytes:
    """An MP4 file with tracks that hold nothing."""
    moov = box(b"moov", box(b"mvhd", bytes(100)), *tracks)
    return box(b"ftyp", b"isom", bytes(4)) + moov + box(b"mdat", bytes(20))


PICTURES = track(b"vide", b"avc1", box(b"avcC", b"\x01\x64\x00\x1f"))
VOICE = track(b"soun", b"mp4a")


def said(folder: Path, name: str, content: bytes) -> str:
    """Why a file could not be played; empty if it can be."""
    path = folder / name
    path.write_bytes(content)
    mistake = recording_mistake(path)
    assert mistake is None or mistake.hint
    return mistake.message if mistake else ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mp3", SOUND),
        ("a.mp3", FRAME * 3),
        ("a.mp3", FRAME),
        ("a.mp3", b"ID3\x04\x00\x00\x00\x00\x02\x00" + bytes(256) + FRAME * 3),
        ("a.mp3", bytes(500) + FRAME * 8),
        ("a.mp3", FRAME * 5 + b"TAG" + bytes(125)),
        ("a.mp4", FILM),
        ("a.mp4", movie(PICTURES)),
        ("a.mp4", movie(VOICE, PICTURES, track(b"text", b"tx3g"))),
        ("a.mp4", movie(PICTURES) + box(b"free")),
        ("a.m4a", movie(VOICE)),
        ("a.m4a", movie(VOICE, track(b"vide", b"jpeg"))),  # chapters with pictures
    ],
)
def test_what_all_browsers_play_is_no_mistake(tmp_path: Path, name: str, content: bytes) -> None:
    assert said(tmp_path, name, content) == ""


@pytest.mark.parametrize(
    ("name", "content", "mistake"),
    [
        ("a.mp3", b"", "it is empty"),
        ("a.mp4", b"", "it is empty"),
        ("a.mp3", b"OggS" + bytes(99), "it is an Ogg file, and only its name ends in `.mp3`"),
        ("a.mp3", b"RIFF\x24\0\0\0WAVE", "it is a WAV or AVI file, and only its name ends"),
        ("a.mp3", b"\xef\xbb\xbf\n<!doctype html>", "it is a web page"),
        ("a.mp3", movie(VOICE), "it is an MP4 file"),
        ("a.mp3", bytes(2000), "it is damaged, or no MP3 file"),
        ("a.mp3", b"ID3\x04\x00\x00\x00\x00\x02\x00" + bytes(256), "it is damaged, or no MP3"),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(4000), "it is damaged, or no MP3 file"),
        ("a.m4a", SOUND, "it is an MP3 file"),
        ("a.mp4", b"\x1aE\xdf\xa3" + bytes(99), "it is a WebM or Matroska file"),
        ("a.mp4", bytes(99), "it is damaged, or no MP4 file"),
        ("a.mp4", FILM[:-200], "its end is missing"),
        ("a.mp4", box(b"ftyp", b"isom"), "its end is missing"),
        ("a.mp4", movie(), "there is nothing in it to play"),
        ("a.m4a", movie(PICTURES), "there is nothing in it to play"),
        ("a.mp4", movie(VOICE), "it has a sound and no pictures"),
        ("a.mp4", movie(track(b"vide", b"hvc1")), "its pictures are in H.265 (HEVC)"),
        ("a.mp4", movie(PICTURES, track(b"soun", b"Opus")), "its sound is in Opus, which not"),
        ("a.mp4", movie(track(b"vide", b"wxyz")), "its pictures are in `wxyz`"),
        ("a.m4a", movie(track(b"soun", b"alac")), "its sound is in Apple Lossless"),
        (
            "a.mp4",
            movie(track(b"vide", b"avc1", box(b"avcC", b"\x01\xf4\x00\x1f"))),
            "its pictures have more colors than every browser can show",
        ),
    ],
)
def test_what_some_browser_cannot_play_is_a_mistake(
    tmp_path: Path, name: str, content: bytes, mistake: str
) -> None:
    assert said(tmp_path, name, content).startswith(mistake)


@given(st.binary(max_size=300), st.integers(0, len(FILM)), st.sampled_from(["mp3", "m4a", "mp4"]))
def test_no_bytes_stop_the_check(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    assert isinstance(said(folder, f"a.{suffix}", FILM[:at] + noise + FILM[at:]), str)
    assert isinstance(said(folder, f"b.{suffix}", noise), str)


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:00.000 --> 00:02.000\nStand up.\n",
        "\ufeffWEBVTT - Stretching\r\n\r\n00:00.000 --> 00:02.000\r\nStand up.\r\n",
    ],
)
def test_captions_in_webvtt_are_no_mistake(text: str) -> None:
    assert captions_mistake(text.encode()) is None


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (b"", "they are not in the format WebVTT"),
        (b"WEBVTTS\n\n00:00.000 --> 00:02.000\nStand up.\n", "they are not in the format WebVTT"),
        (b"1\n00:00:00,000 --> 00:00:02,000\nStand up.\n", "they are not in the format WebVTT"),
        (b"WEBVTT\n\nStand up.\n", "they have no times"),
        (b"WEBVTT\n\n\xff", "they are not UTF-8"),
    ],
)
def test_other_captions_are_a_mistake(content: bytes, mistake: str) -> None:
    found = captions_mistake(content)
    assert found
    assert found.message == mistake
