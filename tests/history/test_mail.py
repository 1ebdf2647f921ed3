"""A message that a mail program has saved gives what is attached to it."""

from support.sent_back import message

from workbook_builder.history.mail import parts


def test_each_attachment_is_a_part() -> None:
    found = dict(parts(message(**{"goal.pdf": b"%PDF", "Größe.json": b"{}"}), "mail.eml"))
    assert found["goal.pdf"] == b"%PDF"
    assert found["Größe.json"] == b"{}"


def test_the_text_is_a_part_without_its_markup() -> None:
    found = dict(parts(message(), "mail.eml"))
    assert found == {"mail.eml": b"Here they are.\n"}


def test_what_is_no_message_has_no_attachment() -> None:
    assert [name for name, _ in parts(b"\x00\xff nothing", "mail.eml")] == ["mail.eml"]
