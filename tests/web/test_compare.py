"""Things side by side: rules, moments, readers and outlets, and hostile words in all of them."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.road.wave import CachedRoad
from tests.web.casework import Running, running
from tests.web.hostile import PARTS, HostileRoad, fill_hostile
from tests.web.payloads import PAYLOADS
from tests.web.tabs import by_axe, opened, violations, watched
from tollbook.book import Book, JoinedLedger, showable
from tollbook.model import Casualty, ReaderVersion, Report
from tollbook.road import Reading
from tollbook.web.desk import Desk

LATER = ReaderVersion(name="tollbook", version="later")
MOMENT = "2026-05-19T12:20:00Z"


class LaterRoad(CachedRoad):
    """A later reader: it reads every number as one more."""

    class _Reader:
        version = LATER

    @property
    def reader(self) -> Any:
        """Its name and version."""
        return self._Reader()

    def travel(self, report: Report) -> Reading:
        """What the book's own reader had read, and one more."""
        with Book.open(self.book, create=False) as book:
            claims = tuple(kept.claim for kept in book.claims(report.digest))
        more = tuple(
            msgspec.structs.replace(claim, count=msgspec.structs.replace(claim.count, value=claim.count.value + 1))
            if isinstance(claim, Casualty) and claim.count.value is not None and claim.count.value_high is None
            else claim
            for claim in claims
        )
        return Reading(report=report, claims=more, incidents=())

    book: Path


@pytest.fixture(scope="module")
def book(wave_path: Path) -> Path:
    """The wave's book."""
    return wave_path


@pytest.fixture(scope="module")
def bench(wave: Running) -> Running:
    """A workbench over it."""
    return wave


@pytest.fixture(scope="module")
def ledgers(book: Path) -> dict[str, JoinedLedger]:
    """Its incidents, by place."""
    with Book.open(book, create=False) as opened_book:
        every = [opened_book.incident(one.incident.id) for one in opened_book.incidents()]
    return {one.sheet().place: one for one in every}


@pytest.fixture(scope="module")
def attack(ledgers: dict[str, JoinedLedger]) -> JoinedLedger:
    """One attack of the wave, of which several outlets print one dispatch."""
    return ledgers["Koro"]


@pytest.fixture(scope="module")
def revised(ledgers: dict[str, JoinedLedger]) -> JoinedLedger:
    """One whose toll was revised."""
    return next(one for place, one in ledgers.items() if place.startswith("Bankass and"))


def lines(bench: Running, path: str) -> list[dict[str, str]]:
    """The lines of a CSV twin."""
    answer = bench.ask(path)
    assert answer.status == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_every_profile_stands_beside_the_others(bench: Running, revised: JoinedLedger) -> None:
    """Each figure of each profile is there with the sentence that decides it, and what differs is marked."""
    beside = bench.ask(f"/compare/profiles/{revised.incident.id}.json").data["beside"]
    estimates = {(one.effect, one.victim_class, one.profile): one for one in revised.incident.estimates}
    told = {
        (line["effect"], line["victim_class"], one["profile"]): (one["low"], one["best"], one["high"])
        for line in beside["lines"]
        for one in line["figures"]
        if one["decides"] is not None
    }
    assert told == {key: (one.low, one.best, one.high) for key, one in estimates.items()}
    differing = {(line["effect"], line["victim_class"]) for line in beside["lines"] if line["differ"]}
    assert ("killed", "all") in differing
    assert ("killed", "security_forces") in differing
    table = lines(bench, f"/compare/profiles/{revised.incident.id}.csv")
    assert len(table) == len(beside["lines"]) * len(beside["profiles"])
    assert {one["best"] for one in table if (one["profile"], one["victim_class"]) == ("acled", "civilian")} == {""}


def test_copies_are_known_as_copies(bench: Running, attack: JoinedLedger, revised: JoinedLedger) -> None:
    """Two outlets that print one dispatch are said to, with how much; two that do not are not."""
    by_outlet = {report.outlet: digest[:12] for digest, report in attack.reports.items()}
    query = f"one={by_outlet['Meridian Wire']}&other={by_outlet['Lagoon Post']}"
    copies = bench.ask(f"/compare/outlets/{attack.incident.id}.json?{query}").data["beside"]
    assert copies["shared"] > 0.9
    assert copies["origin"].startswith("100% of the words of Lagoon Post descend from one text, first that of Meridian")
    by_outlet = {report.outlet: digest[:12] for digest, report in revised.reports.items()}
    query = f"one={by_outlet['General Staff']}&other={by_outlet['Plateau Gazette']}"
    apart = bench.ask(f"/compare/outlets/{revised.incident.id}.json?{query}").data["beside"]
    assert (apart["origin"], apart["shared"] < 0.3) == (None, True)


def test_both_texts_stand_whole_side_by_side(bench: Running, attack: JoinedLedger) -> None:
    """Every paragraph of both reports is there once, in its order, whatever is marked in it."""
    first, second = list(attack.reports)[:2]
    beside = bench.ask(f"/compare/outlets/{attack.incident.id}.json?one={first}&other={second}").data["beside"]
    for name, digest in (("one", first), ("other", second)):
        told = ["".join(piece["text"] for piece in pair[name]["pieces"]) for pair in beside["pairs"] if pair[name]]
        assert "".join("".join(told).split()) == "".join(attack.reports[digest].text.split())
    table = lines(bench, f"/compare/outlets/{attack.incident.id}.csv?one={first}&other={second}")
    assert len(table) == len(beside["pairs"])


def test_a_report_of_another_incident_is_not_set_beside(bench: Running, attack: JoinedLedger) -> None:
    """Only the incident's own reports can be named, and two different ones."""
    path = f"/compare/outlets/{attack.incident.id}"
    assert bench.ask(f"{path}.json?one=ffffffffffff").status == 404
    first = next(iter(attack.reports))[:12]
    same = bench.ask(f"{path}?one={first}&other={first}", Accept="text/html")
    assert "Choose two different reports" in same.text


def test_two_moments_of_the_book(bench: Running, book: Path) -> None:
    """What differs is what the Book says differs, in the JSON and in the CSV."""
    answer = bench.ask(f"/compare/moments.json?before={MOMENT}").data
    with Book.open(book, create=False) as opened_book:
        found = opened_book.diff(MOMENT, "2026-11-30")
    assert [one["kind"] for one in answer["differences"]] == [one.kind for one in found]
    assert answer["entries"] == 20
    table = lines(bench, f"/compare/moments.csv?before={MOMENT}")
    assert len(table) == sum(max(1, len(one.shifts)) for one in found)
    shown = bench.ask(f"/compare/moments?before={MOMENT}", Accept="text/html").text
    assert f"{len(found)} incidents differ" in shown


def test_two_moments_of_one_incident(bench: Running, revised: JoinedLedger) -> None:
    """The figures that changed, because of which reports, and what has been said since."""
    answer = bench.ask(f"/compare/moments.json?before={MOMENT}&incident={revised.incident.id}").data
    killed = next(one for one in answer["shifts"] if (one["effect"], one["victim_class"]) == ("killed", "all"))
    assert (killed["before"]["best"], killed["after"]["best"]) == (15, 17)
    assert answer["changes"]
    assert all(one["entry"] > 20 for one in answer["changes"])
    assert {one["words"] for one in answer["came"]} >= {"13 civilians"}
    page = bench.ask(f"/compare/moments?before={MOMENT}&incident={revised.incident.id}", Accept="text/html")
    assert "Said since" in page.text
    assert len(lines(bench, f"/compare/moments.csv?before={MOMENT}&incident={revised.incident.id}")) == len(
        answer["shifts"]
    )


def test_moments_that_are_none(bench: Running) -> None:
    """A moment that is missing, that is none, or that lies after the later one is refused with the remedy."""
    assert bench.ask("/compare/moments.json").status == 400
    assert bench.ask("/compare/moments.json?before=soon").status == 400
    assert bench.ask(f"/compare/moments.json?before={MOMENT}&profile=nobodys").status == 400
    assert bench.ask(f"/compare/moments.json?before={MOMENT}&incident=ffffffffffff").status == 404
    assert bench.ask("/compare/moments", Accept="text/html").status == 200


def test_a_book_with_one_reader_says_so(bench: Running) -> None:
    """There are no two to compare, and reading again would change nothing."""
    answer = bench.ask("/compare/readers.json").data
    assert [one["reports"] for one in answer["readers"]] == [40]
    assert (answer["unread"], answer["differences"], answer["preview"]) == (0, None, None)
    shown = bench.ask("/compare/readers", Accept="text/html").text
    assert "one reader’s readings alone" in shown
    assert "reading again would change nothing" in shown
    assert bench.ask("/compare/readers.json?one=nobody&other=nobody").status == 400


def test_a_later_reader_is_tried_out_and_compared(book: Path, tmp_path: Path) -> None:
    """What it would change is shown before it is kept, and afterwards the two readers stand side by side."""
    path = tmp_path / "read-twice.book"
    shutil.copy(book, path)
    road = LaterRoad()
    road.book = book
    with running(path) as bench:
        bench.app.state.desk = Desk(path, road)
        bench.enter()
        tried = bench.ask("/compare/readers.json?rehearse=yes").data
        assert (tried["unread"], tried["preview"]["read"]) == (40, 40)
        assert {one["kind"] for one in tried["preview"]["differences"]} == {"changed"}
        assert bench.ask("/compare/readers?rehearse=yes", Accept="text/html").status == 200
        assert bench.ask("/compare/readers.json").data["unread"] == 40
        with Book.open(path, create=False, road=road) as twice:
            twice.read_again()
        one = f"tollbook%20{tried['readers'][0]['reader']['version'].replace('+', '%2B')}"
        answer = bench.ask(f"/compare/readers.json?one={one}&other=later").data
        assert {one["reader"]["version"] for one in answer["readers"]} >= {"later"}
        assert len(answer["differences"]) == len(tried["preview"]["differences"])
        assert bench.ask(f"/compare/readers.csv?one={one}&other=later").status == 200
        assert "other figures" in bench.ask(f"/compare/readers?one={one}&other=later", Accept="text/html").text


def test_the_forms_lead_to_the_comparisons(page: Page, bench: Running, attack: JoinedLedger) -> None:
    """From the incident's page to the forms, its id filled in, and on."""
    page.goto(f"{bench.origin}/incidents/{attack.incident.id}")
    page.get_by_role("link", name="Compare it").click()
    page.locator("#rules").get_by_role("button").click()
    page.wait_for_url(f"**/compare/profiles/{attack.incident.id}")
    page.goto(f"{bench.origin}/compare?incident={attack.incident.id}")
    page.locator("#outlets").get_by_role("button").click()
    page.wait_for_url(f"**/compare/outlets/{attack.incident.id}*")
    expect(page.locator(".pair").first).to_be_visible()
    page.goto(f"{bench.origin}/compare")
    page.get_by_label("From").fill(MOMENT)
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/moments?before=*")
    expect(page.locator(".change").first).to_be_visible()


PAGES = ("/compare", "profiles", "outlets", f"/compare/moments?before={MOMENT}", "moments", "/compare/readers")


def address(which: str, revised: JoinedLedger) -> str:
    """A page of `PAGES`; a bare word is a comparison of one incident."""
    if which.startswith("/"):
        return which
    ids = revised.incident.id
    return f"/compare/moments?before={MOMENT}&incident={ids}" if which == "moments" else f"/compare/{which}/{ids}"


@pytest.mark.parametrize("which", PAGES)
def test_no_page_scrolls_sideways(page: Page, bench: Running, revised: JoinedLedger, which: str) -> None:
    """On a phone, paragraphs stand below each other."""
    page.goto(bench.origin + address(which, revised))
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@by_axe
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("which", PAGES)
def test_axe_finds_no_violation(
    page: Page, bench: Running, revised: JoinedLedger, which: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 A and AA and axe's best practices."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(bench.origin + address(which, revised))
    assert violations(page) == []


def test_hostile_words_are_text_in_every_view_of_an_incident(chromium: Browser, tmp_path: Path) -> None:
    """Outlets, speakers, actors, places, victims, triggers, paragraphs: a payload is words, wherever it stands."""
    path = tmp_path / "hostile.book"
    reports = fill_hostile(path)
    with Book.open(path, create=False, road=HostileRoad()) as book:
        (only,) = book.incidents()
        assert only.reports == len(reports) >= len(PAYLOADS) // len(PARTS)
    with running(path) as bench:
        bench.app.state.desk = Desk(path, HostileRoad())
        bench.enter()
        with opened(chromium, bench) as window, watched(window, bench) as tab:
            tab.goto(f"{bench.origin}/incidents/{only.incident.id}")
            told = " ".join((tab.locator("main").text_content() or "").split())
            for payload in PAYLOADS:
                assert " ".join(showable(payload).split()) in told
            ids = [report.digest[:12] for report in reports]
            pages = [f"/incidents/{only.incident.id}{part}" for part in ("", "/history", "/victims")]
            pages += [f"/compare/profiles/{only.incident.id}", f"/compare?incident={only.incident.id}"]
            pages += [
                f"/compare/outlets/{only.incident.id}?one={one}&other={other}"
                for one, other in zip(ids[::2], ids[1::2], strict=False)
            ]
            for one in pages:
                tab.goto(bench.origin + one)
                strange = "main :is(script, style, iframe, img, object, meta, base, link, body), [onerror], [onload]"
                expect(tab.locator(strange)).to_have_count(0)
                expect(tab.locator("a[href^='javascript' i]")).to_have_count(0)
        for twin in (".csv", "/toll.csv", "/history.csv"):
            for row in csv.reader(io.StringIO(bench.ask(f"/incidents/{only.incident.id}{twin}").text, newline="")):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
