"""The overview and its twins: what they answer, asked by plain requests."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from benchmarks.sightings import summaries
from tests.web.casework import Running
from tests.web.sightings import SIGHTED
from tollbook.book import Sum
from tollbook.model import Estimate, Summary
from tollbook.storage import Tag
from tollbook.web.ranges import Range, in_words, range_of

EVERY = list(summaries(SIGHTED))


@pytest.fixture(scope="module")
def bench(sights: Running) -> Running:
    """A workbench over some hundred incidents."""
    return sights


def killed(summary: Summary) -> int | None:
    """The best figure of those killed, the low one where there is no best."""
    found = [one for one in summary.incident.estimates if (one.effect, one.victim_class) == ("killed", "all")]
    return None if not found else found[0].low if found[0].best is None else found[0].best


def meets(summary: Summary, tags: set[Tag], asked: dict[str, str]) -> bool:
    """Whether an incident meets what an address asks, told the long way."""
    shown = summary.incident
    names = {(tag.kind, tag.value) for tag in tags}
    days = None if shown.when is None else (shown.when.start.isoformat(), shown.when.end.isoformat())
    where = shown.places[0] if shown.places else None
    checks: dict[str, Callable[[str], bool]] = {
        "since": lambda value: days is not None and days[1] >= value,
        "until": lambda value: days is not None and days[0] <= value,
        "country": lambda value: ("country", value.casefold()) in names,
        "class": lambda value: ("class", value) in names,
        "effect": lambda value: ("effect", value) in names,
        "grade": lambda value: ("grade", value) in names,
        "actor": lambda value: any(kind == "actor" and value.casefold() in name for kind, name in names),
        "outlet": lambda value: any(kind == "outlet" and value.casefold() in name for kind, name in names),
        "place": lambda value: any(kind == "place" and value.casefold() in name for kind, name in names),
        "review": lambda value: summary.review == value,
        "min_killed": lambda value: (killed(summary) or 0) >= int(value) and killed(summary) is not None,
        "kind": lambda value: shown.kind == value,
        "box": lambda value: where is not None and inside(where.lat, where.lon, value),
    }
    return shown.kind == asked.get("kind", "incident") and all(checks[name](value) for name, value in asked.items())


def inside(lat: float | None, lon: float | None, box: str) -> bool:
    """Whether a point lies in the edges that an address gives."""
    west, south, east, north = map(float, box.split(","))
    assert lat is not None
    assert lon is not None
    across = west <= lon <= east if west <= east else lon >= west or lon <= east
    return across and south <= lat <= north


QUESTIONS: tuple[dict[str, str], ...] = (
    {},
    {"since": "2015-02-01", "until": "2015-02-20"},
    {"country": "PK"},
    {"class": "civilian", "effect": "injured"},
    {"grade": "fair", "review": "decided"},
    {"actor": "Red Fr"},
    {"outlet": "delta", "min_killed": "3"},
    {"place": "an"},
    {"box": "60,20,80,40"},
    {"box": "60,-90,20,90"},
    {"kind": "aggregate"},
    {"review": "untouched", "country": "ML", "min_killed": "0"},
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: urlencode(question) or "all")
def test_the_twins_hold_what_meets_the_question_on_all_pages(bench: Running, question: dict[str, str]) -> None:
    """By pages and by `next`, as JSON and as CSV: every incident that meets it, once, and no other."""
    wanted = {summary.incident.id for summary, tags in EVERY if meets(summary, tags, question)}
    asked = urlencode(question)
    first = bench.ask(f"/incidents.json?{asked}").data
    assert first["total"] == len(wanted)
    by_page: list[str] = []
    for page in range(1, first["pages"] + 1):
        by_page += [row["incident"] for row in bench.ask(f"/incidents.json?{asked}&page={page}").data["incidents"]]
    rows, at = [], f"/incidents.csv?{asked}"
    while at:
        answer = bench.ask(at)
        rows += list(csv.DictReader(io.StringIO(answer.text, newline="")))
        at = answer.headers.get("link", "").partition(">")[0].removeprefix("<")
    walked = [row["incident"] for row in rows]
    assert by_page == walked
    assert len(walked) == len(set(walked))
    assert set(walked) == wanted
    for row in rows:
        assert row["review"] in ("untouched", "begun", "decided")
        assert "None" not in row.values()


@pytest.mark.parametrize("sort", ["latest", "earliest", "killed"])
def test_the_list_is_ordered_and_what_is_unknown_comes_last(bench: Running, sort: str) -> None:
    """Walking through `next` keeps the order over the pages."""
    rows: list[dict[str, Any]] = []
    at = f"/incidents.json?sort={sort}"
    while at:
        answer = bench.ask(at).data
        rows += answer["incidents"]
        at = answer["next"]
    if sort == "killed":
        by_id = {summary.incident.id: killed(summary) for summary, _ in EVERY}
        values = [by_id[row["incident"]] for row in rows]
        assert [value is None for value in values] == sorted(value is None for value in values)
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=True)
    else:
        days = [row["first_day" if sort == "earliest" else "last_day"] for row in rows]
        assert [day is None for day in days] == sorted(day is None for day in days)
        known_days = [day for day in days if day is not None]
        assert known_days == sorted(known_days, reverse=sort == "latest")


@pytest.mark.parametrize(
    "wrong",
    ["since=yesterday", "country=Pakistan", "class=people", "effect=hurt", "grade=a", "review=x", "min_killed=-1",
     "min_killed=many", "kind=all", "box=1,2,3", "box=1,2,3,x", "box=0,0,0,91", "sort=best", "after=x", "after=1.2.3",
     "page=0", "page=2&after=2015-01-01.x"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/incidents.json", "/incidents.csv", "/incidents/map.json"])
def test_what_cannot_be_asked_is_said(bench: Running, path: str, wrong: str) -> None:
    """Nothing is guessed, and nothing is left out in silence."""
    answer = bench.ask(f"{path}?{wrong}")
    assert answer.status == 400
    assert wrong.partition("=")[0].removeprefix("min_") in answer.data["detail"].casefold()


@pytest.mark.parametrize("zoom", [0, 3, 4.5, 6, 9, 18])
def test_the_marks_add_up_to_the_incidents_that_have_a_place(bench: Running, zoom: float) -> None:
    """Whatever the zoom: each incident is in one mark, and the sums of the marks are the sum."""
    placed = [summary for summary, tags in EVERY if meets(summary, tags, {}) and summary.incident.places]
    marks = bench.ask(f"/incidents/map.json?zoom={zoom}").data["marks"]
    assert sum(mark["incidents"] for mark in marks) == len(placed)
    assert sum(mark["killed"]["best"] or 0 for mark in marks) == sum(killed(summary) or 0 for summary in placed)
    assert sum(mark["killed"]["told"] for mark in marks) == sum(killed(summary) is not None for summary in placed)
    for mark in marks:
        assert (mark["id"] is not None) == (mark["incidents"] == 1)
        if mark["area"]:
            assert mark["precision"] in ("district", "province", "country")
            assert mark["place"] is not None


def test_who_is_known_to_an_area_is_never_a_point_where_the_area_can_be_seen(bench: Running) -> None:
    """From zoom 6 on every district, province and country is a mark of its own."""
    coarse = {"district", "province", "country"}
    of_areas = [s for s, tags in EVERY if meets(s, tags, {}) and s.incident.places
                and s.incident.places[0].precision in coarse]  # fmt: skip
    marks = bench.ask("/incidents/map.json?zoom=6").data["marks"]
    assert all(mark["area"] for mark in marks if mark["precision"] in coarse)
    assert sum(mark["incidents"] for mark in marks if mark["area"]) == len(of_areas)
    at_zero = bench.ask("/incidents/map.json?zoom=0").data["marks"]
    assert all(mark["area"] for mark in at_zero if mark["precision"] == "country")


def test_the_marks_of_a_part_of_the_map_are_of_that_part(bench: Running) -> None:
    """The part that is seen is asked for beside the question's own conditions."""
    marks = bench.ask("/incidents/map.json?zoom=18&view=60,20,80,40&country=PK").data["marks"]
    assert marks
    assert all(60 <= mark["lon"] <= 80 and 20 <= mark["lat"] <= 40 and mark["country"] == "PK" for mark in marks)


def test_the_page_tells_the_sums_and_what_is_not_in_them(bench: Running) -> None:
    """How many there are, those killed, and how many have no figure, no days and no place."""
    here = [summary for summary, tags in EVERY if meets(summary, tags, {})]
    text = " ".join(bench.ask("/").text.split())
    assert f"<b>{len(here):,}</b> incidents" in text
    assert f"<b>at least {sum(killed(summary) or 0 for summary in here):,}</b>" in text
    assert f"{sum(killed(summary) is None for summary in here)} give no figure of killed." in text
    assert f"{sum(summary.incident.when is None for summary in here)} are of unknown days." in text
    assert f"{sum(not summary.incident.places for summary in here)} are of unknown place" in text


def test_totals_are_never_added_up(bench: Running) -> None:
    """Totals over campaigns and years overlap: the page gives no sum of them, and a mark the largest."""
    text = bench.ask("/?kind=aggregate").text
    assert "Totals overlap and are never added up." in text
    assert "told-figure" not in text
    asked = {"kind": "aggregate"}
    here = [summary for summary, tags in EVERY if meets(summary, tags, asked) and summary.incident.places]
    marks = bench.ask("/incidents/map.json?zoom=0&kind=aggregate").data["marks"]
    most = max(killed(summary) or 0 for summary in here)
    assert max(mark["killed"]["best"] or 0 for mark in marks) == most


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((None, None, None), (None, None)),
        ((5, 5, 5), ("5", None)),
        ((4, 5, 1200), ("5", "4 to 1,200")),
        ((4, 5, None), ("5", "4 or more")),
        ((None, 5, 9), ("5", "up to 9")),
        ((4, None, None), ("at least 4", None)),
        ((4, None, 9), ("at least 4", "up to 9")),
        ((None, None, 9), ("at most 9", None)),
        ((0, 0, 0), ("0", None)),
    ],
)
def test_a_bar_says_no_more_than_is_known(figures: tuple[int | None, ...], words: tuple[str | None, ...]) -> None:
    """Open ends are open, a bar without a best has no tick, and nothing is drawn of nothing."""
    (summary, _) = EVERY[0]
    low, best, high = figures
    told = Estimate(
        effect="killed",
        victim_class="all",
        profile="tollbook",
        profile_version="1",
        low=low,
        best=best,
        high=high,
        steps=(),
        claims=(),
    )
    bar = range_of(replace(summary, incident=replace(summary.incident, estimates=(told,))), "killed", 1200)
    assert isinstance(bar, Range)
    assert (bar.best, bar.range) == words
    assert (bar.tick is None) == (best is None)
    assert (bar.start is None) == (figures == (None, None, None))
    if bar.start is not None:
        assert (bar.from_open, bar.to_open) == (low is None, high is None)


def test_a_sum_in_words_says_at_least_where_a_best_is_missing() -> None:
    """And that it is unknown where nothing is."""
    assert in_words(Sum(told=0, low=None, best=None, high=None, open=0)) == ("unknown", None)
    assert in_words(Sum(told=2, low=7, best=1200, high=None, open=1)) == ("at least 1,200", "7 or more")
    assert in_words(Sum(told=2, low=7, best=8, high=9, open=0)) == ("8", "7 to 9")
