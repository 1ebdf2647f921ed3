"""The link with which a coach sets up a client's browser.

What it says stands in the fragment of an address, which browsers send to no server.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

_VERSION = 1


@dataclass(frozen=True)
class LinkedProgram:
    """What a link says of a program.

    Attributes:
        begins: The day on which it begins, as YYYY-MM-DD; empty if that is not known.
        without: The ids of worksheets that are left out.
    """

    begins: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonalLink:
    """What a link says of a client.

    Attributes:
        client: The client's id, by which the coach knows whose answers come back.
        name: The client's name.
        language: The code of the client's language; empty for that of the site.
        programs: The programs that the client does, by id.
    """

    client: str
    name: str
    language: str = ""
    programs: Mapping[str, LinkedProgram] = field(default_factory=dict)


def fragment(link: PersonalLink) -> str:
    """The fragment of an address that says what a link says, without the ``#``.

    It is base64url (RFC 4648, without padding) of JSON, in which nothing empty is written.
    """
    programs = {
        id: _filled({"begins": each.begins, "without": list(each.without)})
        for id, each in link.programs.items()
    }
    data = {
        "v": _VERSION,
        **_filled({"client": link.client, "name": link.name, "language": link.language}),
        "programs": programs,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"for={base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}"


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    """The values that are not empty."""
    return {key: value for key, value in values.items() if value}
