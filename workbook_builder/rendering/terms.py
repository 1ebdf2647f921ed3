"""The reader's words for what a model names only by an id."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from workbook_builder.model.vocabulary import Moment, PhaseId, WorksheetKind
from workbook_builder.model.workbook_settings import Paper


@dataclass(frozen=True)
class Terms:
    """Words by id: of phases, kinds of worksheets, moments, outcomes and papers."""

    phases: Mapping[PhaseId, str]
    phase_verbs: Mapping[PhaseId, str]
    kinds: Mapping[WorksheetKind, str]
    moments: Mapping[Moment, str]
    outcomes: Mapping[str, str]
    papers: Mapping[Paper, str]
    name: str
    date: str


def terms(texts: NullTranslations) -> Terms:
    """The words in the language of the given interface texts."""
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
        name=_("Name"),
        date=_("Date"),
    )
