"""Files are opened whatever mail programs did to them. What cannot be opened is explained."""

import base64
import json
import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from support.places import ROOT
from support.sealing import PLAIN, sealed, unsealed

from workbook_builder.encryption import encrypted_answers
from workbook_builder.encryption.cannot_open import CannotOpen
from workbook_builder.encryption.encrypted_answers import key_needed, opened
from workbook_builder.encryption.jwe_text import is_encrypted
from workbook_builder.encryption.private_key import new_key

KEY, OTHER = new_key(), new_key()
FILE = sealed(PLAIN, KEY.public)
DAMAGED = "the beginning of this file is damaged, or all else is missing"
HEADER, _, VECTOR, SECRET, TAG = FILE.split(".")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def refusal(content: str | bytes) -> str:
    """Why a file cannot be opened."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(CannotOpen) as caught:
        opened(raw, [KEY])
    assert caught.value.hint
    return str(caught.value)


def with_header(**changed: Any) -> str:
    """The file with another header, which its tag does not fit."""
    header = json.loads(base64.urlsafe_b64decode(HEADER + "==")) | changed
    header = {name: each for name, each in header.items() if each is not None}
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    return ".".join((part, "", VECTOR, SECRET, TAG))


# -- what is opened ------------------------------------------------------------------------------


def test_what_another_program_encrypted_is_opened() -> None:
    assert is_encrypted(FILE.encode())
    assert key_needed(FILE.encode()) == KEY.thumbprint
    assert opened(FILE.encode(), [OTHER, KEY]) == PLAIN


def test_what_is_in_the_file_is_opened_by_another_program() -> None:
    private = JWK(**KEY.jwk.as_dict(private=True))
    assert unsealed(FILE, private) == PLAIN


@pytest.mark.parametrize("plain", [b"", b"\xff\x00", "Ωμέγα".encode() * 500_000])
def test_any_content_is_opened(plain: bytes) -> None:
    assert opened(sealed(plain, KEY.public).encode(), [KEY]) == plain


def wrapped(text: str, width: int = 76, end: str = "\n", begin: str = "") -> str:
    return end.join(begin + line for line in textwrap.wrap(text, width))


MAILS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "with a line end": lambda text: f"{text}\n",
    "in lines": wrapped,
    "in lines of Windows": lambda text: wrapped(text, end="\r\n"),
    "in lines with spaces around them": lambda text: wrapped(text, end=" \n\t "),
    "in quoted-printable": lambda text: wrapped(text, end="=\n"),
    "in quoted-printable of Windows": lambda text: wrapped(text, end="=\r\n"),
    "with periods in quoted-printable": lambda text: text.replace(".", "=2E"),
    "in lines that Sendmail broke": lambda text: wrapped(text, 998, end="!\r\n "),
    "quoted": lambda text: wrapped(text, begin="> "),
    "quoted twice": lambda text: wrapped(text, begin=">> > "),
    "with a byte order mark": lambda text: f"\ufeff{text}",
    "with spaces that nobody sees": lambda text: wrapped(text, 50, end="\u200b\u00ad\u00a0\u2060"),
    "below a greeting": lambda text: f"Hey Jane\n\nthese are my answers:\n{text}",
    "right behind a greeting": lambda text: f"Hey Jane {text}",
    "below text with periods": lambda text: f"See www.example.org... Here.It.is.all.. \n\n{text}",
    "above a signature": lambda text: f"{text}\n-- \nSent from my phone. Ana",
    "right before a word": lambda text: f"{text} Bye",
    "in a reply": lambda text: (
        f"On Mon, 7 Dec 2026 Ana <ana@example.org> wrote:\n{wrapped(text, begin='> ')}\n> Ana\n"
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", MAILS)
def test_what_mail_programs_add_does_no_harm(name: str, encoding: str) -> None:
    content = MAILS[name](FILE).encode(encoding)
    assert is_encrypted(content)
    assert opened(content, [KEY]) == PLAIN


def test_a_large_file_is_opened_and_a_huge_one_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    large = sealed(b"x" * 200_000, KEY.public)
    assert len(opened(large.encode(), [KEY])) == 200_000
    monkeypatch.setattr(encrypted_answers, "MOST_BYTES", 100_000)
    assert refusal(large) == "this file has more than 100,000 bytes"


def test_what_the_header_says_besides_is_ignored() -> None:
    text = sealed(PLAIN, KEY.public, {"made-by": "a later version"})
    assert opened(text.encode(), [KEY]) == PLAIN


# -- what is not ---------------------------------------------------------------------------------


def test_a_wrong_key_is_told_from_damage() -> None:
    with pytest.raises(CannotOpen) as caught:
        opened(FILE.encode(), [OTHER])
    said = str(caught.value)
    assert said == f"this file is encrypted for another key, {KEY.thumbprint[:8]}…"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this file is not encrypted"),
        ("Dear coach, I have nothing to say.", "this file is not encrypted"),
        (PLAIN.decode(), "this file is not encrypted"),
        ("eyJ" + FILE[5:], DAMAGED),
        (HEADER, DAMAGED),
        (HEADER[:100], DAMAGED),
        (f"{HEADER}.", "this file has been cut short"),
        (FILE[:-1], "this file has been cut short"),
        (FILE[: -len(TAG)], "this file has been cut short"),
        (FILE[:-60], "this file has been cut short"),
        (f"{FILE[:-40]}\n-- \nSent from my phone. Ana", "this file has been cut short"),
        (f"{HEADER}..{VECTOR}.{SECRET[1:]}.{TAG}", "this file has been changed or damaged"),
        (f"{HEADER}..{VECTOR[1:]}.{SECRET}.{TAG}", "this file has been changed or damaged"),
        (f"{HEADER}.AAAA.{VECTOR}.{SECRET}.{TAG}", "this file has been changed or damaged"),
        (with_header(cty="text"), "this file has been changed or damaged"),
        (with_header(apu="Bob"), "this file has been changed or damaged"),
        (with_header(apu=3), "this file has been changed or damaged"),
        (with_header(epk=OTHER.public | {"x": KEY.public["x"]}), "this file has been changed"),
        (with_header(epk={"crv": "P-256"}), "this file has been changed or damaged"),
        (with_header(epk=OTHER.public | {"x": 3}), "this file has been changed or damaged"),
        (with_header(epk=OTHER.public | {"kty": []}), "this file has been changed or damaged"),
        (with_header(epk={"kty": "oct", "k": "AAAA"}), DAMAGED),
        (with_header(epk=[]), DAMAGED),
        (with_header(epk=None), DAMAGED),
        (with_header(kid=None), "this file does not say for which key it is encrypted"),
        (with_header(kid=7), "this file does not say for which key it is encrypted"),
        (with_header(kid="\x1b[31m"), "this file does not say for which key it is encrypted"),
        (with_header(alg="RSA-OAEP"), "this file is encrypted in a way that the site does not"),
        (with_header(alg=["ECDH-ES"]), "this file is encrypted in a way that the site does not"),
        (with_header(alg="dir"), "this file is encrypted in a way that the site does not use"),
        (with_header(enc="A128GCM"), "this file is encrypted in a way that the site does not use"),
        (with_header(zip="DEF"), "this file is encrypted in a way that the site does not use"),
        (with_header(crit=["exp"]), "this file is encrypted in a way that the site does not use"),
    ],
)
def test_what_cannot_be_opened_is_explained(text: str, said: str) -> None:
    assert refusal(text).startswith(said)


@pytest.mark.parametrize(
    "header",
    [
        {"enc": "A128GCM"},
        {"alg": "ECDH-ES+A256KW"},
        {"zip": "DEF"},
    ],
)
def test_other_ways_of_encrypting_are_refused_though_the_key_fits(header: dict[str, str]) -> None:
    said = refusal(sealed(b"0" * 1_000_000, KEY.public, header))
    assert said == "this file is encrypted in a way that the site does not use"


def test_a_bomb_of_deflated_zeros_is_not_unpacked() -> None:
    bomb = sealed(b"0" * 200_000, KEY.public, {"zip": "DEF"})
    assert len(bomb) < 2_000, "it is small before it is unpacked"
    assert refusal(bomb) == "this file is encrypted in a way that the site does not use"


def test_a_header_that_is_nested_deeply_is_damaged() -> None:
    deep = base64.urlsafe_b64encode(b'{"enc":' + b"[" * 700).decode().rstrip("=")
    assert refusal(f"{deep}..{VECTOR}.{SECRET}.{TAG}") == DAMAGED


@pytest.mark.parametrize(
    "text", ["eyJ" * 300_000, "eyJ." * 300_000, ".." * 500_000, "a." * 500_000]
)
def test_no_text_takes_long(text: str) -> None:
    refusal(text)


@given(st.integers(0, len(FILE) - 1))
def test_a_file_that_is_cut_anywhere_is_refused(length: int) -> None:
    refusal(FILE[:length])


@given(st.integers(0, len(FILE) - 1), st.sampled_from(_LETTERS + ".=\n éあ"))
def test_a_file_in_which_a_letter_has_changed_is_refused_or_the_same(
    place: int, letter: str
) -> None:
    text = FILE[:place] + letter + FILE[place + 1 :]
    try:
        assert opened(text.encode(), [KEY]) == PLAIN
        assert text == FILE
    except CannotOpen:
        assert text != FILE


@given(st.integers(0, len(FILE) - 1), st.integers(0, 255))
def test_a_file_in_which_a_byte_has_changed_is_refused_or_the_same(place: int, byte: int) -> None:
    raw = bytearray(FILE.encode())
    raw[place] = byte
    if bytes(raw) == FILE.encode():
        return
    with pytest.raises(CannotOpen):
        opened(bytes(raw), [KEY])


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_refused_and_never_crash(content: bytes) -> None:
    is_encrypted(content)
    refusal(content)
    refusal(content + FILE.encode()[:-1])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    st.sampled_from(["alg", "enc", "epk", "kid", "cty", "apu", "apv", "zip", "crit", "typ", "jku"]),
    _JSON,
)
def test_any_header_is_refused_and_never_crashes(name: str, value: Any) -> None:
    refusal(with_header(**{name: value}))


@given(st.sampled_from(["kty", "crv", "x", "y", "d", "use", "key_ops", "alg"]), _JSON)
def test_any_key_in_the_header_is_refused_and_never_crashes(name: str, value: Any) -> None:
    refusal(with_header(epk={**OTHER.public, name: value}))


# -- what is not encrypted -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.decode().encode("utf-16"),
        b"%PDF-1.7\n",
        b"PK\x03\x04" + bytes(range(256)) * 100,
        b"<!doctype html><title>A program</title>",
        json.dumps({"format": "workbook-answers", "answers": {"a/b/c": FILE}}).encode(),
        f"<!DOCTYPE html><p>{FILE}".encode(),
        (ROOT / "README.md").read_bytes(),
    ],
)
def test_other_files_are_not_encrypted(content: bytes) -> None:
    assert not is_encrypted(content)
