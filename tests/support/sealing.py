"""Encrypts and opens files with jwcrypto, a JOSE library that Workbook Builder does not use."""

import json
from collections.abc import Mapping
from typing import Any

from jwcrypto import jwa
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK

PLAIN = b'{"format": "workbook-answers", "version": 1, "answers": {"better-sleep/goal/goal": "x"}}'


def sealed(plain: bytes, public: Mapping[str, str], header: Mapping[str, Any] | None = None) -> str:
    """What a client's page makes of a file of answers.

    Args:
        plain: The file.
        public: The public key.
        header: What the header says differently; None leaves a part out.
    """
    key = JWK(**public)
    said = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key.thumbprint(), "cty": "json"}
    said = {name: each for name, each in {**said, **(header or {})}.items() if each is not None}
    made = JWE(plain, json.dumps(said), algs=list(said.values()))
    made.add_recipient(key)
    return str(made.serialize(compact=True))


def unsealed(text: str, key: JWK, most_rounds: int = 16384) -> bytes:
    """What is in a JWE.

    Args:
        text: The JWE.
        key: The private key, or the password.
        most_rounds: How often the password may be hashed.
    """
    usual, jwa.default_max_pbkdf2_iterations = jwa.default_max_pbkdf2_iterations, most_rounds
    try:
        found = JWE(algs=["ECDH-ES", "A256GCM", "PBES2-HS512+A256KW"])
        found.deserialize(text, key)
    finally:
        jwa.default_max_pbkdf2_iterations = usual
    return bytes(found.payload)
