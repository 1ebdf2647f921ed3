"""The content folder becomes a Workbook, or every problem in it at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from workbook_builder import branding, earlier, glyphs, icons, promises
from workbook_builder.field import Field, Model
from workbook_builder.fields.scale import Scale
from workbook_builder.files import (
    PhaseFile,
    ProgramFile,
    TrackFile,
    Use,
    WorkbookFile,
    WorksheetFile,
)
from workbook_builder.fonts import Typeface
from workbook_builder.model import (
    PHASES,
    Phase,
    PhaseId,
    Program,
    Track,
    Workbook,
    Worksheet,
    WorksheetBody,
)
from workbook_builder.pictures import picture, pictures
from workbook_builder.problems import Problem, Rule, WorkbookError
from workbook_builder.source import Source, read
from workbook_builder.validation import check, closest

M = TypeVar("M", bound=Model)

# Names that the site needs for itself beside those that an author gives.
RESERVED_TRACKS = {
    "about-coaching", "assets", "how-to-use", "overrides", "search", "tags", "workbook",
    "worksheets",
}  # fmt: skip
RESERVED_WORKSHEETS = {*PHASES, "downloads"}

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class _Loaded(Generic[M]):
    """A sound file: its model, and the source that knows the places."""

    model: M
    source: Source


def load(content: Path) -> Workbook:
    """Read a content folder.

    Raises WorkbookError with every problem of every file.
    """
    loader = _Loader(content)
    workbook = loader.workbook()
    if loader.problems or workbook is None:
        raise WorkbookError(loader.problems)
    return workbook


class _Loader:
    def __init__(self, content: Path) -> None:
        self.content = content
        self.problems: list[Problem] = []
        self.language = "en"
        self.sources: list[Source] = []
        self.shared: dict[str, _Loaded[Worksheet] | None] = {}
        self.pictures: dict[str, bytes] = {}

    def workbook(self) -> Workbook | None:
        if not self.content.is_dir():
            message = "there is no content folder here"
            self.problems.append(Problem(self.name(self.content), 0, 0, Rule.NO_FILE, message))
            return None
        head = self.file(self.content / "workbook.yml", WorkbookFile)
        for path in self.yaml_files(self.content / "worksheets"):
            self.shared[path.stem] = self.worksheet(path)
        tracks = [track for path in self.track_folders() if (track := self.track(path))]
        self.program_ids_once(tracks)
        if head is None:
            return None
        logo = self.logo(head)
        typeface = self.typeface(head)
        ordered = sorted((loaded.model for loaded in tracks), key=lambda t: (t.order, t.title))
        if not ordered and not self.problems:
            place = self.name(self.content / "tracks")
            hint = f"add {place}/<track>/track.yml and a program beside it"
            self.problems.append(Problem(place, 0, 0, Rule.NO_PROGRAM, "there is no track", hint))
        return Workbook.model_construct(
            **dict(head.model),
            tracks=tuple(ordered),
            logo=logo,
            typeface=typeface,
            pictures=self.pictures,
        )

    # -- files ------------------------------------------------------------------------------

    def name(self, path: Path) -> str:
        return path.relative_to(self.content.parent).as_posix()

    def yaml_files(self, folder: Path) -> Iterator[Path]:
        """The files of a folder whose names can be ids; problems for all others."""
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith(".") or path.is_dir():
                continue
            problem = None
            if path.suffix == ".yaml":
                problem = "a file of content ends in .yml", f"rename it to {path.stem}.yml"
            elif path.suffix != ".yml":
                problem = "this is no file of content", "move it out of the folder"
            elif not _SLUG.fullmatch(path.stem):
                hint = "use small letters, digits and single hyphens: `first-step.yml`"
                problem = f"`{path.stem}` cannot be an id", hint
            elif not path.resolve().is_relative_to(self.content.resolve()):
                hint = "copy the file into the content folder"
                problem = "leads out of the content folder", hint
            if problem:
                self.problems.append(Problem(self.name(path), 0, 0, Rule.FILE_NAME, *problem))
            else:
                yield path

    def file(self, path: Path, kind: type[M]) -> _Loaded[M] | None:
        try:
            source = read(path, self.name(path))
        except WorkbookError as error:
            self.problems.extend(error.problems)
            return None
        self.sources.append(source)
        if kind is WorkbookFile and isinstance(source.data, dict):
            self.language = str(source.data.get("language", self.language))
        found = check(kind, source, self.language)
        if isinstance(found, list):
            self.problems.extend(found)
            return None
        return _Loaded(found, source)

    # -- the look ---------------------------------------------------------------------------

    def typeface(self, head: _Loaded[WorkbookFile]) -> Typeface:
        """What texts are set in; problems for colours, fonts, and letters that no font has."""
        brand, source = head.model.brand, head.source
        fonts, problems = branding.own_fonts(self.content)
        found, more = branding.found_typeface(brand, fonts, source)
        self.problems += [*branding.colors(brand, source), *problems, *more]
        if found:
            self.problems += glyphs.problems(self.sources, found)
        return found or Typeface()

    def logo(self, head: _Loaded[WorkbookFile]) -> bytes | None:
        name = head.model.brand.logo
        if name is None:
            return None
        found = picture(self.content, name, head.source, ("brand", "logo"))
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found

    def look_for_pictures(
        self, sheet: WorksheetBody, source: Source, at: tuple[str | int, ...] = ()
    ) -> None:
        for found in pictures(self.content, sheet, source, at):
            if isinstance(found, Problem):
                self.problems.append(found)
            else:
                self.pictures.update([found])

    # -- shared worksheets --------------------------------------------------------------------

    def worksheet(self, path: Path) -> _Loaded[Worksheet] | None:
        loaded = self.file(path, WorksheetFile)
        if loaded is None:
            return None
        for index, field in enumerate(loaded.model.fields):
            if isinstance(field, Scale) and field.measure:
                message = "a shared worksheet cannot rate a measure, which belongs to a program"
                hint = "give the scale a `label`, or write the worksheet in the program"
                at = ("fields", index, "measure")
                self.problems.append(
                    loaded.source.problem(at, Rule.MEASURE_IN_SHARED, message, hint)
                )
        self.look_for_pictures(loaded.model, loaded.source)
        sheet = Worksheet.model_construct(**dict(loaded.model), id=path.stem)
        return _Loaded(sheet, loaded.source)

    # -- tracks and programs ------------------------------------------------------------------

    def track_folders(self) -> Iterator[Path]:
        folder = self.content / "tracks"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not path.is_dir() or path.name.startswith("."):
                continue
            if not _SLUG.fullmatch(path.name) or path.name in RESERVED_TRACKS:
                message = f"`{path.name}` cannot be the name of a track"
                hint = "use small letters, digits and single hyphens, and no name of the site's own"
                self.problems.append(Problem(self.name(path), 0, 0, Rule.FILE_NAME, message, hint))
            else:
                yield path

    def track(self, folder: Path) -> _Loaded[Track] | None:
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
        if not icons.exists(head.model.icon):
            message = f"there is no icon `{head.model.icon}` in Material for MkDocs"
            hint = closest(head.model.icon, icons.names(head.model.icon))
            self.problems.append(head.source.problem(("icon",), Rule.NO_ICON, message, hint))
        programs = sorted((p for p in loaded if p), key=lambda p: (p.order, p.title))
        track = Track.model_construct(**dict(head.model), id=folder.name, programs=tuple(programs))
        return _Loaded(track, head.source)

    def program_ids_once(self, tracks: list[_Loaded[Track]]) -> None:
        """A program's id begins the key of every answer, whichever track it is in."""
        seen: dict[str, str] = {}
        for track in (loaded.model for loaded in tracks):
            for program in track.programs:
                place = self.name(self.content / "tracks" / track.id / f"{program.id}.yml")
                if program.id in seen:
                    message = f"there is another program `{program.id}`: {seen[program.id]}"
                    self.problems.append(
                        Problem(place, 0, 0, Rule.ID_TAKEN, message, "rename one of the files")
                    )
                seen.setdefault(program.id, place)

    def program(self, path: Path) -> Program | None:
        loaded = self.file(path, ProgramFile)
        if loaded is None:
            return None
        file, source = loaded.model, loaded.source
        before = len(self.problems)
        phases = tuple(self.phase(id, getattr(file.phases, id), loaded) for id in PHASES)
        self.worksheet_ids_once(source)
        phases, problems = earlier.recalled(phases, source, dict(self.entries(source)), file.goal)
        self.problems.extend(problems)
        head = {name: value for name, value in file if name != "phases"}
        program = Program.model_construct(**head, id=path.stem, phases=phases)
        # A promise that a broken shared worksheet keeps is not broken.
        whole = sum(len(phase.worksheets) for phase in phases) == len(self.entries(source))
        if len(self.problems) == before and whole:
            self.problems.extend(promises.broken(program, source))
        return program

    def phase(self, id: PhaseId, file: PhaseFile, loaded: _Loaded[ProgramFile]) -> Phase:
        sheets = []
        for index, entry in enumerate(file.worksheets):
            at = ("phases", id, "worksheets", index)
            if isinstance(entry, Worksheet):
                sheets.append(self.measured(entry, loaded, at))
                self.look_for_pictures(entry, loaded.source, at)
            elif entry.use not in self.shared:
                message = f"there is no shared worksheet `{entry.use}`"
                hint = closest(entry.use, self.shared)
                self.problems.append(
                    loaded.source.problem((*at, "use"), Rule.NO_WORKSHEET, message, hint)
                )
            elif shared := self.shared[entry.use]:
                sheets.append(used(shared.model, entry))
        head = {name: value for name, value in file if name != "worksheets"}
        return Phase.model_construct(**head, id=id, worksheets=tuple(sheets))

    def measured(
        self, sheet: Worksheet, loaded: _Loaded[ProgramFile], at: tuple[str | int, ...]
    ) -> Worksheet:
        """Give the scales of a worksheet the words of the measures that they rate."""
        known = loaded.model.measures
        fields: list[Field] = []
        for index, field in enumerate(sheet.fields):
            if isinstance(field, Scale) and field.measure:
                if measure := known.get(field.measure):
                    words = {name: value for name, value in measure if name != "label"}
                    label = field.label or measure.label
                    field = field.model_copy(update={**words, "label": label})
                else:
                    message = f"this program has no measure `{field.measure}`"
                    path = (*at, "fields", index, "measure")
                    hint = closest(field.measure, known)
                    self.problems.append(
                        loaded.source.problem(path, Rule.NO_MEASURE, message, hint)
                    )
            fields.append(field)
        return sheet.model_copy(update={"fields": tuple(fields)})

    def worksheet_ids_once(self, source: Source) -> None:
        seen: dict[str, str] = {}
        for id, at in self.entries(source):
            if id in RESERVED_WORKSHEETS:
                message = f"`{id}` is a name of the site's own"
                self.problems.append(source.problem(at, Rule.ID_KEPT, message, "choose another id"))
            elif id in seen:
                message = f"there is another worksheet `{id}` in `{seen[id]}`"
                hint = "add an `id:` of its own" if at[-1] == "use" else "choose another id"
                self.problems.append(source.problem(at, Rule.ID_TAKEN, message, hint))
            seen.setdefault(id, str(at[1]))

    def entries(self, source: Source) -> list[tuple[str, tuple[str | int, ...]]]:
        """The id of each worksheet of a program, own or used, and where it stands."""
        phases = source.data["phases"]
        return [
            (entry[key], ("phases", phase, "worksheets", index, key))
            for phase in PHASES
            for index, entry in enumerate(phases[phase]["worksheets"])
            for key in ["id" if "id" in entry else "use"]
        ]


def used(shared: Worksheet, entry: Use) -> Worksheet:
    """A shared worksheet with what is different where it is used."""
    own = {name: value for name, value in entry if name != "use" and value is not None}
    return shared.model_copy(update=own)
