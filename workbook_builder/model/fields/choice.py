"""The field type ``choice``."""

from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.ids import join_key
from workbook_builder.model.at_most import AtMost, check_at_most
from workbook_builder.model.field import Question
from workbook_builder.model.items import Items, answer_each
from workbook_builder.model.own_words import OwnWords

OTHER = "other"  # the id of the option that the client names
_NOT_SEVERAL = "`at-most` needs `several: true`"


class Choice(Question):
    """A choice of one or several options."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["at-most"], "properties": {"at-most": {"type": "integer"}}},
            "then": {
                "required": ["several"],
                "properties": {"several": {"const": True, "errorMessage": _NOT_SEVERAL}},
                "errorMessage": _NOT_SEVERAL,
            },
        }
    )

    type: Literal["choice"]
    options: Items = Describe(
        min_length=2,
        max_length=20,
        description="What can be chosen. Each option is text, or an id and a label.",
        examples=[["At home", "At work", "Somewhere else"]],
    )
    several: bool = Describe(False, description="Whether several options can be chosen.")
    at_most: AtMost = Describe(
        None,
        description="The largest number of options to choose, with `several`. The client is told,"
        " and not kept from choosing more.",
        examples=[3],
    )
    other: OwnWords = Describe(
        False,
        description="One more option with a text box beside it. `true` calls it “Other”, or you"
        " write what it is called. The id of the option is `other`.",
        examples=["Something else"],
    )

    @model_validator(mode="after")
    def _limited(self) -> Self:
        if self.at_most and not self.several:
            raise PydanticCustomError(
                "at_most_of_one",
                _NOT_SEVERAL,
                {"at": ("at-most",), "hint": "add `several: true`, or delete `at-most`"},
            )
        check_at_most(self.at_most, len(self.options) + bool(self.other))
        return self

    @model_validator(mode="after")
    def _one_other(self) -> Self:
        for index, option in enumerate(self.options if self.other else ()):
            if option.id == OTHER:
                raise PydanticCustomError(
                    "duplicate_id",
                    "the id `{id}` is taken by the option that `other` adds",
                    {
                        "id": OTHER,
                        "at": ("options", index, "id"),
                        "hint": "delete this option, or give it an id of its own:"
                        " `{id: …, label: …}`",
                    },
                )
        return self

    def answers(self, key: str) -> tuple[Answer, ...]:
        """One option, or a tick for each option if several can be chosen; then the text of other.

        If several can be chosen, the tick of the option that the client names is at ``other``, and
        its text is at ``other/text``.
        """
        named = self.other if isinstance(self.other, str) else ""
        label = f"{self.label} {named}" if named else self.label
        part = "" if named else "choice/other"
        text = Answer(join_key(key, OTHER), AnswerKind.LINE, label, part=part)
        if self.several:
            tick = text._replace(kind=AnswerKind.CHECK)
            text = text._replace(key=join_key(key, OTHER, "text"))
            ticks = answer_each(key, self.label, self.options, AnswerKind.CHECK)
            return (*ticks, tick, text) if self.other else ticks
        options = tuple(Option(option.id, option.label) for option in self.options)
        if self.other:
            options = (*options, Option(OTHER, named))
        choice = Answer(key, AnswerKind.CHOICE, self.label, options)
        return (choice, text) if self.other else (choice,)
