"""The view of one incident: every number leads to its words, and what is not known is not 0."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.casework import Running, served
from tests.web.tabs import by_axe, opened, violations, watched
from tollbook.book import Book, Sheet
from tollbook.web import Sessions, workbench
from tollbook.web.access import Role, Visitor


@pytest.fixture(scope="module")
def book(wave_path: Path) -> Path:
    """The wave's book."""
    return wave_path


@pytest.fixture(scope="module")
def bench(wave: Running) -> Running:
    """A workbench over it."""
    return wave


@pytest.fixture(scope="module")
def sheets(book: Path) -> dict[str, Sheet]:
    """The sheets of its incidents, by place."""
    with Book.open(book, create=False) as opened_book:
        every = [opened_book.incident(one.incident.id).sheet() for one in opened_book.incidents()]
    return {one.place: one for one in every}


@pytest.fixture(scope="module")
def attack(sheets: dict[str, Sheet]) -> Sheet:
    """One attack of the wave, whose toll was revised."""
    return next(one for place, one in sheets.items() if place.startswith("Bankass and"))


@pytest.fixture(scope="module")
def umbrella(sheets: dict[str, Sheet]) -> Sheet:
    """The wave as a whole: an umbrella whose speakers contradict each other."""
    return next(one for one in sheets.values() if one.components)


def test_the_page_and_its_twins_say_the_same(bench: Running, attack: Sheet) -> None:
    """The JSON holds the sheet, and the CSV a line for each statement of its ledger."""
    path = f"/incidents/{attack.id}"
    data = bench.ask(f"{path}.json").data
    assert {one["effect"]: one["best"] for one in data["incident"]["figures"] if one["whole"]} == {
        one.effect: one.best for one in attack.figures if one.whole
    }
    lines = list(csv.DictReader(io.StringIO(bench.ask(f"{path}.csv").text)))
    cells = [cell for row in attack.rows for cells in row.cells for cell in cells]
    assert [int(one["number"]) for one in lines] == [cell.number for cell in cells]
    shown = bench.ask(path, Accept="text/html")
    assert shown.status == 200
    assert all(f'id="s{cell.number}"' in shown.text for cell in cells)


def test_every_number_is_one_click_from_its_words(bench: Running, attack: Sheet) -> None:
    """Each link to a claim's words leads to a report that holds a claim of that id."""
    text = bench.ask(f"/incidents/{attack.id}", Accept="text/html").text
    for row in attack.rows:
        for cell in (cell for cells in row.cells for cell in cells):
            report, _, claim = cell.claims[0].partition(":")
            assert f'href="/reports/{report}#{claim}"' in text
            assert f'id="{claim}"' in bench.ask(f"/reports/{report}", Accept="text/html").text


def test_figures_under_each_profile(bench: Running, attack: Sheet) -> None:
    """The address chooses the rules; what a profile does not tell is empty and never 0."""
    for profile in attack.profiles:
        data = bench.ask(f"/incidents/{attack.id}.json?profile={profile}").data["incident"]
        assert data["profile"] == profile
        shown = bench.ask(f"/incidents/{attack.id}?profile={profile}", Accept="text/html")
        assert shown.status == 200
    acled = bench.ask(f"/incidents/{attack.id}.json?profile=acled").data["incident"]["figures"]
    assert [(one["low"], one["high"]) for one in acled] == [(None, None)]
    assert bench.ask(f"/incidents/{attack.id}.json?profile=ibc").data["incident"]["figures"]
    wrong = bench.ask(f"/incidents/{attack.id}.json?profile=nobodys")
    assert wrong.status == 400
    assert "tollbook" in wrong.data["detail"]


def test_rules_by_which_nothing_counts(bench: Running, sheets: dict[str, Sheet]) -> None:
    """From an umbrella one comes to each of its incidents by the same rules, though they count nobody there."""
    barren = next(one for one in sheets.values() if "ibc" not in one.profiles and one.figures)
    assert bench.ask(f"/incidents/{barren.id}.json?profile=ibc").data["incident"]["figures"] == []
    assert "none of what they say counts" in bench.ask(f"/incidents/{barren.id}?profile=ibc", Accept="text/html").text
    assert bench.ask(f"/incidents/{barren.id}/history.json?profile=ibc").data["changes"] == []


def test_an_unknown_incident_and_an_early_moment(bench: Running, attack: Sheet) -> None:
    """What is not in the book is not found; what was not in it yet neither."""
    assert bench.ask("/incidents/ffffffffffff.json").status == 404
    early = bench.ask(f"/incidents/{attack.id}.json?as_of=2026-05-19T12:00:30Z")
    assert early.status == 404
    assert bench.ask(f"/incidents/{attack.id}.json?as_of=2020-01-01").status == 400
    assert bench.ask(f"/incidents/{attack.id}.json?as_of=soon").status == 400


def test_as_it_stood_then(bench: Running, attack: Sheet) -> None:
    """At an earlier moment fewer reports tell of it, and the page says which moment that was."""
    moment = "2026-05-19T12:15:00Z"
    then = bench.ask(f"/incidents/{attack.id}.json?as_of={moment}").data
    assert then["as_of"] == moment
    assert then["incident"]["reports"] < attack.reports
    assert (
        f"As the book stood at {moment}" in bench.ask(f"/incidents/{attack.id}?as_of={moment}", Accept="text/html").text
    )


def test_the_toll_ends_where_the_figures_stand(bench: Running, attack: Sheet) -> None:
    """The last step of the toll is the incident's own estimate, and the first what the first report says."""
    points = bench.ask(f"/incidents/{attack.id}/toll.json").data["points"]
    last = {(one["effect"], one["victim_class"]): one["best"] for one in points[-1]["estimates"]}
    assert last == {(one.effect, one.victim_class): one.best for one in attack.figures}
    first = [one for one in points[0]["estimates"] if one["effect"] == "killed" and one["victim_class"] == "all"]
    assert [(one["low"], one["best"], one["high"]) for one in first] == [(6, 6, None)]
    lines = list(csv.DictReader(io.StringIO(bench.ask(f"/incidents/{attack.id}/toll.csv").text)))
    assert len(lines) == sum(len(one["estimates"]) for one in points)


def test_the_history_says_what_changed_the_number(bench: Running, attack: Sheet) -> None:
    """Each change names its report, and the shifts lead from nothing to the figures of now."""
    changes = bench.ask(f"/incidents/{attack.id}/history.json").data["changes"]
    assert all(one["report"] for one in changes)
    killed = [
        shift
        for one in changes
        for shift in one["shifts"]
        if (shift["effect"], shift["victim_class"]) == ("killed", "all")
    ]
    assert killed[0]["before"] is None
    assert killed[-1]["after"]["best"] == next(
        one.best for one in attack.figures if one.effect == "killed" and one.whole
    )
    assert bench.ask(f"/incidents/{attack.id}/history.csv").status == 200


def test_the_names_of_victims_are_apart(bench: Running, attack: Sheet) -> None:
    """Who may see them asks for their page, and that is noted."""
    path = f"/incidents/{attack.id}/victims"
    before = len(bench.team.audit(action="victims_seen", limit=99)[1])
    told = bench.ask(f"{path}.json")
    assert told.data == {"incident": attack.id, "victims": []}
    assert (told.headers["cache-control"], "etag" in told.headers) == ("no-store", False)
    assert bench.ask(path, Accept="text/html").status == 200
    seen = bench.team.audit(action="victims_seen", limit=99)[1]
    assert len(seen) == before + 2
    assert attack.id in seen[0].about


def test_who_may_not_see_them_is_refused_the_names(book: Path, attack: Sheet) -> None:
    """The page and both twins of the names; the incident itself is shown."""
    blind = Running(book)
    blind.sessions = Sessions(Visitor(name="a reader", role=Role.READER, sees_victims=False))
    blind.app = workbench(book, port=blind.port, sessions=blind.sessions, team=blind.team)
    with contextmanager(served)(blind) as bench:
        bench.enter()
        for ending in ("", ".json", ".csv"):
            assert bench.ask(f"/incidents/{attack.id}/victims{ending}").status == 403
        assert bench.ask(f"/incidents/{attack.id}", Accept="text/html").status == 200


def test_an_umbrella_and_its_incidents(bench: Running, umbrella: Sheet, attack: Sheet) -> None:
    """The umbrella lists its incidents, and each of them names the umbrella; the two are never added."""
    assert attack.id in {one.id for one in umbrella.components}
    assert attack.umbrella is not None
    assert attack.umbrella.id == umbrella.id
    text = bench.ask(f"/incidents/{umbrella.id}", Accept="text/html").text
    assert all(f'href="/incidents/{one.id}"' in text for one in umbrella.components)
    assert "the two are not added" in text


def test_contradictions_say_by_how_much(bench: Running, umbrella: Sheet) -> None:
    """Each contradiction on figures stands with the distance of its sides, and its figures are marked in the ledger."""
    on_figures = [one for one in umbrella.contradictions if one.effect]
    assert [one.apart for one in on_figures if one.victim_class == "militant"] == [65]
    text = bench.ask(f"/incidents/{umbrella.id}", Accept="text/html").text
    assert "65 apart" in text
    marked = {cell.number for row in umbrella.rows for cells in row.cells for cell in cells
              if any(one.kind == "contradicted" for one in cell.remarks)}  # fmt: skip
    assert marked == {number for one in on_figures for side in one.sides for number in side.numbers}


def test_j_and_k_walk_through_the_ledger(page: Page, bench: Running, attack: Sheet) -> None:
    """By keys alone from figure to figure, the address following, and to the words."""
    page.goto(f"{bench.origin}/incidents/{attack.id}")
    page.keyboard.press("j")
    first = page.locator("[data-statement]").first
    expect(first).to_have_class("cell is-" + attack.rows[0].cells[2][0].standing + " chosen")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.url.endswith(f"#{first.get_attribute('id')}")
    page.keyboard.press("o")
    page.wait_for_url("**/reports/**")
    expect(page.locator(".claim.chosen")).to_be_visible()


def test_an_address_leads_to_a_figure(page: Page, bench: Running, attack: Sheet) -> None:
    """A link with a figure's number shows it chosen."""
    page.goto(f"{bench.origin}/incidents/{attack.id}#s5")
    expect(page.locator("#s5.chosen")).to_be_in_viewport()


def test_a_number_shows_its_figure(page: Page, bench: Running, attack: Sheet) -> None:
    """Under the focus, a number of the rule marks the figure in the ledger that it stands for."""
    page.goto(f"{bench.origin}/incidents/{attack.id}")
    ref = page.locator(".figure-line[open] a.ref").first
    ref.focus()
    expect(page.locator(f"#{ref.get_attribute('data-ref')}.hovered")).to_have_count(1)


def test_the_history_comes_by_itself(page: Page, bench: Running, attack: Sheet) -> None:
    """Where it comes near, what changed the figures stands on the page."""
    page.goto(f"{bench.origin}/incidents/{attack.id}")
    page.locator("#history").scroll_into_view_if_needed()
    expect(page.locator("#history .change").first).to_be_visible()


def test_the_map_draws_its_places(page: Page, bench: Running, attack: Sheet) -> None:
    """The places of the table are drawn."""
    page.goto(f"{bench.origin}/incidents/{attack.id}")
    page.locator("#where").scroll_into_view_if_needed()
    expect(page.locator("[data-map][data-drawn]")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("part", ["", "/history", "/victims"])
def test_no_page_scrolls_sideways(page: Page, bench: Running, umbrella: Sheet, part: str) -> None:
    """At a phone's width the ledger's rows become cards."""
    page.goto(f"{bench.origin}/incidents/{umbrella.id}{part}")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("part", ["", "/history", "/victims"])
def test_axe_finds_no_violation(
    page: Page, bench: Running, umbrella: Sheet, part: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 A and AA and axe's best practices."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{bench.origin}/incidents/{umbrella.id}{part}")
    if not part:
        page.locator("#history").scroll_into_view_if_needed()
        expect(page.locator("#history .change").first).to_be_visible()
    assert violations(page) == []


def test_print_shows_the_rules(page: Page, bench: Running, attack: Sheet) -> None:
    """On paper every line's steps are open, and nothing stands that only a screen can use."""
    page.goto(f"{bench.origin}/incidents/{attack.id}")
    page.emulate_media(media="print")
    expect(page.locator(".parts")).to_be_hidden()
    shown: list[Any] = page.locator(".figure-line .steps").evaluate_all("all => all.map(one => one.offsetHeight > 0)")
    assert all(shown)
    page.emulate_media(media="screen")


def test_without_scripts_everything_is_there(chromium: Browser, bench: Running, attack: Sheet) -> None:
    """Figures, ledger, toll and sources are the server's; the history is a link."""
    with opened(chromium, bench, java_script_enabled=False) as window, watched(window, bench) as tab:
        tab.goto(f"{bench.origin}/incidents/{attack.id}")
        expect(tab.locator(".cell")).to_have_count(sum(len(cells) for row in attack.rows for cells in row.cells))
        expect(tab.locator(".chart")).to_have_count(2)
        expect(tab.locator("#history [data-include] a")).to_have_count(1)
