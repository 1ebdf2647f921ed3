"""Puts the pack of a client together, from blank sheets that hold nothing of the client's."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import slug
from workbook_builder.answers.understood import written
from workbook_builder.clients.client import Client, ClientProgram
from workbook_builder.model.program import Program
from workbook_builder.model.workbook import Track
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.packs.client_days import Day, calendar_file, client_days
from workbook_builder.packs.client_link import client_link
from workbook_builder.packs.client_program import without_sheets
from workbook_builder.packs.letter import letter
from workbook_builder.pdf.drawn_text import DrawnText, Hand, drawn_text
from workbook_builder.pdf.prefilled import BlankForm
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.rendering.terms import Terms
from workbook_builder.storage.folder_names import folder_name
from workbook_builder.storage.memo import RecentResults
from workbook_builder.storage.output_tree import Tree
from workbook_builder.typesetting.typefaces import STANDBY

_KEPT_FORMS = 256  # blank forms in memory: all of a large program on three sizes of paper


@dataclass(frozen=True)
class Pack:
    """What a client gets.

    Attributes:
        client: The client.
        name: The name of the pack, as that of a file without its suffix.
        files: Its files by path.
        link: The client's personal link, if the practice has a site on the web.
    """

    client: Client
    name: str
    files: Tree
    link: str | None


@dataclass(frozen=True)
class ChosenProgram:
    """A program without the worksheets that are left out, and what renders its documents.

    Attributes:
        track: Its track.
        program: The program.
        documents: Renders its documents.
        start: What the paths of its blank documents begin with, so that they differ from those
            of the whole program, and in other languages.
    """

    track: Track
    program: Program
    documents: ProgramDocuments
    start: str

    def blanks(self, paper: Paper) -> dict[str, Callable[[], Document]]:
        """The functions that render each blank document on a paper, by its path."""
        makers: dict[str, Callable[[], Document]] = {}
        makers[self.book_path(paper)] = partial(self.documents.book, paper)
        for sheet in self.program.worksheets:
            makers[self.sheet_path(sheet, paper)] = partial(self.documents.worksheet, sheet, paper)
        return makers

    def book_path(self, paper: Paper) -> str:
        """The path of the workbook."""
        return self.start + output_paths.workbook_pdf(self.track, self.program, paper)

    def sheet_path(self, sheet: Worksheet, paper: Paper) -> str:
        """The path of a single worksheet."""
        return self.start + output_paths.worksheet_pdf(self.track, self.program, sheet, paper)

    def names(self, sheet: Worksheet) -> tuple[Answer, ...]:
        """The answers at the head of a worksheet that are the client's name."""
        return self.documents.sheets.names(sheet)[:1]


class PackMaker:
    """Makes the packs of a practice's clients.

    Nothing of a client's is in the blank documents, so these can be kept and shared. The name is
    filled into the finished PDF. Several threads may make packs at once.
    """

    def __init__(self, practice: Practice) -> None:
        """Prepare to make packs."""
        self._practice = practice
        self._workbook = practice.workbook
        self._chosen: dict[tuple[str, frozenset[str]], ChosenProgram] = {}
        self._forms: RecentResults[BlankForm] = RecentResults(_KEPT_FORMS)
        self._rendering = threading.Lock()
        self._reading = threading.Lock()

    def paper(self, client: Client) -> Paper:
        """The paper for a client."""
        return client.paper or self._workbook.papers[0]

    def programs(self, client: Client) -> list[tuple[ClientProgram, ChosenProgram]]:
        """The programs of a client, each with what their file says of it."""
        return [(entry, self._program(entry)) for entry in client.programs]

    def blanks(self, client: Client) -> dict[str, Callable[[], Document]]:
        """The functions that render the blank documents for a client, by path."""
        paper = self.paper(client)
        return {
            path: partial(self._rendered, make)
            for _, chosen in self.programs(client)
            for path, make in chosen.blanks(paper).items()
        }

    def pack(
        self,
        client: Client,
        blanks: Mapping[str, bytes],
        make_pdf: Callable[[Document], bytes],
        at: datetime,
    ) -> Pack:
        """Make the pack of a client.

        Args:
            client: The client.
            blanks: The PDFs of the blank documents by path.
            make_pdf: Makes the PDF of the letter.
            at: When the pack is made, with a time zone.
        """
        programs = self.programs(client)
        link = client_link(client, self._workbook, self._practice.on_web)
        paper, words = self.paper(client), self._terms.pack
        days = {
            chosen.program.id: client_days(entry, chosen.program, self._terms)
            for entry, chosen in programs
        }
        sessions = sorted(
            (day for each in days.values() for day in each if day.session),
            key=lambda each: each.day,
        )
        files: dict[str, str | bytes] = {}
        chosen = [(entry, each.program) for entry, each in programs]
        with self._rendering, explaining():
            document = letter(
                client, paper, chosen, sessions, link, programs[0][1].documents, at.date()
            )
        files[f"{words['letter']}.pdf"] = make_pdf(document)
        if link:
            files[f"{words['link']}.txt"] = self._link_text(client, link)
        if any(days.values()):
            files[f"{words['calendar']}.ics"] = calendar_file(
                [day for each in days.values() for day in each],
                partial(self._address, programs),
                at,
            )
        draw = _Drawing(self._hand)
        for path, name, keys, begins in self._sheets(programs, paper):
            values = {**dict.fromkeys(keys, client.name), **self._written(begins)}
            form = self._form(path, (*keys, *begins), blanks)
            files[name] = form.filled(values, draw, client.id)
        return Pack(client, self._name(client), _portable(files), link)

    # -- Parts ----------------------------------------------------------------------------------

    @property
    def _terms(self) -> Terms:
        terms = self._practice.typst.globals["terms"]
        assert isinstance(terms, Terms)
        return terms

    @property
    def _hand(self) -> Hand:
        typeface = self._workbook.typeface
        return Hand((STANDBY, *typeface.families), typeface.files, self._workbook.language)

    def _rendered(self, make: Callable[[], Document]) -> Document:
        with self._rendering, explaining():
            return make()

    def _program(self, entry: ClientProgram) -> ChosenProgram:
        key = (entry.program, frozenset(entry.without))
        if key not in self._chosen:
            track, program = next(
                (track, program)
                for track, program in self._workbook.programs()
                if f"{track.id}/{program.id}" == entry.program
            )
            program = without_sheets(program, key[1])
            practice = self._practice
            documents = ProgramDocuments(
                self._workbook, track, program, practice.typst, practice.on_web
            )
            left_out = " ".join(sorted(key[1]))
            digest = hashlib.sha256(left_out.encode()).hexdigest()[:16]
            folder = f"{self._workbook.folder}/" if self._workbook.folder else ""
            start = f"{folder}without-{digest}/" if left_out else folder
            self._chosen[key] = ChosenProgram(track, program, documents, start)
        return self._chosen[key]

    def _sheets(
        self, programs: Sequence[tuple[ClientProgram, ChosenProgram]], paper: Paper
    ) -> Iterator[tuple[str, str, tuple[str, ...], Mapping[str, str]]]:
        """Each blank document.

        Yields:
            Its path, its path in the pack, the keys of the name, and the day on which the program
            begins by its key, if the document asks for it and the day is known.
        """
        words = self._terms.pack
        folders = _folders([chosen.program for _, chosen in programs])
        for (entry, chosen), folder in zip(programs, folders, strict=True):
            asked = chosen.documents.sheets
            begins = {asked.begins.key: entry.begins} if entry.begins else {}
            book = f"{folder}{words['workbook']}.pdf"
            yield chosen.book_path(paper), book, (asked.name_key,), begins
            sheets = chosen.program.worksheets
            for number, sheet in enumerate(sheets, 1):
                title = folder_name(sheet.title) or sheet.id
                place = f"{number:0{len(str(len(sheets)))}}"
                name = f"{folder}{words['worksheets']}/{place} {title}.pdf"
                keys = tuple(answer.key for answer in chosen.names(sheet))
                yield chosen.sheet_path(sheet, paper), name, keys, {}

    def _written(self, days: Mapping[str, str]) -> dict[str, str]:
        """Days as people of the practice's language write them, by key."""
        language = self._workbook.language
        return {key: written(AnswerKind.DATE, day, language) for key, day in days.items()}

    def _form(self, path: str, keys: Sequence[str], blanks: Mapping[str, bytes]) -> BlankForm:
        with self._reading:
            return self._forms(path, lambda: BlankForm(blanks[path], keys))

    def _address(
        self, programs: Sequence[tuple[ClientProgram, ChosenProgram]], day: Day
    ) -> str | None:
        """The address of the page that a day is about. It says nothing of the client."""
        on_web = self._practice.on_web
        if on_web is None:
            return None
        chosen = next(each for _, each in programs if day.id.startswith(f"{each.program.id}-"))
        if day.sheet is None:
            return on_web(output_paths.program_page(chosen.track, chosen.program))
        page = output_paths.worksheet_page(chosen.track, chosen.program, day.sheet)
        return f"{on_web(page)}#time-{day.time}"

    def _link_text(self, client: Client, link: str) -> str:
        """The text of the file with the personal link, which stands alone on its line."""
        whose = self._terms.punctuation.followed_by(self._terms.pack["link"], client.name)
        return f"{self._workbook.practice}\r\n{whose}\r\n\r\n{link}\r\n"

    def _name(self, client: Client) -> str:
        one = len(client.programs) == 1
        what = client.programs[0].id if one else slug(self._workbook.practice)
        who = folder_name(client.name).replace(" ", "-") or client.id
        return f"{who}-{what}"


class _Drawing:
    """Draws a client's name for boxes, once for each size."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._drawn: dict[tuple[str, float, float], DrawnText] = {}

    def __call__(self, words: str, width: float, height: float) -> DrawnText:
        """Draw a text for a box of a size in points."""
        size = (words, round(width, 2), round(height, 2))
        if size not in self._drawn:
            self._drawn[size] = drawn_text(*size, self._hand)
        return self._drawn[size]


def _folders(programs: Sequence[Program]) -> list[str]:
    """The folder of each program in a pack, with a slash; empty if there is only one program."""
    if len(programs) == 1:
        return [""]
    titles = [folder_name(program.title) for program in programs]
    return [
        f"{title if title and titles.count(title) == 1 else program.id}/"
        for title, program in zip(titles, programs, strict=True)
    ]


def _portable(files: Mapping[str, str | bytes]) -> Tree:
    """The same files, whose names every system accepts."""
    return {"/".join(map(_file_name, path.split("/"))): each for path, each in files.items()}


def _file_name(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{folder_name(stem)}{dot}{suffix}" if dot else folder_name(name)
