"""A message that a mail program has saved gives what is attached to it."""

from pathlib import Path

import pytest
from support.sent_back import GOAL, answers_file, message
from support.word_forms import blank, filled

from workbook_builder.history.mail import parts
from workbook_builder.history.reading import is_known


def test_each_attachment_is_a_part() -> None:
    found = dict(parts(message(**{"goal.pdf": b"%PDF", "Größe.json": b"{}"}), "mail.eml"))
    assert found["goal.pdf"] == b"%PDF"
    assert found["Größe.json"] == b"{}"


def test_the_text_is_no_part() -> None:
    assert len(list(parts(message(**{"goal.pdf": b"%PDF"}), "mail.eml"))) == 1


def test_answers_that_were_pasted_into_the_text_are_a_part() -> None:
    mail = b"Subject: Hi\r\n\r\n" + answers_file({GOAL: "Sleep"})
    ((name, content),) = parts(mail, "mail.eml")
    assert (name, content.strip()) == ("mail.eml", answers_file({GOAL: "Sleep"}).strip())


@pytest.mark.parametrize("content", [message(), b"\x00\xff nothing", b""])
def test_a_message_without_answers_is_its_only_part(content: bytes) -> None:
    assert list(parts(content, "mail.eml")) == [("mail.eml", content)]


def test_a_word_document_that_is_attached_is_one_of_the_parts(practice: Path) -> None:
    sent = filled(blank(practice, "goal"), {GOAL: "Sleep well"})
    assert dict(parts(message(**{"goal.docx": sent}), "mail.eml"))["goal.docx"] == sent
    assert is_known(sent)
