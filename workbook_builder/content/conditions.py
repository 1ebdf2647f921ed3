"""Resolves conditions: finds the earlier answers that questions of a worksheet depend on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.conditions import Condition
from workbook_builder.answers.ids import normalized
from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.field import Field
from workbook_builder.model.only_if import OnlyIf
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule

TICKED = "ticked"  # what an author writes for a tick

Fault = tuple[tuple[str | int, ...], str, str]  # place in `only-if`, message, hint


def resolve_conditions(
    sheet: Worksheet, source: YamlSource, at: Sequence[str | int] = ()
) -> tuple[Worksheet, list[Problem]]:
    """Find the answer that each `only-if` of a worksheet is about.

    Args:
        sheet: The worksheet. Its scales know the numbers of their measures.
        source: The file that it is written in.
        at: The keys and indexes that lead to it in that file.

    Returns:
        The worksheet, in which each question knows its condition, and all problems.
    """
    if not any(_written(field) for field in sheet.fields):
        return sheet, []
    resolver = _ConditionResolver(sheet)
    fields = tuple(resolver.field(index) for index in range(len(sheet.fields)))
    problems = [
        source.problem((*at, "fields", index, "only-if", *place), Rule.CONDITION, message, hint)
        for index, (place, message, hint) in resolver.faults
    ]
    return sheet.model_copy(update={"fields": fields}), problems


def _written(field: Field) -> OnlyIf | None:
    """What the author wrote at the key `only-if` of a field."""
    found = getattr(field, "only_if", None)
    return found if isinstance(found, OnlyIf) else None


class _ConditionResolver:
    def __init__(self, sheet: Worksheet) -> None:
        self.fields = sheet.fields
        self.order = [str(getattr(field, "id", "")) for field in sheet.fields]
        self.faults: list[tuple[int, Fault]] = []

    def field(self, index: int) -> Field:
        """The field at an index, with its condition if it has one."""
        field = self.fields[index]
        only_if = _written(field)
        if only_if is None:
            return field
        found = list(self.resolved(index, only_if))
        faults = [(index, each) for each in found if not isinstance(each, Condition)]
        self.faults += faults
        conditions = [each for each in found if isinstance(each, Condition)]
        return field if faults else field.with_condition(conditions[0])

    def resolved(self, index: int, only_if: OnlyIf) -> Iterator[Condition | Fault]:
        """The condition of the field at an index, or all that is wrong with it."""
        id, _, part = only_if.question.partition("/")
        asked = {
            name: field
            for name, field in zip(self.order[:index], self.fields, strict=False)
            if field.asks
        }
        if id not in asked:
            yield self.unknown(id, index, asked)
            return
        field = asked[id]
        answers = {each.key.partition("/")[2]: each for each in field.answers(id)}
        number = sum(each.asks for each in self.fields[: self.order.index(id) + 1])
        about = Condition(self.order[index], id, number, "tick", ())
        ticks = {
            name: answer
            for name, answer in answers.items()
            if answer.kind is AnswerKind.CHECK and "/" not in name
        }
        if part in answers:
            about = replace(about, part=_name_in(field, answers[part]) if part else "")
            yield from _about_one(about, only_if, answers[part])
        elif part:
            message = f"the question `{id}` has no answer `{part}`"
            yield ("question",), message, suggestion(part, answers)
        elif ticks:
            yield from _about_ticks(about, only_if, field, ticks)
        else:
            hint = f"name one of them, like `{id}/{next(iter(answers))}`"
            yield ("question",), f"`{id}` has several answers", hint

    def unknown(self, id: str, index: int, asked: Mapping[str, Field]) -> Fault:
        """What is wrong with the id of a question that is not asked before the one at an index."""
        place = ("question",)
        if id == self.order[index]:
            return place, "a question cannot depend on its own answer", "name an earlier question"
        if id in self.order[index:]:
            message = f"the question `{id}` does not come before this one"
            return place, message, "move one of the two questions"
        if not asked:
            message = f"no question `{id}` comes before this one"
            return place, message, "write the question that this one depends on above it"
        message = f"this worksheet has no question `{id}`"
        return place, message, suggestion(id, asked)


def _about_one(about: Condition, only_if: OnlyIf, answer: Answer) -> Iterator[Condition | Fault]:
    """A condition about a single answer."""
    about = replace(about, answers=(answer.key,))
    options = {option.id: option.label for option in answer.options}
    numbers = [int(id) for id in options if id.isascii() and id.isdigit()]
    named = only_if.is_ or only_if.is_not
    key = "is" if only_if.is_ else "is-not"
    match answer.kind:
        case AnswerKind.NUMBER:
            yield from _about_number(about, only_if)
        case AnswerKind.CHOICE if numbers and len(numbers) == len(options):
            yield from _about_number(about, only_if, (min(numbers), max(numbers)))
        case AnswerKind.CHOICE if not named:
            yield _not_a_number(only_if, f"`is: {next(iter(options))}`")
        case AnswerKind.CHOICE:
            yield from _unknown_names(key, named, options)
            chosen = [normalized(each) for each in named]
            others = tuple(id for id in options if id not in chosen)
            yield replace(
                about,
                kind="choice",
                values=others if only_if.is_not else tuple(chosen),
                negated=bool(only_if.is_not),
                names=tuple(options[id] for id in chosen if id in options),
            )
        case AnswerKind.CHECK if not named:
            yield _not_a_number(only_if, f"`is: {TICKED}`")
        case AnswerKind.CHECK:
            yield from _unknown_names(key, named, {TICKED: ""})
            yield replace(about, negated=bool(only_if.is_not), names=(about.part,), part="")
        case _:
            message = f"the answer to `{only_if.question}` is written freely"
            hint = "name a choice, a tick, a scale, a rating, or a number"
            yield ("question",), message, hint


def _about_ticks(
    about: Condition, only_if: OnlyIf, field: Field, ticks: Mapping[str, Answer]
) -> Iterator[Condition | Fault]:
    """A condition about some of the ticks of a question."""
    named = only_if.is_ or only_if.is_not
    if not named:
        yield _not_a_number(only_if, f"`is: {next(iter(ticks))}`")
        return
    yield from _unknown_names("is" if only_if.is_ else "is-not", named, ticks)
    known = [ticks[id] for each in named if (id := normalized(each)) in ticks]
    yield replace(
        about,
        answers=tuple(each.key for each in known),
        negated=bool(only_if.is_not),
        names=tuple(_name_in(field, each) for each in known),
    )


def _about_number(
    about: Condition, only_if: OnlyIf, limits: tuple[float, float] | None = None
) -> Iterator[Condition | Fault]:
    """A condition about a number, with the lowest and the highest that can be chosen."""
    least, most = only_if.at_least, only_if.at_most
    if least is None and most is None:
        key = "is" if only_if.is_ else "is-not"
        message = f"`{only_if.question}` is answered with a number"
        yield (key,), message, "write `at-least` or `at-most` with a number instead"
        return
    for key, value in (("at-least", least), ("at-most", most)):
        if value is not None and limits and not limits[0] <= value <= limits[1]:
            message = f"`{only_if.question}` has the numbers from {limits[0]} to {limits[1]}"
            yield (key,), message, "choose one of them"
    if least is not None and most is not None and least > most:
        message = f"no number is at least {least:g} and at most {most:g}"
        yield ("at-least",), message, "exchange the two numbers"
    yield replace(about, kind="number", least=least, most=most)


def _not_a_number(only_if: OnlyIf, instead: str) -> Fault:
    """What is wrong with `at-least` or `at-most` for a choice or a tick."""
    key = "at-least" if only_if.at_least is not None else "at-most"
    message = f"`{only_if.question}` is not answered with a number"
    return (key,), message, f"name what is chosen or ticked: {instead}"


def _unknown_names(key: str, named: Sequence[str], known: Mapping[str, object]) -> Iterator[Fault]:
    """A fault for each name that is neither an option nor an item."""
    for index, each in enumerate(named):
        if normalized(each) not in known:
            yield (key, index), f"the question has no answer `{each}`", suggestion(each, known)


def _name_in(field: Field, answer: Answer) -> str:
    """The name of one of the answers of a field: its label without the question.

    It is empty for the option that the client names, if the author does not say what it is called.
    """
    question = field.written_question or ""
    label = answer.punctuation.followed_by(answer.label, *answer.words)
    name = label.removeprefix(question).strip()
    return name or ("" if answer.part == "choice/other" else label)
