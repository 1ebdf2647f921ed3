"""What a report says of a client, with numbers that were computed by hand."""

from dataclasses import replace

from support.reported import TERMS, client, history, received

from workbook_builder.clients.client import Client
from workbook_builder.history.history import History
from workbook_builder.model.workbook import Workbook
from workbook_builder.reports.progress import ClientProgress, ProgramProgress, client_progress

TODAY = "2026-12-31"  # in week 4, if the program begins on 2026-12-07


def report(
    workbook: Workbook, given: History, whose: Client | None = None, today: str = TODAY
) -> ClientProgress:
    return client_progress(workbook, whose or client(), given, today, TERMS)


def in_program(
    workbook: Workbook, given: History, whose: Client | None = None, today: str = TODAY
) -> ProgramProgress:
    (program,) = report(workbook, given, whose, today).programs
    return program


# -- Measures ---------------------------------------------------------------------------------


def test_a_measure_is_compared_as_numbers_with_their_days(workbook: Workbook) -> None:
    given = history(
        received("2026-12-08", {"evenings-now/rest": "4"}, saved="2026-12-07"),
        received("2026-12-30", {"review/rest": "7"}, "PDF"),
    )
    (rest,) = in_program(workbook, given).measures
    assert rest.before and rest.after
    assert (rest.id, rest.before.number, rest.after.number, rest.change) == ("rest", 4, 7, 3)
    assert (rest.before.day, rest.after.day) == ("2026-12-07", "2026-12-30")


def test_a_measure_that_was_rated_once_has_no_change(workbook: Workbook) -> None:
    given = history(received("2026-12-08", {"evenings-now/rest": "4"}))
    (rest,) = in_program(workbook, given).measures
    assert rest.before
    assert rest.after is None
    assert rest.change is None


def test_charts_have_each_planned_time_and_those_that_came_later(workbook: Workbook) -> None:
    given = history(
        received("2026-12-20", {"weekly@2/energy": "3", "weekly@6/energy": "8"}),
        received("2026-12-21", {"log@1/rest": "5", "log@7/rest": "6"}),
    )
    energy, rest = in_program(workbook, given).trends
    assert [(each.name, each.rating and each.rating.number) for each in energy.times] == [
        ("Week 2", 3),
        ("Week 3", None),
        ("Week 4", None),
        ("Week 5", None),
        ("Week 6", 8),
    ]
    assert energy.label == "Your energy, week by week"
    assert energy.question == "How much energy do you have?"
    assert [each.time for each in rest.times if each.rating] == [1, 7]
    assert (len(rest.times), rest.ends, rest.question) == (7, (0, 10), "")


# -- Check-ins --------------------------------------------------------------------------------


def states(program: ProgramProgress, sheet: str) -> dict[int, str]:
    (found,) = (each for each in program.check_ins if each.sheet.id == sheet)
    return {each.time: each.state for each in (*found.times, *found.more)}


def test_check_ins_are_done_missed_or_still_to_come(workbook: Workbook) -> None:
    given = history(
        received("2026-12-20", {"weekly@2/energy": "3"}, done={"log@2": "2026-12-08"}),
        received("2026-12-21", {"log@1/rest": "5"}),
    )
    program = in_program(workbook, given, today="2026-12-22")  # the second day of week 3
    assert program.week == 3
    assert states(program, "weekly") == {2: "done", 3: "now", 4: "to come"}
    assert states(program, "log") == {1: "done", 2: "done", **dict.fromkeys(range(3, 8), "missed")}
    assert states(program, "promises") == {1: "missed", 3: "now"}
    assert states(program, "talk") == {1: "open", 2: "open", 3: "open"}
    assert (program.check_ins_done, program.check_ins_so_far) == (3, 3 + 5 + 1)


def test_a_week_is_missed_on_the_day_after_its_last_one(workbook: Workbook) -> None:
    for today, state in [("2026-12-13", "to come"), ("2026-12-14", "now"), ("2026-12-20", "now")]:
        assert states(in_program(workbook, history(), today=today), "weekly")[2] == state
    assert states(in_program(workbook, history(), today="2026-12-21"), "weekly")[2] == "missed"


def test_two_weeks_are_missed_after_two_weeks(workbook: Workbook) -> None:
    for today, state in [("2026-12-20", "now"), ("2026-12-21", "missed")]:
        assert states(in_program(workbook, history(), today=today), "promises")[1] == state


def test_nothing_is_missed_if_nobody_knows_when_the_program_began(workbook: Workbook) -> None:
    given = history(received("2026-12-20", {"weekly@2/energy": "3"}))
    program = in_program(workbook, given, client(begins=None))
    assert states(program, "weekly") == {2: "done", 3: "open", 4: "open"}
    assert (program.check_ins_done, program.check_ins_so_far) == (1, None)
    assert program.week is None


def test_a_program_may_begin_on_the_day_that_the_client_named(workbook: Workbook) -> None:
    given = history(received("2026-12-20", {"begins": "2026-12-14"}))
    assert in_program(workbook, given, client(begins=None)).begins == "2026-12-14"
    assert in_program(workbook, given).begins == "2026-12-07"  # the coach's file comes first
    assert not report(workbook, given).old


def test_worksheets_that_are_left_out_are_not_missed_but_shown_if_filled_in(
    workbook: Workbook,
) -> None:
    whose = client(without=("log", "weekly"))
    given = history(received("2026-12-20", {"weekly@2/energy": "3"}))
    program = in_program(workbook, given, whose)
    assert [each.sheet.id for each in program.check_ins] == ["weekly", "talk", "promises"]


def test_times_that_were_not_planned_are_listed_apart(workbook: Workbook) -> None:
    given = history(received("2026-12-20", {"weekly@6/energy": "3"}))
    program = in_program(workbook, given)
    (weekly,) = (each for each in program.check_ins if each.sheet.id == "weekly")
    assert [each.time for each in weekly.times] == [2, 3, 4]
    assert [each.time for each in weekly.more] == [6]
    assert weekly.done == 0


# -- Steps ------------------------------------------------------------------------------------


def test_steps_are_done_carried_over_or_open(workbook: Workbook) -> None:
    given = history(
        received(
            "2026-12-20",
            {
                "promises@1/plan/step-1/what": "Phone out",
                "promises@1/plan/step-1/when": "2026-12-10",
                "promises@1/plan/step-1/done": "yes",
                "promises@1/plan/step-2/what": "Lights down",
                "promises@1/plan/step-2/when": "2026-12-30",
                "steps/steps/row-1/what": "A walk",
                "steps/steps/row-1/by-when": "31/12/2026",
                "weekly@2/done/row-1/what": "Nothing",
            },
        )
    )
    program = in_program(workbook, given)
    assert [(s.what, s.day, s.state(TODAY), s.sheet, s.time) for s in program.steps] == [
        ("Phone out", "2026-12-10", "done", "promises", 1),
        ("Lights down", "2026-12-30", "carried over", "promises", 1),
        ("A walk", "2026-12-31", "open", "steps", None),
        ("Nothing", "", "open", "weekly", 2),
    ]
    assert program.steps_done == 1


# -- Trackers ---------------------------------------------------------------------------------


def test_trackers_count_ticks_and_numbers_and_have_the_totals_of_the_sheet(
    workbook: Workbook,
) -> None:
    given = history(
        received(
            "2026-12-20",
            {
                "everything/nights/in-bed-by-ten/mon": "yes",
                "everything/nights/in-bed-by-ten/sun": "yes",
                "everything/nights/sleep/mon": "7,5",
                "everything/nights/sleep/tue": "well",
                "weekly@2/minutes/monday/walked": "20",
                "weekly@2/minutes/tuesday/walked": "25.5",
            },
        )
    )
    weekly, everything = sorted(
        in_program(workbook, given).sheets, key=lambda each: -(each.time or 0)
    )
    (nights,) = everything.questions
    ticks, sleep = nights.tracked
    assert (ticks.label, ticks.kind, ticks.count, len(ticks.entries)) == (
        "In bed by ten",
        "tick",
        2,
        7,
    )
    assert (sleep.label, sleep.kind, sleep.count) == ("Sleep (h)", "number", 1)
    assert sleep.entries[0] == ("Mon", "7.5")
    (minutes,) = weekly.questions
    assert [(each.label, each.number) for each in minutes.totals] == [("Minutes (Total)", "45.5")]


# -- What is new ------------------------------------------------------------------------------


def new(program: ProgramProgress) -> dict[str, int]:
    return {each.sheet.id: each.new for each in program.new}


def test_new_is_what_was_collected_after_the_last_session(workbook: Workbook) -> None:
    given = history(
        received("2026-12-08", {"goal/goal": "six hours"}),
        received("2026-12-15", {"goal/nights": "5"}),
        received("2026-12-22", {"goal/goal": "seven", "strengths/good": "Advice"}),
    )
    whose = client(sessions=("2026-12-07", "2026-12-14", "2026-12-31"))
    program = in_program(workbook, given, whose)
    assert program.since == "2026-12-14"  # that of today is still to come
    assert new(program) == {"strengths": 1, "goal": 2}
    assert new(in_program(workbook, given, whose, today="2026-12-15")) == {"goal": 1}


def test_without_days_of_sessions_the_weeks_of_the_program_count(workbook: Workbook) -> None:
    given = history(
        received("2026-12-08", {"goal/goal": "six"}), received("2026-12-15", {"goal/nights": "5"})
    )
    program = in_program(workbook, given, today="2026-12-16")
    assert (program.since, new(program)) == ("2026-12-14", {"goal": 1})
    first = in_program(workbook, given, today="2026-12-14")
    assert (first.since, new(first)) == ("2026-12-07", {"goal": 1})
    program = in_program(workbook, given, client(begins=None))
    assert (program.since, new(program)) == ("", {"goal": 2})  # nothing was talked about yet


def test_a_report_on_an_earlier_day_knows_nothing_of_what_came_later(workbook: Workbook) -> None:
    given = history(
        received("2026-12-08", {"goal/goal": "six"}), received("2026-12-20", {"goal/goal": "seven"})
    )
    found = report(workbook, given, today="2026-12-10")
    (sheet,) = found.programs[0].sheets
    assert [each.value.shown for each in sheet.answers] == ["six"]
    assert found.last_received == "2026-12-08"


# -- Answers ----------------------------------------------------------------------------------


def test_answers_are_written_as_people_read_them_with_day_and_source(workbook: Workbook) -> None:
    given = history(
        received(
            "2026-12-08",
            {
                "evenings-now/bedtime": "23.5",
                "evenings-now/since": "2026-03-14",
                "evenings-now/who": "others",
                "evenings-now/what-helps/music": "yes",
                "evenings-now/room/own-1/text": "A lamp",
                "everything/plan/goal": "Calm",
            },
            saved="2026-12-07",
        )
    )
    found = [each for sheet in in_program(workbook, given).sheets for each in sheet.answers]
    assert [(each.question, each.part, each.value.shown) for each in found] == [
        ("At what hour do you go to bed? (o’clock)", "", "23.5"),
        ("Since when has it been like this?", "", "Mar 14, 2026"),
        ("What helps you to wind down?", "Music", "Yes"),
        (
            "Who is there in the evening?",
            "",
            "I live with others, and they are awake as late as I am.",
        ),
        ("What is true of your bedroom?", "1", "A lamp"),
        ("What will you do?", "In four weeks", "Calm"),
    ]
    assert {each.value.written for each in found} == {"2026-12-07"}
    assert {each.value.source.day for each in found} == {"2026-12-08"}
    assert (found[0].value.number, found[1].value.day) == (23.5, "2026-03-14")


def test_numbers_and_parts_are_in_the_language_of_the_practice(workbook: Workbook) -> None:
    german = workbook.model_copy(update={"language": "de"})
    given = history(received("2026-12-08", {"evenings-now/bedtime": "23.5"}))
    (sheet,) = in_program(german, given).sheets
    assert [each.value.shown for each in sheet.answers] == ["23,5"]


def test_older_values_are_kept_the_newest_first(workbook: Workbook) -> None:
    given = history(
        received("2026-12-08", {"goal/goal": "five"}, saved="2026-12-07"),
        received("2026-12-10", {"goal/goal": "six"}, saved="2026-12-09"),
        received("2026-12-12", {"goal/goal": "seven"}, saved="2026-12-11"),
    )
    (sheet,) = in_program(workbook, given).sheets
    (goal,) = sheet.answers
    assert goal.value.shown == "seven"
    assert [each.shown for each in goal.older] == ["six", "five"]
    assert not goal.unclear


def test_answers_that_contradict_each_other_are_named_with_their_sources(
    workbook: Workbook,
) -> None:
    given = history(
        received("2026-12-08", {"goal/goal": "six"}, saved="2026-12-07"),
        received("2026-12-10", {"goal/goal": "seven"}, "PDF"),
    )
    program = in_program(workbook, given)
    (sheet,) = program.sheets
    (goal,) = sheet.answers
    assert program.unclear == 1
    assert [(each.source.kind, each.shown) for each in goal.unclear] == [
        ("answers file", "six"),
        ("PDF", "seven"),
    ]


def test_an_answer_to_a_question_that_is_not_asked_is_left_out_and_named(
    workbook: Workbook,
) -> None:
    given = history(received("2026-12-20", {"weekly@2/went": "well", "weekly@2/why": "Rain"}))
    found = report(workbook, given)
    (sheet,) = found.programs[0].sheets
    assert [each.question for each in sheet.answers] == ["How did it go?"]
    assert sheet.not_asked == ("What got in the way?",)
    assert not found.old


def test_answers_from_earlier_versions_are_kept_apart(workbook: Workbook) -> None:
    given = history(
        received(
            "2026-12-08",
            {
                "client-name": "Ana",
                "goal/goal": "six",
                "goal/filled-on": "2026-12-07",
                "goal/colour": "Blue",
                "evenings-now/who": "cat",
                "goal@2/goal": "a time of a sheet that has none",
                "gone/question": "Yes",
            },
        )
    )
    found = report(workbook, given)
    assert [(each.key, each.value.shown) for each in found.old] == [
        ("better-sleep/evenings-now/who", "cat"),
        ("better-sleep/goal/colour", "Blue"),
        ("better-sleep/goal@2/goal", "a time of a sheet that has none"),
        ("better-sleep/gone/question", "Yes"),
    ]


def test_each_time_is_a_sheet_of_its_own_and_one_without_a_time_comes_first(
    workbook: Workbook,
) -> None:
    given = history(
        received("2026-12-20", {"weekly@3/step": "c", "weekly/step": "a", "weekly@2/step": "b"})
    )
    sheets = in_program(workbook, given).sheets
    assert [(each.time, each.time_name) for each in sheets] == [
        (None, ""),
        (2, "Week 2"),
        (3, "Week 3"),
    ]


def test_a_time_that_was_assumed_is_said(workbook: Workbook) -> None:
    source = received("2026-12-20", {"weekly@2/step": "b", "goal/goal": "six"}, "PDF")
    given = history(replace(source, placed=("better-sleep/weekly@2",)))
    found = {each.sheet.id: each.assumed for each in in_program(workbook, given).sheets}
    assert found == {"goal": False, "weekly": True}


def test_a_worksheet_that_was_only_marked_as_done_is_there(workbook: Workbook) -> None:
    given = history(received("2026-12-20", {}, done={"strengths": "2026-12-19"}))
    (sheet,) = in_program(workbook, given).sheets
    assert (sheet.sheet.id, sheet.done, sheet.questions) == ("strengths", "2026-12-19", ())


def test_what_others_wrote_is_no_answer_of_the_client(workbook: Workbook) -> None:
    given = history(
        received(
            "2026-12-20",
            {
                "what-you-see@others/works": "You listen.",
                "what-you-see@others/often": "5",
                "what-you-see@others/filled-in-by": "Ben",
                "what-you-see@others/asked-by": "Ana",
                "what-you-see@others/gone": "old",
                "what-you-see@others/day": "  ",
            },
            "PDF",
        )
    )
    found = report(workbook, given)
    assert not found.programs[0].sheets
    (sheet,) = found.others
    assert (sheet.title, sheet.name) == ("What you see", "Ben")
    assert [(each.question, each.value.shown) for each in sheet.answers] == [
        ("What do I do that works well?", "You listen."),
        ("How often do you see me in a week?", "5"),
        ("gone", "old"),
    ]
    assert not found.old


def test_other_programs_and_the_toolbox_come_after_those_of_the_client(workbook: Workbook) -> None:
    (program,) = workbook.tracks[0].programs
    other = program.model_copy(update={"id": "other"})
    track = workbook.tracks[0].model_copy(update={"programs": (other, program)})
    both = workbook.model_copy(update={"tracks": (track,)})
    assert [each.program.id for each in report(both, history()).programs] == ["better-sleep"]
    source = received("2026-12-20", {"goal/goal": "six"})
    moved = {key.replace("better-sleep", "other"): value for key, value in source.answers.items()}
    given = history(type(source)("d", "n", "PDF", source.at, moved))
    assert [each.program.id for each in report(both, given).programs] == ["better-sleep", "other"]
