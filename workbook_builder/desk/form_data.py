"""What a browser sends when a form of the desk is submitted (RFC 7578)."""

import email.parser
import email.policy
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

_FILES = "multipart/form-data"
_TEXTS = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class FormData:
    """What was submitted.

    Attributes:
        texts: The value of each input by its name; the last one if a name is used twice.
        files: The name and the bytes of each file, in order.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, bytes], ...] = ()


def form_data(kind: str, body: bytes) -> FormData | None:
    """Read a form.

    Args:
        kind: The header ``Content-Type``.
        body: The body of the request.

    Returns:
        None if it is none.
    """
    if kind.partition(";")[0].strip().lower() == _TEXTS:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return FormData(dict(pairs))
    if kind.partition(";")[0].strip().lower() != _FILES or "\n" in kind or "\r" in kind:
        return None
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    texts: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        name = part.get_filename()
        if name is None:
            field_name = part.get_param("name", "", header="content-disposition")
            texts[str(field_name)] = content.decode("utf-8", "replace")
        elif name or content:  # a browser sends an empty file if none was chosen
            files.append((name or "file", content))
    return FormData(texts, tuple(files))
