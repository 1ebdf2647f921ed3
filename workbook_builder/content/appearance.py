"""Finds the themes of a practice, and checks its colors, fonts, and the letters of its texts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbook_builder.content import branding, missing_glyphs
from workbook_builder.content.program_assembly import LoadedFile
from workbook_builder.content.themes import ThemeFinder
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.content_files import WorkbookFile
from workbook_builder.model.theme import Theme
from workbook_builder.model.workbook import Track
from workbook_builder.problems.problem import Problem
from workbook_builder.storage.memo import Memo


@dataclass
class Appearance:
    """How a practice looks.

    Attributes:
        content: The content folder.
        readable: The files in it that can be read.
        templates: The practice's own folder of templates, which may have themes.
        memo: Keeps results for the next time.
        problems: What is wrong with it.
    """

    content: Path
    readable: Collection[Path]
    templates: Path | None
    memo: Memo
    problems: list[Problem] = field(default_factory=list)

    def themes(
        self,
        head: LoadedFile[WorkbookFile],
        tracks: Sequence[LoadedFile[Track]],
        sources: Sequence[YamlSource],
        language: str,
    ) -> dict[str, Theme]:
        """The themes in use.

        Args:
            head: The file ``workbook.yml``.
            tracks: The tracks, some of which may have themes of their own.
            sources: All files with texts, whose characters are checked.
            language: The code of the language of the texts.
        """
        brand, source = head.model.brand, head.source
        fonts, problems = branding.own_fonts(self.content, self.readable)
        chosen, more = branding.chosen_typeface(brand, fonts, source)
        self.problems += [*branding.colors(brand, source), *problems, *more]
        finder = ThemeFinder(self.templates, fonts, chosen, self.memo)
        wanted = [(brand.theme, source, ["brand", "theme"])]
        named = ((each.model.theme, each.source) for each in tracks)
        wanted += [(id, place, ["theme"]) for id, place in named if id]
        found: dict[str, Theme] = {}
        for id, place, at in wanted:
            theme, wrong = finder.find(id, place, at)
            self.problems += wrong
            if theme:
                found[id] = theme
        if brand.theme in found and not more:
            typeface = found[brand.theme].typeface
            unreadable = missing_glyphs.language_problem(language, source, typeface, self.memo)
            self.problems += [unreadable] if unreadable else []
            self.problems += missing_glyphs.glyph_problems(sources, typeface, self.memo)
        return found
