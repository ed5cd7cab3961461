"""Actors, places, outlets and speakers in the workbench: their lists, pages and twins, by request and in a browser."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.casework import Running
from tests.web.payloads import PAYLOADS
from tests.web.tabs import by_axe, opened, violations, watched
from tests.web.waves import wave_bench, wave_book
from tollbook.book import Book, showable

LISTS = ("/actors", "/places", "/outlets", "/speakers")
PAGES = (
    "/actors/role:ML:military",
    "/places/gn:2453347",
    "/outlets/Meridian%20Wire",
    "/speakers/armed%20forces%20(Mali)",
)


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workbench over the demonstration's reports."""
    with wave_bench(wave_book(tmp_path_factory.mktemp("subjects"))) as bench:
        yield bench


@pytest.fixture(scope="module")
def window(chromium: Browser, wave: Running) -> Iterator[BrowserContext]:
    with opened(chromium, wave) as context:
        yield context


@pytest.fixture
def page(window: BrowserContext, wave: Running) -> Iterator[Page]:
    with watched(window, wave) as tab:
        yield tab


@pytest.mark.parametrize("path", LISTS)
def test_a_list_and_its_twins_have_the_same_rows(wave: Running, path: str) -> None:
    """The page, the JSON and the CSV name the same subjects in the same order, and each row leads to its page."""
    told = wave.ask(f"{path}.json?order=name").data
    names = [one["subject"]["name"] for one in told["subjects"]]
    rows = list(csv.DictReader(io.StringIO(wave.ask(f"{path}.csv?order=name").text)))
    shown = wave.ask(f"{path}?order=name", Accept="text/html").text
    links = re.findall(r'<th scope="row">\s*<a href="([^"]+)">', shown)
    assert [row["name"] for row in rows] == names
    assert told["total"] == len(names) == len(links)
    assert {wave.ask(link, Accept="text/html").status for link in links} == {200}


def test_what_is_unknown_is_empty_and_never_0(wave: Running) -> None:
    """Who did nothing has no figure of killed, in a cell or in JSON."""
    (row,) = csv.DictReader(io.StringIO(wave.ask("/actors.csv?q=officials+mali").text))
    assert (row["killed_best"], row["median_ratio"], row["reports"]) == ("", "", "")
    (line,) = wave.ask("/actors.json?q=officials+mali").data["subjects"]
    assert (line["best"], line["record"]["ratio"]) == (None, None)


def test_the_address_holds_what_is_asked(wave: Running) -> None:
    """Words, kind, country, role and days narrow what is shown, and the twin shows the same."""
    assert wave.ask("/places.json?kind=province&q=mop").data["total"] == 1
    assert wave.ask("/speakers.json?country=NE").data["total"] == 0
    told = wave.ask("/actors/Red%20Dune%20Front.json?role=blamed&since=2026-05-15&until=2026-05-15").data
    whole = wave.ask("/actors/red%20dune%20front.json").data
    assert 0 < told["subject"]["total"] < whole["subject"]["total"]
    assert "2026-05-15" in told["subject"]["days"]
    assert all("blamed" in one["roles"] for one in told["subject"]["shown"])
    rows = list(csv.DictReader(io.StringIO(wave.ask("/actors/red%20dune%20front.csv?role=blamed").text)))
    assert rows
    assert all("blamed" in row["roles"] for row in rows)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/actors/nobody.json", 404),
        ("/places/gn:1.json", 404),
        ("/outlets/", 404),
        ("/outlets/%00%2e%2e%2f.json", 404),
        ("/speakers.json?order=loudest", 400),
        ("/speakers.json?page=0", 400),
        ("/actors/Red%20Dune%20Front.json?role=king", 400),
        ("/actors/Red%20Dune%20Front.json?since=soon", 400),
    ],
)
def test_what_is_not_there_or_not_understood_is_said(wave: Running, path: str, status: int) -> None:
    """A wrong name is 404, a wrong question 400, each with words."""
    answer = wave.ask(path)
    assert answer.status == status
    assert answer.data["detail"]


def test_every_figure_is_one_click_from_its_words(page: Page, wave: Running) -> None:
    """From a first figure the link leads to its claim in the report."""
    page.goto(f"{wave.origin}/outlets/Meridian%20Wire")
    link = page.locator(".first-figures tbody th a").first
    words = link.inner_text().strip("“”")
    link.click()
    expect(page.locator(".claim.chosen")).to_contain_text(re.compile(words.split(" + ")[0], re.IGNORECASE))


def test_a_page_is_narrowed_by_its_form_and_walked_by_keys(page: Page, wave: Running) -> None:
    """Choosing a part shows those incidents alone, and j goes to the first of them."""
    page.goto(f"{wave.origin}/actors")
    page.keyboard.press("j")
    expect(page.locator(".subjects tbody th a").first).to_be_focused()
    page.goto(f"{wave.origin}/actors/Red%20Dune%20Front")
    page.get_by_label("Part in it").select_option("denies")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"role=denies"))
    expect(page.locator("#incidents tbody tr")).to_have_count(1)
    page.keyboard.press("j")
    expect(page.locator("#incidents tbody th a").first).to_be_focused()


def test_a_page_says_what_it_does_not_add(page: Page, wave: Running) -> None:
    """Beside the sums stand the wide incidents that are left out, and that blame is no proof."""
    page.goto(f"{wave.origin}/actors/role:ML:military")
    expect(page.locator(".not-added")).to_contain_text("1 wide incident or total")
    expect(page.locator(".not-added")).to_contain_text("Being blamed is no proof")
    expect(page.locator(".map[data-drawn]")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [*LISTS, *PAGES])
def test_no_page_scrolls_sideways(page: Page, wave: Running, path: str, width: int) -> None:
    """On a phone and on a desktop everything lies within the width."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{wave.origin}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("path", [*LISTS, *PAGES])
def test_axe_finds_no_violation(
    page: Page, wave: Running, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 A and AA and axe's best practices."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{wave.origin}{path}")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert violations(page) == []


def test_hostile_names_are_text_and_have_pages(bench: Running, chromium: Browser, casebook: Path) -> None:
    """Outlets with markup, formulas and line ends for names stand in the list as text, and each has its page."""
    with Book.open(casebook) as book:
        found = [line.subject.name for at in (0, 50, 100) for line in book.subjects("outlet", offset=at).lines]
    assert len(found) >= len({" ".join(payload.split()).casefold() for payload in PAYLOADS})
    with opened(chromium, bench) as context, watched(context, bench) as tab:
        for number in (1, 2, 3):
            tab.goto(f"{bench.origin}/outlets?order=name&page={number}")
            for name in tab.locator(".subjects tbody th a").all_inner_texts():
                assert name
        for name in found[::12]:
            tab.goto(f"{bench.origin}/outlets/{quote(name, safe='')}")
            heading = tab.locator("h1").evaluate("one => one.textContent")
            assert heading == showable(name).replace("\r", " ")
        assert tab.locator("main script, main iframe, main object, main img").count() == 0
