"""Rankings and sorts work by mouse, touch, and keys, and write to the inputs of the form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from support.browser import opened, shown, store_answer, stored, visit, wait_for_script
from support.browser_site import Site

pytestmark = pytest.mark.slow
MOVED = "better-sleep/moved"
PATH = "wellness/better-sleep/moved/"

Point = tuple[float, float]


def middle(place: Locator) -> Point:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def row(page: Page, name: str) -> Locator:
    """The row of an item to rank, or of a card to sort."""
    return page.locator(".wb-rank, .wb-sort .wb-rating").filter(has_text=name)


def pick_up(page: Page, name: str) -> Point:
    """Take a row by its grip with the mouse, and return where the grip was."""
    grip = row(page, name).locator(".wb-grip")
    grip.evaluate("grip => grip.scrollIntoView({block: 'center'})")
    x, y = middle(grip)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y + 4)
    page.mouse.move(x, y)
    return x, y


def drag(page: Page, name: str, to: Callable[[], Locator]) -> None:
    """Drag a row with the mouse to a place that is determined while the row is carried."""
    pick_up(page, name)
    page.mouse.move(*middle(to()), steps=5)
    page.mouse.up()


def names(page: Page, ranking: int = 0) -> list[str]:
    labels = page.locator(".wb-ranks").nth(ranking).locator("label").all_text_contents()
    return [label.split()[0] for label in labels]


def numbers(page: Page) -> dict[str, str]:
    """The chosen ranks by the last part of their keys."""
    return {key.rpartition("/")[2]: value for key, value in shown(page).items()}


def test_a_row_is_dragged_to_its_place(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    drag(page, "Rest", lambda: row(page, "Time"))
    assert names(page) == ["Rest", "Time", "Money", "Recognition", "Friends"]
    assert numbers(page) == {"rest": "1"}, "what nobody moved has no number"
    drag(page, "Recognition", lambda: row(page, "Money"))
    assert names(page) == ["Rest", "Time", "Recognition", "Money", "Friends"]
    assert numbers(page) == {"rest": "1", "time": "2", "praise": "3"}, "nor what is below it"
    said = page.get_by_role("status").filter(has_text="Your order")
    expect(said).to_contain_text("1. Rest 2. Time 3. Recognition")
    assert stored(page) == {
        f"{MOVED}/order/{id}": rank
        for id, rank in {"rest": "1", "time": "2", "praise": "3"}.items()
    }
    drag(page, "Rest", lambda: row(page, "Recognition"))
    order = ["Time", "Recognition", "Rest", "Money", "Friends"]
    assert names(page) == order
    page.reload()
    expect(page.locator(".wb-ranks .wb-grip").first).to_be_visible()
    assert names(page) == order
    assert numbers(page) == {"time": "1", "praise": "2", "rest": "3"}


def test_only_the_first_few_are_numbered(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    drag(page, "A talk", lambda: row(page, "A walk"))
    drag(page, "A bath", lambda: row(page, "A talk"))
    assert numbers(page) == {"a-bath": "1", "a-talk": "2"}
    drag(page, "A book", lambda: row(page, "A talk"))
    assert numbers(page) == {"a-bath": "1", "a-book": "2"}, "it takes the second place"
    drag(page, "A bath", lambda: row(page, "A walk"))
    assert numbers(page) == {"a-book": "1"}, "below the last place there is no number"


def test_a_carried_row_shows_where_it_will_be_dropped(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    pick_up(page, "Friends")
    page.mouse.move(*middle(row(page, "Money")), steps=5)
    carried = page.locator(".wb-carried")
    expect(carried).to_have_text("Friends")
    assert row(page, "Friends").evaluate("row => getComputedStyle(row).outlineStyle") == "dashed"
    assert names(page) == ["Time", "Friends", "Money", "Recognition", "Rest"]
    page.keyboard.press("Escape")
    expect(carried).to_have_count(0)
    assert names(page) == ["Time", "Money", "Recognition", "Rest", "Friends"]
    page.mouse.up()
    row(page, "Friends").locator(".wb-grip").click()
    assert stored(page) == shown(page) == {}, "a click moves nothing"


def test_a_row_is_moved_with_the_arrow_keys(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    grip = page.get_by_role("button", name="Move “Rest” with the arrow keys")
    grip.focus()
    page.keyboard.press("ArrowUp")
    assert numbers(page) == {"rest": "1"}, "it goes to the end of those that have a number"
    page.get_by_role("button", name="Move “Friends” with the arrow keys").press("ArrowDown")
    page.get_by_role("button", name="Move “Time” with the arrow keys").press("ArrowUp")
    assert numbers(page) == {"rest": "1", "friends": "2", "time": "3"}
    grip.press("ArrowDown")
    expect(grip).to_be_focused()
    assert numbers(page) == {"friends": "1", "rest": "2", "time": "3"}
    said = page.get_by_role("status").filter(has_text="Your order")
    expect(said).to_contain_text("1. Friends 2. Rest 3. Time")
    talk = page.get_by_role("button", name="Move “A talk” with the arrow keys")
    for name in ("A walk", "A book"):
        page.get_by_role("button", name=f"Move “{name}” with").press("ArrowUp")
    talk.press("ArrowUp")
    assert names(page, 1) == ["A", "A", "A", "A"]
    assert {"a-walk": "1", "a-talk": "2"}.items() <= numbers(page).items()
    assert "a-book" not in numbers(page)


def test_rows_stay_while_numbers_are_chosen(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    before = names(page)
    for name, rank in (("Money", "2"), ("Rest", "1")):
        row(page, name).locator("select").focus()
        row(page, name).locator("select").select_option(rank)
    assert names(page) == before
    page.get_by_label("By when?").first.focus()
    expect(page.locator(".wb-ranks").first.locator("label").first).to_have_text("Rest")
    assert names(page)[:3] == ["Rest", "Money", "Time"]


def test_answers_of_another_tab_put_rows_in_order(client: BrowserContext, site: Site) -> None:
    page, other = opened(client, site, PATH), opened(client, site, PATH)
    drag(other, "Friends", lambda: row(other, "Time"))
    expect(page.locator(".wb-ranks").first.locator("label").first).to_have_text("Friends")
    assert numbers(page) == {"friends": "1"}


def test_a_card_is_dropped_on_its_group(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    page.set_viewport_size({"width": 1280, "height": 500})
    zones = page.locator(".wb-zone")
    drag(page, "Honesty", lambda: zones.nth(2))
    drag(page, "Fun", lambda: zones.nth(0))
    drag(page, "Honesty", lambda: zones.nth(0))
    expect(zones.nth(0).locator("li")).to_have_text(["Honesty", "Fun"])
    expect(zones.nth(2).locator("li")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Honesty")).to_have_text(
        "Honesty: Very important"
    )
    row(page, "Family").get_by_label("Not now").check()
    expect(zones.nth(2).locator("li")).to_have_text(["Family"])
    assert stored(page) == {
        f"{MOVED}/cards/honesty": "very-important",
        f"{MOVED}/cards/fun": "very-important",
        f"{MOVED}/cards/family": "not-now",
    }
    pick_up(page, "Adventure")
    page.mouse.move(*middle(zones.nth(1)), steps=5)
    assert zones.nth(1).evaluate("zone => getComputedStyle(zone).borderStyle") == "solid"
    page.keyboard.press("Escape")
    page.mouse.up()
    drag(page, "Adventure", lambda: row(page, "Family"))
    assert len(stored(page)) == 3, "beside the groups it is no answer"


def test_groups_can_be_reached_wherever_the_card_is(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PATH)
    page.set_viewport_size({"width": 360, "height": 400})
    pick_up(page, "Honesty")
    for zone in page.locator(".wb-zone").all():
        expect(zone).to_be_in_viewport(ratio=0.9)
    page.mouse.up()


# -- touch ---------------------------------------------------------------------------------------


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    with visit(
        chromium, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}
    ) as context:
        yield context


@contextmanager
def finger(page: Page, at: Point) -> Iterator[Callable[[Point], None]]:
    """Touch the screen with a finger; the function that this yields moves the finger."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(to: Point) -> None:
        nonlocal at
        for step in range(1, 6):
            x, y = (a + (b - a) * step / 5 for a, b in zip(at, to, strict=True))
            touch("touchMove", (x, y))
        at = to

    touch("touchStart", at)
    yield move
    touch("touchEnd")


def test_a_finger_drags_rows_and_cards(phone: BrowserContext, site: Site) -> None:
    page = opened(phone, site, PATH)
    row(page, "Money").evaluate("row => row.scrollIntoView({block: 'center'})")
    with finger(page, middle(row(page, "Recognition").locator(".wb-grip"))) as move:
        move(middle(row(page, "Time")))
    assert numbers(page) == {"praise": "1"}
    assert names(page)[:2] == ["Recognition", "Time"]
    row(page, "Family").evaluate("row => row.scrollIntoView({block: 'center'})")
    with finger(page, middle(row(page, "Family").locator(".wb-grip"))) as move:
        x, y = middle(row(page, "Family").locator(".wb-grip"))
        move((x + 8, y + 8))
        move(middle(page.locator(".wb-zone").nth(1)))
    assert stored(page) == {f"{MOVED}/order/praise": "1", f"{MOVED}/cards/family": "important"}


def test_a_finger_beside_the_grip_scrolls(phone: BrowserContext, site: Site) -> None:
    page = opened(phone, site, PATH)
    label = row(page, "Rest").locator("label")
    label.scroll_into_view_if_needed()
    before = page.evaluate("() => scrollY")
    x, y = middle(label)
    with finger(page, (x, y)) as move:
        move((x, y - 200))
    wait_for_script(page, "before => scrollY > before + 100", before)
    assert stored(page) == {}


def test_a_long_ranking_scrolls_under_what_is_carried(phone: BrowserContext, site: Site) -> None:
    page = opened(phone, site, PATH)
    grip = row(page, "Time").locator(".wb-grip")
    grip.evaluate("grip => grip.scrollIntoView({block: 'end'})")
    page.evaluate("() => scrollBy(0, 100)")
    x, y = middle(grip)
    with finger(page, (x, y)) as move:
        move((x, 735))
        expect(page.locator(".wb-ranks").first.locator("label").last).to_have_text("Time")
    assert numbers(page)["time"] == "5"


def test_a_scale_is_answered_with_a_tap_and_taken_back(phone: BrowserContext, site: Site) -> None:
    page = opened(phone, site, PATH)
    point = page.locator(f'[name="{MOVED}/sure"][value="7"]')
    point.tap()
    expect(point).to_be_checked()
    assert stored(page) == {f"{MOVED}/sure": "7"}
    point.tap()
    assert stored(page) == {}


# -- motion --------------------------------------------------------------------------------------


def test_nothing_is_animated_for_clients_who_prefer_reduced_motion(
    chromium: Browser, site: Site
) -> None:
    moving = """() => [...document.all].flatMap(each => ["", "::before", "::after"]
        .map(part => getComputedStyle(each, part))
        .filter(style => /[1-9]/.test(style.transitionDuration + style.animationDuration)
            || style.scrollBehavior === "smooth")
        .map(() => each.outerHTML.slice(0, 80)))"""
    with visit(chromium) as client:
        assert opened(client, site, PATH).evaluate(moving), "elsewhere buttons fade"
    with visit(chromium, reduced_motion="reduce") as client:
        page = opened(client, site, PATH)
        pick_up(page, "Friends")
        page.mouse.move(*middle(row(page, "Time")), steps=5)
        assert page.evaluate(moving) == []
        page.mouse.up()
        assert numbers(page) == {"friends": "1"}


def test_a_kept_order_is_read_in(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    for rank, id in enumerate(["friends", "rest", "time"], start=1):
        store_answer(page, f"{MOVED}/order/{id}", str(rank))
    page.goto(site.url + PATH)
    expect(page.locator(".wb-ranks").first.locator("label").first).to_have_text("Friends")
    assert names(page) == ["Friends", "Rest", "Time", "Money", "Recognition"]
