"""Why browsers could not play a recording, or show its captions: what the bytes of a file say.

Names promise little: a film that ends in ``.mp4`` can have pictures that only some browsers show.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

_SEARCHED = 100_000  # bytes in which an MP3 has to begin; what some programs put before it is short
_LARGEST_STSD = (
    100_000  # bytes of the description of a track; those of real files have some hundred
)

_MP3 = "an MP3 file"
# How files begin that are often renamed instead of converted.
_BEGINNINGS = (
    (b"RIFF", "a WAV or AVI file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"FORM", "an AIFF file"),
    (b"caff", "a CAF file"),
    (b"#!AMR", "an AMR file"),
    (b"\x1aE\xdf\xa3", "a WebM or Matroska file"),
    (b"\x30\x26\xb2\x75", "a file of Windows Media"),
    (b"ID3", _MP3),
    (b"<", "a web page"),
)
# https://mp4ra.org/registered-types/sampleentries
_CODECS = {
    "hvc1": "H.265 (HEVC)", "hev1": "H.265 (HEVC)", "av01": "AV1", "vp08": "VP8", "vp09": "VP9",
    "mp4v": "MPEG-4 Visual", "alac": "Apple Lossless", "Opus": "Opus", "fLaC": "FLAC",
    "ac-3": "Dolby Digital", "ec-3": "Dolby Digital Plus", "lpcm": "PCM", "sowt": "PCM",
}  # fmt: skip
_PLAYED = {"vide": ("avc1", "avc3"), "soun": ("mp4a",)}
_FILM = "save the film again as mp4, with the codecs H.264 and AAC"
_SOUND = "save the sound again as mp3"
_AGAIN = "copy it again from where you have it, or save it again"
# Baseline, Main, and High. The others have more colors than phones can show.
_PROFILES = (66, 77, 100)


class Mistake(NamedTuple):
    """Why a file cannot be used, as the rest of a sentence, and what to do about it."""

    message: str
    hint: str


def recording_mistake(path: Path) -> Mistake | None:
    """Why some browser could not play a file, or None if all of them can.

    Args:
        path: The file, which ends in ``.mp3``, ``.m4a`` or ``.mp4``.
    """
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Mistake("it is empty", _AGAIN)
        return _mp3_mistake(file) if path.suffix == ".mp3" else _mp4_mistake(file, path)


def captions_mistake(data: bytes) -> Mistake | None:
    """Why browsers could not show captions, or None if they can."""
    hint = "save them as WebVTT: its first line is `WEBVTT`, and the others have times and words"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Mistake("they are not UTF-8", "save them again as UTF-8")
    if text[:6] != "WEBVTT" or text[6:7] not in ("", " ", "\t", "\r", "\n"):
        return Mistake("they are not in the format WebVTT", hint)
    return None if "-->" in text else Mistake("they have no times", hint)


# -- MP3 ---------------------------------------------------------------------------------------


def _mp3_mistake(file: BinaryIO) -> Mistake | None:
    head = file.read(10)
    start = 0
    if head[:3] == b"ID3" and len(head) == 10:  # the title and a picture, in front of the sound
        start = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
    file.seek(start)
    data = file.read(_SEARCHED)
    places = (each for each in range(len(data)) if data[each] == 0xFF)
    if any(_frames(data, each) for each in places):
        return None
    if head[4:8] == b"ftyp":
        return Mistake("it is an MP4 file", "let its name end in `.m4a`, or `.mp4` for a film")
    kind = _kind(head)
    if kind and not head.startswith(b"ID3"):
        return Mistake(f"it is {kind}, and only its name ends in `.mp3`", _SOUND)
    return Mistake("it is damaged, or no MP3 file", f"{_AGAIN} as mp3")


def _frames(data: bytes, at: int, most: int = 4) -> bool:
    """Whether frames of sound follow each other from a place on, to the end of short data."""
    for count in range(most):
        if at >= len(data) and count:
            return True
        length = _frame_length(data[at : at + 4])
        if not length:
            return False
        at += length
    return True


# In kbit/s: of MPEG 1, and of MPEG 2 and 2.5.
_RATES = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame_length(header: bytes) -> int:
    """The bytes of a frame with a header, or 0 if this is the header of no frame of an MP3."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:  # the last is layer III
        return 0
    version, rate, samples = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or not 0 < rate < 15 or samples == 3:
        return 0
    first = version == 3
    bits = _RATES[first][rate - 1] * 1000
    return (144 if first else 72) * bits // _SAMPLES[version][samples] + (header[2] >> 1 & 1)


# -- MP4 ---------------------------------------------------------------------------------------


class _Box(NamedTuple):
    """A box of an MP4 file: its type, and the places where its content begins and ends."""

    kind: bytes
    start: int
    end: int


class _Track(NamedTuple):
    """A track of an MP4 file: what it is for, its codec, and the settings of its pictures."""

    kind: str
    codec: str
    profile: int | None


def _mp4_mistake(file: BinaryIO, path: Path) -> Mistake | None:
    end, name = path.stat().st_size, path.suffix
    kind = _kind(file.read(12))
    if kind == _MP3:
        return Mistake(f"it is {kind}", "let its name end in `.mp3`")
    if kind:
        hint = _SOUND if name == ".m4a" else _FILM
        return Mistake(f"it is {kind}, and only its name ends in `{name}`", hint)
    boxes = list(islice(_boxes(file, 0, end), 10_000))
    movie = next((each for each in boxes if each.kind == b"moov"), None)
    if not boxes or boxes[0].kind != b"ftyp":
        return Mistake(f"it is damaged, or no {name[1:].upper()} file", _AGAIN)
    if movie is None or boxes[-1].end > end:
        return Mistake("its end is missing", _AGAIN)
    tracks = list(_tracks(file, movie))
    if name == ".m4a":
        return _missing(tracks, "soun") or _unplayed(tracks, "soun", _SOUND)
    return (
        _missing(tracks, "vide")
        or _unplayed(tracks, "vide", _FILM)
        or _unplayed(tracks, "soun", _FILM)
    )


def _missing(tracks: list[_Track], kind: str) -> Mistake | None:
    if any(each.kind == kind for each in tracks):
        return None
    if kind == "vide" and any(each.kind == "soun" for each in tracks):
        return Mistake("it has a sound and no pictures", "let its name end in `.m4a`")
    return Mistake("there is nothing in it to play", _AGAIN)


def _unplayed(tracks: list[_Track], kind: str, hint: str) -> Mistake | None:
    what = "pictures are" if kind == "vide" else "sound is"
    for each in tracks:
        if each.kind == kind and each.codec not in _PLAYED[kind]:
            codec = _CODECS.get(each.codec, f"`{each.codec}`")
            return Mistake(f"its {what} in {codec}, which not every browser plays", hint)
        if each.kind == kind and each.profile not in (None, *_PROFILES):
            message = "its pictures have more colors than every browser can show"
            return Mistake(message, f"{hint}, and the colors yuv420p")
    return None


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    """The boxes from a place to another one. A damaged one is the last."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, kind, content = int.from_bytes(head[:4]), head[4:8], start + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16]), start + 16
        size = size or end - start
        if size < content - start:
            return
        yield _Box(kind, content, start + size)
        start += size


def _inside(file: BinaryIO, box: _Box, *path: bytes) -> Iterator[_Box]:
    """The boxes at a path within another one."""
    if not path:
        yield box
        return
    for each in islice(_boxes(file, box.start, box.end), 1000):
        if each.kind == path[0]:
            yield from _inside(file, each, *path[1:])


def _tracks(file: BinaryIO, movie: _Box) -> Iterator[_Track]:
    for media in islice(_inside(file, movie, b"trak", b"mdia"), 100):
        handler = next(_inside(file, media, b"hdlr"), None)
        description = next(_inside(file, media, b"minf", b"stbl", b"stsd"), None)
        if handler and description:
            file.seek(handler.start + 8)
            kind = file.read(4).decode("latin-1")
            file.seek(description.start)
            data = file.read(min(description.end - description.start, _LARGEST_STSD))
            settings = data.find(b"avcC")
            profile = data[settings + 5] if 0 < settings < len(data) - 5 else None
            yield _Track(kind, data[12:16].decode("latin-1"), profile)


def _kind(head: bytes) -> str:
    """What a file is that begins like this; empty if nobody knows."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((what for beginning, what in _BEGINNINGS if head.startswith(beginning)), "")
