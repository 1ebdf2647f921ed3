"""The parts of a message that a mail program has saved as a file (RFC 5322, ``.eml``)."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage


def parts(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each part of a message: what is attached, and its text.

    Args:
        content: The bytes of the message.
        name: The name of its file, which a part without a name gets, too.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        is_text = part.get_content_type() == "text/html" and not part.get_filename()
        if part.is_multipart() or is_text:
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield part.get_filename() or name, payload
