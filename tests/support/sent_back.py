"""Files as clients send them back: files of answers, filled-in and merged PDFs, and messages."""

import io
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pypdf

from support.one_form import HEAD, filled_by_pikepdf
from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.answers_file import Content, written
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.typesetting.typst_compiler import typeset

CLIENT = """\
name: {name}
programs:
  - program: wellness/better-sleep
    begins: 2026-12-07
"""
NAME = "better-sleep/client-name"
GOAL = "better-sleep/goal/goal"
NIGHTS = "better-sleep/goal/nights"


def add_clients(practice: Path, **names: str) -> Path:
    """Write the files of clients, given by id (with an underscore for a hyphen) and name."""
    folder = practice / "clients"
    folder.mkdir(exist_ok=True)
    for id, name in names.items():
        path = folder / f"{id.replace('_', '-')}.yml"
        path.write_text(CLIENT.format(name=name), "utf-8")
    return folder


def answers_file(answers: Mapping[str, str], at: str = "", client: str = "") -> bytes:
    """A file of answers as the site saves it, all of them written at the same time."""
    times = dict.fromkeys(answers, at) if at else {}
    return written(Content(answers, times, client=client)).encode()


def filled_pdf(answers: Mapping[str, str]) -> bytes:
    """A PDF form with a line for each answer, filled in."""
    lines = {True: AnswerKind.LINES, False: AnswerKind.LINE}
    asked = {key: Answer(key, lines["\n" in text], key) for key, text in answers.items()}
    boxes = "\n\n".join(f'#field("{key}")' for key in answers)
    blank = make_fillable(typeset(f"{HEAD}= Sheet\n{boxes}"), asked)
    return filled_by_pikepdf(blank, dict(answers))


def merged(*pdfs: bytes) -> bytes:
    """Several PDFs in one, as programs that merge them do: pages after pages."""
    writer = pypdf.PdfWriter()
    for content in pdfs:
        writer.append(io.BytesIO(content))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def message(**files: bytes) -> bytes:
    """A message with files attached, as a mail program saves it."""
    mail = EmailMessage()
    mail["From"] = "Ana Ruiz <ana@example.org>"
    mail["Subject"] = "My answers"
    mail.set_content("Here they are.")
    mail.add_alternative("<p>Here they are.</p>", subtype="html")
    for name, content in files.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()
