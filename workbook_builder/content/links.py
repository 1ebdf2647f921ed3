"""Checks the links in texts: those to other worksheets of a program, and those to the web."""

from collections.abc import Collection, Iterator, Sequence

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.base import Model, TextKind, texts
from workbook_builder.model.markdown_text import parsed
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule

_FORMS = "write `https://…`, `mailto:…`, `tel:…`, or the name of a worksheet of the program"


def link_problems(
    model: Model,
    source: YamlSource,
    at: Sequence[str | int] = (),
    sheets: Collection[str] | None = None,
    without: Collection[str] = (),
    where: str = "this program",
) -> Iterator[Problem]:
    """A problem for each link that leads nowhere.

    Args:
        model: The model whose texts are checked.
        source: The file that it is written in.
        at: The keys and indexes that lead to it in that file.
        sheets: The worksheets that it may link to. If None, these are not checked.
        without: The names of attributes that are left out.
        where: What these worksheets belong to, in the words of the problem.
    """
    for path, text, kind in texts(model, without):
        if kind is not TextKind.MARKDOWN or ("[" not in text and "<" not in text):
            continue
        place, found = (*at, *path), parsed(text)
        for address in dict.fromkeys(found.unsafe):
            message = f"a link cannot lead to `{address}`"
            yield source.problem_in_text(place, address, Rule.NO_LINK, message, _FORMS)
        for id in dict.fromkeys(found.sheets):
            if sheets is not None and id not in sheets:
                message = f"{where} has no worksheet `{id}` to link to"
                hint = suggestion(id, sheets)
                if not sheets:
                    message, hint = f"there is no worksheet `{id}` to link to here", _OUTSIDE
                yield source.problem_in_text(place, id, Rule.NO_LINK, message, hint)


_OUTSIDE = "only the texts of a program and its worksheets can link to a worksheet"


def shared_link_problems(
    sheet: Worksheet,
    source: YamlSource,
    at: Sequence[str | int],
    sheets: Collection[str],
    where: str = "this program",
) -> Iterator[Problem]:
    """A problem for each link of a shared worksheet that leads nowhere in a program.

    Args:
        sheet: The worksheet, without the texts that the program replaces.
        source: The file of the program.
        at: The keys and indexes that lead to its id in that file.
        sheets: The worksheets of the program.
        where: What these worksheets belong to, in the words of the problem.
    """
    for _, text, kind in texts(sheet):
        if kind is TextKind.MARKDOWN and "[" in text:
            for id in dict.fromkeys(parsed(text).sheets):
                if id not in sheets:
                    message = f"`{sheet.id}` links to `{id}`, which {where} does not have"
                    there = where.replace("this", "the")
                    hint = f"add the worksheet `{id}` to {there}, or remove the link"
                    yield source.problem(at, Rule.NO_LINK, message, hint)
