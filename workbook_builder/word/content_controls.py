"""Writes answers as content controls (``w:sdt``, ECMA-376, part 1, 17.5.2).

A control holds text within a paragraph, which every program that knows controls can handle. It can
be filled in, but not deleted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.contract import NOT_CHOSEN, TICKED
from workbook_builder.answers.printed_answer import PrintedAnswer
from workbook_builder.answers.understood import meant
from workbook_builder.word.answer_map import AnswerMap, ControlEntry, shortened
from workbook_builder.word.day_pattern import day_pattern, word_language, written_day
from workbook_builder.word.elements import Element, run, styled, w, w14

TICK, NO_TICK = "\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}"
_MARK_FONT = "Segoe UI Symbol"
_BRIEF = "\N{HORIZONTAL ELLIPSIS}"  # in a narrow cell
_FIRST_ID = 1000  # of the controls of a document, which count up from it


@dataclass(frozen=True)
class Hints:
    """The texts that stand in controls that are not filled in.

    Attributes:
        write: In a text.
        choose: In a list.
        pick: In a date.
    """

    write: str
    choose: str
    pick: str

    def of(self, kind: AnswerKind) -> str:
        """The text for a kind of answer."""
        return {AnswerKind.CHOICE: self.choose, AnswerKind.DATE: self.pick}.get(kind, self.write)


class ControlWriter:
    """Writes the controls of one document, and remembers which it has written."""

    def __init__(
        self,
        answers: Mapping[str, Answer],
        given: Mapping[str, PrintedAnswer],
        language: str,
        hints: Hints,
        *,
        fillable: bool,
    ) -> None:
        """Prepare to write controls.

        Args:
            answers: The answers that the document asks for, by their key.
            given: What the client has answered, by key.
            language: The code of the language of the document.
            hints: What stands where nothing is filled in.
            fillable: Whether there is anything to fill in. Without it, answers are blank.
        """
        self._answers = answers
        self._given = given
        self._language = language
        self._hints = hints
        self._fillable = fillable
        self._written: list[ControlEntry] = []

    def map(self) -> AnswerMap:
        """The map of all controls that have been written."""
        texts = {self._hints.write, self._hints.choose, self._hints.pick, _BRIEF}
        return AnswerMap(self._language, frozenset(texts), tuple(self._written))

    def kind(self, key: str) -> AnswerKind:
        """How an answer is given.

        Raises:
            KeyError: The document asks for no such answer.
        """
        return self._answers[key].kind

    def answer(self, key: str, *, brief: bool = False) -> Element:
        """The control of an answer.

        Args:
            key: Its key.
            brief: Whether there is room for one letter only where nothing is filled in.

        Raises:
            KeyError: The document asks for no such answer.
        """
        answer = self._answers[key]
        if not self._fillable:
            return _mark(NO_TICK) if answer.kind is AnswerKind.CHECK else run("\N{NO-BREAK SPACE}")
        title = shortened(" ".join(answer.label.split()))
        hint = _BRIEF if brief else self._hints.of(answer.kind)
        return self._control(ControlEntry(key, answer.kind, title), hint, answer.options)

    def earlier(self, key: str, title: str) -> Element:
        """An earlier answer, or if it is not known, a control to copy it into."""
        if given := self._given.get(key):
            return run(given.shown)
        if not self._fillable:
            return run("\N{NO-BREAK SPACE}")
        entry = ControlEntry("", AnswerKind.LINES, shortened(title))
        return self._control(entry, self._hints.write)

    def _control(self, entry: ControlEntry, hint: str, options: Sequence[Option] = ()) -> Element:
        given = self._given.get(entry.key) if entry.key else None
        self._written.append(entry)
        empty = given is None and entry.kind is not AnswerKind.CHECK
        properties = w(
            "sdtPr",
            w("alias", val=entry.title) if entry.title else None,
            w("tag", val=entry.tag) if entry.key else None,
            w("id", val=_FIRST_ID + len(self._written)),
            w("lock", val="sdtLocked"),
            w("showingPlcHdr") if empty else None,
        )
        match entry.kind:
            case AnswerKind.CHECK:
                ticked = given is not None and given.value == TICKED
                properties.append(_checkbox(ticked))
                content = _mark(TICK if ticked else NO_TICK)
            case AnswerKind.CHOICE:
                names = option_names(options)
                properties.append(_list(names))
                content = run(names.get(given.value, given.shown) if given else hint)
            case AnswerKind.DATE:
                properties.append(self._date(given))
                content = run(written_day(given.value, self._language) if given else hint)
            case kind:
                lines = {"multiLine": 1} if kind is AnswerKind.LINES else {}
                properties.append(w("text", **lines))
                content = run(given.shown if given else hint)
        if empty:
            content.insert(0, styled("PlaceholderText"))
        return w("sdt", properties, w("sdtContent", content))

    def _date(self, given: PrintedAnswer | None) -> Element:
        is_day = given is not None and meant(AnswerKind.DATE, given.value, "") == given.value
        chosen = {"fullDate": f"{given.value}T00:00:00Z"} if given and is_day else {}
        return w(
            "date",
            w("dateFormat", val=day_pattern(self._language)),
            w("lid", val=word_language(self._language)),
            w("storeMappedDataAs", val="dateTime"),
            w("calendar", val="gregorian"),
            **chosen,
        )


def option_names(options: Sequence[Option]) -> dict[str, str]:
    """What Word shows for each option, by its id. Word refuses a list with two equal names."""
    names: dict[str, str] = {}
    for option in options:
        name, number = option.label or option.id, 1
        while name in names.values() or name == NOT_CHOSEN:
            number += 1
            name = f"{option.label or option.id} ({number})"
        names[option.id] = name
    return names


def _list(names: Mapping[str, str]) -> Element:
    items = [w("listItem", displayText=name, value=id) for id, name in names.items()]
    return w("dropDownList", w("listItem", displayText=NOT_CHOSEN, value=NOT_CHOSEN), *items)


def _checkbox(ticked: bool) -> Element:
    return w14(
        "checkbox",
        w14("checked", val=int(ticked)),
        w14("checkedState", val=f"{ord(TICK):04X}", font=_MARK_FONT),
        w14("uncheckedState", val=f"{ord(NO_TICK):04X}", font=_MARK_FONT),
    )


def _mark(text: str) -> Element:
    return run(text, styled("Mark"))
