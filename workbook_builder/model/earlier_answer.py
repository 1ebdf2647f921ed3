"""An answer of an earlier worksheet, or of an earlier time, which a field shows again."""

import re
from dataclasses import dataclass

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.ids import join_key, with_time
from workbook_builder.model.repeat import Repeat

_WHOLE = re.compile("-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer of an earlier worksheet, which a recall shows again.

    Attributes:
        path: The worksheet, the field, and the part of the field if it has several answers, joined
            by slashes.
        id: The id of the worksheet.
        title: The title of the worksheet; empty if the client does not have it.
        answer: The answer itself, with the question that it answers.
        time: Which time the answer is from if the worksheet repeats: the previous time of the same
            worksheet, or the latest one of another.
        repeat: How often the worksheet is filled in, if it repeats.
        times: The times that it is filled in, in this program.
    """

    path: str
    id: str
    title: str
    answer: Answer
    time: str | None = None
    repeat: Repeat | None = None
    times: tuple[int, ...] = ()

    def key_at(self, program: str, time: int) -> str:
        """The key of the answer that a time of the worksheet has, in a program given by its id."""
        return with_time(join_key(program, self.path), time)

    @property
    def scale(self) -> tuple[int, int] | None:
        """The lowest and the highest number that can be chosen; None if no numbers are chosen."""
        points = [int(option.id) for option in self.answer.options if _WHOLE.fullmatch(option.id)]
        if not points or len(points) < len(self.answer.options):
            return None
        return min(points), max(points)


@dataclass(frozen=True, slots=True)
class Series:
    """The answers that a worksheet gets at each of its times, to be drawn as a chart.

    Attributes:
        label: The heading above the chart.
        earlier: The answer, of a worksheet that repeats.
        ends: The lowest and the highest number of the chart.
    """

    label: str
    earlier: EarlierAnswer
    ends: tuple[float, float]
