"""What other programs for forms call things, and what stands for it here."""

from collections.abc import Collection, Mapping

# Keys and types of fields that have another name here. Of several, the first that fits is meant.
OTHER_NAMES: Mapping[str, str] = {
    # types
    "audio": "recording",
    "average": "mean",
    "boolean": "choice",
    "checkbox": "checklist",
    "checkboxes": "checklist",
    "dropdown": "choice",
    "e-mail": "email",
    "essay": "long-text",
    "film": "recording",
    "header": "heading",
    "html": "note",
    "info": "note",
    "instructions": "note",
    "likert": "ratings",
    "matrix": "ratings",
    "media": "recording",
    "movie": "recording",
    "multiple-choice": "choice",
    "multiselect": "choice",
    "loop": "group",
    "panel": "group",
    "phone-number": "phone",
    "picture": "image",
    "podcast": "recording",
    "radio": "choice",
    "repeat": "group",
    "repeater": "group",
    "section": "heading",
    "select": "choice",
    "slider": "scale",
    "sound": "recording",
    "tel": "phone",
    "textarea": "long-text",
    "url": "text",
    "video": "recording",
    "yes-no": "choice",
    # keys
    "allow-other": "other",
    "choices": "options",
    "comment": "remark",
    "comments": "remark",
    "description": "help",
    "duration": "minutes",
    "length": "minutes",
    "max-choices": "at-most",
    "multiple": "several",
    "name": "label",
    "placeholder": "help",
    "prompt": "label",
    "question": "label",
    "remarks": "remark",
    "src": "file",
    "statements": "items",
    "subtitles": "captions",
    "tooltip": "help",
    "track": "captions",
    "transcript": "text",
    "label": "title",
    "text": "label",
    # both
    "title": "heading label",
}

_NO_UPLOAD = (
    "clients send nothing through a worksheet: ask them in a `note` to bring or send the file"
)
_NO_PLAYER = (
    "pages load nothing from other sites: save the recording in the content folder, if you may, and"
    " write `recording`; or link to it in a `note`"
)
_NO_SCORE = "answers are not scored: ask with `ratings`, and talk about what the numbers mean"

# What to do about types of fields that do not exist under any name.
INSTEAD_OF_TYPES: Mapping[str, str] = {
    "file": _NO_UPLOAD,
    "upload": _NO_UPLOAD,
    "attachment": _NO_UPLOAD,
    "embed": _NO_PLAYER,
    "iframe": _NO_PLAYER,
    "youtube": _NO_PLAYER,
    "vimeo": _NO_PLAYER,
    "paragraph": "write `long-text` for an answer of several lines, or `note` for a text to read",
    "rating": "write `scale` for one rating, or `ratings` for several statements",
    "stars": "write `scale` for one rating, or `ratings` for several statements",
    "score": _NO_SCORE,
    "quiz": _NO_SCORE,
    "datetime": "write two fields, `date` and `time`, each with `half: true`",
    "page-break": "delete the field: pages are divided so that no question is torn apart",
}

# What to do about keys of fields that do not exist under any name.
_INSTEAD_OF_KEYS: Mapping[str, str] = {
    "required": "delete the line: clients answer what they want, so no question is required",
    "optional": "delete the line: every question is optional",
    "validation": "delete the line: what clients write is understood as far as it can be, and kept",
    "default": "delete the line: every sheet begins empty; write an example in `help`",
    "value": "delete the line: every sheet begins empty; write an example in `help`",
    "correct": _NO_SCORE,
    "weight": _NO_SCORE,
}

# Keys of questions that depend on an answer, and of those that are added up.
_DEPENDS = {
    "condition",
    "depends",
    "depends-on",
    "if",
    "only",
    "relevant",
    "show-if",
    "show-when",
    "visible-if",
    "when",
}
_STARTS_BY_ITSELF = {"autoplay", "loop"}
_ADDS_UP = {"average", "calculate", "calculation", "mean", "score", "scoring", "sum", "totals"}


def instead_of_key(key: str, known: Collection[str]) -> str:
    """What to write instead of a key that other programs have; empty if there is nothing to say.

    Args:
        key: The key, in lower case and with hyphens.
        known: The keys that there are at its place.
    """
    if key in _DEPENDS and "only-if" in known:
        return "to ask this only after a certain answer, write `only-if: {question: …, is: …}`"
    if key == "only-if" and "type" in known:
        return "only a question can depend on an answer: write it at the question"
    if key in _STARTS_BY_ITSELF and "captions" in known:
        return "delete the line: a recording plays when the client starts it, and ends by itself"
    if key in _ADDS_UP and "total" in known:
        return "to add up the answers write `total: sum`, and for their average `total: mean`"
    if key in {*_ADDS_UP, "total"} and "type" in known:
        return (
            "`total: sum` can be written at `ratings`, at a `wheel`, at a column of a `table`, and"
            " at an item of a `tracker`"
        )
    if "type" in known and not set(known) & set(OTHER_NAMES.get(key, "").split()):
        return _INSTEAD_OF_KEYS.get(key, "")
    return ""
