"""The words that readers see for ids: for phases, kinds of worksheets, moments, and so on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from gettext import NullTranslations

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.conditions import Condition
from workbook_builder.answers.punctuation import Punctuation
from workbook_builder.answers.understood import written
from workbook_builder.model.group import Group
from workbook_builder.model.help_lines import HelpLines
from workbook_builder.model.literal_types import Moment, PhaseId, WorksheetKind
from workbook_builder.model.repeat import Repeat
from workbook_builder.model.workbook import Workbook
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
        begins_on: The label of the day on which a program begins.
        date: The word for a date.
        ticked: The word for a tick, where there is no box for it.
        only_if: The sentences about a condition, and what they are made of, by name.
        for_others: What is said of a sheet that others fill in.
        asked_by: The label of the client's name on such a sheet.
        filled_in_by: The label of the name of the person who fills it in.
        intervals: How a day and a week of a program are named, with braces for the number.
        units: The words for a day and a week.
        group: How many people do a program together, with braces for the numbers, and what that
            means for a client, with braces for those words.
        pack: What is in a client's pack. The files have these names.
        beginning: What is said of the day on which a program begins, with braces for its title.
        crisis: What is said of where to turn in a crisis, by name, in Markdown.
        punctuation: The marks between words.
    """

    phases: Mapping[PhaseId, str]
    phase_verbs: Mapping[PhaseId, str]
    kinds: Mapping[WorksheetKind, str]
    moments: Mapping[Moment, str]
    outcomes: Mapping[str, str]
    papers: Mapping[Paper, str]
    parts: Mapping[str, str]
    name: str
    begins_on: str
    date: str
    ticked: str
    only_if: Mapping[str, str]
    for_others: str
    asked_by: str
    filled_in_by: str
    intervals: Mapping[str, str]
    units: Mapping[str, str]
    group: Mapping[str, str]
    pack: Mapping[str, str]
    beginning: str
    crisis: Mapping[str, str]
    punctuation: Punctuation

    def begins(self, title: str) -> str:
        """What is said of the day on which a program begins."""
        return self.beginning.format(title)

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

    def timed(self, title: str, repeat: Repeat, number: int | str) -> str:
        """The title of a worksheet with the time that it is filled in."""
        return self.punctuation.followed_by(title, self.time(repeat, number))

    def time_word(self, repeat: Repeat) -> str:
        """The word for a time, as the label of its number."""
        return repeat.name or self.units[_unit(repeat)]

    def crisis_text(self, workbook: Workbook) -> str:
        """Where to turn in a crisis, in Markdown, with the numbers of the practice's country."""
        if not (found := workbook.help_lines):
            return workbook.crisis
        named = [(self.crisis["emergency"], found.emergency)]
        named += [(line.name, line.number) for line in found.lines]
        numbers = "\n".join(f"- {self._with_number('numbered', *each)}" for each in named)
        return f"{workbook.crisis}\n\n{self.crisis['numbers']}\n\n{numbers}"

    def in_a_crisis(self, help_lines: HelpLines | None) -> str:
        """Where to turn in a crisis, in about three lines of Markdown.

        Args:
            help_lines: The numbers of the country. Without them, it says where numbers are.
        """
        if help_lines is None:
            return self.crisis["box"] % {"numbers": self.crisis["anywhere"]}
        numbers = [self.crisis["danger"] % {"number": _to_dial(help_lines.emergency)}]
        numbers += [self._with_number("line", line.name, line.number) for line in help_lines.lines]
        return self.crisis["box"] % {"numbers": " ".join(numbers)}

    def _with_number(self, how: str, name: str, number: str) -> str:
        """What is said of a line that can be called."""
        return self.crisis[how] % {"name": name, "number": _to_dial(number)}

    def question(self, answer: Answer) -> str:
        """The full question that an answer answers, with the name of its part of the field."""
        part = [self.parts[answer.part]] if answer.part else []
        return self.punctuation.followed_by(answer.label, *answer.words, *part)

    def words(self, own: bool | str, part: str) -> str:
        """The author's own words for a part of a field, or else its name."""
        return own if isinstance(own, str) else self.parts[part]

    def condition(self, condition: Condition, language: str) -> str:
        """The sentence that says when a question is asked, for clients.

        Args:
            condition: The condition of the question.
            language: The language in which numbers are written.
        """
        kind: str = condition.kind
        if kind == "number":
            kind = "between" if condition.most is not None else "least"
            kind = "most" if condition.least is None else kind
        elif condition.negated:
            kind = f"no-{kind}"
        place = self.only_if["part" if condition.part else "question"]
        return self.only_if[kind] % {
            "names": self._either(condition.names),
            "least": _number(condition.least, language),
            "most": _number(condition.most, language),
            "place": place % {"number": condition.number, "part": condition.part},
        }

    def _either(self, names: Sequence[str]) -> str:
        """Several names of which one is meant, in quotes."""
        other = self.parts["choice/other"]
        *others, last = [self.only_if["name"] % {"name": name or other} for name in names] or [""]
        if not others:
            return last
        return self.only_if["either"] % {"names": self.punctuation.listed(others), "last": last}

    def spelled_out(self, placed: Placed) -> Placed:
        """A copy of a field in which all answers have their full question, and options a label."""
        other = self.parts["choice/other"]
        answers = {
            place: answer._replace(
                label=self.question(answer),
                options=tuple(o if o.label else o._replace(label=other) for o in answer.options),
                part="",
                words=(),
                punctuation=self.punctuation,
            )
            for place, answer in placed.answers.items()
        }
        totals = {
            place: answer._replace(label=f"{answer.label} ({self.parts[answer.part]})", part="")
            for place, answer in placed.totals.items()
        }
        return replace(placed, answers=answers, totals=totals)


def _number(value: float | None, language: str) -> str:
    """A limit as people of a language write it."""
    return "" if value is None else written(AnswerKind.NUMBER, f"{value:.15g}", language)


def _to_dial(number: str) -> str:
    """A number that a phone dials when it is touched, in Markdown.

    Its spaces do not break, which also keeps its parts in order where lines run from right to left.
    """
    return f"[{number.replace(' ', chr(0xA0))}](tel:{''.join(filter(str.isdigit, number))})"


def _unit(repeat: Repeat) -> str:
    return "day" if repeat.every == "day" else "week"


def terms(texts: NullTranslations) -> Terms:
    """The words in the language of the interface."""
    _, pgettext = texts.gettext, texts.pgettext
    return Terms(
        phases={
            "assess": _("Assessment and goal setting"),
            "plan": _("Action planning"),
            "act": _("Implementation and support"),
            "reflect": _("Reflection and evaluation"),
        },
        phase_verbs={
            "assess": _("Assess"),
            "plan": pgettext("phase", "Plan"),
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
            "total/sum": _("Total"),
            "total/mean": _("Average"),
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
        begins_on=_("It begins on"),
        date=_("Date"),
        ticked=_("Yes"),
        only_if={
            "choice": _("Only if you chose %(names)s %(place)s"),
            "no-choice": _("Only if you chose anything other than %(names)s %(place)s"),
            "tick": _("Only if you ticked %(names)s %(place)s"),
            "no-tick": _("Only if you did not tick %(names)s %(place)s"),
            "least": _("Only if you gave %(least)s or more %(place)s"),
            "most": _("Only if you gave %(most)s or less %(place)s"),
            "between": _("Only if you gave %(least)s to %(most)s %(place)s"),
            "question": _("in question %(number)s"),
            "part": _("for “%(part)s” in question %(number)s"),
            "name": _("“%(name)s”"),
            "either": _("%(names)s or %(last)s"),
        },
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
        pack={
            "letter": _("Letter"),
            "workbook": _("Workbook"),
            "worksheets": _("Worksheets"),
            "calendar": _("Calendar"),
            "link": _("Personal link"),
            "session": _("Session"),
        },
        beginning=_("%(program)s begins").replace("%(program)s", "{}"),
        crisis={
            "numbers": _("Numbers to call:"),
            "emergency": _("Emergency services"),
            "box": _(
                "**If this gets too much,** stop here, and talk to someone you trust. %(numbers)s"
                " You don't have to be sure that it is an emergency."
            ),
            "numbered": _("**%(name)s:** %(number)s"),
            "line": _("%(name)s: %(number)s."),
            "danger": _("In danger, call %(number)s."),
            "anywhere": _(
                "In danger, call your local emergency number. [Find A Helpline]"
                "(https://findahelpline.com) lists crisis lines in many countries."
            ),
        },
        punctuation=Punctuation(
            pgettext("between a label and what follows", ": "),
            pgettext("between the items of a list", ", "),
            pgettext("between the longer items of a list", "; "),
            pgettext("between a title and what is said of it", ", "),
        ),
    )
