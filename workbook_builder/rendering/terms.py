"""The words that readers see for ids: for phases, kinds of worksheets, moments, and so on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from gettext import NullTranslations

from workbook_builder.answers.answer import Answer
from workbook_builder.model.group import Group
from workbook_builder.model.literal_types import Moment, PhaseId, WorksheetKind
from workbook_builder.model.repeat import Repeat
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Placed


@dataclass(frozen=True)
class Terms:
    """Words in the language of the reader.

    Attributes:
        phases: The names of the phases, by id.
        phase_verbs: A verb for each phase, by id.
        kinds: The kinds of worksheets.
        moments: When worksheets are filled in.
        outcomes: The names of the outcomes.
        papers: The names of the paper sizes.
        parts: The names of the parts of fields, by `Answer.part`.
        name: The word for the client's name.
        date: The word for a date.
        for_others: What is said of a sheet that others fill in.
        asked_by: The label of the client's name on such a sheet.
        filled_in_by: The label of the name of the person who fills it in.
        intervals: How a day and a week of a program are named, with braces for the number.
        units: The words for a day and a week.
        group: How many people do a program together, with braces for the numbers, and what that
            means for a client, with braces for those words.
    """

    phases: Mapping[PhaseId, str]
    phase_verbs: Mapping[PhaseId, str]
    kinds: Mapping[WorksheetKind, str]
    moments: Mapping[Moment, str]
    outcomes: Mapping[str, str]
    papers: Mapping[Paper, str]
    parts: Mapping[str, str]
    name: str
    date: str
    for_others: str
    asked_by: str
    filled_in_by: str
    intervals: Mapping[str, str]
    units: Mapping[str, str]
    group: Mapping[str, str]

    def people(self, group: Group) -> str:
        """How many people do a program together."""
        name = "size" if group.fewest == group.most else "sizes"
        return self.group[name].format(group.fewest, group.most)

    def in_group(self, group: Group) -> str:
        """What it means for a client that a program is led in a group."""
        return self.group["meaning"].format(self.people(group))

    def time(self, repeat: Repeat, number: int | str) -> str:
        """What clients call a time that a worksheet is filled in.

        Args:
            repeat: How often it is filled in.
            number: The number of the time, or a mark in place of it.
        """
        if repeat.name:
            return f"{repeat.name} {number}"
        return self.intervals[_unit(repeat)].format(number)

    def time_word(self, repeat: Repeat) -> str:
        """The word for a time, as the label of its number."""
        return repeat.name or self.units[_unit(repeat)]

    def question(self, answer: Answer) -> str:
        """The full question that an answer answers, with the name of its part of the field."""
        return f"{answer.label}: {self.parts[answer.part]}" if answer.part else answer.label

    def spelled_out(self, placed: Placed) -> Placed:
        """A copy of a field in which the label of each answer is its full question."""
        answers = {
            place: answer._replace(label=self.question(answer), part="")
            for place, answer in placed.answers.items()
        }
        return replace(placed, answers=answers)


def _unit(repeat: Repeat) -> str:
    return "day" if repeat.every == "day" else "week"


def terms(texts: NullTranslations) -> Terms:
    """The words in the language of the interface."""
    _ = texts.gettext
    return Terms(
        phases={
            "assess": _("Assessment and goal setting"),
            "plan": _("Action planning"),
            "act": _("Implementation and support"),
            "reflect": _("Reflection and evaluation"),
        },
        phase_verbs={
            "assess": _("Assess"),
            "plan": _("Plan"),
            "act": _("Act"),
            "reflect": _("Reflect"),
        },
        kinds={
            "agreement": _("Agreement"),
            "assessment": _("Where I stand"),
            "strengths": _("Strengths"),
            "goal": _("Goal"),
            "plan": _("Plan"),
            "decision": _("Decision"),
            "tracker": _("Tracker"),
            "conversation": _("Conversation"),
            "check-in": _("Check-in"),
            "session": _("Session"),
            "exercise": _("Exercise"),
            "review": _("Review"),
        },
        moments={
            "before-session": _("Before a session"),
            "in-session": _("In a session"),
            "between-sessions": _("Between sessions"),
        },
        outcomes={
            "clarity": _("Clarity"),
            "empowerment": _("Empowerment"),
            "skills": _("Skills"),
            "accountability": _("Accountability"),
        },
        papers={"a4": _("A4"), "us-letter": _("US Letter"), "a5": _("A5")},
        parts={
            "plan/what": _("What"),
            "plan/when": _("When"),
            "plan/who": _("Who helps"),
            "plan/done": _("Done"),
            "timeline/when": _("Date or age"),
            "timeline/event": _("Event"),
            "signature/name": _("Name"),
            "signature/signature": _("Signature"),
            "signature/date": _("Date"),
        },
        name=_("Name"),
        date=_("Date"),
        for_others=_("For others"),
        asked_by=_("Who asked you"),
        filled_in_by=_("Your name, if you like"),
        intervals={
            "day": _("Day %(day)s").replace("%(day)s", "{}"),
            "week": _("Week %(week)s").replace("%(week)s", "{}"),
        },
        units={"day": _("Day"), "week": _("Week")},
        group={
            "size": _("%(count)s people").replace("%(count)s", "{}"),
            "sizes": _("%(from)s to %(to)s people")
            .replace("%(from)s", "{0}")
            .replace("%(to)s", "{1}"),
            "meaning": _(
                "You go through this program together, with %(people)s in the group. What you write"
                " is yours: it stays on your own device or sheet, and nobody in the group sees it"
                " unless you show it. What people say in the room belongs to all of you, so agree"
                " in the first session on what stays there."
            ).replace("%(people)s", "{}"),
        },
    )
