"""What is rated before and after a program."""

from pydantic import Field as Describe

from workbook_builder.model.field import Line, Model


class Measure(Model):
    """A rating taken in ``assess`` and again in ``reflect``, so that change can be seen."""

    label: Line = Describe(
        description="The question that is asked in `assess` and again in `reflect`.",
        examples=["How confident are you that you can handle this change?"],
    )
    low: Line = Describe(description="What the least number means.", examples=["not at all"])
    high: Line = Describe(description="What the greatest number means.", examples=["completely"])
    min: int = Describe(0, ge=0, le=1, description="The least number on the scale.")
    max: int = Describe(10, ge=3, le=10, description="The greatest number on the scale.")
