"""The whole workbook of a practice: Workbook > Track > Program > Phase > Worksheet > Field.

Beside the tracks there may be a toolbox, which has worksheets of its own.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field as Describe
from pydantic import StringConstraints

from workbook_builder.model.base import Line, Model, Prose, Slug
from workbook_builder.model.handbook import HandbookPage
from workbook_builder.model.help_lines import HelpLines
from workbook_builder.model.placed_texts import placed_texts
from workbook_builder.model.program import Program
from workbook_builder.model.theme import Theme
from workbook_builder.model.toolbox import Toolbox
from workbook_builder.model.translation_gap import TranslationGap
from workbook_builder.model.workbook_settings import WorkbookHead
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.typesetting.typefaces import Typeface


class TrackHead(Model):
    """Everything in a track except its programs."""

    title: Line = Describe(description="The name of the track.", examples=["Personal development"])
    summary: Line = Describe(
        description="What the track is about, in one sentence.",
        examples=["Know yourself, and choose what comes next."],
    )
    order: int = Describe(0, description="Tracks are sorted by this number, then by title.")
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z]+(/[a-z0-9-]+)+$", max_length=150)] = (
        Describe(
            "material/notebook-outline",
            description="An icon of Material for MkDocs.",
            examples=["material/sprout"],
        )
    )
    theme: Slug | None = Describe(
        None,
        description="The theme of its programs, instead of that of the practice.",
        examples=["herbarium"],
    )
    notice: Prose | None = Describe(
        None,
        description="A notice on every page and worksheet of the track, in Markdown.",
        examples=["This does not replace advice from your doctor."],
    )


class Track(TrackHead):
    """An area of life, with its programs."""

    id: Slug = Describe(description="The name of its folder.")
    programs: tuple[Program, ...] = Describe(description="Its programs, in order.")


# A part of the site that the menu names.
Section = Track | Toolbox
# Worksheets that share what the keys of their answers begin with.
SheetCollection = Program | Toolbox


class Workbook(WorkbookHead):
    """The whole content of a practice."""

    tracks: tuple[Track, ...] = Describe(description="The tracks, in order.")
    toolbox: Toolbox | None = Describe(None, description="Worksheets without a program.")
    handbook: tuple[HandbookPage, ...] = Describe(
        (), description="The pages of the coach's handbook, in order."
    )
    help_lines: HelpLines | None = Describe(
        None, description="Where people of its country turn in a crisis."
    )
    logo: bytes | None = Describe(None, description="The content of the brand's logo file.")
    themes: Mapping[str, Theme] = Describe(
        {}, description="The themes of the practice and of its tracks, by id."
    )
    pictures: Mapping[str, bytes] = Describe(
        {}, description="The content of the pictures in worksheets, by path."
    )
    recordings: Mapping[str, Path] = Describe(
        {},
        description="The files of the recordings in worksheets, and of their captions, by path."
        " They are large, so they are read only when they are copied.",
    )

    gaps: tuple[TranslationGap, ...] = Describe(
        (), description="What is shown in the first language, because it has no translation."
    )

    def programs(self) -> Iterator[tuple[Track, Program]]:
        """All programs with their tracks, in order."""
        for track in self.tracks:
            for program in track.programs:
                yield track, program

    @property
    def all_languages(self) -> tuple[str, ...]:
        """The codes of all languages of the practice, that of the content first."""
        return self.languages or (self.language,)

    @property
    def further_languages(self) -> tuple[str, ...]:
        """The codes of all languages of the practice except the one that it is written in."""
        return self.languages[1:]

    def foreign_language(self, shown: Model | str) -> str | None:
        """The first language, if what is shown is in it for want of a translation.

        Args:
            shown: A text, or a model such as a field, which has to be in it as a whole.
        """
        untranslated = [each.untranslated for each in self.gaps if each.untranslated]
        if not untranslated:
            return None
        texts = [shown] if isinstance(shown, str) else [each.text for each in placed_texts(shown)]
        is_foreign = all(any(text in each for each in untranslated) for text in texts)
        return self.languages[0] if texts and is_foreign else None

    @property
    def folder(self) -> str:
        """The folder of the site that has the pages in this language; empty for the first one."""
        return self.language if self.language in self.further_languages else ""

    @staticmethod
    def notice_of(
        section: Section, collection: SheetCollection, sheet: Worksheet | None = None
    ) -> str | None:
        """The notice that counts: that of the worksheet, else of its program, else of its track."""
        own = sheet.notice if sheet else None
        return own or collection.notice or section.notice

    @property
    def theme(self) -> Theme:
        """The theme of the practice."""
        return self.themes.get(self.brand.theme) or Theme()

    @property
    def typeface(self) -> Typeface:
        """The typeface of texts that belong to no track."""
        return self.theme.typeface

    def theme_of(self, section: Section) -> Theme:
        """The theme of a track, or of the toolbox."""
        own = section.theme if isinstance(section, Track) else None
        return self.themes.get(own or "") or self.theme

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the site that the menu names: the tracks, and last the toolbox."""
        return (*self.tracks, self.toolbox) if self.toolbox else self.tracks

    def collections(self) -> Iterator[tuple[Section, SheetCollection]]:
        """All programs and last the toolbox, each with its section."""
        yield from self.programs()
        if self.toolbox:
            yield self.toolbox, self.toolbox
