"""The overview in a real browser: map, timeline and list move together, by mouse and by key, and the address tells."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.casework import Running
from tests.web.tabs import by_axe, opened, violations


def total(page: Page) -> int:
    """How many incidents the page tells."""
    return int(page.locator(".told-count b").inner_text().replace(",", ""))


def shown(page: Page, query: str) -> None:
    """Wait until the page shows the answer to a query."""
    expect(page.locator("body")).to_have_attribute("data-shown", query)


@pytest.fixture(scope="module")
def bench(sights: Running) -> Running:
    """The workbench that these tests look at."""
    return sights


def open_overview(page: Page, bench: Running, query: str = "") -> None:
    """Open the page, map and all."""
    page.goto(f"{bench.origin}/{query}")
    page.locator("[data-marks][data-drawn][data-incidents]").wait_for(timeout=30_000)


def test_filtering_moves_list_map_and_timeline_and_back_undoes_it(page: Page, sights: Running) -> None:
    """Choosing a country asks anew without a new page; "back" brings the question before, and its form."""
    open_overview(page, sights)
    whole, drawn = total(page), page.locator("[data-marks]").get_attribute("data-incidents")
    page.evaluate("window.stayed = true")
    page.get_by_label("Country").select_option("PK")
    shown(page, "?country=PK")
    assert page.url == f"{sights.origin}/?country=PK"
    told = page.request.get(f"{sights.origin}/incidents.json?country=PK").json()
    assert total(page) == told["total"] < whole
    rows = page.locator("[data-incident]").evaluate_all("all => all.map(one => one.dataset.incident)")
    assert rows == [row["incident"] for row in told["incidents"]]
    expect(page.locator("[data-marks]")).not_to_have_attribute("data-incidents", drawn or "")
    expect(page.get_by_role("link", name="CSV")).to_have_attribute("href", "/incidents.csv?country=PK")
    page.go_back()
    shown(page, "")
    assert total(page) == whole
    expect(page.get_by_label("Country")).to_have_value("")
    assert page.evaluate("window.stayed")
    page.go_forward()
    shown(page, "?country=PK")
    expect(page.get_by_label("Country")).to_have_value("PK")
    page.get_by_role("link", name="Clear").click()
    shown(page, "")
    assert total(page) == whole


def test_the_timeline_is_brushed(page: Page, sights: Running) -> None:
    """Dragging over days narrows the list and the map to them; the days stand in the form and in the address."""
    open_overview(page, sights)
    whole = total(page)
    drawn = page.locator("[data-marks]").get_attribute("data-incidents")
    box = page.locator(".timeline .u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**/?since=2015-*")
    since, until = (page.locator(f"[name={name}]").input_value() for name in ("since", "until"))
    assert "2015-01-01" < since < until
    shown(page, f"?since={since}&until={until}")
    told = page.request.get(f"{sights.origin}/incidents.json?since={since}&until={until}").json()
    assert 0 < total(page) == told["total"] < whole
    expect(page.locator("[data-marks]")).not_to_have_attribute("data-incidents", drawn or "")
    expect(page.locator(".u-select")).to_be_visible()
    open_overview(page, sights, f"?since={since}&until={until}")  # the link shows what its sender saw
    assert total(page) == told["total"]
    expect(page.locator(".u-select")).to_be_visible()


def test_only_what_is_in_view_is_listed(page: Page, sights: Running) -> None:
    """With the box ticked the list follows the map, which stays where it is; the address keeps the part."""
    open_overview(page, sights)
    whole = total(page)
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(100)
    page.get_by_label("List only what is in view").check()
    page.wait_for_url("**/?box=*")
    expect(page.locator("body")).to_have_attribute("data-shown", page.url.removeprefix(f"{sights.origin}/"))
    seen, address = total(page), page.url
    assert 0 < seen < whole
    page.get_by_role("button", name="Zoom in").click()
    expect(page).not_to_have_url(address)
    expect(page.locator("body")).to_have_attribute("data-shown", page.url.removeprefix(f"{sights.origin}/"))
    assert total(page) < seen
    page.keyboard.press("v")
    shown(page, "")
    assert total(page) == whole


def test_rows_are_walked_by_key_and_pointed_at_on_the_map(page: Page, sights: Running) -> None:
    """j and k choose rows, over the end of a page too; the address keeps the chosen one, and Enter opens it."""
    open_overview(page, sights)
    ids = page.locator("[data-incident]").evaluate_all("all => all.map(one => one.dataset.incident)")
    assert len(ids) == 50
    for number in range(3):
        page.keyboard.press("j")
        expect(page.locator(f"#i-{ids[number]}.chosen h2 a")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".chosen")).to_have_attribute("data-incident", ids[1])
    assert page.url == f"{sights.origin}/#i-{ids[1]}"
    page.goto(f"{sights.origin}/#i-{ids[49]}")
    page.reload()
    expect(page.locator(f"#i-{ids[49]}.chosen")).to_be_in_viewport()
    page.keyboard.press("j")
    shown(page, "?page=2")
    expect(page.locator("[data-incident]").first).to_have_class("entry chosen")
    assert page.locator(".chosen").get_attribute("data-incident") not in ids
    page.keyboard.press("x")
    expect(page.locator(".chosen")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.get_by_label("Place or district")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("f")
    expect(page.get_by_label("Effect")).to_be_focused()
    first = page.locator("[data-incident]").first.get_attribute("data-incident")
    expect(page.locator("[data-incident] h2 a").first).to_have_attribute("href", f"/incidents/{first}")


def test_a_mark_leads_to_its_incidents(page: Page, sights: Running) -> None:
    """The pointer over a mark says what it is in words; a click on one of many goes nearer."""
    open_overview(page, sights)
    canvas = page.locator(".map canvas").bounding_box()
    assert canvas is not None
    marks = page.request.get(f"{sights.origin}/incidents/map.json?zoom=1").json()["marks"]
    assert len(marks) > 5
    readout = page.locator(".readout")
    for across in range(8, 93, 3):
        for down in range(10, 91, 6):
            page.mouse.move(canvas["x"] + canvas["width"] * across / 100, canvas["y"] + canvas["height"] * down / 100)
            if "incidents: " in readout.inner_text():
                break
        else:
            continue
        break
    expect(readout).to_contain_text("killed")
    before = page.locator("[data-marks]").get_attribute("data-marks")
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("[data-marks]")).not_to_have_attribute("data-marks", before or "")


def test_the_theme_changes_while_the_map_is_still_on_its_way(page: Page, sights: Running) -> None:
    """However early and often the colours change, the map takes them without a complaint, and keeps its marks."""
    page.goto(sights.origin)
    page.locator("[data-marks].maplibregl-map").wait_for()
    for _ in range(6):
        page.keyboard.press("t")
    page.locator("[data-marks][data-drawn][data-incidents]").wait_for(timeout=30_000)
    page.evaluate("localStorage.clear()")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_scrolls_sideways(page: Page, sights: Running, width: int) -> None:
    """The page fits any width."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{sights.origin}/?sort=killed")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_no_violation(page: Page, sights: Running, width: int, scheme: Literal["light", "dark"]) -> None:
    """WCAG 2.2 A and AA and axe's best practices, with conditions and the key of the map open, and a row chosen."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_overview(page, sights)
    assert violations(page) == []
    page.get_by_text("More conditions").click()
    page.get_by_text("What the marks mean").click()
    page.keyboard.press("j")
    assert violations(page) == []


def test_without_scripts_the_form_and_the_list_work(chromium: Browser, sights: Running) -> None:
    """Where no script runs the form is sent, the pages lead on, and the map is not offered."""
    with opened(chromium, sights, java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(sights.origin)
        expect(page.locator("[data-incident]")).to_have_count(50)
        expect(page.locator("[data-part=map]")).to_be_hidden()
        page.get_by_role("link", name="Next").click()
        expect(page.get_by_text("Page 2 of")).to_be_visible()
        page.get_by_label("Country").select_option("PK")
        page.get_by_role("button", name="Show").click()
        assert "country=PK" in page.url
        told = page.request.get(f"{sights.origin}/incidents.json?country=PK").json()
        assert total(page) == told["total"]
