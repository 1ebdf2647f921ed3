"""Reads the answers from Word documents that clients have filled in with any program."""

from collections import Counter
from collections.abc import Sequence

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.filled_form import FilledForm
from workbook_builder.answers.ids import is_key, is_others_key
from workbook_builder.answers.times import with_times
from workbook_builder.answers.understood import KINDS, meant
from workbook_builder.word import answer_map
from workbook_builder.word.answer_map import AnswerMap, ControlEntry
from workbook_builder.word.control_values import FoundControl, found_controls
from workbook_builder.word.word_package import roots

# What a control can be in a document, by how the answer is given.
_NOT_TEXT = (AnswerKind.CHECK, AnswerKind.CHOICE, AnswerKind.DATE)
_AS_FOUND = {kind: kind if kind in _NOT_TEXT else AnswerKind.LINES for kind in AnswerKind}
_NO_MAP = AnswerMap("", frozenset(), ())


def read_word(content: bytes) -> FilledForm:
    """Read the answers from a filled-in Word document.

    A control is known by its tag. Where a program has lost the tags, it is known by its place if
    the document still has the controls that it was made with, or else by its title.

    Args:
        content: The bytes of the document.

    Raises:
        UnreadableForm: The document cannot be read.
    """
    document, parts = roots(content)
    controls = found_controls(document)
    known = next((found for each in parts if (found := answer_map.read(each))), _NO_MAP)
    entries = _entries(controls, known)
    values: dict[str, dict[str, None]] = {}  # of each key in order, without duplicates
    nameless, placed = 0, []
    for control, entry in zip(controls, entries, strict=True):
        value = _understood(control, entry, known)
        if not value.strip():
            continue
        if entry is None:
            nameless += 1
        elif entry.key:
            values.setdefault(entry.key, {})[value] = None
            if not control.tag:
                placed.append(entry.key)
    texts = {key: tuple(each) for key, each in values.items()}
    return FilledForm(
        with_times({key: each[0] for key, each in texts.items()}),
        {key: each[1:] for key, each in texts.items() if each[1:]},
        nameless,
        placed=tuple(placed),
    )


def _entries(controls: Sequence[FoundControl], known: AnswerMap) -> list[ControlEntry | None]:
    """What each control is; None if that is lost."""
    by_tag = {each.tag: each for each in known.controls if each.key}
    titles = Counter(each.title for each in known.controls if each.title)
    by_title = {each.title: each for each in known.controls if titles[each.title] == 1}
    same_order = len(controls) == len(known.controls) and all(
        control.kind is _AS_FOUND[entry.kind] and control.title in ("", entry.title)
        for control, entry in zip(controls, known.controls, strict=True)
    )
    found: list[ControlEntry | None] = []
    for number, control in enumerate(controls):
        if control.tag in by_tag:
            found.append(by_tag[control.tag])
        elif is_key(control.tag) or is_others_key(control.tag):  # copied from another document
            found.append(ControlEntry(control.tag, control.kind, control.title))
        elif same_order:
            found.append(known.controls[number])
        else:
            found.append(by_title.get(control.title))
    return found


def _understood(control: FoundControl, entry: ControlEntry | None, known: AnswerMap) -> str:
    """The value of a control in the stored form; empty if nothing is filled in.

    Numbers, days and times that are written as people of the language do are understood.
    """
    value = control.value
    if value.strip() in known.placeholders:  # programs forget that this is none
        return ""
    kind = entry.kind if entry else control.kind
    if kind in KINDS and known.language:
        return meant(kind, value, known.language) or value
    return value
