"""The coach's private key: made here, and kept in a file that only a passphrase opens.

The file is a compact JWE (RFC 7516) with the key as a JWK (RFC 7517, section 7), so that any JOSE
library can open it. Its header names the key, so that a key is found without its passphrase.
"""

import json
import unicodedata
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from joserfc import jwe
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OctKey

from workbook_builder.encryption.cannot_open import CannotOpen, WrongPassphrase
from workbook_builder.encryption.jwe_text import find_jwe
from workbook_builder.storage.file_reading import read_file
from workbook_builder.storage.private_files import write_private_file

CURVE = "P-256"
_ALGORITHMS = ("PBES2-HS512+A256KW", "A256GCM")
# A guess at the passphrase takes a tenth of a second. joserfc refuses more than 300,000 rounds.
_ROUNDS = 250_000
_MOST_BYTES = 10_000  # of the file of a key

_RESTORE = "take it from your backup"


@dataclass(frozen=True)
class PrivateKey:
    """A key that opens what was encrypted with its public part.

    Attributes:
        jwk: The key for joserfc.
    """

    jwk: ECKey = field(repr=False)

    @property
    def thumbprint(self) -> str:
        """The name of the key, which its public part has, too (RFC 7638)."""
        return self.jwk.thumbprint()

    @property
    def public(self) -> dict[str, str]:
        """The public part, as it stands in ``workbook.yml``."""
        members = self.jwk.as_dict(private=False)
        return {name: str(members[name]) for name in ("kty", "crv", "x", "y")}


def new_key() -> PrivateKey:
    """Make a key."""
    return PrivateKey(ECKey.generate_key(CURVE))


def write_key(key: PrivateKey, passphrase: str, folder: Path) -> Path:
    """Write a key into a folder, encrypted and for the owner alone.

    Returns:
        The new file.

    Raises:
        FileExistsError: The key is there already.
        OSError: It cannot be written.
    """
    path = folder / f"coach-key-{key.thumbprint}.jwe"
    if path.exists():
        raise FileExistsError(f"{path} exists")
    alg, enc = _ALGORITHMS
    header = {"alg": alg, "enc": enc, "p2c": _ROUNDS, "cty": "jwk+json", "kid": key.thumbprint}
    members = json.dumps(key.jwk.as_dict(private=True))
    text = jwe.encrypt_compact(header, members, _secret(passphrase), algorithms=_ALGORITHMS)
    write_private_file(path, f"{text}\n")
    return path


def key_files(folder: Path) -> Mapping[str, Path]:
    """The files of all keys in a folder, by thumbprint. It need not exist."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.jwe")):
        with suppress(OSError):
            text = find_jwe(read_file(path, _MOST_BYTES))
            if text and isinstance(name := text.header.get("kid"), str):
                found.setdefault(name, path)
    return found


def open_key(path: Path, passphrase: str) -> PrivateKey:
    """Read a key from its file.

    Raises:
        WrongPassphrase: The passphrase is another one.
        CannotOpen: The file is no key, or damaged.
        OSError: It cannot be read.
    """
    text = find_jwe(read_file(path, _MOST_BYTES))
    if text is None or text.header.get("alg") != _ALGORITHMS[0]:
        raise CannotOpen("this is not the file of a key, or it is damaged", _RESTORE)
    try:
        secret = _secret(passphrase)
        opened = jwe.decrypt_compact(".".join(text.parts), secret, algorithms=_ALGORITHMS)
        key = ECKey.import_key(json.loads(opened.plaintext or b""))
        usable = key.curve_name == CURVE and key.is_private
    except Exception as error:  # joserfc has many, and does not say that the passphrase is wrong
        message = "the passphrase is wrong, or the file of the key is damaged"
        raise WrongPassphrase(message, "try again, or take the file from your backup") from error
    if not usable:
        raise CannotOpen("this file holds another kind of key", _RESTORE)
    return PrivateKey(key)


def _secret(passphrase: str) -> OctKey:
    """What a passphrase is for joserfc: the same, on whichever system its accents were typed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)  # that it is short; commands advise
        composed = unicodedata.normalize("NFC", passphrase)
        return OctKey.import_key(composed.encode("utf-8", "surrogateescape"))
