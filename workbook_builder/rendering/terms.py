"""The words that readers see for ids: for phases, kinds of worksheets, moments, and so on."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from gettext import NullTranslations

from workbook_builder.answers.answer import Answer
from workbook_builder.model.literal_types import Moment, PhaseId, WorksheetKind
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

    def question(self, answer: Answer) -> str:
        """The full question that an answer answers, with the name of its part of the field."""
        if not answer.part:
            return answer.label
        has_mark = unicodedata.category(answer.label[-1]) == "Po"  # such as a question mark
        mark = "" if has_mark else ":"
        return f"{answer.label}{mark} {self.parts[answer.part]}"

    def words(self, own: bool | str, part: str) -> str:
        """The author's own words for a part of a field, or else its name."""
        return own if isinstance(own, str) else self.parts[part]

    def spelled_out(self, placed: Placed) -> Placed:
        """A copy of a field in which all answers have their full question, and options a label."""
        other = self.parts["choice/other"]
        answers = {
            place: answer._replace(
                label=self.question(answer),
                options=tuple(o if o.label else o._replace(label=other) for o in answer.options),
                part="",
            )
            for place, answer in placed.answers.items()
        }
        return replace(placed, answers=answers)


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
            "choice/other": _("Other"),
            "plan/what": _("What"),
            "plan/when": _("When"),
            "plan/who": _("Who helps"),
            "plan/done": _("Done"),
            "ratings/remark": _("Remark"),
            "timeline/when": _("Date or age"),
            "timeline/event": _("Event"),
            "signature/name": _("Name"),
            "wheel/name": _("Name of the area"),
            "signature/signature": _("Signature"),
            "signature/date": _("Date"),
        },
        name=_("Name"),
        date=_("Date"),
    )
