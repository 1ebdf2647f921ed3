"""The toolbox: worksheets that clients use by themselves, without a program."""

from functools import cached_property
from typing import Self

from pydantic import Field as Describe

from workbook_builder.model.base import Line, Model, Prose
from workbook_builder.model.program import Phase
from workbook_builder.model.worksheet import Worksheet

TOOLBOX = "toolbox"  # its address, and what the keys of all its answers begin with


class ToolboxHead(Model):
    """Everything in the toolbox except its worksheets."""

    title: Line = Describe(description="Its name, as it stands in the menu.", examples=["Toolbox"])
    summary: Line = Describe(
        description="What it is for, in one sentence.",
        examples=["Single worksheets for a question that comes up between sessions."],
    )
    notice: Prose | None = Describe(
        None,
        description="A notice on its page and on every worksheet in it, in Markdown.",
        examples=["This does not replace advice from your doctor."],
    )


class Toolbox(ToolboxHead):
    """Single worksheets, in the place of both a track and its program.

    It has what the pages and documents of a worksheet ask of these: a notice as a track, an id and
    worksheets as a program. It has no phases, no sessions, and no weeks.
    """

    worksheets: tuple[Worksheet, ...] = Describe(description="The worksheets, in order.")

    @property
    def id(self) -> str:
        """Its address, and what the keys of all its answers begin with."""
        return TOOLBOX

    @property
    def icon(self) -> str:
        """The icon beside its name."""
        return "material/toolbox-outline"

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Its phases, of which it has none."""
        return ()

    @property
    def weeks(self) -> int:
        """How many weeks it takes: none, since it has no beginning."""
        return 0

    @property
    def client_worksheets(self) -> tuple[Worksheet, ...]:
        """The worksheets that the client fills in, without those for others."""
        return tuple(sheet for sheet in self.worksheets if not sheet.for_others)

    def only(self, sheet: Worksheet) -> Self:
        """The toolbox with a single worksheet, and those whose answers this one shows again."""
        wanted = {sheet.id}
        for each in reversed(self.worksheets):  # what is shown again is from earlier worksheets
            if each.id in wanted:
                wanted |= {field.earlier.id for field in each.fields if field.earlier}
        kept = tuple(each for each in self.worksheets if each.id in wanted)
        return self.model_copy(update={"worksheets": kept})

    @cached_property
    def letters(self) -> str:
        """Every character that its texts use, once each."""
        return "".join(sorted(set(repr(self))))
