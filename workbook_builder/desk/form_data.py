"""What a browser sends when a form of the desk is submitted (RFC 7578)."""

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
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
    boundary = _boundary(kind)
    if boundary is None:
        return None
    texts: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    for head, content in _parts(body, boundary):
        name = head.get_param("name", "", header="content-disposition")
        file = head.get_filename()
        if file is None:
            texts[str(name)] = content.decode("utf-8", "replace")
        elif file or content:  # a browser sends an empty file if none was chosen
            files.append((file or "file", content))
    return FormData(texts, tuple(files))


def _boundary(kind: str) -> bytes | None:
    """What stands between the parts of a form with files; None if it is no such form."""
    if "\n" in kind or "\r" in kind:
        return None
    message = EmailMessage()
    try:
        message["Content-Type"] = kind
        boundary = message.get_boundary()
    except Exception:  # whatever the parser does not foresee
        return None
    is_form = message.get_content_type() == _FILES
    return boundary.encode("latin-1", "replace") if is_form and boundary else None


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[EmailMessage, bytes]]:
    """The head and the content of each part, byte for byte, whatever kind it says it is."""
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        if part.startswith(b"--"):
            return
        head, _, content = part.partition(b"\r\n\r\n")
        lines = re.findall(rb"(?im)^content-disposition:[^\r\n]*", head)
        policy = email.policy.HTTP
        try:
            found = email.message_from_bytes(b"".join(lines[:1]) + b"\r\n\r\n", policy=policy)
            found.get_filename()
        except Exception:  # whatever the parser does not foresee
            continue
        assert isinstance(found, EmailMessage)
        yield found, content
