"""A problem in an author's file: which rule it breaks, where, and how to fix it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The code of every rule that authors' files are checked against; `rules.yml` explains each.

    The first digit of a code is its subject. Breaking a rule is a problem, except in the last
    subject, where it only results in advice.
    """

    # Files
    NO_FILE = "WB001"
    UNREADABLE = "WB002"
    FILE_NAME = "WB003"
    YAML = "WB004"
    YAML_FEATURE = "WB005"
    KEY_TWICE = "WB006"
    NO_KEYS = "WB007"
    # Keys and values
    UNKNOWN_KEY = "WB101"
    MISSING_KEY = "WB102"
    EMPTY_VALUE = "WB103"
    WRONG_KIND = "WB104"
    UNKNOWN_WORD = "WB105"
    WRONG_FORM = "WB106"
    WRONG_LENGTH = "WB107"
    OUT_OF_RANGE = "WB108"
    KEYS_CLASH = "WB109"
    PRIVATE_PART = "WB110"
    # Names
    ID_TAKEN = "WB201"
    ID_RESERVED = "WB202"
    NO_WORKSHEET = "WB203"
    NO_MEASURE = "WB204"
    NO_ANSWER = "WB205"
    ANSWER_NOT_YET = "WB206"
    MEASURE_IN_SHARED = "WB207"
    NO_FIELD_TYPE = "WB208"
    NO_PROGRAM = "WB209"
    NO_LINK = "WB210"
    CONDITION = "WB211"
    HANDOUT = "WB212"
    NEEDS_PROGRAM = "WB213"
    NO_COUNTRY = "WB214"
    # The promises of a program
    UNRATED_MEASURE = "WB301"
    NO_STRENGTHS = "WB302"
    NO_GOAL = "WB303"
    NO_STEPS = "WB304"
    NO_CHECK_IN = "WB305"
    NO_REVIEW = "WB306"
    # Appearance
    FAINT_COLOR = "WB401"
    NO_PICTURE = "WB402"
    BROKEN_PICTURE = "WB403"
    NO_ICON = "WB404"
    NO_FONT = "WB405"
    BROKEN_FONT = "WB406"
    NO_LETTER = "WB407"
    UNSAFE_PICTURE = "WB408"
    NO_RECORDING = "WB409"
    BROKEN_RECORDING = "WB410"
    NO_THEME = "WB411"
    # Output
    TEMPLATE = "WB501"
    NOT_PRINTED = "WB502"
    NO_PLUGIN = "WB503"
    ANSWERS = "WB504"
    NO_CLUSTER = "WB505"
    FOLDER = "WB506"
    TRANSLATION = "WB507"
    FOREIGN_FILES = "WB508"
    NOT_REPLACED = "WB509"
    ADDRESS_TAKEN = "WB510"
    FILE_SYSTEM = "WB511"
    CLIENT_DATA = "WB512"
    # A built site
    SITE_ADDRESS = "WB601"
    MISSING_FILE = "WB602"
    PRIVATE_FILE = "WB603"
    GUIDANCE_SHOWN = "WB604"
    TOO_LARGE = "WB605"
    DEAD_LINK = "WB606"
    OUTDATED = "WB607"
    # Advice
    NOTHING_SILENCED = "WB900"
    TOO_MANY_ITEMS = "WB901"
    TOO_LONG = "WB902"
    HARD_TO_READ = "WB903"
    NO_GUIDANCE = "WB904"
    NO_SOURCE = "WB905"
    UNCLEAR_LABEL = "WB906"
    COPY = "WB907"
    VAGUE_ALTERNATIVE = "WB908"
    NO_TRANSLATION = "WB909"
    NO_CRISIS_NUMBER = "WB910"
    MARKUP_IN_LINE = "WB911"
    TEMPLATE_TEXT = "WB912"
    SESSION_MINUTES = "WB913"
    NO_CAPTIONS = "WB914"

    @property
    def is_advice(self) -> bool:
        """Whether content that breaks the rule can be used anyway."""
        return self >= "WB9"

    @property
    def subject(self) -> str:
        """What the rule is about: one of `SUBJECTS`."""
        return SUBJECTS[self[2]]


SUBJECTS = {
    "0": "Files",
    "1": "Keys and values",
    "2": "Names",
    "3": "The promises of a program",
    "4": "Appearance",
    "5": "Output",
    "6": "A built site",
    "9": "Advice",
}

# Characters that a terminal would obey, and what is shown for each in the line of a problem.
_SHOWN = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys((0x7F, *range(0x80, 0xA0), 0x2028, 0x2029), 0xFFFD),
    ord("\t"): ord(" "),
}


def without_controls(text: str) -> str:
    """A text in which each character that a terminal would obey is replaced."""
    return text.translate(_SHOWN)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem in an author's file.

    Attributes:
        file: The path of the file or folder, as shown to the author.
        line: The line, counting from 1; 0 if the problem concerns the whole file or folder.
        column: The column in characters, counting from 1; 0 for a whole file or folder.
        rule: The rule that is broken.
        message: What is wrong.
        hint: How to fix it.
        text: The content of the line, to show it to the author.
    """

    file: str
    line: int
    column: int
    rule: Rule
    message: str
    hint: str = ""
    text: str = ""

    def __str__(self) -> str:
        """The text for a terminal: place, message, the line with a caret below it, and hint."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        shown = [f"{place}: {self.rule} {self.message}"]
        if self.text:
            # Cut a very long line around the caret, so that it fits into a terminal.
            start = max(0, self.column - 60)
            text = self.text[start : start + 100].translate(_SHOWN)
            number = str(self.line)
            shown.append(f"  {number} | {text}")
            shown.append(f"  {' ' * len(number)} | {' ' * (self.column - 1 - start)}^")
        if self.hint:
            shown.append(f"  help: {self.hint}")
        return "\n".join(shown)


class WorkbookError(Exception):
    """The content cannot be used.

    Attributes:
        problems: All reasons, without duplicates, sorted by file and line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n\n".join(map(str, self.problems)))
