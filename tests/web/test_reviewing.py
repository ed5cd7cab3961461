"""Review in a real browser: judged by keys, put right in place, by two people at once, on any screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.book.telling import TellingRoad, report
from tests.web.casework import Running, running
from tests.web.tabs import by_axe, opened, violations, watched
from tollbook.book import Book
from tollbook.model import Accepted, Amended, Judged, Made, Moved, Noted, Rejected, Undone
from tollbook.web.desk import Desk

PLACES = ("Oravan", "Tell", "Sarn", "Mir", "Ayub")
REPORTS = [
    report(
        f"At least {20 + number} farmers were killed in {place} on 2026-02-01. 🕊️ A guard fell too, a nurse said.\n\n"
        f"{5 + number} drivers were injured in {place} on 2026-02-01.",
        day,
        outlet=f"Post {number} <i>{place}</i>",
    )
    for number, (place, day) in enumerate((place, day) for place in PLACES for day in (2, 3, 4))
]
LATER = report("14 people were killed in Oravan on 2026-02-02.", 3, outlet="Hill Post")
TARGET = 4.0
"""Seconds in which a trained user judges a claim, by the issue."""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Running]:
    path = tmp_path / "review.book"
    with Book.open(path, road=TellingRoad(), who="x") as book:
        assert not book.add([*REPORTS, LATER]).failed
    with running(path) as served:
        served.app.state.desk = Desk(path, TellingRoad())
        served.enter()
        yield served


@pytest.fixture
def page(chromium: Browser, bench: Running) -> Iterator[Page]:
    with opened(chromium, bench) as window, watched(window, bench) as tab:
        yield tab


def item(page: Page) -> str:
    """Where the page stands."""
    return page.locator("[data-review]").get_attribute("data-stay") or ""


def pressed(page: Page, key: str) -> float:
    """Press a key that leads on; how many seconds it took until the next item stood there."""
    before, began = item(page), time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_function("old => document.querySelector('[data-review]').dataset.stay !== old", arg=before)
    return time.perf_counter() - began


def rulings(bench: Running) -> list[type]:
    """What was decided, first to last."""
    with Book.open(bench.book, road=TellingRoad()) as book:
        return [type(one.decision.ruling) for one in book.decisions()]


def test_twenty_claims_are_judged_by_keys_alone(page: Page, bench: Running) -> None:
    """Each next one is on the screen well within the four seconds that a judgement may take."""
    page.goto(f"{bench.origin}/review?kind=claims")
    taken = [pressed(page, "r" if number % 5 == 4 else "a") for number in range(20)]
    assert rulings(bench) == [Rejected if number % 5 == 4 else Accepted for number in range(20)]
    assert sorted(taken)[18] < TARGET / 4, taken
    expect(page.locator("[data-fault]")).to_be_hidden()
    expect(page.locator(".place")).to_contain_text("1 of 11")


def test_undo_takes_the_last_judgement_back_and_leads_to_it(page: Page, bench: Running) -> None:
    page.goto(f"{bench.origin}/review?kind=claims")
    first = item(page)
    pressed(page, "a")
    expect(page.locator("[data-last]")).to_contain_text("Last: accept")
    pressed(page, "z")
    assert item(page) == first
    assert rulings(bench) == [Accepted, Undone]
    expect(page.locator(".place")).to_contain_text("1 of 31")


def test_later_and_back_change_nothing(page: Page, bench: Running) -> None:
    page.goto(f"{bench.origin}/review?kind=claims")
    first = item(page)
    pressed(page, "j")
    pressed(page, "k")
    assert item(page) == first
    page.go_back()
    expect(page.locator("[data-review]")).not_to_have_attribute("data-stay", first)
    assert rulings(bench) == []


def test_words_are_marked_and_slots_set_in_place(page: Page, bench: Running) -> None:
    """The claim's words are marked; a slot is set with the words at hand, and what was read stays beside."""
    page.goto(f"{bench.origin}/review?kind=claims")
    marked = page.evaluate("[...CSS.highlights.get('asked-words')].map(range => range.toString())")
    assert marked == ["At least 34"]
    page.keyboard.press("e")
    field = page.locator("#amend input[name=value]").first
    expect(field).to_be_focused()
    field.fill("at least 40")
    field.press("Enter")
    expect(page.locator(".claim-figure")).to_have_text("at least 40")
    expect(page.locator(".by-people")).to_contain_text("count set by a person; read as at least 34")
    page.locator("#amend summary").click()
    days = page.locator("#amend .days-form")
    days.locator("[name=start]").fill("2026-01-30")
    days.locator("[name=end]").fill("2026-01-31")
    days.locator("[name=precision]").select_option("range")
    days.get_by_role("button", name="Set").click()
    expect(page.locator(".card-facts")).to_contain_text("30–31 January 2026")
    assert rulings(bench) == [Amended, Amended]


def test_a_claim_is_split_off_and_a_note_written(page: Page, bench: Running) -> None:
    page.goto(f"{bench.origin}/review?kind=claims")
    page.keyboard.press("w")
    page.keyboard.type("<b>The list of names</b> is awaited")
    page.locator("#note button").click()
    expect(page.locator("[data-last]")).to_contain_text("a note on")
    expect(page.locator("#note")).not_to_have_attribute("open", "")
    pressed(page, "x")
    assert rulings(bench) == [Noted, Moved]


def test_pairs_are_judged_side_by_side(page: Page, bench: Running) -> None:
    page.goto(f"{bench.origin}/review?kind=candidates")
    expect(page.locator(".pair-side")).to_have_count(2)
    expect(page.locator(".signs")).to_contain_text("Their days lie 1 day apart.")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert rulings(bench) == [Judged]
    page.keyboard.press("z")
    expect(page.locator(".pair-side")).to_have_count(2)


def test_a_missed_claim_is_made_of_selected_words(page: Page, bench: Running) -> None:
    """Past an emoji, the words that were selected are the words of the claim."""
    page.goto(f"{bench.origin}/review?kind=claims")
    page.evaluate(
        """() => {
            const node = [...document.querySelectorAll('[data-start]')].map(one => one.firstChild)
                .find(one => one.data.includes('A guard'));
            const at = node.data.indexOf('A guard');
            getSelection().setBaseAndExtent(node, at, node, at + 7);
        }"""
    )
    expect(page.locator("[data-make-offer]")).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("[data-make-words]")).to_have_text("A guard")
    page.locator("[data-make] [name=count]").fill("1")
    page.locator("[data-make] [name=where]").fill("unknown")
    page.get_by_role("button", name="Make this claim").click()
    expect(page.locator("[data-last]")).to_contain_text("read 1 killed in “A guard”")
    assert rulings(bench) == [Made]
    start, end = (page.locator("[data-claim^=p]").get_attribute("data-words") or "").split()
    assert any(one.text[int(start) : int(end)] == "A guard" for one in REPORTS)


def test_two_reviewers_at_once_see_each_other_and_overwrite_nothing(
    chromium: Browser, page: Page, bench: Running
) -> None:
    """The second is told what the first decided, looks again, and may decide then."""
    page.goto(f"{bench.origin}/review?kind=claims")
    with opened(chromium, bench) as window:
        other = window.new_page()
        other.goto(f"{bench.origin}/review?kind=claims")
        assert item(other) == item(page)
        pressed(page, "a")
        other.keyboard.press("r")
        expect(other.locator("[data-fault]")).to_contain_text("owner decided on the same claims meanwhile: accept")
        expect(other.locator(".by-people")).to_contain_text("accepted by a person")
        assert rulings(bench) == [Accepted]
        pressed(other, "r")
    assert rulings(bench) == [Accepted, Rejected]


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_no_violation(
    chromium: Browser, bench: Running, width: int, scheme: Literal["light", "dark"]
) -> None:
    """On each kind of item and on none, with what opens open; nothing is wider than the screen."""
    with opened(chromium, bench, viewport={"width": width, "height": 844}, color_scheme=scheme) as window:
        tab = window.new_page()
        for query in ("?kind=claims", "?kind=candidates", "?kind=equations"):
            tab.goto(f"{bench.origin}/review{query}")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, query
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert violations(tab) == [], query


def test_without_scripts_a_claim_is_judged_all_the_same(chromium: Browser, bench: Running) -> None:
    with opened(chromium, bench, java_script_enabled=False) as window:
        tab = window.new_page()
        tab.goto(f"{bench.origin}/review?kind=claims")
        tab.get_by_role("button", name="Right").click()
        expect(tab.locator(".place")).to_contain_text("1 of 30")
        tab.get_by_role("button", name="Undo").click()
        expect(tab.locator(".place")).to_contain_text("of 31")
    assert rulings(bench) == [Accepted, Undone]
