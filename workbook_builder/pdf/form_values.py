"""Reads the answers from PDF forms that clients have filled in with any viewer.

Programs that merge PDFs often keep the widgets of a form on its pages, but not the list of fields
in the catalog, or put a prefix before the names of fields. So fields are searched for in both
places (ISO 32000-1, 12.7.3), and are known by the key in their name.
"""

import io
import logging
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain

import pikepdf

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.contract import NOT_CHOSEN, OFF, RADIO, TICKED
from workbook_builder.answers.filled_form import FilledForm, UnreadableForm
from workbook_builder.answers.ids import from_pdf_name, is_id, is_key, is_others_key, normalized
from workbook_builder.answers.times import with_times
from workbook_builder.answers.understood import KINDS, meant
from workbook_builder.pdf.own_entries import CLIENT, IDS

# What pikepdf says about damage would otherwise be printed, although we explain it.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_LARGEST_STREAM = 50_000  # bytes, packed; no answer is as long
_DEEPEST = 50  # levels of fields within fields; ours have two, and damaged ones run in circles
_ENDING = re.compile(r"[ _]?(?:[_#]\d+|\[\d+\]|\(\d+\))$")  # `_2`, `#1`, `[0]`, ` (1)`

# What pikepdf raises for a damaged file or object. Most of these are no PdfError.
_BROKEN = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_form(pdf: bytes) -> FilledForm:
    """Read the answers from a filled-in form.

    Args:
        pdf: The bytes of the PDF.

    Raises:
        UnreadableForm: The PDF cannot be read.
    """
    found: dict[str, dict[str, None]] = {}  # the values of each key in order, without duplicates
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for key, value in _values(document):
                found.setdefault(key, {})[value] = None
            nameless = sum(map(_is_nameless, _widgets(document)))
            clients = set(_clients(document))
    except pikepdf.PasswordError as error:
        hint = "open it with the password, and save it without one"
        raise UnreadableForm("this PDF is protected by a password", hint) from error
    except _BROKEN as error:
        hint = "open it in the program that it was filled in with, and save it again"
        raise UnreadableForm("this cannot be read as a PDF", hint) from error
    texts = {key: tuple(each) for key, each in found.items()}
    return FilledForm(
        with_times({key: each[0] for key, each in texts.items()}),
        {key: each[1:] for key, each in texts.items() if each[1:]},
        nameless,
        clients.pop() if len(clients) == 1 else "",
    )


def read_values(pdf: bytes) -> dict[str, str]:
    """Read the values of a filled-in form, by key; see `read_form`."""
    return dict(read_form(pdf).values)


def _values(document: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """The key and the value of each field that is filled in. Damaged fields are left out."""
    # Programs that merge PDFs often drop the language. Without it, 3/4 can be in March or in April.
    language = _text(document.Root.get("/Lang"))
    seen: set[tuple[int, int]] = set()
    for field in _fields(document):
        try:
            if field.is_indirect:
                if field.objgen in seen:
                    continue
                seen.add(field.objgen)
            lineage = _lineage(field)
            key, value = _key(lineage), _value(lineage, language)
        except _BROKEN:
            continue
        if key and value:
            yield key, value


def _fields(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Everything that can be a field: first those of the catalog, then the widgets of all pages."""
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        yield from _with_kids(form.get("/Fields"))
    yield from _widgets(document)


def _widgets(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The widgets on all pages."""
    try:
        for page in document.pages:
            for each in _dictionaries(page.obj.get("/Annots")):
                if each.get("/Subtype") == "/Widget":
                    yield each
    except _BROKEN:  # the tree of pages is damaged
        return


def _clients(document: pikepdf.Pdf) -> Iterator[str]:
    """Each id of a client that the form or one of its widgets names."""
    form = document.Root.get("/AcroForm")
    named = [form] if isinstance(form, pikepdf.Dictionary) else []
    for each in chain(named, _widgets(document)):
        if is_id(id := normalized(_text(each.get(CLIENT)))):
            yield id


def _is_nameless(widget: pikepdf.Object) -> bool:
    """Whether a widget is a button that is chosen, and belongs to no field."""
    state = _text(widget.get("/AS"))
    return state not in ("", f"/{OFF}") and not _key(_lineage(widget))


def _with_kids(listed: object) -> Iterator[pikepdf.Object]:
    """The fields of a list, and those within them."""
    waiting = deque((each, 0) for each in _dictionaries(listed))
    seen: set[tuple[int, int]] = set()
    while waiting:
        field, depth = waiting.popleft()
        if field.is_indirect:
            if field.objgen in seen:
                continue
            seen.add(field.objgen)
        yield field
        if depth < _DEEPEST:
            waiting.extend((kid, depth + 1) for kid in _dictionaries(field.get("/Kids")))


def _dictionaries(listed: object) -> list[pikepdf.Object]:
    if not isinstance(listed, pikepdf.Array):
        return []
    return [each for each in listed if isinstance(each, pikepdf.Dictionary)]


def _lineage(field: pikepdf.Object) -> list[pikepdf.Object]:
    """A field or widget, its parent, and so on, as entries are inherited."""
    lineage = [field]
    while len(lineage) < _DEEPEST:
        parent = lineage[-1].get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            break
        lineage.append(parent)
    return lineage


def _inherited(lineage: list[pikepdf.Object], name: str) -> object:
    return next((each[name] for each in lineage if name in each), None)


def _key(lineage: list[pikepdf.Object]) -> str:
    """The key in the full name of a field, whose parts are joined by periods.

    It is the last part that is a key, without what a program has added to tell equal names apart.
    If there is none, it is the whole name.
    """
    parts = [part for each in reversed(lineage) if (part := normalized(_text(each.get("/T"))))]
    for part in reversed([piece for each in parts for piece in each.split(".")]):
        for key in (part, _ENDING.sub("", part)):
            if _is_ours(key):
                return key
    return ".".join(parts) or _key_of_widget(lineage[0])


def _is_ours(key: str) -> bool:
    """Whether a text is the key of an answer of the client, or of somebody else."""
    return is_key(key) or is_others_key(key)


def _key_of_widget(widget: pikepdf.Object) -> str:
    """The key in the name of a widget itself, which has lost its field; empty if there is none."""
    key = normalized(_text(widget.get("/NM")).partition(" ")[0])
    return key if _is_ours(key) else ""


def _value(lineage: list[pikepdf.Object], language: str) -> str:
    """The value of a form field, or an empty text if nothing is entered or chosen.

    Numbers, days and times that are written as people of the language do are in the stored form.
    If the language is not known, they stay as they are.
    """
    given = _inherited(lineage, "/V")
    value = _text(given)
    match _text(_inherited(lineage, "/FT")):
        case "/Btn":
            if given is None:  # some programs only change how a button looks
                value = _text(lineage[0].get("/AS"))
            state = value.removeprefix("/")  # a name, although pypdf writes a string
            if state in ("", OFF):
                return ""
            flags = _inherited(lineage, "/Ff")
            is_radio = isinstance(flags, int) and flags & RADIO
            return from_pdf_name(state) if is_radio else TICKED
        case "" if given is None:  # a button that has lost its field
            state = _text(lineage[0].get("/AS")).removeprefix("/")
            return "" if state == OFF else from_pdf_name(state)
        case "/Ch":
            if isinstance(given, pikepdf.Array) and len(given) == 1:
                value = _text(given[0])
            options = _inherited(lineage, "/Opt"), _inherited(lineage, IDS)
            chosen = _option(value, *options)
            return "" if chosen == NOT_CHOSEN else normalized(chosen)
    kind = _text(_inherited(lineage, "/WB_Kind")).removeprefix("/")
    if language and kind in KINDS:
        return meant(AnswerKind(kind), value, language) or value
    return value.replace("\r\n", "\n").replace("\r", "\n")  # viewers use different line endings


def _option(value: str, options: object, ids: object) -> str:
    """The id of the chosen option of a drop-down list.

    Args:
        value: The value of the field: what it exports. Some programs save a label instead.
        options: What it exports, and the label if that differs.
        ids: The id of each option. Forms that export ids do not have them.
    """
    if not isinstance(options, pikepdf.Array):
        return value
    pairs = [
        (_text(each[0]), _text(each[-1]))
        if isinstance(each, pikepdf.Array) and len(each)
        else (_text(each), _text(each))
        for each in options
    ]
    exported = [normalized(each) for each, _ in pairs]
    meant = [_text(each) for each in ids] if isinstance(ids, pikepdf.Array) else exported
    labels = [normalized(label) for _, label in pairs]
    wanted = normalized(value)
    for known in (exported, labels, meant):
        if wanted in known[: len(meant)]:
            return meant[known.index(wanted)]
    return value


def _text(value: object) -> str:
    """The text of a string, name, or stream; empty for anything else.

    Letters in a damaged text are replaced with U+FFFD.
    """
    if isinstance(value, pikepdf.Stream):
        # A stream can unpack to a thousand times its size.
        if len(value.read_raw_bytes()) > _LARGEST_STREAM:
            return ""
        value = pikepdf.String(value.read_bytes())
    if not isinstance(value, pikepdf.String | pikepdf.Name):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8-sig", "replace")
