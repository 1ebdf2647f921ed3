"""A practice whose coach has a key, and what a client's page encrypts for it."""

import json
from pathlib import Path
from typing import Any

from jwcrypto.jwk import JWK

from support.sealing import unsealed


def add_coach_key(practice: Path) -> JWK:
    """Put the public part of a new key into the settings of a practice, and return the key."""
    key = JWK.generate(kty="EC", crv="P-256")
    public = json.loads(key.export_public())
    lines = [f"  {name}: {public[name]}" for name in ("kty", "crv", "x", "y")]
    settings = practice / "content/workbook.yml"
    text = settings.read_text(encoding="utf-8").rstrip()
    settings.write_text("\n".join([text, "coach-key:", *lines, ""]), encoding="utf-8")
    return key


def opened_file(text: str, key: JWK) -> dict[str, Any]:
    """The answers file in an encrypted one."""
    file: dict[str, Any] = json.loads(unsealed(text, key))
    return file
