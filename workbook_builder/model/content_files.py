"""How authors write it: the shape of each kind of file in ``content/``."""

from typing import Annotated, Any

from pydantic import ConfigDict, ValidationInfo, WrapValidator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model.field import Line, Model, Prose, Slug
from workbook_builder.model.program import PhaseHead, ProgramHead
from workbook_builder.model.vocabulary import MOMENT_MEANINGS, Moment
from workbook_builder.model.workbook import TrackHead
from workbook_builder.model.workbook_settings import WorkbookHead
from workbook_builder.model.worksheet import Guidance, Worksheet, WorksheetBody


class Use(Model):
    """A shared worksheet, with what is different here."""

    model_config = ConfigDict(title="Shared worksheet")

    use: Slug = Describe(
        description="The file in `content/worksheets/`, without its ending.",
        examples=["life-balance-wheel"],
    )
    id: Slug | None = Describe(
        None,
        description="Needed when a program uses the same sheet a second time.",
        examples=["second-check-in"],
    )
    title: Line | None = Describe(
        None, description="Instead of the shared title.", examples=["Halfway check-in"]
    )
    purpose: Line | None = Describe(
        None,
        description="Instead of the shared purpose.",
        examples=["Look at the first four weeks, and adjust the plan."],
    )
    when: Moment | None = Describe(
        None,
        description="Instead of the shared moment.",
        json_schema_extra={"enumDescriptions": MOMENT_MEANINGS},
    )
    minutes: int | None = Describe(None, ge=1, le=120, description="Instead of the shared time.")
    intro: Prose | None = Describe(
        None,
        description="Instead of the shared instructions.",
        examples=["Take your plan beside this sheet."],
    )
    coach: Guidance | None = Describe(None, description="Instead of the shared guidance.")


def _entry(value: Any, _: Any, info: ValidationInfo) -> Worksheet | Use:
    if not isinstance(value, dict):
        raise PydanticCustomError("worksheet_type", "a worksheet is a list of keys")
    kind: type[Worksheet | Use] = Use if "use" in value else Worksheet
    return kind.model_validate(value, context=info.context)


Entry = Annotated[Worksheet | Use, WrapValidator(_entry)]


class PhaseFile(PhaseHead):
    """A phase in a program's file."""

    worksheets: tuple[Entry, ...] = Describe(
        min_length=1,
        max_length=12,
        description="Its worksheets: own ones, and shared ones with `use`.",
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


class WorkbookFile(WorkbookHead):
    """The practice: ``content/workbook.yml``."""
