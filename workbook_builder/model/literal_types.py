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
Layout = Literal["two-columns", "margin", "canvas", "cards", "poster", "fold-out"]
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
LAYOUT_MEANINGS: dict[str, JsonValue] = {
    "two-columns": "Short questions side by side. What needs the width of the page keeps it.",
    "margin": "A ruled margin for notes beside the questions.",
    "canvas": "A page across, filled by one large box: for a map, a picture, a business on a page."
    " Needs a field whose box grows.",
    "cards": "A card to cut out for each short question.",
    "poster": "Large type in a frame, to hang up.",
    "fold-out": "Pages across with a fold in the middle, for a plan over many weeks.",
}
