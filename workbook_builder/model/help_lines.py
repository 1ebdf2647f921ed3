"""Where people of a country turn in a crisis."""

from typing import Annotated

from pydantic import Field as Describe
from pydantic import StringConstraints

from workbook_builder.model.base import Line, Model
from workbook_builder.model.workbook_settings import Url

PhoneNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]+([ -][0-9]+)*$")]


class HelpLine(Model):
    """A line that people in a crisis can call."""

    name: Line = Describe(description="Its name.", examples=["Samaritans"])
    number: PhoneNumber = Describe(
        description="Its number, as it is dialed in the country.", examples=["116 123"]
    )
    source: Url = Describe(description="Its own site.", examples=["https://www.samaritans.org"])


class HelpLines(Model):
    """The numbers of a country."""

    emergency: PhoneNumber = Describe(
        description="The number of the emergency services.", examples=["112"]
    )
    lines: tuple[HelpLine, ...] = Describe(
        min_length=1, max_length=3, description="Crisis lines, the most general one first."
    )
