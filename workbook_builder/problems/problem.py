"""What is wrong in the content, where it stands, and the way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What every author's file keeps to, by its code; `rules.yml` explains each.

    What breaks a rule is a problem. What breaks one of the last group is advice.
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
    # Names
    ID_TAKEN = "WB201"
    ID_KEPT = "WB202"
    NO_WORKSHEET = "WB203"
    NO_MEASURE = "WB204"
    NO_ANSWER = "WB205"
    ANSWER_NOT_YET = "WB206"
    MEASURE_IN_SHARED = "WB207"
    NO_FIELD_TYPE = "WB208"
    NO_PROGRAM = "WB209"
    # The promises of a program
    UNRATED_MEASURE = "WB301"
    NO_STRENGTHS = "WB302"
    NO_GOAL = "WB303"
    NO_STEPS = "WB304"
    NO_CHECK_IN = "WB305"
    NO_REVIEW = "WB306"
    # The look
    FAINT_COLOR = "WB401"
    NO_PICTURE = "WB402"
    BROKEN_PICTURE = "WB403"
    NO_ICON = "WB404"
    NO_FONT = "WB405"
    BROKEN_FONT = "WB406"
    NO_LETTER = "WB407"
    # What is made of it
    TEMPLATE = "WB501"
    NOT_PRINTED = "WB502"
    NO_PLUGIN = "WB503"
    ANSWERS = "WB504"
    NO_CLUSTER = "WB505"
    # Advice
    NOTHING_SILENCED = "WB900"
    TOO_MANY_ITEMS = "WB901"
    TOO_LONG = "WB902"
    HARD_TO_READ = "WB903"
    NO_GUIDANCE = "WB904"
    NO_SOURCE = "WB905"
    UNCLEAR_LABEL = "WB906"
    COPY = "WB907"
    EMPTY_ALTERNATIVE = "WB908"
    NO_TRANSLATION = "WB909"
    NO_CRISIS_NUMBER = "WB910"

    @property
    def is_advice(self) -> bool:
        """Whether the content can be used although the rule is broken."""
        return self >= "WB9"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in an author's file.

    ``line`` and ``column`` count from 1; both are 0 when the problem is a whole file or folder.
    ``text`` is the line of the file, for showing it.
    """

    file: str
    line: int
    column: int
    rule: Rule
    message: str
    hint: str = ""
    text: str = ""

    def __str__(self) -> str:
        """The problem as it is shown: place and message, the line with a caret, the way out."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        shown = [f"{place}: {self.rule} {self.message}"]
        if self.text:
            # A very long line is cut around the caret, so that both fit a terminal.
            start = max(0, self.column - 60)
            text = self.text[start : start + 100].replace("\t", " ")
            number = str(self.line)
            shown.append(f"  {number} | {text}")
            shown.append(f"  {' ' * len(number)} | {' ' * (self.column - 1 - start)}^")
        if self.hint:
            shown.append(f"  help: {self.hint}")
        return "\n".join(shown)


class WorkbookError(Exception):
    """The content cannot be used; ``problems`` holds every reason, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n\n".join(map(str, self.problems)))
