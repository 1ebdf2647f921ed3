"""A form that a browser submits is read as it was filled in, whatever is in its files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_builder.desk.form_data import FormData, form_data

MULTIPART = "multipart/form-data; boundary=----WebKitFormBoundaryX"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    file = "" if filename is None else f'; filename="{filename}"'
    head = f'------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="{name}"{file}\r\n'
    kind = "" if filename is None else "Content-Type: application/octet-stream\r\n"
    return f"{head}{kind}\r\n".encode() + content + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + b"------WebKitFormBoundaryX--\r\n"


@given(st.lists(st.binary(), max_size=4))
def test_files_arrive_byte_for_byte(contents: list[bytes]) -> None:
    sent = body(*(part("files", each, f"{at}.pdf") for at, each in enumerate(contents)))
    if not contents:
        return
    form = form_data(MULTIPART, sent)
    assert form is not None
    assert form.files == tuple((f"{at}.pdf", each) for at, each in enumerate(contents))


def test_texts_and_files_stand_beside_each_other() -> None:
    sent = body(
        part("token", b"t"), part("client", "Zoë".encode()), part("files", b"x", "Größe.pdf")
    )
    assert form_data(MULTIPART, sent) == FormData(
        {"token": "t", "client": "Zoë"}, (("Größe.pdf", b"x"),)
    )


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed; boundary=x", "nonsense", ""])
def test_the_kind_that_a_part_says_it_is_does_not_matter(kind: str) -> None:
    content = b"Subject: Hi\r\n\r\nhello"
    sent = body(part("files", content, "a.eml").replace(b"application/octet-stream", kind.encode()))
    assert form_data(MULTIPART, sent) == FormData({}, (("a.eml", content),))


def test_an_input_in_which_no_file_was_chosen_is_no_file() -> None:
    assert form_data(MULTIPART, body(part("files", b"", ""))) == FormData()


def test_a_form_without_files() -> None:
    kind = "application/x-www-form-urlencoded"
    form = form_data(kind, b"token=t&client=&passphrase=a%20b%26c")
    assert form == FormData({"token": "t", "client": "", "passphrase": "a b&c"})


@given(st.text(), st.binary())
def test_anything_else_is_no_form_and_never_an_error(kind: str, content: bytes) -> None:
    assert form_data(f"text/{kind}", content) is None
    form_data(MULTIPART, content)
