"""Finds the themes that a practice names: in its own templates, or among the built-in ones."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.validation import validate_file
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.theme import ART, PLAIN, STYLES, Theme, ThemeHead
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.memo import Memo
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting.typefaces import NoSuchFamilyError, Typeface, find_typeface

FOLDER = "themes"
_FILE = "theme.yml"


def built_in() -> dict[str, str]:
    """What each theme that comes with Workbook Builder looks like, in a few words, by its id."""
    files = sorted((packaged_folder("templates") / FOLDER).glob(f"*/{_FILE}"))
    summaries = {
        file.parent.name: str(read_yaml(file, file.name).data["summary"]) for file in files
    }
    return {PLAIN: summaries.pop(PLAIN), **summaries}


class ThemeFinder:
    """The themes of a practice, each of which is read once."""

    def __init__(
        self, templates: Path | None, fonts: Sequence[Path], chosen: Typeface | None, memo: Memo
    ) -> None:
        """Prepare to find themes.

        Args:
            templates: The practice's own folder of templates, if it has one.
            fonts: The practice's own font files.
            chosen: The typeface that the practice has instead of those of its themes, if any.
            memo: Remembers parsed files between calls.
        """
        self._folders = [
            folder / FOLDER
            for folder in (templates, packaged_folder("templates"))
            if folder is not None
        ]
        self._fonts = fonts
        self._chosen = chosen
        self._memo = memo
        self._found: dict[str, Theme | None] = {}

    def find(
        self, id: str, source: YamlSource, at: Sequence[str]
    ) -> tuple[Theme | None, list[Problem]]:
        """Find a theme.

        Args:
            id: Its id.
            source: The file that names it.
            at: The keys that lead to its name.

        Returns:
            The theme and no problems; or None and what is wrong, which is said once for each theme.
        """
        if id in self._found:
            return self._found[id], []
        file = next(
            (path for folder in self._folders if (path := folder / id / _FILE).is_file()), None
        )
        if file is None:
            files = [found for each in self._folders for found in each.glob(f"*/{_FILE}")]
            known = sorted({each.parent.name for each in files})
            message = f"there is no theme `{id}`"
            return None, [source.problem(at, Rule.NO_THEME, message, suggestion(id, known))]
        self._found[id], problems = self._read(id, file)
        return self._found[id], problems

    def _read(self, id: str, file: Path) -> tuple[Theme | None, list[Problem]]:
        """Read the file of a theme, and find its fonts."""
        name = file.relative_to(file.parents[3]).as_posix()
        try:
            source = read_yaml(file, name, self._memo)
        except WorkbookError as error:
            return None, list(error.problems)
        head = validate_file(ThemeHead, source, "en")
        if isinstance(head, list):
            return None, head
        problems = []
        faces = {}
        for key, family in (("font", head.font), ("title-font", head.title_font or head.font)):
            try:
                faces[key] = self._chosen or self._typeface(family)
            except NoSuchFamilyError as error:
                message = f"the font family `{family}` cannot be found"
                problems.append(source.problem((key,), Rule.NO_FONT, message, error.hint))
        if problems:
            return None, problems
        theme = Theme.model_construct(
            **dict(head),
            id=id,
            has_art=(file.parent / ART).is_file(),
            has_styles=(file.parent / STYLES).is_file(),
            typeface=faces["font"],
            titles=faces["title-font"],
        )
        return theme, []

    def _typeface(self, family: str) -> Typeface:
        """Find a font family. Those in installed packages do not change meanwhile."""
        own = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in self._fonts)
        return self._memo(("typeface", family, own), partial(find_typeface, family, self._fonts))
