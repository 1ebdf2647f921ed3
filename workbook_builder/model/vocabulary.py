"""The words of which an author chooses one: phases, kinds of worksheets, and moments."""

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
Moment = Literal["before-session", "in-session", "between-sessions"]

PHASES: tuple[PhaseId, ...] = get_args(PhaseId)
WORKSHEET_KINDS: tuple[WorksheetKind, ...] = get_args(WorksheetKind)

# What an editor says of each; which kinds a program must have is in ``promises``.
WORKSHEET_KIND_MEANINGS: dict[str, JsonValue] = {
    "agreement": "What coach and client agree on, with their names and a date.",
    "assessment": "Where the client stands today.",
    "strengths": "What the client is good at. Every program has one in `assess`.",
    "goal": "The goal in writing: what, measured by what, by when. Every program has one in"
    " `assess`.",
    "plan": "Steps with dates. Every program has one in `plan`.",
    "decision": "A choice between several ways.",
    "tracker": "Habits or a log, day by day or week by week.",
    "conversation": "A talk with somebody, before or after it.",
    "check-in": "Asks about the last step. Every program has one in `act`.",
    "session": "What a session is about: notes before or after it.",
    "exercise": "Anything else to try or to think through.",
    "review": "What has changed, and what comes next. Every program has one in `reflect`.",
}
MOMENT_MEANINGS: dict[str, JsonValue] = {
    "before-session": "Before the next session, to bring along.",
    "in-session": "Together, in a session.",
    "between-sessions": "By the client alone, between two sessions.",
}
