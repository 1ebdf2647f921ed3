"""The field type ``recording``."""

from typing import Any, Literal, Self
from urllib.parse import quote

from pydantic import ConfigDict, model_validator
from pydantic import Field as Describe
from pydantic_core import PydanticCustomError

from workbook_builder.model import field
from workbook_builder.model.base import CaptionsFile, Line, Prose, RecordingFile
from workbook_builder.model.field import Field

_ONLY_FILMS: dict[str, Any] = {
    "if": {"required": ["captions"]},
    "then": {
        "properties": {"file": {"pattern": r"\.mp4$"}},
        "errorMessage": "only a film, which ends in .mp4, can have captions",
    },
}


class Recording(Field):
    """A sound or a film to play, such as a guided exercise, with a written version."""

    model_config = ConfigDict(json_schema_extra=_ONLY_FILMS)

    type: Literal["recording"]
    file: RecordingFile = Describe(
        description="A recording in the content folder: a sound, ending in .mp3 or .m4a, or a film,"
        " ending in .mp4.",
        examples=["recordings/calm-breathing.mp3"],
    )
    title: Line = Describe(description="What it is called.", examples=["Calm breathing"])
    text: Prose = Describe(
        description="The written version, in Markdown: all that is said, and what a film shows. It"
        " is for everybody who cannot hear, see, or play it, and is what paper has.",
        examples=["Breathe in while you count to **four**. Breathe out while you count to six."],
    )
    minutes: int | None = Describe(
        None, ge=1, le=120, description="How long it takes, in minutes.", examples=[6]
    )
    captions: CaptionsFile | None = Describe(
        None,
        description="For a film: what is said, to be shown in the picture. A WebVTT file in the"
        " content folder, ending in .vtt.",
        examples=["recordings/stretching.vtt"],
    )

    @model_validator(mode="after")
    def _captions_are_for_films(self) -> Self:
        if self.captions and not self.is_film:
            raise PydanticCustomError(
                "captions",
                "`captions` are for a film, and `{file}` is none",
                {"file": self.file, "at": ("captions",), "hint": _NO_CAPTIONS},
            )
        return self

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.played_recordings[0].is_film

    @property
    def anchor(self) -> str:
        """Where the recording is on its page, as the end of an address."""
        return f"#{quote(self.file)}"

    @property
    def played_recordings(self) -> tuple[field.Recording, ...]:
        """The recording."""
        return (field.Recording(self.file, self.captions),)


_NO_CAPTIONS = "delete the line: whoever cannot hear it reads `text`"
