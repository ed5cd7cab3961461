"""What else waits than claims and pairs, judged in a real browser: sums, contradictions, unknown places and days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.book.telling import report
from tests.web.casework import Running, running
from tests.web.tabs import by_axe, opened, violations, watched
from tollbook.book import Asked, Book
from tollbook.model import Accepted, Amended, ReviewKind
from tollbook.web.desk import Desk

REPORTS = [
    report(
        "Gunmen attacked the market of Djenné in Mali on Monday, the governor said. Twenty people were killed, he said,"
        " 14 of them civilians and 9 of them soldiers.",
        3,
        outlet="Hill Post",
    ),
    report(
        "Gunmen attacked a bus near Gao in Mali on Sunday. The army said that 4 passengers were killed. Residents said "
        "that 19 passengers were killed.",
        3,
        outlet="The Lantern",
    ),
    report(
        "A bomb exploded on Monday in front of a school, the police said. Six pupils were killed and 14 were injured.",
        3,
        outlet="River Times",
    ),
    report("Militants attacked a checkpoint in Sévaré in Mali, the army said. Eight soldiers were killed.", 3),
]
WAIT: tuple[ReviewKind, ...] = ("equations", "contradictions", "unplaced", "undated")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book in which one thing of each kind waits, at the least."""
    path = tmp_path_factory.mktemp("items") / "items.book"
    with Book.open(path, who="x") as book:
        assert not book.add(REPORTS).failed
        assert [kind for kind in WAIT if not book.queue(Asked(kind=kind))] == []
    return path.read_bytes()


@pytest.fixture
def bench(tmp_path: Path, filled: bytes) -> Iterator[Running]:
    path = tmp_path / "items.book"
    path.write_bytes(filled)
    with running(path) as served:
        served.app.state.desk = Desk(path)
        served.enter()
        yield served


@pytest.fixture
def page(chromium: Browser, bench: Running) -> Iterator[Page]:
    with opened(chromium, bench) as window, watched(window, bench) as tab:
        yield tab


def waiting(bench: Running, kind: ReviewKind) -> list[str]:
    """The keys of what waits of a kind."""
    with Book.open(bench.book) as book:
        return [one.key for one in book.queue(Asked(kind=kind))]


def rulings(bench: Running) -> list[type]:
    """What was decided, first to last."""
    with Book.open(bench.book) as book:
        return [type(one.decision.ruling) for one in book.decisions()]


@pytest.mark.parametrize("kind", ["equations", "contradictions"])
def test_words_that_do_not_go_together_are_read_rightly_by_one_key(
    page: Page, bench: Running, kind: ReviewKind
) -> None:
    """They wait no longer, and the incident still tells that they do not go together."""
    page.goto(f"{bench.origin}/review?kind={kind}")
    told = page.locator(".ask .told").inner_text()
    expect(page.locator(".claim-card")).to_have_count(3 if kind == "equations" else 2)
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert waiting(bench, kind) == []
    assert set(rulings(bench)) == {Accepted}
    page.keyboard.press("z")
    expect(page.locator(".ask .told")).to_have_text(told)
    page.locator(".factors a").first.click()
    expect(page.locator("#disputes li")).to_have_count(1)


def test_a_place_is_given_off_the_map(page: Page, bench: Running) -> None:
    """A click on the map names the places that it lies at; the one that is chosen is that of every claim."""
    page.goto(f"{bench.origin}/review?kind=unplaced")
    page.get_by_role("button", name="On the map").click()
    canvas = page.locator(".pick-map canvas")
    expect(canvas).to_be_visible()
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    choices = page.locator(".choices button")
    expect(choices.first).to_be_visible()
    choices.first.click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert set(rulings(bench)) == {Amended}


def test_a_place_is_given_by_its_name(page: Page, bench: Running) -> None:
    page.goto(f"{bench.origin}/review?kind=unplaced")
    field = page.locator(".amend-slots input[name=value]").first
    field.fill("Sévaré")
    choice = page.locator(".choices button").first
    expect(choice).to_contain_text("Sevare")
    field.press("ArrowDown")
    expect(choice).to_be_focused()
    choice.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    with Book.open(bench.book) as book:
        placed = [one for one in book.incidents(place="Sevare") if one.incident.estimates]
    assert {estimate.best for one in placed for estimate in one.incident.estimates} >= {6, 8}


def test_days_are_given_or_known_to_be_told_by_nobody(page: Page, bench: Running) -> None:
    before = len(waiting(bench, "undated"))
    page.goto(f"{bench.origin}/review?kind=undated")
    page.locator(".days-form [name=start]").fill("2026-02-01")
    page.locator(".days-form").get_by_role("button", name="Set").click()
    expect(page.locator("[data-last]")).to_contain_text("set the days of")
    assert len(waiting(bench, "undated")) == before - 1
    with Book.open(bench.book) as book:
        dated = book.incidents(place="Sevare", since="2026-02-01", until="2026-02-01")
    assert len(dated) == 1


def test_that_no_report_tells_is_a_judgement_too(page: Page, bench: Running) -> None:
    page.goto(f"{bench.origin}/review?kind=unplaced")
    page.get_by_role("button", name="No report tells").click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert waiting(bench, "unplaced") == []


@by_axe
def test_axe_finds_no_violation(page: Page, bench: Running) -> None:
    """On each kind of item, with the map open."""
    for kind in WAIT:
        page.goto(f"{bench.origin}/review?kind={kind}")
        expect(page.locator(".claim-card").first).to_be_visible()
        if kind == "unplaced":
            page.get_by_role("button", name="On the map").click()
            expect(page.locator(".pick-map canvas")).to_be_visible()
        assert violations(page) == [], kind
