"""Every answer of a client, with its days and sources. Nothing in it was overwritten."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workbook_builder.answers.ids import is_key, is_others_key
from workbook_builder.history.received import Received


@dataclass(frozen=True)
class Entry:
    """One value that a client gave as an answer, and where it is from.

    Attributes:
        value: The answer, as in a file of answers.
        saved: When the client wrote it, as an ISO time in UTC; empty if that is not known, as
            with PDFs.
        source: What it came in.
    """

    value: str
    saved: str
    source: Received

    @property
    def day(self) -> str:
        """The day on which it was written or, if that is not known, collected."""
        return self.saved[:10] or self.source.day

    def is_known_to_follow(self, other: "Entry") -> bool:
        """Whether it is certain enough that the client wrote this one after another one."""
        if self.saved and other.saved:
            return self.saved > other.saved
        if self.saved:
            return self.saved > other.source.at
        if other.saved:
            return False  # nobody knows when a PDF was filled in, only that it came later
        return self.source.at > other.source.at


@dataclass(frozen=True)
class History:
    """Every answer of a client.

    Attributes:
        sources: Everything that came, in the order in which it was collected.
        entries: The different values of each answer by its key, the one that counts last.
        others: What others wrote in sheets for them, each with its source.
        done: When worksheets were marked as done, as ISO times, by ``program/worksheet[@time]``.
    """

    sources: tuple[Received, ...] = ()
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    others: tuple[tuple[Received, Mapping[str, str]], ...] = ()
    done: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, received: Iterable[Received]) -> "History":
        """Put together what came from one client."""
        sources = tuple(sorted(received, key=lambda each: (each.at, each.digest)))
        found: dict[str, list[Entry]] = defaultdict(list)
        done: dict[str, str] = {}
        for source in sources:
            for key, value in (*source.replaced, *source.answers.items()):
                if is_key(key) and value.value:
                    # What says that it was written after it came is from a clock that is wrong.
                    saved = value.saved if value.saved <= source.at else ""
                    found[key].append(Entry(value.value, saved, source))
            for sheet, time in source.done.items():
                done[sheet] = max(time, done.get(sheet, ""))
        others = (
            (source, {k: v.value for k, v in source.answers.items() if is_others_key(k)})
            for source in sources
        )
        return cls(
            sources,
            {key: _in_order(entries) for key, entries in sorted(found.items())},
            tuple((source, answers) for source, answers in others if answers),
            done,
        )

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The answers that count, by key."""
        return {key: entries[-1].value for key, entries in self.entries.items()}

    @cached_property
    def unclear(self) -> Mapping[str, tuple[Entry, ...]]:
        """Answers whose sources differ, and of which nobody knows which is the newest, by key."""
        return {
            key: entries
            for key, entries in self.entries.items()
            if not all(entries[-1].is_known_to_follow(each) for each in entries[:-1])
        }

    def since(self, day: str) -> Mapping[str, Entry]:
        """The answers that were collected after a day, with what counts now, by key."""
        return {
            key: entries[-1]
            for key, entries in self.entries.items()
            if entries[-1].source.day > day
        }


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Different values from the oldest to the newest. A value that came twice stands once.

    An entry without a time is as old as the thing that it came in, at most.
    """
    ordered = sorted(entries, key=lambda each: (each.saved or each.source.at, each.source.at))
    kept: list[Entry] = []
    for each in ordered:
        if not kept or kept[-1].value != each.value:
            kept.append(each)
    return tuple(kept)
