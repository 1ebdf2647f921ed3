"""Whose answers a file holds: by the client's id in it, else by the name."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_builder.answers.contract import ASKED_BY
from workbook_builder.answers.ids import is_name_key, is_others_key
from workbook_builder.clients.client import Client
from workbook_builder.history.received import Received


@dataclass(frozen=True)
class Owner:
    """Whose answers a file holds.

    Attributes:
        client: The client; None if that is not certain.
        reason: Why it is not certain, in words for the coach.
        likely: The clients who it may be, the likeliest first.
    """

    client: Client | None
    reason: str = ""
    likely: tuple[Client, ...] = ()


class Owners:
    """The clients of a practice, by all that a file can say of whose it is."""

    def __init__(self, clients: Sequence[Client]) -> None:
        """Take the clients."""
        self._by_id = {each.id: each for each in clients}
        self._by_name: dict[str, list[Client]] = defaultdict(list)
        for each in clients:
            self._by_name[_folded(each.name)].append(each)

    def owner(self, received: Received) -> Owner:
        """Find out whose answers a file holds.

        A name that contradicts the id makes it uncertain: somebody else may have used the
        client's device, or a file of theirs.
        """
        name = written_name(received)
        named = tuple(self._by_name.get(_folded(name), ())) if name else ()
        if received.client:
            by_id = self._by_id.get(received.client)
            if by_id is None:
                return Owner(None, f"there is no client `{received.client}`", named)
            others = named or self._like(name)
            if others and by_id not in (*named, *self._like(name)):
                reason = f"it was made for {by_id.name}, but says that its client is “{name}”"
                return Owner(None, reason, (by_id, *others))
            return Owner(by_id)
        if len(named) == 1:
            return Owner(named[0])
        if named:
            return Owner(None, f"several clients are called “{name}”", named)
        if not name:
            return Owner(None, "it does not say whose it is")
        return Owner(None, f"no client is called “{name}”", self._like(name))

    def _like(self, name: str) -> tuple[Client, ...]:
        """The clients whose names have all words of a name, or the other way round."""
        words = set(_folded(name).split())
        if not words:
            return ()
        return tuple(
            each
            for known, clients in self._by_name.items()
            if (own := set(known.split())) and (words <= own or own <= words)
            for each in clients
        )


def written_name(received: Received) -> str:
    """The name of the client in a file, on one line; empty if there is none."""
    asked_by = f"/{ASKED_BY}"  # a sheet for others says which client has asked
    return next(
        (
            name
            for key, value in received.answers.items()
            if is_name_key(key) or (is_others_key(key) and key.endswith(asked_by))
            if (name := " ".join(value.value.split()))
        ),
        "",
    )


def _folded(name: str) -> str:
    """A name as it is compared: without case and signs, and with single spaces.

    Latin and Greek letters lose their accents, which people leave out. In other scripts, a mark
    makes a different letter. İ and ı are an i, since not every device has the Turkish ones.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("i\u0307", "i").replace("ı", "i")
    folded = "".join(map(_without_accent, plain))
    words = "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in folded)
    return " ".join(unicodedata.normalize("NFC", words).split()) or name.strip()


def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if unicodedata.name(base, "").startswith(("LATIN", "GREEK")) else letter
