"""Whose work a site contains besides the coach's own, and under which licenses."""

import re
from dataclasses import dataclass
from importlib.metadata import distribution

from workbook_builder.graphics import icons
from workbook_builder.model.workbook import Workbook
from workbook_builder.typesetting.font_files import (
    FontNotice,
    font_notice,
    is_packaged,
    packaged_font,
)

_ICON_SETS = {
    "material": "Material Design Icons",
    "fontawesome": "Font Awesome",
    "octicons": "Octicons",
    "simple": "Simple Icons",
}


@dataclass(frozen=True)
class Work:
    """The work of others, or our own.

    Attributes:
        name: Its name.
        license: The name of its license, or the identifier that SPDX gives it.
        holder: Who made it, or its notice of copyright; empty if only the license says it.
        text: The paragraphs of the license, if it wants to be shown with the work.
    """

    name: str
    license: str
    holder: str = ""
    text: tuple[str, ...] = ()


# What the scripts of Material for MkDocs contain, for which there is no package that says it. Those
# of Zensical contain some of the same. The tests hold this list to both.
LIBRARIES = (
    Work("clipboard.js", "MIT", "Zeno Rocha"),
    Work("escape-html", "MIT", "TJ Holowaychuk, Andreas Lubbe, Tiancheng Gu"),
    Work("focus-visible", "W3C", "WICG"),
    Work("lunr", "MIT", "Oliver Nightingale"),
    Work("lunr-languages", "MPL-1.1", "Mihai Valentin"),
    Work("RxJS", "Apache-2.0", "Google, Netflix, Microsoft"),
    Work("TinySegmenter", "BSD-3-Clause", "Taku Kudo"),
    Work("tslib", "0BSD", "Microsoft"),
    Work("wordcut", "LGPL", "Vee Satayamas"),
)


def fonts(workbook: Workbook) -> tuple[FontNotice, ...]:
    """What the fonts of pages and PDFs say of themselves, each family once."""
    used = [workbook.theme, *workbook.themes.values()]
    typefaces = [face for theme in used for face in (theme.typeface, theme.titles)]
    contents = [content for face in typefaces for content in face.files]
    contents += [content for face in typefaces for _, content in face.styles[:1]]
    families = dict.fromkeys(family for face in typefaces for family in face.families)
    contents += [packaged_font(each) for each in families if is_packaged(each)]
    notices = map(font_notice, dict.fromkeys(contents))
    return tuple({notice.family: notice for notice in notices}.values())


def icon_sets(workbook: Workbook) -> tuple[Work, ...]:
    """The sets that icons on pages are from."""
    used = ["material", *(track.icon.partition("/")[0] for track in workbook.tracks)]
    return tuple(_icon_set(name) for name in dict.fromkeys(used))


def software() -> tuple[Work, ...]:
    """The packages whose scripts and styles are part of a site: ours, and that of the theme."""
    return ours(), _package("mkdocs-material", "Material for MkDocs")


def ours() -> Work:
    """Workbook Builder itself, whose scripts and styles are in a program's file as well."""
    return _package("workbook-builder", "Workbook Builder")


def _icon_set(name: str) -> Work:
    text = icons.license_text(name)
    titles = re.findall(r"^[# ]*(.*(?:License|CC0).*?)[ .]*$", text, re.MULTILINE)
    return Work(_ICON_SETS.get(name, name), titles[0] if titles else "", text=_paragraphs(text))


def _package(name: str, title: str) -> Work:
    """A package, by its metadata and the license file that comes with it."""
    package = distribution(name)
    about = package.metadata
    files = [package.read_text(f"licenses/{file}") for file in about.get_all("License-File", [])]
    text = next(filter(None, files), "")
    holder = re.search(r"^Copyright .+$", text, re.MULTILINE)
    named = [*about.get_all("License-Expression", []), *about.get_all("License", [])]
    license = named[0] if named else ""
    return Work(title, license, holder[0] if holder else "", _paragraphs(text))


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, without rules and the number signs of headings."""
    plain = re.sub(r"^([-=]{3,}\s*$|#+ )", "", text, flags=re.MULTILINE)
    return tuple(" ".join(each.split()) for each in re.split(r"\n\s*\n", plain) if each.strip())
