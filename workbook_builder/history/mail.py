"""The parts of a message that a mail program has saved as a file (RFC 5322, ``.eml``)."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from workbook_builder.answers.answers_file import has_answers
from workbook_builder.encryption.jwe_text import is_encrypted


def parts(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each part of a message that may be a file of a client's.

    These are all that is attached, and the text if answers were pasted into it. If there are none,
    the message itself is the only part, which is no such file.

    Args:
        content: The bytes of the message.
        name: The name of its file, which a part without a name gets, too.
    """
    try:
        found = list(_parts(content, name))
    except Exception:  # the parser has not foreseen every damaged head
        found = []
    yield from found or [(name, content)]


def _parts(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if part.get_filename() or part.get_content_maintype() != "text":
            yield part.get_filename() or name, payload
        elif is_encrypted(payload) or has_answers(payload):
            yield name, payload
