"""A limit for the number of options that a client chooses. It is a wish, and blocks nothing."""

from typing import Annotated

from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

AtMost = Annotated[int, Describe(ge=1, le=20)] | None


def check_at_most(at_most: int | None, offered: int) -> None:
    """Refuse a limit that does not limit anything.

    Args:
        at_most: The limit.
        offered: The number of options.
    """
    if at_most and at_most >= offered:
        raise PydanticCustomError(
            "at_most",
            "`at-most` is {most}, but there are only {offered} to choose from",
            {
                "most": at_most,
                "offered": offered,
                "at": ("at-most",),
                "hint": f"write a number below {offered}, or delete the line",
            },
        )
