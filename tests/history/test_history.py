"""A history keeps every value of an answer, says which one counts, and names what is unclear."""

from workbook_builder.history.history import History
from workbook_builder.history.received import Kind, Received, Value

GOAL = "better-sleep/goal/goal"


def thing(
    at: str, kind: Kind = "answers file", saved: str = "", /, digest: str = "", **answers: str
) -> Received:
    """Something that came at a time, with answers to questions of one worksheet."""
    values = {f"better-sleep/goal/{key}": Value(text, saved) for key, text in answers.items()}
    return Received(digest or f"{at}{kind}{answers}", "file", kind, at, values)


def test_the_newest_value_counts_and_older_ones_stay() -> None:
    first = thing("2026-12-08T08:00:00Z", "answers file", "2026-12-07T20:00:00Z", goal="six hours")
    second = thing("2026-12-15T08:00:00Z", "answers file", "2026-12-14T20:00:00Z", goal="seven")
    history = History.of([second, first])
    assert history.answers == {GOAL: "seven"}
    assert [each.value for each in history.entries[GOAL]] == ["six hours", "seven"]
    assert not history.unclear


def test_a_value_that_was_written_later_counts_even_if_it_was_collected_first() -> None:
    new = thing("2026-12-08T08:00:00Z", "answers file", "2026-12-07T20:00:00Z", goal="seven")
    old = thing("2026-12-15T08:00:00Z", "answers file", "2026-12-01T20:00:00Z", goal="six hours")
    history = History.of([new, old])
    assert history.answers == {GOAL: "seven"}
    assert not history.unclear


def test_a_pdf_that_came_later_counts_but_is_named_if_it_differs_from_the_web() -> None:
    web = thing("2026-12-08T08:00:00Z", "answers file", "2026-12-07T20:00:00Z", goal="six hours")
    pdf = thing("2026-12-15T08:00:00Z", "PDF", goal="seven")
    history = History.of([web, pdf])
    assert history.answers == {GOAL: "seven"}
    assert [each.value for each in history.unclear[GOAL]] == ["six hours", "seven"]


def test_two_pdfs_follow_each_other_by_the_day_on_which_they_came() -> None:
    first, second = (
        thing("2026-12-08T08:00:00Z", "PDF", goal="six"),
        thing("2026-12-15T08:00:00Z", "PDF", goal="seven"),
    )
    assert History.of([first, second]).answers == {GOAL: "seven"}
    assert not History.of([first, second]).unclear


def test_two_pdfs_that_came_together_and_differ_are_unclear() -> None:
    one, other = (thing("2026-12-08T08:00:00Z", "PDF", goal=text) for text in ("six", "seven"))
    assert set(History.of([one, other]).unclear) == {GOAL}


def test_the_same_value_twice_is_one_entry_with_its_first_source() -> None:
    web = thing("2026-12-08T08:00:00Z", "answers file", "2026-12-07T20:00:00Z", goal="six")
    pdf = thing("2026-12-15T08:00:00Z", "PDF", goal="six")
    (entry,) = History.of([web, pdf]).entries[GOAL]
    assert entry.day == "2026-12-07"
    assert not History.of([web, pdf]).unclear


def test_what_the_browser_had_kept_is_a_part_of_the_history() -> None:
    source = Received(
        "1", "answers.json", "answers file", "2026-12-08T08:00:00Z",
        {GOAL: Value("seven", "2026-12-07T20:00:00Z")},
        replaced=((GOAL, Value("six", "2026-12-06T20:00:00Z")),),
    )  # fmt: skip
    assert [each.value for each in History.of([source]).entries[GOAL]] == ["six", "seven"]


def test_what_others_wrote_is_not_among_the_clients_answers() -> None:
    key = "better-sleep/what-you-see@others/works"
    source = Received("1", "a.pdf", "PDF", "2026-12-08T08:00:00Z", {key: Value("You listen.")})
    history = History.of([source])
    assert not history.answers
    assert [answers for _, answers in history.others] == [{key: "You listen."}]


def test_new_answers_are_those_that_came_after_a_day() -> None:
    first = thing("2026-12-08T08:00:00Z", "PDF", goal="six", by="2027-01-10")
    second = thing("2026-12-15T08:00:00Z", "PDF", goal="seven", by="2027-01-10")
    assert set(History.of([first, second]).since("2026-12-08")) == {GOAL}


def test_the_last_day_on_which_a_sheet_was_done_counts() -> None:
    times = "2026-12-08T08:00:00.000Z", "2026-12-15T08:00:00.000Z"
    sources = [
        Received(time, "a", "answers file", time, {}, done={"better-sleep/goal": time})
        for time in times
    ]
    assert History.of(reversed(sources)).done == {"better-sleep/goal": times[1]}
