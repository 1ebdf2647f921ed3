"""Standard output and standard error, which must not fail where a terminal lacks a letter."""

import codecs
import io
import json
import sys

# click takes a stream whose encoding is called "ascii" for a mistake, and writes UTF-8 to it.
_ASCII = "workbook_ascii"


def replace_unknown_letters() -> None:
    """Let both streams print a question mark for each letter that their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=_ASCII if is_ascii else None, errors="replace")


def printable_json(text: str) -> str:
    """A text in JSON, with letters as escape sequences if standard output is not in UTF-8.

    It may be redirected to a file, in which no letter should be lost.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    if codecs.lookup(encoding).name == "utf-8":
        return text
    return json.dumps(json.loads(text), indent=2) + "\n"


def _find(name: str) -> codecs.CodecInfo | None:
    """ASCII under its other name."""
    if name != _ASCII:
        return None
    ascii_ = codecs.lookup("ascii")
    return codecs.CodecInfo(
        ascii_.encode,
        ascii_.decode,
        ascii_.streamreader,
        ascii_.streamwriter,
        ascii_.incrementalencoder,
        ascii_.incrementaldecoder,
        name=_ASCII,
    )


codecs.register(_find)
