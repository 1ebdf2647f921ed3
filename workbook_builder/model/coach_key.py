"""The public part of a coach's key, with which clients encrypt what they send."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, StringConstraints, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Model

# P-256, from SEC 2: the points for which y² = x³ − 3x + b modulo p.
_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B = 0x5AC635D8_AA3A93E7_B3EBBD55_769886BC_651D06B0_CC53B0F6_3BCE3C3E_27D2604B

# 32 bytes in base64url without padding, whose last character has two bits to spare.
Coordinate = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")]


class CoachKey(Model):
    """A public key of the curve P-256, as a JWK (RFC 7517)."""

    model_config = ConfigDict(title="Coach's key")

    kty: Literal["EC"] = Describe(description="The kind of key.")
    crv: Literal["P-256"] = Describe(description="The curve.")
    x: Coordinate = Describe(
        description="The first half of the key.",
        examples=["gs6EovN2s_NRxgsz8ZBxRdD-YnODpudkHWvkxGsnZYA"],
    )
    y: Coordinate = Describe(
        description="The second half of the key.",
        examples=["EVegxGiWo3sVZFtIjFj9eKT5Jx5omDhrZuAzBFDpgp8"],
    )

    @property
    def thumbprint(self) -> str:
        """The name of the key: its thumbprint of RFC 7638, a SHA-256 digest in base64url."""
        members = {"crv": self.crv, "kty": self.kty, "x": self.x, "y": self.y}
        text = json.dumps(members, separators=(",", ":"))
        return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")

    @model_validator(mode="before")
    @classmethod
    def _is_public(cls, data: Any) -> Any:
        if isinstance(data, dict) and "d" in data:
            raise PydanticCustomError(
                "private_part",
                "this is the private part of a key, with which anybody who reads this file can open"
                " what clients send",
                {
                    "at": ("d",),
                    "hint": "delete the line `d: …`, and make a new key, as this one is no secret"
                    " any more: `workbook key new --replace`",
                },
            )
        return data

    @model_validator(mode="after")
    def _is_on_the_curve(self) -> Self:
        x, y = _number(self.x), _number(self.y)
        if max(x, y) >= _P or (y * y - x * x * x + 3 * x - _B) % _P:
            raise PydanticCustomError(
                "not_on_curve",
                "`x` and `y` do not belong together",
                {
                    "at": ("x",),
                    "hint": "a character was lost or changed; take both from an earlier copy of"
                    " this file, or make a new key: `workbook key new --replace`",
                },
            )
        return self


def _number(coordinate: str) -> int:
    return int.from_bytes(urlsafe_b64decode(coordinate + "="), "big")
