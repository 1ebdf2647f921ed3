"""Measures, which clients rate at the beginning and at the end of a program."""

from pydantic import Field as Describe

from workbook_builder.model.base import Line, Model


class Measure(Model):
    """Something that is rated in ``assess`` and again in ``reflect``, to show what has changed."""

    label: Line = Describe(
        description="The question that is asked in `assess` and again in `reflect`.",
        examples=["How confident are you that you can handle this change?"],
    )
    low: Line = Describe(description="What the lowest number means.", examples=["not at all"])
    high: Line = Describe(description="What the highest number means.", examples=["completely"])
    min: int = Describe(0, ge=0, le=1, description="The lowest number on the scale.")
    max: int = Describe(10, ge=3, le=10, description="The highest number on the scale.")
