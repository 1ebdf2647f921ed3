"""The base classes of all field types."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field as Describe
from pydantic import PrivateAttr

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.conditions import Condition
from workbook_builder.answers.totals import Total
from workbook_builder.model.base import Line, Model, Slug
from workbook_builder.model.earlier_answer import EarlierAnswer, Series
from workbook_builder.model.measure import Measure
from workbook_builder.model.only_if import OnlyIf


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a field shows.

    Attributes:
        file: Its path in the content folder.
        alt: Its alternative text.
        file_at: The keys and indexes that lead from the field to ``file`` in the author's YAML.
        alt_at: The keys and indexes that lead from the field to ``alt`` in the author's YAML.
    """

    file: str
    alt: str
    file_at: tuple[str | int, ...] = ("file",)
    alt_at: tuple[str | int, ...] = ("alt",)

    @property
    def name(self) -> str:
        """The name of the file in Typst sources, which is unique and has no folders."""
        return f"picture+{self.file.replace('/', '+')}"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that a field plays: a sound or a film.

    Attributes:
        file: Its path in the content folder.
        captions: The path of its captions in the content folder, if it has any.
        file_at: The keys that lead from the field to ``file`` in the author's YAML.
        captions_at: The keys that lead from the field to ``captions`` in the author's YAML.
    """

    file: str
    captions: str | None = None
    file_at: tuple[str | int, ...] = ("file",)
    captions_at: tuple[str | int, ...] = ("captions",)

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.file.endswith(".mp4")

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of its files in the content folder."""
        return (self.file, self.captions) if self.captions else (self.file,)


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """Something that a field asks for again and again, day by day or week by week.

    Attributes:
        label: What the client reads.
        kind: How it is answered each time.
        times: The part of the answer of each time, and what the time is called.
        total: The part of its total, if it has one.
    """

    label: str
    kind: AnswerKind
    times: tuple[tuple[str, str], ...]
    total: str = ""


class Field(Model):
    """One block of a worksheet. Its type decides how it looks on the web and on paper."""

    type: Any = Describe(description="The type of the field.")
    asks: ClassVar[bool] = False
    takes_width: ClassVar[bool] = False  # whether it fits in no column and on no card
    grows: ClassVar[bool] = False  # whether its box on paper grows to fill the page
    _earlier: EarlierAnswer | None = PrivateAttr(None)
    _condition: Condition | None = PrivateAttr(None)

    @property
    def takes_half(self) -> bool:
        """Whether it takes half of the width, beside another field that does."""
        return False

    @property
    def items_asked(self) -> int:
        """The number of things that the client has to think about: questions, statements, rows."""
        return int(self.asks)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """All answers that the field asks for, in reading order.

        Args:
            key: The key of this field. If it has several answers, their keys begin with this one,
                followed by a slash and the name of the part.
        """
        return ()

    @property
    def totals(self) -> tuple[Total, ...]:
        """The numbers that are computed from the answers.

        On paper and in a PDF, clients write them by hand; pages and printed answers show them.
        """
        return ()

    @property
    def tracked_rows(self) -> tuple[TrackedRow, ...]:
        """What is asked for again and again, each time in the same way, as in a log of habits.

        Reports sum it up. ``times`` are parts of `answers`, and ``total`` is one of `totals`.
        """
        return ()

    @property
    def written_question(self) -> str | None:
        """The question that the author wrote at the key ``label``.

        It is None if advice on its wording makes no sense.
        """
        return None

    @property
    def asks_for_text(self) -> bool:
        """Whether the field as a whole is answered with text. A goal needs such a field."""
        return not {AnswerKind.LINE, AnswerKind.LINES}.isdisjoint(self._own_kinds())

    @property
    def asks_for_number(self) -> bool:
        """Whether the field as a whole is answered with a number. A goal needs such a field."""
        return AnswerKind.NUMBER in self._own_kinds()

    @property
    def asks_for_date(self) -> bool:
        """Whether the client sets a date here. A goal and a plan need such a field."""
        return any(answer.kind is AnswerKind.DATE for answer in self.answers(""))

    def _own_kinds(self) -> set[AnswerKind]:
        """How the field as a whole is answered. Parts, whose keys are longer, are ignored."""
        return {answer.kind for answer in self.answers("") if not answer.key}

    @property
    def shown_pictures(self) -> tuple[Picture, ...]:
        """The pictures from the content folder that the field shows."""
        return ()

    @property
    def played_recordings(self) -> tuple[Recording, ...]:
        """The recordings from the content folder that the field plays."""
        return ()

    @property
    def rated_measure(self) -> str | None:
        """The id of the program's measure that is rated here, with a single answer.

        A problem with it is shown at the key ``measure``, or at the field if it has no such key.
        """
        return None

    def with_measure(self, measure: Measure) -> Self:
        """A copy with the scale of the measure, and its label unless the field has its own."""
        return self

    @property
    def comparable_shape(self) -> Hashable | None:
        """A value that is equal for two fields of this type if their answers can be compared.

        The page of the later field then shows the answers to the earlier one for comparison.
        """
        return None

    @property
    def series(self) -> Series | None:
        """The answers of many times that the field draws, once they are known."""
        return None

    @property
    def recalled_path(self) -> str | None:
        """The earlier answer shown here: ``worksheet/field``, or ``goal`` for the program's goal.

        A problem with it is shown at the key ``from``, or at the field if it has no such key.
        """
        return None

    @property
    def earlier(self) -> EarlierAnswer | None:
        """The answer at ``recalled_path``. It is None until the program has been assembled."""
        return self._earlier

    def refuse_earlier(self, earlier: EarlierAnswer) -> tuple[str, str] | None:
        """Why this field cannot show an earlier answer, and a hint; None if it can."""
        return None

    def with_earlier(self, earlier: EarlierAnswer) -> Self:
        """A copy of the field with the earlier answer that it shows."""
        field = self.model_copy()
        field._earlier = earlier
        return field

    @property
    def condition(self) -> Condition | None:
        """What an earlier answer must be, so that the field is asked; None if it always is.

        It is known once the worksheet has been loaded.
        """
        return self._condition

    def with_condition(self, condition: Condition) -> Self:
        """A copy of the field that is asked only under a condition."""
        field = self.model_copy()
        field._condition = condition
        return field


class Question(Field):
    """A field that the client answers."""

    asks: ClassVar[bool] = True

    id: Slug = Describe(
        description="The name of the answer in every form and file. Unique in the worksheet."
        " Do not change it later.",
        examples=["first-step"],
    )
    label: Line = Describe(
        description="The question or prompt.", examples=["What is the first small step?"]
    )
    help: Line | None = Describe(
        None,
        description="Another sentence in small type below the label.",
        examples=["Something you can do in ten minutes."],
    )
    only_if: OnlyIf | None = Describe(
        None,
        description="Asks the question only if an earlier answer of the worksheet is like this.",
        examples=[{"question": "sleep", "is": ["poorly", "very-poorly"]}],
    )

    @property
    def written_question(self) -> str:
        """The label."""
        return self.label
