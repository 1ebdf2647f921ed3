"""A client of the practice, as the coach describes them in ``clients/<id>.yml``."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, StringConstraints
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.base import Line, Model, Prose, Slug
from workbook_builder.model.workbook_settings import LanguageCode, Paper


def _real_day(text: str) -> str:
    """Refuse a day that is in no calendar, such as 2026-02-30."""
    try:
        date.fromisoformat(text)
    except ValueError:
        hint = "write a day of the calendar: 2026-12-07"
        raise PydanticCustomError("no_day", "there is no such day", {"hint": hint}) from None
    return text


Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_real_day),
]
ProgramPath = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")
]


class ClientProgram(Model):
    """A program that a client does."""

    program: ProgramPath = Describe(
        description="The program, as `track/program`.", examples=["wellness/better-sleep"]
    )
    begins: Day | None = Describe(
        None, description="The day on which it begins.", examples=["2026-12-07"]
    )
    sessions: tuple[Day, ...] = Describe(
        (),
        max_length=200,
        description="The days of the sessions.",
        examples=[["2026-12-07", "2026-12-21"]],
    )
    without: tuple[Slug, ...] = Describe(
        (),
        max_length=48,
        description="The ids of worksheets that are left out for this client.",
        examples=[["sleep-diary"]],
    )

    @property
    def id(self) -> str:
        """The id of the program, with which the keys of its answers begin."""
        return self.program.rpartition("/")[2]


class ClientFile(Model):
    """A client: ``clients/<id>.yml``."""

    model_config = ConfigDict(title="Client")

    name: Line = Describe(
        description="The client's name, as it stands on their worksheets.", examples=["Ana Ruiz"]
    )
    email: Line | None = Describe(
        None,
        description="The client's email address, for your own use.",
        examples=["ana@example.org"],
    )
    programs: tuple[ClientProgram, ...] = Describe(
        min_length=1,
        max_length=12,
        description="The programs that the client does.",
        examples=[[{"program": "wellness/better-sleep", "begins": "2026-12-07"}]],
    )
    language: LanguageCode | None = Describe(
        None,
        description="The client's language; by default, that of the practice.",
        examples=["en"],
    )
    paper: Paper | None = Describe(
        None,
        description="The paper for the client; by default, the first one of the practice.",
        examples=["us-letter"],
    )
    note: Prose | None = Describe(
        None,
        description="A note to the client in Markdown. It stands in the letter of the pack.",
        examples=["I look forward to our first talk."],
    )


class Client(ClientFile):
    """A client of the practice."""

    id: str = Describe(description="The name of the file. The client's folder has it, too.")

    def program(self, id: str) -> ClientProgram | None:
        """What the file says of a program, given by its id; None if the client does not do it."""
        return next((each for each in self.programs if each.id == id), None)
