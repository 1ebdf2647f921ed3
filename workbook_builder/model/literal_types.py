"""The words that authors choose from: phases, kinds of worksheets, and moments."""

from typing import Literal, get_args

from pydantic import JsonValue

PhaseId = Literal["assess", "plan", "act", "reflect"]
WorksheetKind = Literal[
    "agreement",
    "assessment",
    "strengths",
    "goal",
    "plan",
    "decision",
    "tracker",
    "conversation",
    "check-in",
    "session",
    "exercise",
    "review",
]
FilledInBy = Literal["client", "others"]
Moment = Literal["before-session", "in-session", "between-sessions"]

PHASES: tuple[PhaseId, ...] = get_args(PhaseId)
WORKSHEET_KINDS: tuple[WorksheetKind, ...] = get_args(WorksheetKind)

# Editors show these texts. ``content.requirements`` checks which kinds a program must have.
WORKSHEET_KIND_MEANINGS: dict[str, JsonValue] = {
    "agreement": "What coach and client agree on, with their names and a date.",
    "assessment": "Where the client stands today.",
    "strengths": "What the client is good at. Every program needs one in `assess`.",
    "goal": "The written goal: what, how it is measured, and by when. Every program needs one in"
    " `assess`.",
    "plan": "Steps with dates. Every program needs one in `plan`.",
    "decision": "A choice between several options.",
    "tracker": "Habits or a log, by day or by week.",
    "conversation": "Preparing for a conversation with someone, or looking back at it.",
    "check-in": "A look back at the last step. Every program needs one in `act`.",
    "session": "Notes before or after a session.",
    "exercise": "Anything else to try or to think through.",
    "review": "What has changed, and what comes next. Every program needs one in `reflect`.",
}
FILLED_IN_BY_MEANINGS: dict[str, JsonValue] = {
    "client": "The client. What they write is kept with their answers.",
    "others": "People whom the client asks, such as colleagues. Their answers are never kept with"
    " the client's.",
}
MOMENT_MEANINGS: dict[str, JsonValue] = {
    "before-session": "Before the next session, to bring along.",
    "in-session": "Together, during a session.",
    "between-sessions": "By the client alone, between two sessions.",
}
