"""The command ``workbook prepare``, which says what the next session with a client needs."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli import clock
from workbook_builder.cli.client_choice import client_of, load_practice
from workbook_builder.cli.console import counted, examples, visible_lines
from workbook_builder.cli.practice_folder import configuration

if TYPE_CHECKING:
    from workbook_builder.desk.session_plan import SessionPlan


@click.command("prepare", epilog=examples("workbook prepare ana-ruiz"))
@click.argument("client")
@configuration
@clock.as_of
def command(client: str, config_file: Path, today: str) -> None:
    """Prepare the next session with a client.

    CLIENT is an id or a name. The command shows the last promises, the agenda of the program, what
    differs between sources, and what has come in since the last session. This is for you alone: the
    guidance for coaches is in it.
    """
    from workbook_builder.desk.session_plan import session_plans
    from workbook_builder.history.history import History
    from workbook_builder.history.received_folder import ReceivedFolder
    from workbook_builder.reports.report_files import progress_of

    practice, clients, folder = load_practice(config_file)
    found = client_of(client, clients)
    history = History.of(ReceivedFolder(folder).load(found.id))
    progress = progress_of(practice, found, history, today)
    language = practice.workbook.language
    parts = (
        "\n".join(map(visible_lines, _lines(each, language))) for each in session_plans(progress)
    )
    click.echo(f"{found.name}\n\n" + "\n\n".join(parts))


def _lines(plan: "SessionPlan", language: str) -> Iterator[str]:
    """What a session of a program needs, line by line."""
    from workbook_builder.answers.understood import told_day

    def on(day: str) -> str:
        return f", {told_day(day, language)}" if day else ""

    yield plan.program.program.title
    meeting = plan.meeting
    if meeting is None:
        yield "All planned sessions are over."
    else:
        yield f"Session {meeting.number}: {meeting.title}{on(meeting.day)}"
    yield "\nLast promises"
    for step in plan.open_steps:
        late = step.state(plan.today) == "carried over"
        yield f"  {'not yet' if late else 'open'}: {_flat(step.what)}{on(step.day)}"
    yield from (f"  kept: {_flat(step.what)}{on(step.day)}" for step in plan.kept_steps)
    if not plan.open_steps and not plan.kept_steps:
        yield "  none yet"
    if meeting and meeting.session:
        yield "\nAgenda"
        for number, timed in enumerate(meeting.session.timed(), 1):
            length = f" ({counted(timed.minutes, 'minute')})" if timed.minutes else ""
            yield f"  {number}. {timed.point.point}{length}"
        if meeting.session.coach:
            yield "\nFor the coach"
            yield textwrap.fill(
                meeting.session.coach, 88, initial_indent="  ", subsequent_indent="  "
            )
    if plan.unclear:
        yield "\nAsk about these: the answers differ"
        for answer in plan.unclear:
            yield f"  {answer.question}"
            for each in answer.unclear:
                yield f"    “{_flat(each.shown)}” ({each.source.name})"
    since = on(plan.program.since).removeprefix(", ")
    yield f"\nNew since {since}" if since else "\nWhat came in"
    for sheet in plan.new:
        yield f"  {', '.join(filter(None, (sheet.sheet.title, sheet.time_name)))}"
        for answer in sheet.answers:
            if answer.is_new:
                question = " · ".join(filter(None, (answer.question, answer.part)))
                colon = "" if question.endswith(("?", ":", ".")) else ":"
                yield f"    {question}{colon} {_flat(answer.value.shown)}"
    if not plan.new:
        yield "  nothing new"


def _flat(text: str) -> str:
    """A text on one line."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())
