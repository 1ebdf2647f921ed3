"""The models of the files in ``content/``, as authors write them."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, ValidationInfo, WrapValidator, model_validator
from pydantic import Field as Describe
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError, PydanticKnownError

from workbook_builder.model.base import Line, Model, Prose, Slug
from workbook_builder.model.literal_types import MOMENT_MEANINGS, Moment
from workbook_builder.model.program import PhaseHead, ProgramHead
from workbook_builder.model.repeat import Repeat
from workbook_builder.model.toolbox import ToolboxHead
from workbook_builder.model.workbook import TrackHead
from workbook_builder.model.workbook_settings import WorkbookHead
from workbook_builder.model.worksheet import Fields, Guidance, Worksheet, WorksheetBody

_ALWAYS = "a question that is added to a shared worksheet is always asked"
_NEVER: JsonDict = {"type": "null", "errorMessage": _ALWAYS, "doNotSuggest": True}


class AddedFields(Model):
    """Questions that a program adds to a shared worksheet."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [{"properties": {"fields": {"items": {"properties": {"only-if": _NEVER}}}}}]
        }
    )

    after: Slug | None = Describe(
        None,
        description="The id of the question after which they stand. Without it, they are the last"
        " ones.",
        examples=["how-it-went"],
    )
    fields: Fields = Describe(
        min_length=1,
        max_length=3,
        description="The questions.",
        examples=[[{"id": "nights", "type": "number", "label": "How many nights went well?"}]],
    )

    @model_validator(mode="after")
    def _asks_always(self) -> Self:
        for index, field in enumerate(self.fields):
            if getattr(field, "only_if", None):
                raise PydanticCustomError(
                    "added_condition",
                    _ALWAYS,
                    {"at": ("fields", index, "only-if"), "hint": "delete `only-if`"},
                )
        return self


class Use(Model):
    """A shared worksheet in a program or the toolbox, with keys that replace its own."""

    model_config = ConfigDict(title="Shared worksheet")

    use: Slug = Describe(
        description="The name of a file in `content/worksheets/`, without `.yml`.",
        examples=["life-balance-wheel"],
    )
    id: Slug | None = Describe(
        None,
        description="Needed if the same worksheet is used more than once.",
        examples=["second-check-in"],
    )
    title: Line | None = Describe(
        None,
        description="Replaces the title of the shared worksheet.",
        examples=["Halfway check-in"],
    )
    purpose: Line | None = Describe(
        None,
        description="Replaces the purpose of the shared worksheet.",
        examples=["Look at the first four weeks, and adjust the plan."],
    )
    when: Moment | None = Describe(
        None,
        description="Replaces the moment of the shared worksheet.",
        json_schema_extra={"enumDescriptions": MOMENT_MEANINGS},
    )
    minutes: int | None = Describe(
        None, ge=1, le=120, description="Replaces the minutes of the shared worksheet."
    )
    intro: Prose | None = Describe(
        None,
        description="Replaces the instructions of the shared worksheet.",
        examples=["Take your plan beside this sheet."],
    )
    add: AddedFields | None = Describe(
        None,
        description="Questions of this program in the shared worksheet, up to three.",
    )
    repeat: Repeat | None = Describe(
        None, description="Replaces how often the shared worksheet is filled in."
    )
    coach: Guidance | None = Describe(
        None, description="Replaces the guidance of the shared worksheet."
    )


def _entry(value: Any, _: Any, info: ValidationInfo) -> Worksheet | Use:
    """Validate a worksheet of a program as a shared one if it has the key ``use``."""
    if not isinstance(value, dict):
        raise PydanticCustomError(
            "worksheet_type",
            "a worksheet must consist of keys with values",
            {"hint": "begin with `use: …`, or with `id: …` and the other keys of a worksheet"},
        )
    kind: type[Worksheet | Use] = Use if "use" in value else Worksheet
    return kind.model_validate(value, context=info.context)


Entry = Annotated[Worksheet | Use, WrapValidator(_entry)]


class PhaseFile(PhaseHead):
    """A phase of a program."""

    worksheets: tuple[Entry, ...] = Describe(
        min_length=1,
        max_length=12,
        description="The worksheets of the phase. `use` adds a shared one.",
        examples=[[{"use": "life-balance-wheel"}]],
    )


class PhasesFile(Model):
    """The four phases, always in this order."""

    assess: PhaseFile = Describe(description="Assessment and goal setting.")
    plan: PhaseFile = Describe(description="Action planning.")
    act: PhaseFile = Describe(description="Implementation and support.")
    reflect: PhaseFile = Describe(description="Reflection and evaluation.")


class ProgramFile(ProgramHead):
    """A program: ``content/tracks/<track>/<program>.yml``."""

    phases: PhasesFile = Describe(description="The four phases.")


class TrackFile(TrackHead):
    """A track: ``content/tracks/<track>/track.yml``."""


class WorksheetFile(WorksheetBody):
    """A shared worksheet: ``content/worksheets/<id>.yml``."""


def _used(value: Any) -> Any:
    """Let the id of a shared worksheet stand for an entry."""
    if isinstance(value, str):
        return {"use": value}
    if isinstance(value, int | float | tuple):  # an id was meant
        raise PydanticKnownError("string_type")
    return value


class ToolboxFile(ToolboxHead):
    """Worksheets that clients use by themselves, without a program."""

    worksheets: tuple[Annotated[Use, BeforeValidator(_used)], ...] = Describe(
        min_length=1,
        max_length=200,
        description="Shared worksheets, in the order in which they are shown. Each entry is the id"
        " of one, or has keys that replace its own.",
        examples=[["life-balance-wheel", "values-sort"]],
    )


class WorkbookFile(WorkbookHead):
    """The practice: ``content/workbook.yml``."""

    toolbox: ToolboxFile | None = Describe(
        None, description="Worksheets that clients use by themselves, without a program."
    )
