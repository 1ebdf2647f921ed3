"""Loads a content folder as a Workbook, or reports all problems in it at once."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from workbook_builder.content.appearance import Appearance
from workbook_builder.content.conditions import resolve_conditions
from workbook_builder.content.content_reader import ContentReader
from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.file_ids import (
    names_of_languages,
    taken_program_ids,
    wrong_track_name,
)
from workbook_builder.content.handbook import handbook_files, handbook_page
from workbook_builder.content.help_lines import help_lines
from workbook_builder.content.links import link_problems
from workbook_builder.content.pictures import picture, pictures
from workbook_builder.content.program_assembly import RESERVED_WORKSHEETS as RESERVED_WORKSHEETS
from workbook_builder.content.program_assembly import (
    LoadedFile,
    assemble_program,
    used_worksheets,
)
from workbook_builder.content.recordings import recordings
from workbook_builder.content.toolbox_assembly import assemble_toolbox, used_in_toolbox
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.graphics import icons
from workbook_builder.model.content_files import (
    AddedFields,
    ProgramFile,
    TrackFile,
    WorkbookFile,
    WorksheetFile,
)
from workbook_builder.model.handbook import HandbookPage
from workbook_builder.model.help_lines import HelpLines
from workbook_builder.model.literal_types import PHASES
from workbook_builder.model.program import Program
from workbook_builder.model.theme import Theme
from workbook_builder.model.toolbox import TOOLBOX, Toolbox
from workbook_builder.model.workbook import Track, Workbook
from workbook_builder.model.worksheet import Worksheet, WorksheetBody
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.memo import Memo

T = TypeVar("T")


def load(
    content: Path,
    memo: Memo | None = None,
    templates: Path | None = None,
    language: str | None = None,
) -> Workbook:
    """Load a content folder.

    Args:
        content: The folder.
        memo: The memo of an earlier call, if the folder is loaded repeatedly. Then only what has
            changed is parsed and checked, and programs that have not changed are the same objects.
        templates: The practice's own folder of templates, which may have themes.
        language: One of the further languages of the practice, to load it with the translations
            into that language; by default, its first language.

    Raises:
        WorkbookError: The content has problems. The error contains those of all files.
    """
    loader = _Loader(content, memo or Memo(), templates, language)
    workbook = loader.workbook()
    if loader.problems or workbook is None:
        raise WorkbookError(loader.problems)
    return workbook


def load_files(content: Path) -> list[tuple[Path, LoadedFile[Any]]]:
    """Load the files of a content folder, each as its author wrote it.

    Returns:
        The path of each file with YAML, and what is in it.

    Raises:
        WorkbookError: The content has problems. The error contains those of all files.
    """
    loader = _Loader(content, Memo(), None)
    loader.workbook()
    if loader.problems:
        raise WorkbookError(loader.problems)
    return loader.loaded


class _Loader(ContentReader):
    def __init__(
        self, content: Path, memo: Memo, templates: Path | None, language: str | None = None
    ) -> None:
        super().__init__(content, memo, language)
        self.templates = templates
        self.shared: dict[str, LoadedFile[Worksheet] | None] = {}
        self.pictures: dict[str, bytes] = {}
        self.recordings: dict[str, Path] = {}

    def workbook(self) -> Workbook | None:
        if not self.content.is_dir():
            message, hint = (
                "there is no such folder",
                "create it, or go to a folder with a practice",
            )
            self.problems.append(
                Problem(self.name(self.content), 0, 0, Rule.NO_FILE, message, hint)
            )
            return None
        self.look()
        head = self.file(self.content / "workbook.yml", WorkbookFile)
        for path in self.yaml_files(self.content / "worksheets"):
            self.shared[path.stem] = self.worksheet(path)
        tracks = [track for path in self.track_folders() if (track := self.track(path))]
        self.check_ids(head.model if head else None, tracks)
        if head is None:
            return None
        self.problems += link_problems(head.model, head.source, sheets=(), without=["toolbox"])
        toolbox = self.toolbox(head)
        logo = self.logo(head)
        themes = self.themes(head, tracks)
        ordered = sorted(
            (loaded.model for loaded in tracks), key=lambda each: (each.order, self.titles[each.id])
        )
        if not ordered and not toolbox and not self.problems:
            place = self.name(self.content / "tracks")
            message = "this practice has no track"
            hint = f"add {place}/<track>/track.yml, and a program in the same folder; or add"
            hint += " `toolbox:` to workbook.yml, with worksheets that need no program"
            self.problems.append(Problem(place, 0, 0, Rule.NO_PROGRAM, message, hint))
        if self.translation:
            self.problems += [*self.translation.problems, *self.translation.strays()]
        return Workbook.model_construct(
            **{**dict(head.model), "toolbox": toolbox, "language": self.language},
            tracks=tuple(ordered),
            handbook=tuple(self.handbook()),
            help_lines=self.help_lines(head),
            logo=logo,
            themes=themes,
            pictures=self.pictures,
            recordings=self.recordings,
            gaps=tuple(self.translation.gaps) if self.translation else (),
        )

    # -- brand, pictures and recordings ------------------------------------------------------

    def themes(
        self, head: LoadedFile[WorkbookFile], tracks: list[LoadedFile[Track]]
    ) -> dict[str, Theme]:
        """The themes in use. Checks colors, fonts, and the characters of all texts."""
        sources = [*self.sources, *(self.translation.sources if self.translation else ())]
        looks = Appearance(self.content, self.readable, self.templates, self.memo)
        found = looks.themes(head, tracks, sources, self.language)
        self.problems += looks.problems
        return found

    def handbook(self) -> tuple[HandbookPage, ...]:
        pages = handbook_files(self.content, self.readable, self.files)
        found = (handbook_page(path, self.name(path), self.language) for path in pages)
        return tuple(self.kept(found))

    def help_lines(self, head: LoadedFile[WorkbookFile]) -> HelpLines | None:
        country = head.model.country
        return next(self.kept([help_lines(country, head.source)]), None) if country else None

    def logo(self, head: LoadedFile[WorkbookFile]) -> bytes | None:
        name = head.model.brand.logo
        if name is None:
            return None
        found = picture(self.files, name, head.source, ("brand", "logo"), self.memo)
        return next(self.kept([found]), None)

    def add_files(
        self, sheet: WorksheetBody | AddedFields, source: YamlSource, at: tuple[str | int, ...] = ()
    ) -> None:
        """Add the pictures and recordings of a worksheet, or of questions that are added to one."""
        self.pictures.update(self.kept(pictures(self.files, sheet, source, at, self.memo)))
        self.recordings.update(self.kept(recordings(self.files, sheet, source, at)))

    def kept(self, found: Iterable[T | Problem]) -> Iterator[T]:
        """What is no problem. The others are added to the problems."""
        for each in found:
            if isinstance(each, Problem):
                self.problems.append(each)
            else:
                yield each

    # -- shared worksheets --------------------------------------------------------------------

    def worksheet(self, path: Path) -> LoadedFile[Worksheet] | None:
        loaded = self.file(path, WorksheetFile)
        if loaded is None:
            return None
        for index, field in enumerate(loaded.model.fields):
            if field.rated_measure:
                message = "a shared worksheet cannot rate a measure, which belongs to one program"
                hint = "give the scale a `label` instead, or move the worksheet into the program"
                at = ("fields", index, "measure")
                self.problems.append(
                    loaded.source.problem(at, Rule.MEASURE_IN_SHARED, message, hint)
                )
        self.problems += link_problems(loaded.model, loaded.source)
        self.add_files(loaded.model, loaded.source)
        shared = self.memo(("shared", loaded), partial(_shared, loaded, path.stem))
        self.problems += shared[1]
        return shared[0]

    # -- tracks and programs ------------------------------------------------------------------

    def track_folders(self) -> Iterator[Path]:
        folder = self.content / "tracks"
        within = {parent for path in self.readable for parent in path.parents}
        for path in sorted(within) if folder in within else ():
            if path.parent != folder:
                continue
            if problem := wrong_track_name(path.name):
                self.problems.append(Problem(self.name(path), 0, 0, Rule.FILE_NAME, *problem))
            else:
                yield path

    def track(self, folder: Path) -> LoadedFile[Track] | None:
        head = self.file(folder / "track.yml", TrackFile)
        loaded = [
            self.program(path) for path in self.yaml_files(folder) if path.name != "track.yml"
        ]
        if not loaded:
            hint = f"add {self.name(folder)}/<program>.yml"
            self.problems.append(
                Problem(self.name(folder), 0, 0, Rule.NO_PROGRAM, "this track has no program", hint)
            )
        if head is None:
            return None
        self.problems += link_problems(head.model, head.source, sheets=())
        if not icons.exists(head.model.icon):
            message = f"there is no icon `{head.model.icon}` in Material for MkDocs"
            hint = suggestion(head.model.icon, icons.names(head.model.icon))
            self.problems.append(head.source.problem(("icon",), Rule.NO_ICON, message, hint))
        programs = sorted(
            (each for each in loaded if each),
            key=lambda each: (each.order, self.titles[f"{folder.name}/{each.id}"]),
        )
        track = Track.model_construct(**dict(head.model), id=folder.name, programs=tuple(programs))
        return LoadedFile(track, head.source)

    def check_ids(self, head: WorkbookFile | None, tracks: list[LoadedFile[Track]]) -> None:
        """Check that no program or track has the name of something else."""
        folder = self.content / "tracks"
        programs = (
            (program.id, self.name(folder / each.model.id / f"{program.id}.yml"))
            for each in tracks
            for program in each.model.programs
        )
        self.problems += taken_program_ids(programs)
        further = head.languages[1:] if head else ()
        names = ((each.model.id, self.name(folder / each.model.id)) for each in tracks)
        self.problems += names_of_languages(names, further)

    def toolbox(self, head: LoadedFile[WorkbookFile]) -> Toolbox | None:
        if head.model.toolbox:
            for index, entry in enumerate(head.model.toolbox.worksheets):
                if entry.add:
                    at = (TOOLBOX, "worksheets", index, "add")
                    self.add_files(entry.add, head.source, at)
        used = used_in_toolbox(head.model)
        toolbox, problems = self.memo(
            (TOOLBOX, head, self.known(used), *map(self.shared.get, used)),
            lambda: assemble_toolbox(head, self.shared),
        )
        self.problems.extend(problems)
        return toolbox

    def known(self, used: Collection[str]) -> tuple[str, ...]:
        """The shared worksheets that a hint suggests, if one of those that are used is missing."""
        return () if self.shared.keys() >= set(used) else tuple(self.shared)

    def program(self, path: Path) -> Program | None:
        loaded = self.file(path, ProgramFile)
        if loaded is None:
            return None
        for phase in PHASES:
            for index, entry in enumerate(getattr(loaded.model.phases, phase).worksheets):
                at = ("phases", phase, "worksheets", index)
                if isinstance(entry, Worksheet):
                    self.add_files(entry, loaded.source, at)
                elif entry.add:
                    self.add_files(entry.add, loaded.source, (*at, "add"))
        used = used_worksheets(loaded.model)
        program, problems = self.memo(
            ("program", loaded, self.known(used), *map(self.shared.get, used)),
            lambda: assemble_program(path.stem, loaded, self.shared),
        )
        self.problems.extend(problems)
        return program


def _shared(
    loaded: LoadedFile[WorksheetFile], id: str
) -> tuple[LoadedFile[Worksheet], list[Problem]]:
    """A shared worksheet with its id, which is the name of its file, and its problems."""
    sheet = Worksheet.model_construct(**dict(loaded.model), id=id)
    sheet, problems = resolve_conditions(sheet, loaded.source)
    return LoadedFile(sheet, loaded.source), problems
