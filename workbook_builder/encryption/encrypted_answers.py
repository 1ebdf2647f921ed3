"""Opens what clients encrypted for their coach.

docs/answers.md describes the format for developers of other software.
"""

import re
from collections.abc import Iterable

from joserfc import jwe

from workbook_builder.encryption.cannot_open import CannotOpen
from workbook_builder.encryption.jwe_text import JweText, find_jwe, is_encrypted
from workbook_builder.encryption.private_key import CURVE, PrivateKey

MOST_BYTES = 20_000_000  # of what is encrypted
_ALGORITHMS = ("ECDH-ES", "A256GCM")
_VECTOR, _TAG = 16, 22  # characters: 96 and 128 bits
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")

_DAMAGED = "the beginning of this file is damaged, or all else is missing"
_CHANGED = "this file has been changed or damaged on its way"
_SEND_AGAIN = "ask for the file again, as an attachment and not in the text of a message"


class _Registry(jwe.JWERegistry):
    """What joserfc accepts, whose limit is meant for the small tokens of logins."""

    max_ciphertext_length = MOST_BYTES


_REGISTRY = _Registry(algorithms=_ALGORITHMS, strict_check_header=False)


def key_needed(content: bytes) -> str:
    """The thumbprint of the key that opens a file.

    Raises:
        CannotOpen: No key opens it.
    """
    return str(_sound(content).header["kid"])


def opened(content: bytes, keys: Iterable[PrivateKey]) -> bytes:
    """What is in an encrypted file.

    Args:
        content: The file, or the text of a mail around what it holds.
        keys: The keys that may open it.

    Raises:
        CannotOpen: None of the keys opens it, or it is damaged, or not encrypted.
    """
    text = _sound(content)
    name = text.header["kid"]
    key = next((each for each in keys if each.thumbprint == name), None)
    if key is None:
        raise CannotOpen(
            f"this file is encrypted for another key, {shortened(name)}",
            "open it where that key is",
        )
    *parts, tag = text.parts
    try:
        token = ".".join((*parts, tag[:_TAG]))
        result = jwe.decrypt_compact(token, key.jwk, registry=_REGISTRY).plaintext
        assert result is not None
    except Exception as error:  # whatever joserfc and the libraries below it raise
        raise CannotOpen(_CHANGED, _SEND_AGAIN) from error
    return result


def shortened(thumbprint: str) -> str:
    """The beginning of a thumbprint, by which people tell keys apart."""
    return f"{thumbprint[:8]}…"


def _sound(content: bytes) -> JweText:
    """The JWE in a file, if everything about it that is not secret is as it should be.

    Raises:
        CannotOpen: It is not.
    """
    text = find_jwe(content)
    if text is None:
        if is_encrypted(content):
            raise CannotOpen(_DAMAGED, _SEND_AGAIN)
        raise CannotOpen("this file is not encrypted", "open it as it is")
    header = text.header
    used = tuple(header.get(each) for each in ("alg", "enc"))
    if used != _ALGORITHMS or "zip" in header or "crit" in header:
        raise CannotOpen(
            "this file is encrypted in a way that the site does not use",
            f"encrypt with {' and '.join(_ALGORITHMS)}, uncompressed; the site does",
        )
    epk, name = header.get("epk"), header.get("kid")
    if not isinstance(epk, dict) or epk.get("crv") != CURVE:
        raise CannotOpen(_DAMAGED, _SEND_AGAIN)
    if not isinstance(name, str) or not _THUMBPRINT.fullmatch(name):
        hint = "encrypt it with the thumbprint of the key as `kid`; the site does"
        raise CannotOpen("this file does not say for which key it is encrypted", hint)
    _, wrapped, vector, secret, tag = text.parts
    if len(tag) < _TAG:
        raise CannotOpen("this file has been cut short", _SEND_AGAIN)
    if wrapped or len(vector) != _VECTOR:
        raise CannotOpen(_CHANGED, _SEND_AGAIN)
    if len(secret) > MOST_BYTES:
        raise CannotOpen(f"this file has more than {MOST_BYTES:,} bytes", "it is not one of ours")
    return text
