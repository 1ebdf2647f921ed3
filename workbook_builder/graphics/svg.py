"""Checks that an SVG picture only draws: it runs nothing, loads nothing, and is quickly drawn.

A picture is published as it is, and a browser that opens its file runs what is in it as a part of
the site. So a list names what a picture may consist of, and everything else is refused. Cleaning
pictures instead would change silently what their authors drew.
"""

import re
from typing import NamedTuple
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# What programs note for themselves. Browsers know none of it.
_NOTES = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.figma.com/figma/ns",
    "http://www.serif.com/",
    "http://vectornator.io",
    "https://boxy-svg.com",
)
_EFFECTS = {
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow",
    "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge",
    "feMergeNode", "feOffset",
}  # fmt: skip
_ELEMENTS = _EFFECTS | {
    "animate", "animateMotion", "animateTransform", "circle", "clipPath", "defs", "desc",
    "ellipse", "filter", "g", "image", "line", "linearGradient", "marker", "mask",
    "metadata", "mpath", "path", "pattern", "polygon", "polyline", "radialGradient", "rect",
    "set", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan",
    "use", "view",
}  # fmt: skip
# An animation may change no address, no style as a whole, and nothing that could run.
_NOT_ANIMATED = re.compile(r"(.*:)?href|on.*|style|class", re.IGNORECASE)
_PICTURE_DATA = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_ADDRESS = re.compile(r"url\(\s*(?![\"']?\s*#)", re.IGNORECASE)
# What loads something in a style sheet, and the escapes that could hide it.
_LOADING_STYLE = re.compile(
    r"\\|@(?!media\b|keyframes\b|supports\b)|//|(?:image-set|image|src|cross-fade|expression)\s*\("
    r"|behavior\s*:|-moz-binding|</",
    re.IGNORECASE,
)
_FONT_FACE = re.compile(r"@font-face", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)

MOST_EFFECTS = 40
MOST_COPIES = 10_000
_MOST_ELEMENTS = 200_000
_DEEPEST = 200
_LARGEST_REGION = {True: 10_000.0, False: 10.0}  # in units of the picture; in sizes of the shape

_SAVE = "save it as plain SVG in a graphics program, or as png"
_FLATTEN = "apply the filters in a graphics program and save the picture as png, or leave them out"


class SvgMistake(NamedTuple):
    """What a picture may not contain, with its line and a hint how to do without it.

    ``broken`` says that it is no XML at all.
    """

    line: int
    message: str
    hint: str
    broken: bool = False


class _MistakeError(Exception):
    def __init__(self, message: str, hint: str = _SAVE) -> None:
        super().__init__(message)
        self.hint = hint


def svg_mistake(data: bytes) -> SvgMistake | None:
    """The first thing in an SVG file that no picture may contain, or None if it only draws."""
    checker = _Checker()
    try:
        data.decode()  # browsers and parsers may understand other encodings differently
        checker.parser.Parse(data, True)
        checker.check_copies()
    except _MistakeError as error:
        return SvgMistake(checker.parser.CurrentLineNumber, str(error), error.hint)
    except (expat.ExpatError, ValueError) as error:
        line = checker.parser.ErrorLineNumber or 1
        return SvgMistake(line, f"it is not XML: {error}", _SAVE, broken=True)
    return None


class _Checker:
    """Follows a parser through a file. Its methods are called for each part of the file."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        self.open: list[str] = []
        self.styles = ""
        self.effects = 0
        self.elements = 0
        self.ids: list[str] = []  # of the elements that are open; empty for those without
        self.copied: dict[str, list[str]] = {"": []}  # id -> the ids that are used in it

    def declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise _MistakeError(f"its encoding is `{encoding}`", "save it as UTF-8")

    def doctype(self, *_: object) -> None:
        raise _MistakeError("it has a DOCTYPE", "delete everything from `<!DOCTYPE` to its `>`")

    def instruction(self, name: str, _: str) -> None:
        raise _MistakeError(f"it has the instruction `<?{name} …?>`", "delete the instruction")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.elements += 1
        if self.elements > _MOST_ELEMENTS or len(self.open) > _DEEPEST:
            raise _MistakeError("it has too many elements", "simplify it, or save it as png")
        if not self.open and (space, local) != (_SVG, "svg"):
            raise _MistakeError("it does not begin with an `<svg>` element of SVG")
        noted = space.startswith(_NOTES)
        if not noted and (space != _SVG or local not in _ELEMENTS):
            raise _MistakeError(f"it has an element `{local}`, {_why(local)}")
        self.open.append(local if not noted else "")
        for key, value in attributes.items():
            self.attribute(local, key, value, noted=noted)
        self.ids.append(attributes.get("id", ""))
        if identifier := self.ids[-1]:
            self.copied.setdefault(identifier, [])
        if local in _EFFECTS or local == "filter":
            self.effect(attributes)
        if local in ("use", "textPath", "mpath") or any("url(" in v for v in attributes.values()):
            self.copies(attributes)

    def end(self, name: str) -> None:
        if self.open.pop() == "style":
            self.style(self.styles)
            self.styles = ""
        self.ids.pop()

    def text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.styles += text

    def attribute(self, element: str, key: str, value: str, *, noted: bool) -> None:
        space, _, local = key.rpartition(" ")
        if space == _XML and local == "base":
            raise _MistakeError("it has the attribute `xml:base`, which changes what `#…` means")
        if space not in ("", _XLINK, _XML):
            return  # a note of a program
        if local.lower().startswith("on") and not noted:
            raise _MistakeError(f"it has `{local}`, which runs a script", "delete the attribute")
        if local.lower() in ("href", "src") and not noted:
            local_address = value.strip().startswith("#") and element != "image"
            if not local_address and not (
                element == "image" and _PICTURE_DATA.fullmatch(value.strip())
            ):
                shown = value if len(value) < 60 else f"{value[:60]}…"
                raise _MistakeError(
                    f"it refers to `{shown}`, outside of itself",
                    "embed png or jpg pictures in it, and refer only to its own parts, as in `#id`",
                )
        if local == "attributeName" and _NOT_ANIMATED.fullmatch(value.strip()):
            raise _MistakeError(f"an animation in it changes `{value.strip()}`", "delete it")
        if local == "style":
            self.style(value)
        elif _ADDRESS.search(value) or ("url" in value.lower() and "\\" in value):
            raise _MistakeError("it loads something from outside of itself with `url(…)`")

    def style(self, text: str) -> None:
        if _FONT_FACE.search(text):
            raise _MistakeError(
                "it brings a font along, which is missing on paper",
                "turn its texts into paths in a graphics program",
            )
        if _ADDRESS.search(text) or _LOADING_STYLE.search(text):
            raise _MistakeError("its styles could load something from outside of it")

    def effect(self, attributes: dict[str, str]) -> None:
        """Check that a filter is quickly drawn."""
        self.effects += 1
        if self.effects > MOST_EFFECTS:
            raise _MistakeError("its filters have too many steps", _FLATTEN)
        units = attributes.get("filterUnits", attributes.get("primitiveUnits", ""))
        limit = _LARGEST_REGION[units == "userSpaceOnUse" or "filter" not in self.open[-1:]]
        for key in ("x", "y", "width", "height"):
            value = attributes.get(key, "").strip()
            found = _NUMBER.match(value)
            size = abs(float(found[0])) / (100 if value.endswith("%") else 1) if found else 0
            if size > limit:
                raise _MistakeError("the region of a filter in it is too large", _FLATTEN)

    def copies(self, attributes: dict[str, str]) -> None:
        """Note which parts of the picture are drawn again here."""
        targets = [v.strip()[1:] for k, v in attributes.items() if k.endswith("href")]
        for value in attributes.values():
            targets += re.findall(r"url\(\s*[\"']?\s*#([^)\"']*)", value)
        for around in {*self.ids, ""}:
            self.copied.setdefault(around, []).extend(targets)

    def check_copies(self) -> None:
        """Check that copies of copies do not add up to more than can be drawn."""
        counted: dict[str, int] = {}

        def count(identifier: str, above: frozenset[str]) -> int:
            if identifier in above or len(above) > _DEEPEST:
                raise _MistakeError("a part of it is drawn within itself", "simplify it")
            if identifier not in counted:
                used = self.copied.get(identifier, ())
                total = sum(1 + count(each, above | {identifier}) for each in used)
                if total > MOST_COPIES:
                    raise _MistakeError("its parts are copied too often", "save it as png")
                counted[identifier] = total
            return counted[identifier]

        count("", frozenset())


def _why(element: str) -> str:
    """Why an element is refused, as a part of a sentence."""
    match element.rpartition(":")[2]:
        case "script" | "handler" | "listener":
            return "which would run when somebody opens the picture"
        case "foreignObject" | "font" | "font-face" | "tref":
            return "which is missing on paper"
        case "a":
            return "a link"
        case other if other.startswith("fe"):
            return "a filter that takes too long to draw"
    return "which does not belong in a picture"
