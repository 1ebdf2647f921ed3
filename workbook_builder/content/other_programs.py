"""What other programs for forms call things, and what stands for it here."""

from collections.abc import Mapping

# Keys and types of fields that have another name here. Of several, the first that fits is meant.
OTHER_NAMES: Mapping[str, str] = {
    # types
    "boolean": "choice",
    "checkbox": "checklist",
    "checkboxes": "checklist",
    "dropdown": "choice",
    "e-mail": "email",
    "essay": "long-text",
    "header": "heading",
    "html": "note",
    "info": "note",
    "instructions": "note",
    "likert": "ratings",
    "matrix": "ratings",
    "multiple-choice": "choice",
    "multiselect": "choice",
    "loop": "group",
    "panel": "group",
    "phone-number": "phone",
    "picture": "image",
    "radio": "choice",
    "repeat": "group",
    "repeater": "group",
    "section": "heading",
    "select": "choice",
    "slider": "scale",
    "tel": "phone",
    "textarea": "long-text",
    "url": "text",
    "yes-no": "choice",
    # keys
    "allow-other": "other",
    "choices": "options",
    "comment": "remark",
    "comments": "remark",
    "condition": "only-if",
    "depends-on": "only-if",
    "description": "help",
    "max-choices": "at-most",
    "multiple": "several",
    "name": "label",
    "placeholder": "help",
    "prompt": "label",
    "question": "label",
    "remarks": "remark",
    "score": "total",
    "show-if": "only-if",
    "statements": "items",
    "sum": "total",
    "tooltip": "help",
    "visible-if": "only-if",
    "label": "title",
    "text": "label",
    # both
    "title": "heading label",
}

_NO_UPLOAD = (
    "clients send nothing through a worksheet: ask them in a `note` to bring or send the file"
)
_NO_SCORE = "answers are not scored: ask with `ratings`, and talk about what the numbers mean"
_NO_CONDITION = "say in `help` who answers the question: “Only if you chose …”"

# What to do about types of fields that do not exist under any name.
INSTEAD_OF_TYPES: Mapping[str, str] = {
    "file": _NO_UPLOAD,
    "upload": _NO_UPLOAD,
    "attachment": _NO_UPLOAD,
    "paragraph": "write `long-text` for an answer of several lines, or `note` for a text to read",
    "rating": "write `scale` for one rating, or `ratings` for several statements",
    "stars": "write `scale` for one rating, or `ratings` for several statements",
    "score": _NO_SCORE,
    "quiz": _NO_SCORE,
    "datetime": "write two fields, `date` and `time`, each with `half: true`",
    "page-break": "delete the field: pages are divided so that no question is torn apart",
}

# What to do about keys of fields that do not exist under any name.
INSTEAD_OF_KEYS: Mapping[str, str] = {
    "required": "delete the line: clients answer what they want, so no question is required",
    "optional": "delete the line: every question is optional",
    "validation": "delete the line: what clients write is understood as far as it can be, and kept",
    "default": "delete the line: every sheet begins empty; write an example in `help`",
    "value": "delete the line: every sheet begins empty; write an example in `help`",
    "show-if": _NO_CONDITION,
    "visible-if": _NO_CONDITION,
    "depends-on": _NO_CONDITION,
    "condition": _NO_CONDITION,
    "score": _NO_SCORE,
    "correct": _NO_SCORE,
    "weight": _NO_SCORE,
}
